"""`qnmine evaluate`: a model or saved predictions against annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.cli.messages import say
from qnmine.cli.models import SHIPPED
from qnmine.cli.options import Command, examples, output_options, verbosity_options
from qnmine.errors import UsageError
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options import OutputOptions
    from qnmine.evaluation.scores import Predictions

EPILOG = examples(
    ("qnmine evaluate gold.jsonl", "the shipped model"),
    ("qnmine evaluate gold.jsonl --model mine.model --by source", "your own, by a key of the records"),
    ("qnmine evaluate gold.jsonl first.jsonl second.csv", "saved predictions, side by side"),
    ("qnmine evaluate gold.jsonl an.jsonl ba.jsonl --agreement", "two annotators"),
    ("qnmine evaluate gold.jsonl --differences -o errors.csv", "every error in its context"),
    ("qnmine evaluate --task words gold.conllu", "the shipped segmenter"),
    ("qnmine evaluate --task words gold.conllu other.txt", "another one's words, saved"),
)
TASKS = ("entities", "words", "pos")


@click.command(
    cls=Command,
    name="evaluate",
    short_help="Score a model or saved predictions against annotated texts.",
    epilog=EPILOG,
)
@click.argument("gold", type=click.Path())
@click.argument("predictions", nargs=-1, metavar="[PRED]...", type=click.Path())
@click.option("--task", type=click.Choice(TASKS), default=TASKS[0], show_default=True, help="What is scored.")
@click.option(
    "--model",
    "models",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help=f"Score this entity or word model ('{SHIPPED}': the one shipped, the default without PRED).",
)
@click.option(
    "--segmenter",
    "segmenters",
    multiple=True,
    type=click.Choice(SEGMENTERS),
    help="Score this segmenter (words, pos); without PRED the default is qnmine.",
)
@click.option("--gold-words", is_flag=True, help="Score the tagger on the words of the gold (pos).")
@click.option("--by", metavar="KEY", help="Scores for each value of a key of the records, such as source.")
@click.option(
    "--measure",
    type=click.Choice(["f1", "precision", "recall"]),
    help="What to show of several systems side by side (default: f1).",
)
@click.option("--interval", is_flag=True, help="95% intervals of F1 (bootstrap over records; one system).")
@click.option("--agreement", "pairwise", is_flag=True, help="Pairwise agreement: F1 and Cohen's kappa.")
@click.option(
    "--differences",
    "differing",
    is_flag=True,
    help="A row for each span, or stretch of words, not marked alike.",
)
@output_options()
@verbosity_options
def command(
    gold: str,
    predictions: tuple[str, ...],
    task: str,
    models: tuple[str, ...],
    segmenters: tuple[str, ...],
    gold_words: bool,
    by: str | None,
    measure: str | None,
    interval: bool,
    pairwise: bool,
    differing: bool,
    output: OutputOptions,
    quiet: bool,
) -> None:
    """Score a model or saved predictions against annotated texts (GOLD).

    Entities: GOLD and PRED are spans files (JSON lines of id, text and entities, as 'qnmine entities
    --format spans' writes them), BIO or CoNLL files; PRED may also be a table of mentions. Columns: match
    (strict: span and type; lenient: any overlap of the same type; boundary: the span alone), type, system,
    gold, predicted, correct, precision, recall, f1. Several systems stand side by side in columns.

    Words: GOLD and PRED are CoNLL-U, or text with a sentence a line and _ inside words (.txt); PRED may
    also be a table of words. White space, case, tone marks and i or y may differ. Each sentence of GOLD
    goes to the segmenter as it is. The type is the length in syllables (1, 2, 3, 4+; punct) or 'all'; the
    match 'sentence' is the share of sentences without an error.

    Parts of speech: the same files with universal tags (UPOS). Match strict: word and tag; boundary: the
    word alone; aligned: the tags of the right words.
    """
    from qnmine.cli.run import open_table
    from qnmine.cli.systems import (
        add_recognizers,
        add_segmenters,
        agreement_table,
        difference_table,
        name_of,
        score_table,
    )
    from qnmine.evaluation.tasks import TASKS

    if task == "entities" and _is_from_file("segmenters"):
        segmenters = ()  # set for the commands that find words
    _check(
        [gold, *predictions],
        task,
        several_tables=pairwise and differing,
        scores_refused=(pairwise or differing) and bool(by or measure or interval),
        segmenters=bool(segmenters),
        gold_words=gold_words,
    )

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    chosen = TASKS[task]
    inputs = [Path(file) for file in (gold, *predictions, *models) if file not in ("-", SHIPPED)]
    with open_table(output, inputs=inputs) as write:
        records = list(chosen.read_gold(_source(gold), on_warning=warn))
        systems: dict[str, Predictions] = {}
        for file in predictions:
            name = name_of(file, systems)
            systems[name] = chosen.read_predictions(_source(file), records, on_warning=warn)
        if task == "entities":
            add_recognizers(systems, records, models)
        else:
            add_segmenters(systems, records, models, segmenters, gold_words, tagged=task == "pos")
        if differing:
            write(difference_table(records, systems, chosen))
        elif pairwise:
            write(agreement_table(records, systems, chosen))
        else:
            write(score_table(records, systems, chosen, by=by, measure=measure, interval=interval))


def _check(
    files: Sequence[str],
    task: str,
    *,
    several_tables: bool,
    scores_refused: bool,
    segmenters: bool,
    gold_words: bool,
) -> None:
    """Refuse what does not go together."""
    if files.count("-") > 1:
        raise UsageError("standard input can be only one of the files; name the others")
    if several_tables:
        raise UsageError("--agreement and --differences are two tables; ask for one at a time")
    if scores_refused:
        raise UsageError(
            "--by, --measure and --interval go with scores, not with --agreement or --differences"
        )
    if segmenters and task == "entities":
        raise UsageError("--segmenter goes with --task words or --task pos")
    if gold_words and task != "pos":
        raise UsageError("--gold-words goes with --task pos")


def _is_from_file(parameter: str) -> bool:
    """Tell whether an option was set in `qnmine.toml`."""
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.DEFAULT_MAP


def _source(file: str) -> Path | str:
    """Return what the readers take: a path, or `-` for standard input."""
    return file if file == "-" else Path(file)
