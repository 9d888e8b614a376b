"""Precision, recall and F1 of spans: strict, lenient and by boundary alone.

A count is one-to-one: every gold span and every predicted span is matched at most once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from qnmine.evaluation.records import span_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qnmine.evaluation.records import Span

    CountsByType = Mapping[str, "Counts"]
    Ratios = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """Gold spans, predicted spans and matched pairs, with the ratios that follow from them.

    Precision = correct / predicted, recall = correct / gold, F1 = 2 correct / (gold + predicted), their
    harmonic mean (van Rijsbergen 1979). A ratio without a denominator is 0.0, as in conlleval and
    seqeval; where neither side has a span there was nothing to find and all three are None.
    """

    gold: int = 0
    predicted: int = 0
    correct: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.gold + other.gold, self.predicted + other.predicted, self.correct + other.correct)

    @property
    def precision(self) -> float | None:
        """The share of the predicted spans that are right."""
        return self._ratio(self.correct, self.predicted)

    @property
    def recall(self) -> float | None:
        """The share of the gold spans that were found."""
        return self._ratio(self.correct, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return self._ratio(2 * self.correct, self.gold + self.predicted)

    @property
    def ratios(self) -> Ratios:
        """Precision, recall and F1."""
        return self.precision, self.recall, self.f1

    def _ratio(self, numerator: int, denominator: int) -> float | None:
        if not self.gold and not self.predicted:
            return None
        return numerator / denominator if denominator else 0.0


def strict_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count, by type, spans with the same start, end and type (conlleval's and seqeval's measure)."""
    matched = Counter(gold) & Counter(predicted)
    correct: Counter[str] = Counter()
    for span, times in matched.items():
        correct[span.type] += times
    return _by_type(gold, predicted, correct)


def lenient_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count, by type, pairs of spans of one type that share at least one character.

    The pairs are a maximum matching (see `overlap_matches`), so the count never depends on an order and
    is never below the strict one.
    """
    correct = {
        label: overlap_matches(
            [span for span in gold if span.type == label], [span for span in predicted if span.type == label]
        )
        for label in {span.type for span in gold} & {span.type for span in predicted}
    }
    return _by_type(gold, predicted, correct)


def boundary_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count spans with the same start and end whatever their type; the only key is the empty string."""
    ours = Counter((span.start, span.end) for span in gold)
    theirs = Counter((span.start, span.end) for span in predicted)
    counts = Counts(len(gold), len(predicted), (ours & theirs).total())
    return {"": counts} if gold or predicted else {}


def unbroken_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count a record as one thing that is right when every span is; the only key is the empty string.

    Precision, recall and F1 of many records are then all the share of those without an error.
    """
    return {"": Counts(1, 1, int(Counter(gold) == Counter(predicted)))}


def aligned_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count, of the spans with the same start and end, those of the same type; the key is the empty string.

    Precision, recall and F1 are then all the accuracy of the types where the spans are right (AligndAcc
    of the CoNLL 2018 shared task, Zeman et al. 2018).
    """
    boundaries = boundary_counts(gold, predicted).get("", Counts()).correct
    types = (Counter(gold) & Counter(predicted)).total()
    return {"": Counts(boundaries, boundaries, types)} if boundaries else {}


def value_counts(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, Counts]:
    """Count, by kind, those of equal value among the spans with the same start, end and kind.

    Precision, recall and F1 are then all the share of right values among what was found.
    """
    values = {span: span_value(span) for span in gold}
    matched = [span for span in predicted if span in values]
    sizes = Counter(span.type for span in matched)
    right = Counter(span.type for span in matched if span_value(span) == values[span])
    return {kind: Counts(size, size, right[kind]) for kind, size in sizes.items()}


def overlap_matches(gold: Sequence[Span], predicted: Sequence[Span]) -> int:
    """Return the size of a maximum one-to-one matching of overlapping spans, types left aside.

    One sweep by right end, O(n log n): each span in turn is paired with the unpaired span of the other
    side that overlaps it and ends first. This is optimal for any spans, nested ones too. Let x end first
    among the spans still unpaired and not given up. All spans y that overlap x begin before x ends and
    end no earlier, so the later spans that overlap y are those that begin before y ends: of two candidates
    y the one that ends first has the fewer uses later. So some maximum matching pairs x with it (exchange
    x's partner for it, and its partner for x's), and taking that pair loses nothing.
    """
    spans = sorted(
        [(span.start, span.end, 0) for span in gold] + [(span.start, span.end, 1) for span in predicted]
    )
    waiting: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])  # (end, index) of begun spans
    paired = [False] * len(spans)
    pairs = begun = 0
    for index in sorted(range(len(spans)), key=lambda index: spans[index][1]):
        if paired[index]:
            continue
        _, end, side = spans[index]
        while begun < len(spans) and spans[begun][0] < end:
            heappush(waiting[spans[begun][2]], (spans[begun][1], begun))
            begun += 1
        paired[index] = True  # either paired now or given up: nothing overlaps it any more
        others = waiting[1 - side]
        while others and paired[others[0][1]]:
            heappop(others)
        if others:
            paired[heappop(others)[1]] = True
            pairs += 1
    return pairs


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return sum(counts, Counts())


def add_up(parts: Iterable[CountsByType]) -> dict[str, Counts]:
    """Add counts by type over documents."""
    sums: dict[str, Counts] = {}
    for part in parts:
        for label, counts in part.items():
            sums[label] = sums.get(label, Counts()) + counts
    return sums


def macro(counts: Iterable[Counts]) -> Ratios:
    """Return the unweighted means of precision, recall and F1 over the types (seqeval's macro average).

    A type counts when it is in the gold or predicted; F1 is the mean of the F1s, not the F1 of the means.
    """
    held = [one for one in counts if one.gold or one.predicted]
    if not held:
        return None, None, None
    return (
        sum(one.precision or 0.0 for one in held) / len(held),
        sum(one.recall or 0.0 for one in held) / len(held),
        sum(one.f1 or 0.0 for one in held) / len(held),
    )


def _by_type(
    gold: Sequence[Span], predicted: Sequence[Span], correct: Mapping[str, int]
) -> dict[str, Counts]:
    """Put the counts of each type together."""
    ours, theirs = Counter(span.type for span in gold), Counter(span.type for span in predicted)
    return {
        label: Counts(ours[label], theirs[label], correct.get(label, 0))
        for label in ours.keys() | theirs.keys()
    }
