"""Emission scores of a linear model: summed once for each thing, each context, and else at each position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.columns import MARGIN
from qnmine.tagging.combinations import Combination, combinations, packed, reader, reader_at
from qnmine.tagging.contexts import Context, contexts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qnmine.tagging.columns import Axis, Ints, Table, Template
    from qnmine.tagging.combinations import Reader
    from qnmine.tagging.decoding import Floats

_STRETCH = 1 << 14
"""Positions whose columns are at hand at once: they fit the cache, and memory stays flat."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the combinations are summed, given which columns stand on which axis.

    `on_axes` are those that read one axis alone, for each of them; `columns` what the others read.
    """

    on_axes: tuple[tuple[Combination, ...], ...]
    contexts: tuple[Context, ...]
    others: tuple[Combination, ...]
    columns: frozenset[str]


class Scorer:
    """Sums the weights of features; for one thread at a time."""

    def __init__(
        self,
        templates: Sequence[Template],
        sizes: Mapping[str, int],
        keys: Ints,
        weights: Floats,
        wanted: Sequence[Template] = (),
    ) -> None:
        """Arrange `weights` (features + 1, labels), those of key i in row i + 1; row 0 is zero.

        `wanted` are contexts that are worth remembering. ValueError when a value is out of its range.
        """
        self._labels = weights.shape[1]
        decisive = np.flatnonzero(weights.any(axis=0))
        # Where all weights stand on one label (a model that only says yes or no) numbers are summed.
        self._single = int(decisive[0]) if len(decisive) == 1 else None
        self._weights = weights
        content = np.arange(len(weights), dtype=np.int32)
        if self._single is not None:
            content = np.ascontiguousarray(weights[:, self._single])
        self._combinations = list(combinations(templates, sizes, keys, content))
        self._sizes, self._wanted = sizes, wanted
        self._plans: dict[tuple[tuple[str, ...], ...], _Plan] = {}

    def emissions(self, table: Table) -> Floats:
        """The summed weights (positions, labels) of all features; zeros in the outer margins."""
        plan = self._plan(table.axes)
        scores = self._zeros(table.size + 2 * MARGIN)
        for axis, alone in zip(table.axes, plan.on_axes, strict=True):
            self._add_axis(axis, alone, scores, table.size)
        for first in range(0, table.size, _STRETCH):
            after = min(first + _STRETCH, table.size)
            columns = _wider(table, plan.columns, first, after)
            self._add_mixed(plan, columns, scores[first : after + 2 * MARGIN])
        return self._spread(scores[MARGIN : table.size + MARGIN])

    def _plan(self, axes: Sequence[Axis]) -> _Plan:
        """Sort the combinations; done once for tables of the same make."""
        make = tuple(tuple(axis.columns) for axis in axes)
        if make not in self._plans:
            home = {name: number for number, names in enumerate(make) for name in names}
            on_axes: list[list[Combination]] = [[] for _ in axes]
            mixed: list[Combination] = []
            for combination in self._combinations:
                places = {(home.get(column), offset) for column, offset in combination.parts}
                axis = next(iter(places))[0]
                (mixed if axis is None or len(places) > 1 else on_axes[axis]).append(combination)
            remembered, others = contexts(mixed, self._wanted, self._sizes)
            columns = frozenset(column for one in mixed for column, _ in one.parts)
            self._plans[make] = _Plan(
                tuple(map(tuple, on_axes)),
                tuple(remembered),
                tuple(combination.centred() for combination in others),
                columns,
            )
        return self._plans[make]

    def _add_axis(self, axis: Axis, alone: Sequence[Combination], scores: Floats, size: int) -> None:
        """Add what the things on an axis give by themselves."""
        shifts = {shift for combination in alone for shift, _ in combination.gains}
        count = len(next(iter(axis.columns.values()), ()))
        gained = {shift: self._zeros(count) for shift in sorted(shifts)}
        for combination in alone:
            self._add(combination, lambda column, _: axis.columns[column], gained)
        for shift, sums in gained.items():
            _window(scores, shift, size)[...] += sums.take(axis.index, axis=0)

    def _add_mixed(self, plan: _Plan, columns: Mapping[str, Ints], scores: Floats) -> None:
        """Add what is read off several things, or off places, to a stretch of positions."""
        size = len(scores) - 2 * MARGIN
        for context in plan.contexts:
            self._add_context(context, columns, scores, size)
        everywhere = reader(columns, size)
        for combination in plan.others:
            targets = {shift: _window(scores, shift, size) for shift, _ in combination.gains}
            self._add(combination, everywhere, targets)

    def _add_context(self, context: Context, columns: Mapping[str, Ints], scores: Floats, size: int) -> None:
        """Add what the context of each position gives; only contexts not met before are looked into."""
        memo = context.memo
        keys = packed(context.parts, context.widths, reader(columns, size))
        rows, missing = memo.rows(keys)
        if len(missing):
            _, first, number = np.unique(keys.take(missing), return_index=True, return_inverse=True)
            places = missing.take(first)
            sums = {shift: self._zeros(len(places)) for shift in context.shifts}
            read = reader_at(columns, places)
            for member in context.members:
                self._add(member, read, sums)
            rows[missing] = memo.learn(keys.take(places), list(sums.values())).take(number)
        for shift, values in zip(context.shifts, memo.values, strict=False):
            _window(scores, shift, size)[...] += values.take(rows, axis=0)

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

    def _add(self, combination: Combination, read: Reader, targets: Mapping[int, Floats]) -> None:
        """Add what a combination gives to the target of each of its shifts."""
        where, rows = combination.found(read)
        for shift, gains in combination.gains:
            self._add_gains(gains.take(rows), where, targets[shift])

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


def _wider(table: Table, names: Iterable[str], first: int, after: int) -> dict[str, Ints]:
    """Columns over some positions with MARGIN more at both ends; beyond the table it does not matter what."""
    home = table.home()
    begin, end = max(0, first - MARGIN), min(table.size, after + MARGIN)
    columns = {}
    for name in names:
        wide = columns[name] = np.zeros(after - first + 2 * MARGIN, np.int64)
        own = wide[begin - first + MARGIN : end - first + MARGIN]
        if name in home:
            axis = table.axes[home[name]]
            axis.columns[name].take(axis.index[begin:end], out=own, mode="clip")  # others copy once more
        else:
            own[...] = table.columns[name][begin:end]
    return columns


def _window(scores: Floats, shift: int, count: int) -> Floats:
    """The positions that gain from values `shift` positions from them; `scores` have MARGIN more around."""
    return scores[MARGIN - shift : MARGIN - shift + count]
