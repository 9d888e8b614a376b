"""The linear model: label weights of feature values, scored for a whole batch at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.best_labels import Decoder
from qnmine.tagging.columns import KEY_BITS, Ints, Table, Template
from qnmine.tagging.decoding import Floats, Spans, marginals, span_probabilities, viterbi
from qnmine.tagging.labels import allowed_transitions
from qnmine.tagging.lookup import KeyTables, bucket_order
from qnmine.tagging.scoring import Scorer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORBIDDEN = np.float32(-1e4)
"""The score of a transition that must not be."""

_MOST_TEMPLATES = 2 ** (63 - KEY_BITS)
_MOST_WEIGHTS = 2**25  # of all labels, with the zeros; the largest models have a tenth of it


@dataclass(frozen=True)
class LinearModel:
    """A trained linear-chain CRF over integer columns.

    `keys` (features,) are packed feature values with the template number above bit KEY_BITS, in bucket
    order; the weights of feature i are `weights[pointers[i]:pointers[i + 1]]` for the labels
    `targets[...]`. `transitions` is (labels, labels), row before column. `contexts` are what templates read
    together around a place where few different things stand: they change how fast it is, not what it says.
    """

    labels: tuple[str, ...]
    sizes: dict[str, int]
    templates: tuple[Template, ...]
    keys: Ints
    pointers: Ints
    targets: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.float16]
    transitions: Floats
    contexts: tuple[Template, ...] = ()
    _scorer: Scorer = field(init=False, repr=False)
    _rows: Floats = field(init=False, repr=False)
    _decoder: Decoder | None = field(init=False, repr=False)
    _steps: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._check()
        rows = np.zeros((len(self.keys) + 1, len(self.labels)), np.float32)
        rows[np.repeat(np.arange(1, len(self.keys) + 1), np.diff(self.pointers)), self.targets] = self.weights
        steps = np.vstack([self.transitions, np.zeros((1, len(self.labels)), np.float32)])
        steps[~allowed_transitions(self.labels)] = FORBIDDEN
        for name, value in (
            ("_rows", rows),
            ("_scorer", Scorer(self.templates, self.sizes, self.keys, rows, self.contexts)),
            # Of more labels few are clear without a search, where some must not follow others.
            ("_decoder", Decoder(steps[:-1].astype(np.float64)) if len(self.labels) == 2 else None),
            ("_steps", steps),
        ):
            object.__setattr__(self, name, value)

    def _check(self) -> None:
        """ValueError unless all parts fit each other."""
        count, labels = len(self.keys), len(self.labels)
        sound = (
            0 < labels < 128
            and len(set(self.labels)) == labels
            and self.keys.ndim == self.targets.ndim == self.weights.ndim == 1
            and (count + 1) * labels <= _MOST_WEIGHTS
            and len(self.templates) < _MOST_TEMPLATES
            and all(t.bits(self.sizes) <= KEY_BITS for t in self.templates)
            and self.pointers.shape == (count + 1,)
            and self.pointers[0] == 0
            and self.pointers[-1] == len(self.targets) == len(self.weights)
            and bool(np.all(np.diff(self.pointers) >= 0))
            and bool(np.all(self.targets < labels))
            and self.transitions.shape == (labels, labels)
            and bool(np.isfinite(self.transitions).all() and np.isfinite(self.weights).all())
            and bool(np.all(self.keys >= 0))
            and (count == 0 or int(self.keys.max()) >> KEY_BITS < len(self.templates))
        )
        if not sound:
            raise ValueError("the parts of the model do not fit each other")

    def emissions(self, table: Table) -> Floats:
        """The summed weights (positions, labels) of all features."""
        return self._scorer.emissions(table)

    def tag(self, table: Table) -> Ints:
        """The best label number at each position of the table."""
        return self.decode(self.emissions(table), table)

    def decode(self, emissions: Floats, table: Table) -> Ints:
        """The best label number at each position (0 outside), given the weights (positions, labels)."""
        if self._decoder is None:
            return viterbi(emissions, self._steps, table.starts, table.lengths)
        ends = np.cumsum(table.lengths)
        begins = ends - table.lengths
        places = np.arange(int(table.lengths.sum())) + np.repeat(table.starts - begins, table.lengths)
        scores = emissions[places].astype(np.float64)
        full = table.lengths > 0
        begins, ends = begins[full], ends[full]
        scores[begins] += self._steps[-1]
        best, doubtful = self._decoder.best(scores[:, 1:] - scores[:, :1], ends - begins)
        for number in doubtful:
            tokens = slice(begins[number], ends[number])
            best[tokens] = self._decoder.best_in_order(scores[tokens])
        labels = np.zeros(table.size, np.int64)
        labels[places] = best
        return labels

    def probabilities(self, table: Table) -> Floats:
        """The probability of each label at each position, (positions, labels)."""
        return marginals(self.emissions(table), self._steps, table.starts, table.lengths)

    def span_probabilities(
        self, emissions: Floats, table: Table, first: Ints, after: Ints, types: Sequence[str]
    ) -> npt.NDArray[np.float64]:
        """The probability (spans,) of each span from `first` to before `after`: of both ends and its type."""
        begin = np.array([self.labels.index(f"B-{type_}") for type_ in types], np.int64)
        inside = np.array([self.labels.index(f"I-{type_}") for type_ in types], np.int64)
        spans = Spans(first, after, begin, inside)
        return span_probabilities(emissions, self._steps, table.starts, table.lengths, spans)

    @cached_property
    def _index(self) -> KeyTables:
        return KeyTables(self.keys)

    def rows(self, keys: Ints) -> Floats:
        """The weights (keys, labels) of features; zeros for those that the model does not have."""
        found, numbers = self._index.find(keys)
        rows = np.zeros((len(keys), len(self.labels)), np.float32)
        rows[found] = self._rows[numbers + 1]
        return rows

    def header(self) -> dict[str, Any]:
        """The part of the model that goes into the header of its file."""
        return {
            "labels": list(self.labels),
            "sizes": self.sizes,
            "templates": [str(template) for template in self.templates],
        }

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The part of the model that goes into its file as arrays."""
        return {
            "feature_keys": self.keys,
            "feature_counts": np.diff(self.pointers).astype(np.uint8),
            "feature_labels": self.targets,
            "feature_weights": self.weights,
            "transitions": self.transitions,
        }

    @classmethod
    def restore(
        cls,
        header: Mapping[str, Any],
        arrays: Mapping[str, npt.NDArray[Any]],
        contexts: tuple[Template, ...] = (),
    ) -> LinearModel:
        """The model in a file's header and arrays; ValueError, KeyError or TypeError if they are unsound."""
        parts = [arrays[f"feature_{name}"] for name in ("keys", "counts", "labels", "weights")]
        if any(part.ndim != 1 or part.size > _MOST_WEIGHTS for part in parts):
            raise ValueError("the features are too many, or no rows")
        counts = arrays["feature_counts"].astype(np.int64, copy=False)
        sizes = header["sizes"]
        if not all(type(size) is int and 0 < size < 2**40 for size in sizes.values()):
            raise ValueError("a column has a wrong size")
        return cls(
            labels=tuple(map(str, header["labels"])),
            sizes=dict(sizes),
            templates=tuple(Template.parse(text) for text in header["templates"]),
            keys=arrays["feature_keys"].astype(np.int64, copy=False),
            pointers=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            targets=arrays["feature_labels"].astype(np.uint8, copy=False),
            weights=arrays["feature_weights"].astype(np.float16, copy=False),
            transitions=arrays["transitions"].astype(np.float32, copy=False),
            contexts=contexts,
        )

    @classmethod
    def from_rows(
        cls,
        labels: tuple[str, ...],
        sizes: dict[str, int],
        templates: tuple[Template, ...],
        keys: Ints,
        rows: Floats,
        transitions: Floats,
    ) -> LinearModel:
        """A model of one row of label weights a key; zeros and keys without a weight are left out."""
        order = np.flatnonzero(rows.any(axis=1))
        order = order[bucket_order(keys[order])]
        row, targets = np.nonzero(rows[order])
        counts = np.bincount(row, minlength=len(order))
        return cls(
            labels=labels,
            sizes=sizes,
            templates=templates,
            keys=keys[order],
            pointers=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            targets=targets.astype(np.uint8),
            weights=rows[order][row, targets].astype(np.float16),
            transitions=transitions,
        )
