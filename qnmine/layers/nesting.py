"""Marks that overlap, as stretches inside stretches: what a terminal or a page can draw."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.layers.marking import Mark


@dataclass(slots=True)
class Stretch:
    """A part of a text, half-open; with a mark, and the marked parts inside it, or plain.

    `number` is the place of the mark in the list that was nested. A mark that begins inside another and ends
    behind it is cut there; `is_rest` tells the parts behind the cut.
    """

    start: int
    end: int
    mark: Mark | None = None
    number: int = -1
    is_rest: bool = False
    parts: list[Stretch] = field(default_factory=list)


def nest(start: int, end: int, marks: Sequence[Mark]) -> list[Stretch]:
    """Return the part of a text from `start` to `end` as stretches, in order, that cover it without gaps.

    The stretches inside a marked one cover that. Marks outside of the part are left out, those that reach
    out of it are cut at its ends. Of marks on the same place the earlier in the list is outside.
    """
    waiting = [
        (max(mark.start, start), -min(mark.end, end), number, mark.start < start)
        for number, mark in enumerate(marks)
        if max(mark.start, start) < min(mark.end, end)
    ]
    heapq.heapify(waiting)
    whole = Stretch(start, end)
    open_ones = [whole]
    while waiting:
        first, minus_last, number, is_rest = heapq.heappop(waiting)
        while open_ones[-1].end <= first:
            open_ones.pop()
        last = min(-minus_last, open_ones[-1].end)
        if last < -minus_last:
            heapq.heappush(waiting, (last, minus_last, number, True))
        stretch = Stretch(first, last, marks[number], number, is_rest)
        open_ones[-1].parts.append(stretch)
        open_ones.append(stretch)
    return _filled(whole)


def _filled(stretch: Stretch) -> list[Stretch]:
    """Return the parts of a stretch with plain ones between them."""
    filled: list[Stretch] = []
    place = stretch.start
    for part in stretch.parts:
        if part.start > place:
            filled.append(Stretch(place, part.start))
        part.parts = _filled(part) if part.parts else []
        filled.append(part)
        place = part.end
    if place < stretch.end:
        filled.append(Stretch(place, stretch.end))
    return filled
