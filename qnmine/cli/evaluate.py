"""`qnmine evaluate`: a model or saved predictions against annotated texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.messages import say
from qnmine.cli.models import SHIPPED
from qnmine.cli.options import Command, examples, output_options, verbosity_options
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from qnmine.cli.options import OutputOptions

EPILOG = examples(
    ("qnmine evaluate gold.jsonl", "the shipped model"),
    ("qnmine evaluate gold.jsonl --model mine.model --by source", "your own, by a key of the records"),
    ("qnmine evaluate gold.jsonl --engine underthesea --engine qnmine", "engines, side by side"),
    ("qnmine evaluate gold.jsonl first.jsonl second.csv", "saved predictions, side by side"),
    ("qnmine evaluate gold.jsonl an.jsonl ba.jsonl --agreement", "two annotators"),
    ("qnmine evaluate gold.jsonl --differences -o errors.csv", "every error in its context"),
    ("qnmine evaluate --judged sample.csv", "precision of a sample judged by hand"),
    ("qnmine evaluate --task words gold.conllu", "the shipped segmenter"),
    ("qnmine evaluate --task words gold.conllu other.txt", "another one's words, saved"),
    ("qnmine evaluate --task numbers gold.jsonl", "numbers: spans, kinds and values"),
    ("qnmine evaluate --task dates gold.jsonl --differences", "every error of the dates"),
)
TASKS = ("entities", "words", "pos", "numbers", "dates")
# Options that other commands have as well, with the tasks they go with.
_OF_TASKS = {
    "segmenters": ("words", "pos"),
    "engines": ("entities",),
    "identifiers": ("numbers",),
    "vague": ("dates",),
}


@click.command(
    cls=Command,
    name="evaluate",
    short_help="Score a model or saved predictions against annotated texts.",
    epilog=EPILOG,
)
@click.argument("gold", required=False, type=click.Path())
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
    "--engine",
    "engines",
    multiple=True,
    metavar="NAME[=MODEL]",
    help="Score this engine (see 'qnmine entities'): qnmine, underthesea, transformers=FOLDER, …",
)
@click.option("--download", is_flag=True, help="Let an engine fetch a model of that name.")
@click.option(
    "--segmenter",
    "segmenters",
    multiple=True,
    type=click.Choice(SEGMENTERS),
    help="Score this segmenter (words, pos); without PRED the default is qnmine.",
)
@click.option("--gold-words", is_flag=True, help="Score the tagger on the words of the gold (pos).")
@click.option("--identifiers", is_flag=True, help="Score identifiers as well (numbers).")
@click.option("--vague", is_flag=True, help="Score vague expressions as well (dates).")
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
@click.option(
    "--judged",
    type=click.Path(),
    metavar="FILE",
    help="Precision of a sample that a person judged, in a column 'correct'.",
)
@output_options()
@verbosity_options
def command(output: OutputOptions, quiet: bool, **asked: Any) -> None:
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

    Numbers and dates: GOLD and PRED are JSON lines of id, text and numbers or dates, each with start, end,
    kind and what applies of value, low, high, numerator, denominator, unit. PRED may also be a table of rows,
    as 'qnmine numbers' and 'qnmine dates' write them, whose doc is the id. Match strict: span and kind;
    boundary: the span alone; value: the right values of the spans and kinds found. Without PRED the rules of
    qnmine are scored.

    With --judged there is no GOLD: the file is a table of mentions, as 'qnmine entities --mentions --sample
    N' draws it, to which a person added the column 'correct' (1 or 0). Columns: type, judged, correct,
    precision, low and high (its 95% interval), unjudged.
    """
    from qnmine.cli.evaluation_requests import EvaluationRequest
    from qnmine.cli.evaluation_tables import evaluation_table
    from qnmine.cli.shaping import open_table

    for name, tasks in _OF_TASKS.items():
        if asked["task"] not in tasks and _is_from_file(name):
            asked[name] = ()  # set for other commands
    request = EvaluationRequest(**asked)
    request.check()

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    with open_table(output, inputs=request.inputs()) as write:
        write(evaluation_table(request, warn))


def _is_from_file(parameter: str) -> bool:
    """Tell whether an option was set in `qnmine.toml`."""
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.DEFAULT_MAP
