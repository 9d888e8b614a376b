"""Emission scores of a linear model: every combination of columns is looked up once, wherever it is read.

Templates that read the same columns at the same distances, such as `low[-1] low[0]` and `low[0] low[1]`,
have the same values one position apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.columns import KEY_BITS, MARGIN
from qnmine.tagging.lookup import KeyTables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qnmine.tagging.columns import Ints, Table, Template
    from qnmine.tagging.decoding import Floats

    Parts = tuple[tuple[str, int], ...]

_DENSE_BITS = 17


@dataclass(frozen=True, slots=True)
class _Combination:
    """Columns read together, `parts` at offsets from 0 on, and what their values give to positions.

    `index` leads from a packed value to its row, None where the value itself is the row. `gains` are pairs
    (offset of the first part from the position that gains, the weight of each row or the number of its
    weights).
    """

    parts: Parts
    widths: tuple[int, ...]
    index: KeyTables | None
    gains: tuple[tuple[int, npt.NDArray[Any]], ...]

    @property
    def span(self) -> int:
        """How far the last part is from the first."""
        return max(offset for _, offset in self.parts)

    def pack(self, columns: Mapping[str, Ints], count: int) -> Ints:
        """The packed values at the first `count` positions."""
        (column, offset), *others = self.parts
        packed = columns[column][offset : offset + count]
        for (column, offset), width in zip(others, self.widths[1:], strict=True):
            packed = packed << width
            packed |= columns[column][offset : offset + count]
        return packed

    def fired(self, columns: Mapping[str, Ints], gapped: frozenset[str], count: int) -> Ints | None:
        """The positions where no part is 0, None for all."""
        fired: npt.NDArray[np.bool_] | None = None
        for column, offset in self.parts:
            if column in gapped:
                here = columns[column][offset : offset + count] != 0
                fired = here if fired is None else fired & here
        return None if fired is None else np.flatnonzero(fired)


class Scorer:
    """Sums the weights of features."""

    def __init__(
        self, templates: Sequence[Template], sizes: Mapping[str, int], keys: Ints, weights: Floats
    ) -> None:
        """Arrange `weights` (features + 1, labels), those of key i in row i + 1; row 0 is zero.

        ValueError when a value is out of its range.
        """
        self._labels = weights.shape[1]
        decisive = np.flatnonzero(weights.any(axis=0))
        # Where all weights stand on one label (a model that only says yes or no) numbers are summed.
        self._single = int(decisive[0]) if len(decisive) == 1 else None
        self._weights = weights
        content = np.arange(len(weights), dtype=np.int32)
        if self._single is not None:
            content = np.ascontiguousarray(weights[:, self._single])
        self._combinations = list(_combinations(templates, sizes, keys, content))

    def emissions(self, table: Table) -> Floats:
        """The summed weights (positions, labels) of all features; zeros in the outer margins."""
        scores = self._zeros(table.size + 2 * MARGIN)
        home = table.home()
        mixed = []
        on_axes: dict[tuple[int, int], Floats] = {}
        for combination in self._combinations:
            places = {(home.get(column, -1), offset) for column, offset in combination.parts}
            axis = next(iter(places))[0]
            if axis < 0 or len(places) > 1:
                mixed.append(combination)
                continue
            columns = table.axes[axis].columns
            count = len(columns[combination.parts[0][0]])
            targets = []
            for shift, _ in combination.gains:
                if (axis, shift) not in on_axes:
                    on_axes[axis, shift] = self._zeros(count)
                targets.append(on_axes[axis, shift])
            self._add(combination, columns, _gapped(columns), targets, count)
        for (axis, shift), gained in on_axes.items():
            _window(scores, shift, table.size)[...] += gained.take(table.axes[axis].index, axis=0)
        columns = table.by_position({column for one in mixed for column, _ in one.parts})
        gapped = _gapped(columns)
        for combination in mixed:
            count = max(0, table.size - combination.span)
            targets = [_window(scores, shift, count) for shift, _ in combination.gains]
            self._add(combination, columns, gapped, targets, count)
        return self._spread(scores[MARGIN : table.size + MARGIN])

    def _zeros(self, count: int) -> Floats:
        return np.zeros(count if self._single is not None else (count, self._labels), np.float32)

    def _spread(self, scores: Floats) -> Floats:
        """The scores of all labels, without the outer margins."""
        emissions = scores
        if self._single is not None:
            emissions = np.zeros((len(scores), self._labels), np.float32)
            emissions[:, self._single] = scores
        emissions[:MARGIN] = emissions[len(scores) - MARGIN :] = 0
        return emissions

    def _add(
        self,
        combination: _Combination,
        columns: Mapping[str, Ints],
        gapped: frozenset[str],
        targets: Sequence[Floats],
        count: int,
    ) -> None:
        """Add what a combination gives to the target of each of its gains."""
        values = combination.pack(columns, count)
        rows: npt.NDArray[np.integer[Any]] = values
        where = None
        if combination.index is not None:
            where = combination.fired(columns, gapped, count)
            rows = combination.index.rows(values if where is None else values.take(where))
        for target, (_, gains) in zip(targets, combination.gains, strict=True):
            self._add_gains(gains.take(rows), where, target)

    def _add_gains(self, gains: npt.NDArray[Any], where: Ints | None, target: Floats) -> None:
        """Add weights, or those of the given numbers, at some positions (None for all)."""
        if self._single is not None:
            if where is None:
                target += gains
            else:
                target[where] += gains
            return
        fired = gains.nonzero()[0]
        if where is None and len(fired) * 3 > len(gains):
            target += self._weights.take(gains, axis=0)
            return
        places = fired if where is None else where.take(fired)
        target[places] += self._weights.take(gains.take(fired), axis=0)


def _combinations(
    templates: Sequence[Template], sizes: Mapping[str, int], keys: Ints, content: npt.NDArray[Any]
) -> list[_Combination]:
    """Put the features of templates that read the same combination together."""
    numbers = (keys >> KEY_BITS).astype(np.uint16)  # sorted by radix
    order = np.argsort(numbers, kind="stable")
    bounds = np.searchsorted(numbers[order], np.arange(len(templates) + 1))
    ordered = keys[order] & ((1 << KEY_BITS) - 1)
    alike: dict[Parts, list[tuple[int, Ints, npt.NDArray[Any]]]] = {}
    for number, template in enumerate(templates):
        shift = min(offset for _, offset in template.parts)
        members = slice(bounds[number], bounds[number + 1])
        values, filled = ordered[members], content[order[members] + 1]
        if len(values) and values.max() >> template.bits(sizes):
            raise ValueError("a feature value is out of range")
        parts = tuple((column, offset - shift) for column, offset in template.parts)
        alike.setdefault(parts, []).append((shift, values, filled))
    found = []
    for parts, features in alike.items():
        widths = tuple((sizes[column] - 1).bit_length() for column, _ in parts)
        index, count = None, 1 << sum(widths)
        if sum(widths) > _DENSE_BITS:
            distinct = _distinct([values for _, values, _ in features])
            index, count = KeyTables(distinct), len(distinct) + 1
        gains = []
        for shift, values, filled in features:
            held = np.zeros(count, content.dtype)
            held[values if index is None else index.rows(values)] = filled
            gains.append((shift, held))
        found.append(_Combination(parts, widths, index, tuple(gains)))
    return found


def _distinct(parts: Sequence[Ints]) -> Ints:
    """All values, each part without repetition, without those that several parts have."""
    if len(parts) == 1:
        return parts[0]
    values = np.sort(np.concatenate(parts))
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values


def _window(scores: Floats, shift: int, count: int) -> Floats:
    """The positions that gain from values `shift` positions from them; `scores` have MARGIN more around."""
    return scores[MARGIN - shift : MARGIN - shift + count]


def _gapped(columns: Mapping[str, Ints]) -> frozenset[str]:
    """The columns with a 0, where features do not fire."""
    return frozenset(name for name, values in columns.items() if not values.all())
