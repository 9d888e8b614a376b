"""The linear model: label weights of feature values, scored for a whole batch at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.columns import KEY_BITS, MARGIN, Axis, Ints, Table, Template
from qnmine.tagging.decoding import Floats, marginals, viterbi
from qnmine.tagging.labels import allowed_transitions
from qnmine.tagging.lookup import KeyIndex, bucket_order

if TYPE_CHECKING:
    from collections.abc import Mapping

_DENSE_BITS = 17
FORBIDDEN = np.float32(-1e4)
"""The score of a transition that must not be."""

_MOST_TEMPLATES = 2 ** (63 - KEY_BITS)


@dataclass(frozen=True)
class LinearModel:
    """A trained linear-chain CRF over integer columns.

    `keys` (features,) are packed feature values with the template number above bit KEY_BITS, in bucket
    order; the weights of feature i are `weights[pointers[i]:pointers[i + 1]]` for the labels
    `targets[...]`. `transitions` is (labels, labels), row before column.
    """

    labels: tuple[str, ...]
    sizes: dict[str, int]
    templates: tuple[Template, ...]
    keys: Ints
    pointers: Ints
    targets: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.float16]
    transitions: Floats
    _dense: dict[int, npt.NDArray[np.int32]] = field(init=False, repr=False)
    _index: KeyIndex = field(init=False, repr=False)
    _rows: Floats = field(init=False, repr=False)
    _single: int | None = field(init=False, repr=False)
    _weights: Floats = field(init=False, repr=False)
    _steps: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._check()
        rows = np.zeros((len(self.keys) + 1, len(self.labels)), np.float32)
        rows[np.repeat(np.arange(1, len(self.keys) + 1), np.diff(self.pointers)), self.targets] = self.weights
        steps = np.vstack([self.transitions, np.zeros((1, len(self.labels)), np.float32)])
        steps[~allowed_transitions(self.labels)] = FORBIDDEN
        decisive = np.flatnonzero(rows.any(axis=0))
        for name, value in (
            ("_rows", rows),
            ("_single", int(decisive[0]) if len(decisive) == 1 else None),
            ("_weights", np.ascontiguousarray(rows[:, decisive[0]]) if len(decisive) == 1 else rows),
            ("_steps", steps),
            ("_index", KeyIndex(self.keys)),
            ("_dense", self._dense_tables()),
        ):
            object.__setattr__(self, name, value)

    def _check(self) -> None:
        """ValueError unless all parts fit each other."""
        count, labels = len(self.keys), len(self.labels)
        sound = (
            0 < labels < 128
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

    def _dense_tables(self) -> dict[int, npt.NDArray[np.int32]]:
        """Direct tables value -> row for the templates with few possible values."""
        numbers = (self.keys >> KEY_BITS).astype(np.uint16)  # sorted by radix
        values = self.keys & ((1 << KEY_BITS) - 1)
        order = np.argsort(numbers, kind="stable")
        bounds = np.searchsorted(numbers[order], np.arange(len(self.templates) + 1))
        tables = {}
        for number, template in enumerate(self.templates):
            bits = template.bits(self.sizes)
            if bits <= _DENSE_BITS:
                members = order[bounds[number] : bounds[number + 1]]
                if len(members) and values[members].max() >= 1 << bits:
                    raise ValueError("a feature value is out of range")
                table = np.zeros(1 << bits, np.int32)
                table[values[members]] = members + 1
                tables[number] = table
        return tables

    def emissions(self, table: Table) -> Floats:
        """The summed weights (positions, labels) of all features."""
        emissions = np.zeros((table.size, len(self.labels)), np.float32)
        # Where all weights stand on one label (a model that only says yes or no) one column is summed.
        padded = emissions if self._single is None else np.zeros(table.size, np.float32)
        scores = padded[MARGIN : table.size - MARGIN]
        on_axes, mixed = self._split(table)
        for (axis, offset), numbers in on_axes.items():
            index = table.axes[axis].index[MARGIN + offset : MARGIN + offset + table.count]
            scores += np.take(self._axis_scores(table.axes[axis], numbers), index, axis=0)
        columns = table.by_position({column for n in mixed for column, _ in self.templates[n].parts})
        for number in mixed:
            self._add(number, self.templates[number].pack(columns, self.sizes, table.count), scores)
        if self._single is not None:
            emissions[:, self._single] = padded
        return emissions

    def _split(self, table: Table) -> tuple[dict[tuple[int, int], list[int]], list[int]]:
        """Template numbers that look at one axis at one offset, by these two; and all others."""
        home = table.home()
        on_axes: dict[tuple[int, int], list[int]] = {}
        mixed = []
        for number, template in enumerate(self.templates):
            places = {(home.get(column, -1), offset) for column, offset in template.parts}
            axis, offset = next(iter(places))
            if len(places) == 1 and axis >= 0:
                on_axes.setdefault((axis, offset), []).append(number)
            else:
                mixed.append(number)
        return on_axes, mixed

    def _axis_scores(self, axis: Axis, numbers: list[int]) -> Floats:
        """Summed weights (rows of the axis, labels or the one) of features that depend on the axis alone."""
        edge = np.zeros(MARGIN, np.int64)
        count = len(next(iter(axis.columns.values())))
        scores = np.zeros((count, len(self.labels)) if self._single is None else count, np.float32)
        wanted = {column for number in numbers for column, _ in self.templates[number].parts}
        columns = {name: np.concatenate([edge, axis.columns[name], edge]) for name in wanted}
        for number in numbers:
            here = Template(tuple((column, 0) for column, _ in self.templates[number].parts))
            self._add(number, here.pack(columns, self.sizes, count), scores)
        return scores

    def _add(self, number: int, values: Ints, scores: Floats) -> None:
        """Add the weights of one template's values to the scores."""
        if number in self._dense:
            rows: npt.NDArray[np.integer[Any]] = np.take(self._dense[number], values)
            fired = np.flatnonzero(rows)
            if len(fired) * 3 > len(rows):
                scores += np.take(self._weights, rows, axis=0)
                return
            rows = rows[fired]
        else:
            fired = np.flatnonzero(values)
            found, numbers = self._index.find(values[fired] | (number << KEY_BITS))
            fired, rows = fired[found], numbers + 1
        scores[fired] += np.take(self._weights, rows, axis=0)

    def tag(self, table: Table) -> Ints:
        """The best label number at each position of the table."""
        return self.decode(self.emissions(table), table)

    def decode(self, emissions: Floats, table: Table) -> Ints:
        """The best label number at each position, given the summed weights (positions, labels)."""
        return viterbi(emissions, self._steps, table.starts, table.lengths)

    def probabilities(self, table: Table) -> Floats:
        """The probability of each label at each position, (positions, labels)."""
        return marginals(self.emissions(table), self._steps, table.starts, table.lengths)

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
    def restore(cls, header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> LinearModel:
        """The model in a file's header and arrays; ValueError, KeyError or TypeError if they are unsound."""
        counts = arrays["feature_counts"].astype(np.int64)
        sizes = header["sizes"]
        if not all(type(size) is int and 0 < size < 2**40 for size in sizes.values()):
            raise ValueError("a column has a wrong size")
        return cls(
            labels=tuple(map(str, header["labels"])),
            sizes=dict(sizes),
            templates=tuple(Template.parse(text) for text in header["templates"]),
            keys=arrays["feature_keys"].astype(np.int64),
            pointers=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            targets=arrays["feature_labels"].astype(np.uint8),
            weights=arrays["feature_weights"].astype(np.float16),
            transitions=arrays["transitions"].astype(np.float32),
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
