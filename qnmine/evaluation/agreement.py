"""How far annotators, or systems, agree with one another: pairwise F1 and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from qnmine.evaluation.matches import MICRO
from qnmine.evaluation.metrics import Counts, add_up, lenient_counts, strict_counts, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.evaluation.records import Span, SpanRecord
    from qnmine.evaluation.scores import Predictions

    Confusion = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two annotators agree on one type, or on all of them (`micro`, for words `all`).

    `f1` and `lenient_f1` are symmetric: neither annotator is the gold. They are None where neither marked
    anything; `kappa` (see `cohen_kappa`) is None where chance alone makes them agree.
    """

    first: str
    second: str
    type: str
    first_spans: int
    second_spans: int
    agreed: int
    f1: float | None
    lenient_f1: float | None
    kappa: float | None


def agreement(
    records: Sequence[SpanRecord], annotations: Mapping[str, Predictions], *, whole: str = MICRO
) -> Iterator[Agreement]:
    """Yield the agreement of every pair of annotators, per type and over all types.

    `annotations` holds the spans of each annotator by record id, as `read_predictions` returns them; a
    gold can be one of them. Pairs come in the order given, types by code point, then `whole`.

    F1 is the measure to report for spans: the number of stretches that nobody marked, which kappa needs,
    is not defined for them, and F1 is what kappa tends to as it grows (Hripcsak & Rothschild 2005).
    Kappa is given beside it over the characters that are no white space: the label of a character is the
    type of the span it lies in, or none. Characters represent every span exactly and need no tokenizer,
    so that the figure does not change with one; long spans weigh more than short ones. For one type it
    is of that type against everything else.
    """
    for first, second in combinations(annotations, 2):
        yield from _pair(records, first, annotations[first], second, annotations[second], whole)


def cohen_kappa(confusion: Mapping[tuple[str, str], int]) -> float | None:
    """Return Cohen's kappa (Cohen 1960) of a table (first label, second label) -> count.

    kappa = (p_o - p_e) / (1 - p_e), with the observed agreement p_o and that expected from the two
    annotators' own label frequencies, p_e. None when p_e is 1 (both used one and the same label
    throughout) or the table is empty.
    """
    size = sum(confusion.values())
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (ours, theirs), count in confusion.items():
        first[ours] += count
        second[theirs] += count
    # Whole numbers up to the one division: nothing is lost where the two are nearly equal.
    observed = sum(count for (ours, theirs), count in confusion.items() if ours == theirs) * size
    expected = sum(count * second[label] for label, count in first.items())
    possible = size * size - expected
    return (observed - expected) / possible if possible else None


def _pair(
    records: Sequence[SpanRecord],
    first: str,
    ours: Predictions,
    second: str,
    theirs: Predictions,
    whole: str,
) -> Iterator[Agreement]:
    """Yield the rows of two annotators."""
    pairs = [(ours.get(record.id, ()), theirs.get(record.id, ())) for record in records]
    strict = add_up(strict_counts(one, other) for one, other in pairs)
    lenient = add_up(lenient_counts(one, other) for one, other in pairs)
    confusion: Confusion = Counter()
    for record, (one, other) in zip(records, pairs, strict=True):
        _add_characters(confusion, record.text, one, other)
    for label in sorted(strict):
        kappa = cohen_kappa(_against_the_rest(confusion, label))
        yield _row(first, second, label, strict[label], lenient[label], kappa)
    sums = total(strict.values()), total(lenient.values())
    yield _row(first, second, whole, *sums, cohen_kappa(confusion))


def _row(
    first: str, second: str, label: str, strict: Counts, lenient: Counts, kappa: float | None
) -> Agreement:
    """Put one row together."""
    sizes = strict.gold, strict.predicted, strict.correct
    return Agreement(first, second, label, *sizes, strict.f1, lenient.f1, kappa)


def _add_characters(confusion: Confusion, text: str, ours: Sequence[Span], theirs: Sequence[Span]) -> None:
    """Count the characters of a text by the labels that two annotators give them, white space left out.

    The text is cut where a span begins or ends, so that each piece has one label from either.
    """
    edges = sorted({0, len(text)} | {edge for span in (*ours, *theirs) for edge in (span.start, span.end)})
    labels = _labels(edges, ours), _labels(edges, theirs)
    for place, (start, end) in enumerate(pairwise(edges)):
        letters = sum(map(len, text[start:end].split()))
        if letters:
            confusion[labels[0][place], labels[1][place]] += letters


def _labels(edges: Sequence[int], spans: Sequence[Span]) -> list[str]:
    """Return the type of each piece between edges, empty outside spans; an outer span hides inner ones."""
    pieces = {edge: place for place, edge in enumerate(edges)}
    labels = [""] * len(edges)
    filled = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        for place in range(max(pieces[span.start], filled), pieces[span.end]):
            labels[place] = span.type
        filled = max(filled, pieces[span.end])
    return labels


def _against_the_rest(confusion: Confusion, label: str) -> Confusion:
    """Fold all other labels into one."""
    folded: Confusion = Counter()
    for (ours, theirs), count in confusion.items():
        folded[label if ours == label else "", label if theirs == label else ""] += count
    return folded
