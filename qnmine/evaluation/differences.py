"""Where systems depart from the gold: a row for every span that they do not all mark alike."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.evaluation.records import Span, SpanRecord
    from qnmine.evaluation.scores import Predictions

    Place = tuple[int, int]

KINDS = ("type", "boundary", "missed", "spurious")
LIST = " | "
_BEFORE = ("doc", "start", "end", "text", "kind", "gold")
_AFTER = ("left", "right")


@dataclass(frozen=True, slots=True)
class Difference:
    """A span that the gold and the systems do not all mark alike.

    `gold` and, in `predicted`, each system have the type that they give to exactly this span (two joined
    by ` | ` where they mark it twice), empty where they do not mark it. `kind` tells what went wrong, of
    several systems by ` | `: `type` (this span, another type), `boundary` (not this span, but one that
    overlaps it), `missed` (the gold's span, nothing there), `spurious` (no span of the gold there). A
    boundary error has two rows, one for either span. Numbers and dates have their value behind the type, and
    the kind `value` (this span and type, another value). `left` and `right` are the text around it.
    """

    doc: str
    start: int
    end: int
    text: str
    kind: str
    gold: str
    predicted: tuple[str, ...]
    left: str
    right: str

    def cells(self) -> tuple[object, ...]:
        """Return the values under `difference_columns`."""
        before = (self.doc, self.start, self.end, self.text, self.kind, self.gold)
        return (*before, *self.predicted, self.left, self.right)


def difference_columns(systems: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a table of differences: one for each system, between `gold` and `left`.

    A system called like another column gets the prefix `system_`.
    """
    taken = {*_BEFORE, *_AFTER}
    named = (f"system_{system}" if system in taken else system for system in systems)
    return (*_BEFORE, *named, *_AFTER)


def differences(
    gold: Sequence[SpanRecord], predictions: Mapping[str, Predictions], *, context: int = 40
) -> Iterator[Difference]:
    """Yield the spans on which the gold and the systems differ, in document order.

    `predictions` holds the spans of each system by record id; `context` is the number of characters shown
    on either side.
    """
    for record in gold:
        systems = [spans.get(record.id, ()) for spans in predictions.values()]
        yield from _record_differences(record, systems, context)


def _record_differences(
    record: SpanRecord, systems: Sequence[Sequence[Span]], context: int
) -> Iterator[Difference]:
    """Yield the differences in one text."""
    ours = _types(record.entities)
    theirs = [_types(spans) for spans in systems]
    overlaps_gold = _Overlaps(record.entities)
    overlaps = [_Overlaps(spans) for spans in systems]
    for place in sorted({place for types in (ours, *theirs) for place in types}):
        wrong = [n for n, types in enumerate(theirs) if types.get(place) != ours.get(place)]
        if not wrong:
            continue
        if place not in ours:
            kinds = {"boundary" if overlaps_gold.at(place) else "spurious"}
        else:
            kinds = {_kind(place, theirs[n], overlaps[n]) for n in wrong}
        start, end = place
        yield Difference(
            record.id,
            start,
            end,
            record.text[start:end],
            LIST.join(kind for kind in KINDS if kind in kinds),
            ours.get(place, ""),
            tuple(types.get(place, "") for types in theirs),
            record.text[max(0, start - context) : start],
            record.text[end : end + context],
        )


def _kind(place: Place, types: Mapping[Place, str], overlaps: _Overlaps) -> str:
    """Tell how a system failed a span of the gold."""
    if place in types:
        return "type"
    return "boundary" if overlaps.at(place) else "missed"


def _types(spans: Sequence[Span]) -> dict[Place, str]:
    """Return the type of each marked place, several in code point order joined by ` | `."""
    types: dict[Place, str] = {}
    for span in sorted(spans):
        place = span.start, span.end
        types[place] = f"{types[place]}{LIST}{span.type}" if place in types else span.type
    return types


class _Overlaps:
    """Answers whether any of a set of spans, nested ones too, overlaps a place; O(log n) each time."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))  # the farthest end so far

    def at(self, place: Place) -> bool:
        start, end = place
        begun = bisect_left(self._starts, end)
        return begun > 0 and self._ends[begun - 1] > start
