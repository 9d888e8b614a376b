"""Systems scored against a gold: rows for a table, one system or several, whole or by group."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.evaluation.bootstrap import f1_intervals
from qnmine.evaluation.matches import ENTITY_MATCHES, MACRO
from qnmine.evaluation.metrics import Counts, add_up, macro, total
from qnmine.evaluation.records import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.evaluation.bootstrap import Interval
    from qnmine.evaluation.matches import Match
    from qnmine.evaluation.metrics import CountsByType, Ratios
    from qnmine.evaluation.records import Span, SpanRecord

    Predictions = Mapping[str, Sequence[Span]]

_NO_INTERVAL: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class Score:
    """How one system does on one type under one match.

    `group` is empty without grouping. `match` is `strict` (start, end and type equal), `lenient` (same
    type, one shared character), `boundary` (start and end equal), `aligned` (of the spans with equal start
    and end, those of equal type), `value` (of the spans equal in all of this, those of equal value) or
    `sentence` (records without an error). `type` is a label, `micro` or `all` (all spans together) or
    `macro` (the mean of the types). `f1_low` and `f1_high` bound the 95% interval of F1 when it was asked
    for. Ratios are unrounded shares of 1, None where neither side has a span.
    """

    group: str
    match: str
    type: str
    system: str
    gold: int
    predicted: int
    correct: int
    precision: float | None
    recall: float | None
    f1: float | None
    f1_low: float | None = None
    f1_high: float | None = None


def compare(
    gold: Sequence[SpanRecord],
    predictions: Mapping[str, Predictions],
    *,
    matches: Mapping[str, Match] = ENTITY_MATCHES,
    by: str | None = None,
    resamples: int = 0,
    seed: int = 0,
) -> list[Score]:
    """Score each named system, whose spans are given by record id, against the gold.

    Rows come by group, match, type (code point order, then micro and macro), then system in the order
    given, so that the systems stand together. `by` groups by a key of the records' `meta`. `resamples`
    (1,000 is usual) adds bootstrap intervals of F1 over records. A record without an entry in the
    predictions has no predicted span. Raises UsageError for an empty gold or an unknown key.
    """
    if not gold:
        raise UsageError("the gold has no record; give a file with at least one annotated text")
    return [
        score
        for group, records in _groups(gold, by)
        for name, match in matches.items()
        for score in _scores(group, name, match, records, predictions, resamples, seed)
    ]


def side_by_side(
    scores: Sequence[Score], measure: str = "f1"
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return columns and rows with one measure of every system: group, match, type, gold, systems.

    `gold` is None where it is not the same for all systems, as for the match `aligned`.
    """
    systems = tuple(dict.fromkeys(score.system for score in scores))
    lines: dict[tuple[str, str, str], dict[str, Score]] = {}
    for score in scores:
        lines.setdefault((score.group, score.match, score.type), {})[score.system] = score
    rows: list[tuple[object, ...]] = []
    for key, held in lines.items():
        golds = {score.gold for score in held.values()}
        figures = (getattr(held[system], measure) if system in held else None for system in systems)
        rows.append((*key, golds.pop() if len(golds) == 1 else None, *figures))
    return ("group", "match", "type", "gold", *systems), rows


def _groups(gold: Sequence[SpanRecord], by: str | None) -> list[tuple[str, list[SpanRecord]]]:
    """Return the groups of the records in code point order."""
    if by is None:
        return [("", list(gold))]
    if not any(by in record.meta for record in gold):
        keys = sorted({key for record in gold for key in record.meta})
        raise UsageError(
            f"no gold record has the key '{shown(by)}'; there are: {', '.join(map(shown, keys)) or 'none'}"
        )
    groups: dict[str, list[SpanRecord]] = {}
    for record in gold:
        groups.setdefault(_group_name(record.meta.get(by)), []).append(record)
    return sorted(groups.items(), key=lambda item: item[0])


def _group_name(value: object) -> str:
    """Write the value of a key as text: none as nothing, lists and the like as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _scores(
    group: str,
    name: str,
    match: Match,
    records: Sequence[SpanRecord],
    predictions: Mapping[str, Predictions],
    resamples: int,
    seed: int,
) -> Iterator[Score]:
    """Yield the rows of one match, the systems of a type one after the other."""
    documents = {
        system: [match.count(record.entities, spans.get(record.id, ())) for record in records]
        for system, spans in predictions.items()
    }
    types = sorted({label for counts in documents.values() for one in counts for label in one})
    columns = [
        _system_rows(group, name, match, system, counts, types, resamples, seed)
        for system, counts in documents.items()
    ]
    for row in zip(*columns, strict=True):
        yield from row


def _system_rows(
    group: str,
    name: str,
    match: Match,
    system: str,
    documents: Sequence[CountsByType],
    types: Sequence[str],
    resamples: int,
    seed: int,
) -> list[Score]:
    """Return the rows of one system under one match: the types, the whole and the mean, as it says."""
    sums = add_up(documents)
    by_type = [sums.get(label, Counts()) for label in types]
    whole = total(by_type)
    if resamples:
        intervals, micro_interval, macro_interval = f1_intervals(
            documents, types, resamples=resamples, seed=seed
        )
    else:
        intervals, micro_interval, macro_interval = [_NO_INTERVAL] * len(types), _NO_INTERVAL, _NO_INTERVAL
    rows: list[Score] = []
    if match.by_type:
        for label, counts, interval in zip(types, by_type, intervals, strict=True):
            rows.append(_row(group, name, label, system, counts, counts.ratios, interval))
    rows.append(_row(group, name, match.whole, system, whole, whole.ratios, micro_interval))
    if match.macro:
        rows.append(_row(group, name, MACRO, system, whole, macro(by_type), macro_interval))
    return rows


def _row(
    group: str, match: str, label: str, system: str, counts: Counts, ratios: Ratios, interval: Interval
) -> Score:
    """Put one row together."""
    sizes = counts.gold, counts.predicted, counts.correct
    return Score(group, match, label, system, *sizes, *ratios, *interval)
