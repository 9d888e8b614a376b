"""A model and its templates turned into arrays: known strings by number, n-grams as integer keys."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qnmine.words.underthesea.templates import AFTER, BEFORE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.crfsuite import CrfsuiteModel, Doubles
    from qnmine.words.underthesea.templates import Template

Rows = npt.NDArray[np.int32]

OUTCOMES = ("before", "after", "true", "false", "constant")
"""Values of templates that are no n-grams: windows over an edge, answers, columns that never change."""

_KEY_BITS = 62


@dataclass(frozen=True, slots=True)
class Keyed:
    """The n-grams that the model knows in one column: their keys and their attributes.

    `attributes` (keys, offsets) are rows of `Tables.state`, 0 where there is none; `listed` (keys) tells
    whether the n-gram is in the dictionary.
    """

    keys: Ints
    attributes: Rows
    listed: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Window:
    """All templates over `size` tokens; `offsets` say where the first token can stand.

    `plain` and `lower` are what the model knows of the tokens as they are and in lower case. `title`,
    `digit` and `dictionary` (offsets, labels - 1) are what it adds where all the tokens are capitalised,
    the only one is a number, or they are in the dictionary.
    """

    size: int
    offsets: tuple[int, ...]
    plain: Keyed
    lower: Keyed
    title: Doubles
    digit: Doubles
    dictionary: Doubles


@dataclass(frozen=True, slots=True)
class Tables:
    """A model ready for lookup in bulk.

    `vocabulary` are the known strings, numbered from 1. `state` (attributes + 1, labels) are weights, row 0
    is zero; `transitions` (labels, labels) those of a label after another. `edges` (reach + 1, reach + 1,
    labels - 1) scores a token, relative to the first label, by the number of tokens before and after it,
    `reach` standing for that many or more: windows over an edge, and what templates with two outcomes give
    by default. `outcomes` (templates, 5) are the rows of `state` for the values in `OUTCOMES`.
    """

    labels: tuple[str, ...]
    vocabulary: tuple[str, ...]
    reach: int
    state: Doubles
    edges: Doubles
    transitions: Doubles
    windows: tuple[Window, ...]
    templates: tuple[Template, ...]
    outcomes: Rows

    @property
    def bits(self) -> int:
        """Bits of a string's number in a key."""
        return len(self.vocabulary).bit_length()


def compile_tables(
    model: CrfsuiteModel,
    templates: Sequence[Template],
    dictionary: Collection[str] = (),
    constants: Mapping[int, str] | None = None,
) -> Tables:
    """Turn a model into tables.

    `dictionary` holds what `is_in_dict` looks up, in lower case; `constants` the value of each column but
    the first, the same for all tokens. ValueError when the templates need more than tables can hold.
    """
    compiler = _Compiler(model, templates, constants or {})
    return compiler.tables(dictionary)


class _Compiler:
    """The attributes of a model by template and value, and the numbers of strings given out so far."""

    def __init__(
        self, model: CrfsuiteModel, templates: Sequence[Template], constants: Mapping[int, str]
    ) -> None:
        unknown = {template.column for template in templates} - {0, *constants}
        if unknown:
            raise ValueError(f"templates read columns that there are not: {sorted(unknown)}")
        self._model = model
        self._templates = templates
        self._constants = constants
        self._numbers: dict[str, int] = {}
        self._state = np.concatenate([np.zeros_like(model.state[:1]), model.state])
        self._relative = self._state[:, 1:] - self._state[:, :1]
        self._values: dict[str, dict[str, int]] = {template.text: {} for template in templates}
        for row, attribute in enumerate(model.attributes, 1):
            text, _, value = attribute.partition("=")
            if text in self._values:
                self._values[text][value] = row

    def tables(self, dictionary: Collection[str]) -> Tables:
        reach = max(max(abs(template.first), abs(template.last)) for template in self._templates)
        sizes = sorted({template.size for template in self._templates if template.column == 0})
        ngrams = {size: self._ngrams(size, dictionary) for size in sizes}
        bits = len(self._numbers).bit_length()
        if bits * max(sizes, default=0) > _KEY_BITS:
            raise ValueError("the model knows too many strings")
        return Tables(
            labels=self._model.labels,
            vocabulary=tuple(self._numbers),
            reach=reach,
            state=self._state,
            edges=self._edges(reach),
            transitions=self._model.transitions,
            windows=tuple(self._window(size, *ngrams[size], bits) for size in sizes),
            templates=tuple(self._templates),
            outcomes=np.array([self._outcomes(template) for template in self._templates], np.int32),
        )

    def _weights(self, template: Template, value: str) -> Doubles:
        weights: Doubles = self._relative[self._values[template.text].get(value, 0)]
        return weights

    def _outcomes(self, template: Template) -> list[int]:
        constant = self._default(template) if template.column else ""
        values = (BEFORE, AFTER, "True", "False", constant)
        known = self._values[template.text]
        return [known.get(value, 0) for value in values]

    def _edges(self, reach: int) -> Doubles:
        edges = np.zeros((reach + 1, reach + 1, self._relative.shape[1]))
        for before in range(reach + 1):
            for after in range(reach + 1):
                for template in self._templates:
                    value = template.edge(before, after) or self._default(template)
                    edges[before, after] += self._weights(template, value)
        return edges

    def _default(self, template: Template) -> str:
        """Return the value of a template inside a sentence that needs no look at the tokens."""
        if template.function in ("istitle", "isdigit", "is_in_dict"):
            return "False"
        if template.column:
            return " ".join([self._constants[template.column]] * template.size)
        return "\0"  # no value has it

    def _offsets(self, size: int) -> list[int]:
        return sorted({template.first for template in self._templates if template.size == size})

    def _ngrams(self, size: int, dictionary: Collection[str]) -> tuple[_Ngrams, _Ngrams]:
        """Number the strings of the n-grams of one size: (as they are, in lower case)."""
        offsets = self._offsets(size)
        plain, lower = _Ngrams(len(offsets)), _Ngrams(len(offsets))
        for template in self._templates:
            if template.size != size or template.column or template.function not in ("", "lower"):
                continue
            ngrams, column = lower if template.function else plain, offsets.index(template.first)
            for value, row in self._values[template.text].items():
                for parts in _splits(value, size):
                    ngrams.attributes[self._key(parts)][column] = row
        if any(template.function == "is_in_dict" and template.size == size for template in self._templates):
            for entry in dictionary:
                if entry.count(" ") == size - 1:
                    lower.listed.add(self._key(tuple(entry.split(" "))))
        return plain, lower

    def _key(self, parts: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._numbers.setdefault(part, len(self._numbers) + 1) for part in parts)

    def _window(self, size: int, plain: _Ngrams, lower: _Ngrams, bits: int) -> Window:
        offsets = self._offsets(size)
        gains = {
            name: np.zeros((len(offsets), self._relative.shape[1]))
            for name in ("istitle", "isdigit", "is_in_dict")
        }
        for template in self._templates:
            if template.size == size and not template.column and template.function in gains:
                gain = self._weights(template, "True") - self._weights(template, "False")
                gains[template.function][offsets.index(template.first)] += gain
        return Window(
            size=size,
            offsets=tuple(offsets),
            plain=plain.keyed(bits),
            lower=lower.keyed(bits),
            title=gains["istitle"],
            digit=gains["isdigit"],
            dictionary=gains["is_in_dict"],
        )


class _Ngrams:
    """N-grams of string numbers: the rows of their attributes by offset, and those in the dictionary."""

    def __init__(self, offsets: int) -> None:
        self.attributes: defaultdict[tuple[int, ...], list[int]] = defaultdict(lambda: [0] * offsets)
        self.listed: set[tuple[int, ...]] = set()
        self._offsets = offsets

    def keyed(self, bits: int) -> Keyed:
        ngrams = list(dict.fromkeys([*self.attributes, *self.listed]))
        if not ngrams:
            return Keyed(np.zeros(0, np.int64), np.zeros((0, self._offsets), np.int32), np.zeros(0, np.uint8))
        keys = pack_keys(list(np.array(ngrams, np.int64).T), bits)
        none = [0] * self._offsets
        attributes = np.array([self.attributes.get(ngram, none) for ngram in ngrams], np.int32)
        listed = np.array([ngram in self.listed for ngram in ngrams], np.uint8)
        return Keyed(keys, attributes, listed)


def pack_keys(parts: Sequence[Ints], bits: int) -> Ints:
    """Put the numbers of the strings of n-grams into one integer each."""
    keys = parts[0]
    for part in parts[1:]:
        keys = (keys << bits) | part
    return keys


def _splits(value: str, size: int) -> Iterator[tuple[str, ...]]:
    """Yield each way to read a value as `size` strings joined by spaces; strings may hold spaces."""
    pieces = value.split(" ")
    for cuts in combinations(range(1, len(pieces)), size - 1):
        bounds = (0, *cuts, len(pieces))
        yield tuple(" ".join(pieces[bounds[n] : bounds[n + 1]]) for n in range(size))
