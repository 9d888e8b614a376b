"""The tables of `evaluate`: scores, agreement and differences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.cli.evaluation_requests import EvaluationRequest
    from qnmine.evaluation import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.evaluation.tasks import Task
    from qnmine.output import Table


def evaluation_table(request: EvaluationRequest, warn: Callable[[str], None]) -> Table:
    """Return the table that is asked for."""
    if request.judged is not None:
        from qnmine.evaluation.judged import judged_table

        return judged_table(request.judged)
    from qnmine.cli.systems import add_systems, name_of
    from qnmine.evaluation.tasks import task_of

    chosen = task_of(request.task, everything=request.identifiers or request.vague)
    gold = list(chosen.read_gold(_source(str(request.gold)), on_warning=warn))
    systems: dict[str, Predictions] = {}
    for file in request.predictions:
        name = name_of(file, systems)
        systems[name] = chosen.read_predictions(_source(file), gold, on_warning=warn)
    add_systems(systems, gold, request)
    if request.differing:
        return difference_table(gold, systems, chosen)
    if request.pairwise:
        return agreement_table(gold, systems, chosen)
    return score_table(
        gold, systems, chosen, by=request.by, measure=request.measure, interval=request.interval
    )


def difference_table(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    """Return what gold and systems do not mark alike."""
    from qnmine.evaluation import difference_columns
    from qnmine.output import Table

    rows = (row.cells() for row in task.differences(gold, systems))
    return Table(difference_columns(list(systems)), rows)


def agreement_table(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    """Compare the systems with each other; a single one with the gold."""
    from qnmine.cli.shaping import columns_of
    from qnmine.evaluation import Agreement, agreement
    from qnmine.output import table_of

    annotated = dict(systems)
    if len(systems) == 1:
        annotated = {"gold": {record.id: record.entities for record in gold}, **systems}
    return table_of(agreement(gold, annotated, whole=task.whole), columns_of(Agreement), Agreement)


def score_table(
    gold: Sequence[SpanRecord],
    systems: dict[str, Predictions],
    task: Task,
    *,
    by: str | None,
    measure: str | None,
    interval: bool,
) -> Table:
    """Return the scores of one system, or one figure of several side by side."""
    from qnmine.cli.shaping import columns_of
    from qnmine.evaluation import Score, compare, side_by_side
    from qnmine.output import Table, table_of

    several = len(systems) > 1
    if several and interval:
        raise UsageError("--interval goes with one system; several stand side by side with one figure each")
    if measure and not several:
        raise UsageError("--measure chooses the figure of several systems; one system has them all")
    resamples = 1000 if interval else 0
    scores = compare(gold, systems, matches=task.matches, by=by, resamples=resamples)
    if several:
        columns, rows = side_by_side(scores, measure or "f1")
        first = 0 if by else 1  # without groups their column is left out
        return Table(columns[first:], (row[first:] for row in rows))
    unused = (set() if by else {"group"}) | (set() if interval else {"f1_low", "f1_high"})
    return table_of(scores, [name for name in columns_of(Score) if name not in unused], Score)


def _source(file: str) -> Path | str:
    """Return what the readers take: a path, or `-` for standard input."""
    return file if file == "-" else Path(file)
