"""Contexts: what stands around a place, as far as some combinations read it, scored once wherever it stands.

A text repeats itself: of what can stand around a place, as seen through a few columns, little does. What all
combinations over these columns give is added up for each context that was met and kept for the next text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.tagging.columns import MARGIN
from qnmine.tagging.lookup import MULTIPLIER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Template
    from qnmine.tagging.combinations import Combination, Gains, Part
    from qnmine.tagging.decoding import Floats
    from qnmine.tagging.lookup import Numbers

_MOST_BITS = 63
_MOST_ROWS = 1 << 14
_SLOT_BITS = 18


class Memo:
    """Remembers rows of numbers by key, and forgets all when they have become too many."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._count = 1  # row 0 is that of no key
        self._slots = np.zeros(1 << _SLOT_BITS, np.int32)
        self._keys = np.full(1, -1, np.int64)
        self.values: list[Floats] = []

    def rows(self, keys: Ints) -> tuple[Numbers, Ints]:
        """Return the row of each key (not negative), and which keys have none."""
        if self._count > _MOST_ROWS:
            self._forget()
        rows = self._slots.take(_slots(keys))
        return rows, (self._keys.take(rows) != keys).nonzero()[0]

    def learn(self, keys: Ints, values: Sequence[Floats]) -> Numbers:
        """Remember distinct keys with their rows, whose numbers are returned."""
        first = self._count
        self._count += len(keys)
        rows = np.arange(first, self._count, dtype=np.int32)
        if not self.values:
            self.values = [np.zeros((1, *part.shape[1:]), part.dtype) for part in values]
        # A key is written when its values stand there: an interrupt leaves rows that nobody finds.
        self.values = [_put(held, first, part) for held, part in zip(self.values, values, strict=True)]
        self._keys = _put(self._keys, first, keys)
        self._slots[_slots(keys)] = rows  # of two keys in one slot the other will be learnt again
        return rows


@dataclass(frozen=True, slots=True)
class Context:
    """The `parts` around a place that the `members` read; these give to the positions `shifts` before it."""

    parts: tuple[Part, ...]
    widths: tuple[int, ...]
    members: tuple[Combination, ...]
    shifts: tuple[int, ...]
    memo: Memo = field(default_factory=Memo)


def contexts(
    combinations: Iterable[Combination], wanted: Sequence[Template], sizes: Mapping[str, int]
) -> tuple[list[Context], list[Combination]]:
    """Sort combinations into the contexts `wanted`, each into the first that fits; return the others apart.

    Parts that no member reads are left out, and so is a context whose parts do not fit into one number.
    """
    left = list(combinations)
    found = []
    for template in wanted:
        members, others = _members(left, template)
        read = {part for member in members for part in member.parts}
        parts = tuple(part for part in template.parts if part in read)
        widths = tuple((sizes[column] - 1).bit_length() for column, _ in parts)
        if members and sum(widths) <= _MOST_BITS:
            shifts = sorted({shift for member in members for shift, _ in member.gains})
            found.append(Context(parts, widths, tuple(members), tuple(shifts)))
            left = others
    return found, left


def _members(
    combinations: Iterable[Combination], template: Template
) -> tuple[list[Combination], list[Combination]]:
    """Return what of the combinations a context holds, as seen from its place, and what it does not."""
    members: list[Combination] = []
    others: list[Combination] = []
    for combination in combinations:
        inside: dict[int, list[Gains]] = {}
        outside: list[Gains] = []
        for gain in combination.gains:
            anchor = _anchor(combination, gain[0], template)
            (outside if anchor is None else inside.setdefault(anchor, [])).append(gain)
        members += [combination.moved(anchor, gains) for anchor, gains in inside.items()]
        if outside:
            others.append(replace(combination, gains=tuple(outside)))
    return members, others


def _anchor(combination: Combination, shift: int, template: Template) -> int | None:
    """Where in a context the combination lies that gives to a position so far before it, None if nowhere.

    Best where the position is the place itself; otherwise as near to it as can be.
    """
    parts = set(template.parts)
    anchors = [
        anchor
        for anchor in range(-MARGIN, MARGIN + 1)
        if abs(shift - anchor) <= MARGIN
        and all((column, offset + anchor) in parts for column, offset in combination.parts)
    ]
    return min(anchors, key=lambda anchor: (abs(shift - anchor), anchor), default=None)


def _slots(keys: Ints) -> Ints:
    slots = keys.view(np.uint64) * np.uint64(MULTIPLIER)
    slots >>= np.uint64(64 - _SLOT_BITS)
    return slots.view(np.int64)


def _put(held: npt.NDArray[Any], first: int, part: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return an array, larger if need be, that has `part` from row `first` on."""
    end = first + len(part)
    if end > len(held):
        larger = np.full((max(end, 2 * len(held)), *held.shape[1:]), -1, held.dtype)
        larger[: len(held)] = held
        held = larger
    held[first:end] = part
    return held
