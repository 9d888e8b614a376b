"""`qnmine evaluate`: a model or saved predictions against annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.cli.messages import say
from qnmine.cli.models import SHIPPED, load_recognizer
from qnmine.cli.options import SEGMENTERS, Command, examples, output_options, verbosity_options
from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qnmine.cli.options import OutputOptions
    from qnmine.evaluation import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.evaluation.system import Segmenter
    from qnmine.evaluation.tasks import Task
    from qnmine.output import Table

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
            name = _name(file, systems)
            systems[name] = chosen.read_predictions(_source(file), records, on_warning=warn)
        if task == "entities":
            _add_recognizers(systems, records, models)
        else:
            _add_segmenters(systems, records, models, segmenters, gold_words, tagged=task == "pos")
        if differing:
            write(_differences(records, systems, chosen))
        elif pairwise:
            write(_agreement(records, systems, chosen))
        else:
            write(_scores(records, systems, chosen, by=by, measure=measure, interval=interval))


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


def _add_recognizers(
    systems: dict[str, Predictions], gold: Sequence[SpanRecord], models: Sequence[str]
) -> None:
    """Add the entities that the models find; without any other system, those of the one shipped."""
    from qnmine.evaluation.system import predict

    for model in models or (() if systems else (SHIPPED,)):
        systems[_name(model, systems)] = predict(gold, load_recognizer(model))


def _add_segmenters(
    systems: dict[str, Predictions],
    gold: Sequence[SpanRecord],
    models: Sequence[str],
    segmenters: Sequence[str],
    gold_words: bool,
    *,
    tagged: bool,
) -> None:
    """Add the words that segmenters find and, where these are scored, the tags that our tagger gives them."""
    from qnmine.evaluation.system import segment

    if not (systems or models or segmenters or gold_words):
        segmenters = SEGMENTERS[:1]
    words: dict[str, Predictions] = {}
    for segmenter in segmenters:
        saved = segmenter in systems  # a file of predictions with the same bare name
        name = f"--segmenter {segmenter}" if saved else segmenter
        words[_name(name, words)] = segment(gold, _segmenter(segmenter))
    for model in models:
        words[_name(model, {**systems, **words})] = segment(gold, _segmenter(SEGMENTERS[0], model))
    if gold_words:
        words[_name("gold_words", systems)] = {record.id: record.entities for record in gold}
    systems.update({name: _tagged(gold, found) for name, found in words.items()} if tagged else words)


def _segmenter(name: str, model: str | None = None) -> Segmenter:
    """Load a segmenter, that of `--model` where one is given (`qnmine`: the one shipped)."""
    from qnmine.words.segmenters import load_segmenter

    if model is None or model == SHIPPED:
        return load_segmenter(name)
    try:
        return load_segmenter(name, model=Path(model))
    except QnmineError as error:
        raise UsageError(f"--model {error}") from None


def _tagged(gold: Sequence[SpanRecord], words: Predictions) -> Predictions:
    """Return words with the universal tags that our tagger gives them."""
    from qnmine.evaluation.system import tag
    from qnmine.words.pos import tag_words

    return tag(gold, words, lambda sentences: tag_words(sentences, universal=True))


def _name(file: str, taken: Container[str]) -> str:
    """Return the bare name of a file or system, the whole path where that is taken."""
    bare = Path(file).name.split(".")[0]
    name = bare if bare and bare not in taken else file
    if name in taken:
        raise UsageError(f"{file} is named twice; name each file and each system once")
    return name


def _differences(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    from qnmine.evaluation import difference_columns
    from qnmine.output import Table

    rows = (row.cells() for row in task.differences(gold, systems))
    return Table(difference_columns(list(systems)), rows)


def _agreement(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    """Compare the systems with each other; a single one with the gold."""
    from qnmine.cli.run import columns_of
    from qnmine.evaluation import Agreement, agreement
    from qnmine.output import table_of

    annotated = dict(systems)
    if len(systems) == 1:
        annotated = {"gold": {record.id: record.entities for record in gold}, **systems}
    return table_of(agreement(gold, annotated, whole=task.whole), columns_of(Agreement), Agreement)


def _scores(
    gold: Sequence[SpanRecord],
    systems: dict[str, Predictions],
    task: Task,
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
    resamples = 1000 if interval else 0
    scores = compare(gold, systems, matches=task.matches, by=by, resamples=resamples)
    if several:
        columns, rows = side_by_side(scores, measure or "f1")
        first = 0 if by else 1  # without groups their column is left out
        return Table(columns[first:], (row[first:] for row in rows))
    unused = (set() if by else {"group"}) | (set() if interval else {"f1_low", "f1_high"})
    return table_of(scores, [name for name in columns_of(Score) if name not in unused], Score)
