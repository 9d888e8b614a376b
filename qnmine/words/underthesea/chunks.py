"""Tokens of many sentences at once: each distinct stretch between white space is looked at only once.

The expression hardly looks beyond white space. Where it does the stretch is told apart: at the end of a
sentence a capital and a full stop, or `:D`, are read otherwise than before a space, and its `Th.S` takes
`Th S`, space included.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.expression import Expression
    from qnmine.words.underthesea.forms import Forms

_ACROSS = re.compile(r"Th[^\S\n][Ss]")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
_AT_END = "\n"
"""Ends the key of a stretch that ends its sentence, where that matters."""

_MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of sentences, one after the other.

    `classes` are the classes of their forms, `starts` and `ends` their offsets in their sentence; `lengths`
    are the numbers of tokens of the sentences, which may be 0. `numbers` lead to the forms.
    """

    classes: Ints
    starts: Ints
    ends: Ints
    lengths: Ints
    numbers: Ints
    known: Known

    def forms(self) -> list[str]:
        """Return the tokens as the taggers know them."""
        return [self.known.forms[number] for number in self.known.kinds[self.numbers].tolist()]


class Chunks:
    """Makes the tokens of sentences; remembers the stretches that it met until they become too many."""

    def __init__(self, expression: Expression, forms: Forms) -> None:
        self._expression = expression
        self._forms = forms
        self._known = Known(expression, forms)

    def tokens(self, sentences: Sequence[str]) -> Tokens:
        """Return the tokens of sentences in NFC."""
        if self._known.characters > _MOST_CHARACTERS:
            self._forget()
        try:
            return self._tokens(sentences)
        except BaseException:  # an interrupt may have left numbers without their rows
            self._forget()
            raise

    def _forget(self) -> None:
        self._known = Known(self._expression, self._forms)

    def _tokens(self, sentences: Sequence[str]) -> Tokens:
        known, replaced = self._known, self._expression.replaced
        sentences = [replaced(sentence) for sentence in sentences]
        pieces = [_pieces(sentence) for sentence in sentences]
        counts = np.fromiter(map(len, pieces), np.int64, len(pieces))
        found = map(known.__getitem__, chain.from_iterable(pieces))
        chunks = np.fromiter(found, np.int64, int(counts.sum()))
        known.settle()
        starts = _starts(sentences, pieces, counts, known.lengths[chunks])
        return _tokens(known, chunks, starts, counts)


def _pieces(sentence: str) -> list[str]:
    """Cut a sentence at white space into the keys of its stretches."""
    pieces = sentence.split()
    if "Th" in sentence and _ACROSS.search(sentence) is not None:
        return [sentence + _AT_END]
    if pieces:
        last = pieces[-1]
        sign = last[-1]
        if (sign == "D" or (sign == "." and last[-2:-1] in _CAPITALS)) and _is_at_end(sentence, last):
            pieces[-1] = last + _AT_END
    return pieces


def _is_at_end(sentence: str, last: str) -> bool:
    """Tell whether `$` of a regular expression matches behind the last stretch."""
    return sentence.endswith((last, last + "\n"))


def _starts(sentences: Sequence[str], pieces: list[list[str]], counts: Ints, lengths: Ints) -> Ints:
    """Return where each stretch starts in its sentence."""
    first = np.cumsum(counts) - counts
    offsets = np.append(0, np.cumsum(lengths + 1))
    before = np.repeat(offsets[first], counts)
    starts: Ints = offsets[:-1] - before
    # Where single spaces do not account for the length there is other white space: look the stretches up.
    spaced = offsets[first + counts] - offsets[first] - 1
    whole = np.fromiter(map(len, sentences), np.int64, len(sentences))
    for number in np.flatnonzero((spaced != whole) & (counts > 0)).tolist():
        start = int(first[number])
        starts[start : start + len(pieces[number])] = _found(sentences[number], pieces[number])
    return starts


def _found(sentence: str, pieces: list[str]) -> list[int]:
    starts, position = [], 0
    for piece in pieces:
        piece = piece.removesuffix(_AT_END)
        position = sentence.index(piece, position)
        starts.append(position)
        position += len(piece)
    return starts


def _tokens(known: Known, chunks: Ints, starts: Ints, counts: Ints) -> Tokens:
    held = known.counts[chunks]
    behind = np.cumsum(held)
    total = int(behind[-1]) if len(behind) else 0
    numbers = np.repeat(known.firsts[chunks] - behind + held, held) + np.arange(total)
    offsets = np.repeat(starts, held)
    bounds = np.append(0, behind)[np.append(0, np.cumsum(counts))]
    return Tokens(
        classes=known.classes[known.kinds[numbers]],
        starts=known.starts[numbers] + offsets,
        ends=known.ends[numbers] + offsets,
        lengths=np.diff(bounds),
        numbers=numbers,
        known=known,
    )


class Known(dict[str, int]):
    """Numbers the stretches met so far and holds their tokens; a new stretch is looked at when asked for.

    After `settle`, `lengths`, `counts` and `firsts` tell for each stretch its length and which tokens are
    its own; `kinds`, `starts` and `ends` describe the tokens: which distinct token each is, and where in its
    stretch. `forms` and `classes` describe the distinct tokens.
    """

    def __init__(self, expression: Expression, forms: Forms) -> None:
        super().__init__()
        self.characters = 0
        self.forms: list[str] = []
        self._expression = expression
        self._classes_of = forms
        self._kinds: dict[str, int] = {}
        self.classes = np.zeros(0, np.int64)
        self._token_count = 0
        # Arrays, not lists of tuples, which the garbage collector would look through again and again.
        self._new_chunks = array("q")
        self._new_tokens = array("q")
        self._new_classes = array("q")
        self._chunks = _Growing(3)
        self._tokens = _Growing(3)

    def __missing__(self, key: str) -> int:
        text = key.removesuffix(_AT_END)
        ends_sentence = len(text) < len(key)
        followed = text + " " if not ends_sentence and key[-1] in ".D" else text
        spans = self._expression.spans(followed)
        self._new_chunks.extend((len(text), len(spans), self._token_count))
        self._token_count += len(spans)
        for start, end in spans:
            token = text[start:end]
            kind = self._kinds.get(token)
            if kind is None:
                kind = self._new_kind(token)
            self._new_tokens.extend((kind, start, end))
        self.characters += len(text)
        number = len(self)
        self[key] = number
        return number

    def _new_kind(self, token: str) -> int:
        form = self._expression.form(token)
        self.forms.append(form)
        self._new_classes.append(self._classes_of.number(form))
        kind = self._kinds[token] = len(self._kinds)
        return kind

    def settle(self) -> None:
        """Make the arrays hold the stretches met since."""
        self._chunks.take_in(self._new_chunks)
        self._tokens.take_in(self._new_tokens)
        self.classes = np.append(self.classes, _integers(self._new_classes))
        del self._new_chunks[:], self._new_tokens[:], self._new_classes[:]
        self.lengths, self.counts, self.firsts = self._chunks.columns()
        self.kinds, self.starts, self.ends = self._tokens.columns()


class _Growing:
    """Columns of integers with room for more."""

    def __init__(self, width: int) -> None:
        self._values = np.zeros((width, 1024), np.int64)
        self._count = 0

    def take_in(self, values: array[int]) -> None:
        """Append rows, whose values stand one after the other."""
        rows = _integers(values).reshape(-1, len(self._values))
        end = self._count + len(rows)
        if end > self._values.shape[1]:
            larger = np.zeros((len(self._values), 2 * end), np.int64)
            larger[:, : self._count] = self._values[:, : self._count]
            self._values = larger
        self._values[:, self._count : end] = rows.T
        self._count = end

    def columns(self) -> tuple[Ints, Ints, Ints]:
        """Return the columns so far."""
        first, second, third = self._values[:, : self._count]
        return first, second, third


def _integers(values: array[int]) -> Ints:
    return np.array(values, np.int64)
