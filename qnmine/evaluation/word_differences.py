"""Where segmentations part: a row for every stretch of text that the gold and the systems cut differently."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from qnmine.evaluation.differences import LIST, Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.evaluation.records import Span, SpanRecord
    from qnmine.evaluation.scores import Predictions

    Place = tuple[int, int]

KINDS = ("joined", "split", "crossing", "missing")


def word_differences(
    gold: Sequence[SpanRecord], predictions: Mapping[str, Predictions], *, context: int = 5
) -> Iterator[Difference]:
    """Yield the shortest stretches that the gold and the systems do not all cut alike, in document order.

    `gold` and `predicted` hold the words of the stretch, joined by ` | ` (`người | dân`). `kind` tells what
    is wrong, of several systems by ` | `: `joined` (words of the gold in one), `split` (a word of the gold
    in several), `crossing` (both), `missing` (no word there). `left` and `right` are the text of up to
    `context` words of the gold.
    """
    for record in gold:
        systems = [spans.get(record.id, ()) for spans in predictions.values()]
        ours = _places(record.entities)
        theirs = [_places(spans) for spans in systems]
        if any(places != ours for places in theirs):
            yield from _of_record(record, ours, theirs, context)


def _of_record(
    record: SpanRecord, ours: Sequence[Place], theirs: Sequence[Sequence[Place]], context: int
) -> Iterator[Difference]:
    """Yield the differences in one sentence."""
    text = record.text
    starts, ends = [start for start, _ in ours], [end for _, end in ours]
    cuts = [_Cuts(places) for places in (ours, *theirs)]
    for start, end in _stretches([ours, *theirs]):
        words, *others = [one.within(start, end) for one in cuts]
        if all(other == words for other in others):
            continue
        kinds = {_kind(words, other) for other in others if other != words}
        before, after = bisect_right(ends, start), bisect_left(starts, end)
        left = starts[max(0, before - context)] if before and context else start
        right = ends[min(len(ends), after + context) - 1] if after < len(ends) and context else end
        yield Difference(
            record.id,
            start,
            end,
            text[start:end],
            LIST.join(kind for kind in KINDS if kind in kinds),
            _written(text, words),
            tuple(_written(text, other) for other in others),
            text[left:start],
            text[end:right],
        )


def _stretches(segmentations: Sequence[Sequence[Place]]) -> Iterator[Place]:
    """Yield the shortest stretches that no word of any segmentation crosses the edge of."""
    start = end = -1
    for first, behind in sorted({place for places in segmentations for place in places}):
        if first >= end:
            if end > start:
                yield start, end
            start = first
        end = max(end, behind)
    if end > start:
        yield start, end


class _Cuts:
    """The words of one segmentation, found by stretch."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._starts = [start for start, _ in places]

    def within(self, start: int, end: int) -> list[Place]:
        return list(self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


def _kind(words: Sequence[Place], other: Sequence[Place]) -> str:
    """Tell how a system failed a stretch, from the words there."""
    if not other:
        return "missing"
    ours, theirs = ({start for start, _ in places} for places in (words, other))
    if theirs < ours:
        return "joined"
    return "split" if ours < theirs else "crossing"


def _places(spans: Sequence[Span]) -> list[Place]:
    return sorted((span.start, span.end) for span in spans)


def _written(text: str, words: Sequence[Place]) -> str:
    """Write the words of a stretch, their inner white space as one space."""
    return LIST.join(" ".join(text[start:end].split()) for start, end in words)
