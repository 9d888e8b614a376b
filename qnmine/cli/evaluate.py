"""`qnmine evaluate`: a model or saved predictions against annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.cli.messages import say
from qnmine.cli.models import SHIPPED, load_recognizer
from qnmine.cli.options import Command, examples, output_options, verbosity_options
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.cli.options import OutputOptions
    from qnmine.evaluation import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.output import Table

EPILOG = examples(
    ("qnmine evaluate gold.jsonl", "the shipped model"),
    ("qnmine evaluate gold.jsonl --model mine.model --by source", "your own, by a key of the records"),
    ("qnmine evaluate gold.jsonl first.jsonl second.csv", "saved predictions, side by side"),
    ("qnmine evaluate gold.jsonl an.jsonl ba.jsonl --agreement", "two annotators"),
    ("qnmine evaluate gold.jsonl --differences -o errors.csv", "every error in its context"),
)


@click.command(
    cls=Command,
    name="evaluate",
    short_help="Score a model or saved predictions against annotated texts.",
    epilog=EPILOG,
)
@click.argument("gold", type=click.Path())
@click.argument("predictions", nargs=-1, metavar="[PRED]...", type=click.Path())
@click.option(
    "--model",
    "models",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help=f"Score this model ('{SHIPPED}': the one shipped, which is the default without PRED).",
)
@click.option("--by", metavar="KEY", help="Scores for each value of a key of the records, such as source.")
@click.option(
    "--measure",
    type=click.Choice(["f1", "precision", "recall"]),
    help="What to show of several systems side by side (default: f1).",
)
@click.option("--interval", is_flag=True, help="95% intervals of F1 (bootstrap over records; one system).")
@click.option("--agreement", "pairwise", is_flag=True, help="Pairwise agreement: F1 and Cohen's kappa.")
@click.option("--differences", "differing", is_flag=True, help="A row for each span not marked alike.")
@output_options()
@verbosity_options
def command(
    gold: str,
    predictions: tuple[str, ...],
    models: tuple[str, ...],
    by: str | None,
    measure: str | None,
    interval: bool,
    pairwise: bool,
    differing: bool,
    output: OutputOptions,
    quiet: bool,
) -> None:
    """Score a model or saved predictions against annotated texts (GOLD).

    GOLD and PRED are spans files (JSON lines of id, text and entities, as 'qnmine entities --format
    spans' writes them), BIO or CoNLL files; PRED may also be a table of mentions. Columns: match (strict:
    span and type; lenient: any overlap of the same type; boundary: the span alone), type, system, gold,
    predicted, correct, precision, recall, f1. Several systems stand side by side in columns.
    """
    from qnmine.cli.run import open_table
    from qnmine.evaluation import read_records

    if (gold, *predictions).count("-") > 1:
        raise UsageError("standard input can be only one of the files; name the others")
    if pairwise and differing:
        raise UsageError("--agreement and --differences are two tables; ask for one at a time")
    if (pairwise or differing) and (by or measure or interval):
        raise UsageError(
            "--by, --measure and --interval go with scores, not with --agreement or --differences"
        )

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    inputs = [Path(file) for file in (gold, *predictions) if file != "-"]
    with open_table(output, inputs=inputs) as write:
        records = list(read_records(_source(gold), on_warning=warn))
        systems = _systems(records, predictions, models, warn)
        if differing:
            write(_differences(records, systems))
        elif pairwise:
            write(_agreement(records, systems))
        else:
            write(_scores(records, systems, by=by, measure=measure, interval=interval))


def _source(file: str) -> Path | str:
    """Return what the readers take: a path, or `-` for standard input."""
    return file if file == "-" else Path(file)


def _systems(
    gold: Sequence[SpanRecord], files: Sequence[str], models: Sequence[str], warn: Callable[[str], None]
) -> dict[str, Predictions]:
    """Return the spans of each system by its name, the files in the order given, then the models."""
    from qnmine.evaluation import read_predictions
    from qnmine.evaluation.system import predict

    systems: dict[str, Predictions] = {}
    for file in files:
        systems[_name(file, systems)] = read_predictions(_source(file), gold, on_warning=warn)
    for model in models or (() if files else (SHIPPED,)):
        systems[_name(model, systems)] = predict(gold, load_recognizer(model))
    return systems


def _name(file: str, taken: dict[str, Predictions]) -> str:
    """Return the file's bare name, the whole path where that is taken."""
    bare = Path(file).name.split(".")[0]
    name = bare if bare and bare not in taken else file
    if name in taken:
        raise UsageError(f"{file} is named twice; name each file of predictions once")
    return name


def _differences(gold: Sequence[SpanRecord], systems: dict[str, Predictions]) -> Table:
    from qnmine.evaluation import difference_columns, differences
    from qnmine.output import Table

    return Table(difference_columns(list(systems)), (row.cells() for row in differences(gold, systems)))


def _agreement(gold: Sequence[SpanRecord], systems: dict[str, Predictions]) -> Table:
    """Compare the systems with each other; a single one with the gold."""
    from qnmine.cli.run import columns_of
    from qnmine.evaluation import Agreement, agreement
    from qnmine.output import table_of

    annotated = dict(systems)
    if len(systems) == 1:
        annotated = {"gold": {record.id: record.entities for record in gold}, **systems}
    return table_of(agreement(gold, annotated), columns_of(Agreement), Agreement)


def _scores(
    gold: Sequence[SpanRecord],
    systems: dict[str, Predictions],
    *,
    by: str | None,
    measure: str | None,
    interval: bool,
) -> Table:
    from qnmine.cli.run import columns_of
    from qnmine.evaluation import Score, compare, side_by_side
    from qnmine.output import Table, table_of

    several = len(systems) > 1
    if several and interval:
        raise UsageError("--interval goes with one system; several stand side by side with one figure each")
    if measure and not several:
        raise UsageError("--measure chooses the figure of several systems; one system has them all")
    scores = compare(gold, systems, by=by, resamples=1000 if interval else 0)
    if several:
        columns, rows = side_by_side(scores, measure or "f1")
        first = 0 if by else 1  # without groups their column is left out
        return Table(columns[first:], (row[first:] for row in rows))
    unused = (set() if by else {"group"}) | (set() if interval else {"f1_low", "f1_high"})
    return table_of(scores, [name for name in columns_of(Score) if name not in unused], Score)
