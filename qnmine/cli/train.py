"""`qnmine train`: an entity model, or a word model, from annotated texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.cli.messages import say
from qnmine.cli.options import Command, examples, verbosity_options
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.evaluation import SpanRecord

    Warn = Callable[[str], None]

TASKS = ("entities", "words")

EPILOG = examples(
    ("qnmine train mine.jsonl -o mine.model", "from a spans file"),
    ("qnmine train a.jsonl b.conll -o mine.model --clusters clusters.tsv", "with word clusters"),
    ("qnmine train --task words gold.conllu --raw news/ -o mine.model", "word segmentation"),
)


@click.command(
    cls=Command, name="train", short_help="Train an entity or word model on annotated texts.", epilog=EPILOG
)
@click.argument("files", nargs=-1, required=True, metavar="ANNOTATED...", type=click.Path())
@click.option(
    "--task", type=click.Choice(TASKS), default=TASKS[0], show_default=True, help="What the model is to find."
)
@click.option(
    "-o",
    "--output",
    "model",
    required=True,
    type=click.Path(),
    metavar="MODEL",
    help="Write the model to this file.",
)
@click.option(
    "--clusters",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Entities: word clusters, TSV with a header, 'word' (joined by _) and a column a clustering.",
)
@click.option(
    "--raw",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Words: more text, not annotated; it is segmented by underthesea and learnt from first.",
)
@click.option("--no-clobber", is_flag=True, help="Refuse to replace an existing MODEL.")
@verbosity_options
def command(
    files: tuple[str, ...],
    task: str,
    model: str,
    clusters: tuple[str, ...],
    raw: tuple[str, ...],
    no_clobber: bool,
    quiet: bool,
) -> None:
    """Train a model on annotated texts (ANNOTATED), of entities or, with --task words, of words.

    Entities: JSON lines of id, text and entities, as 'qnmine entities --format spans' writes them, or BIO
    and CoNLL files. The types are PER, ORG and LOC. 'qnmine entities --model MODEL' uses the model, 'qnmine
    evaluate GOLD --model MODEL' scores it.

    Words: CoNLL-U, or text with a sentence a line and _ inside words (.txt). 'qnmine tokenize --word-model
    MODEL' uses the model, 'qnmine evaluate --task words GOLD --model MODEL' scores it.

    The same files in the same order give the same model, byte for byte.
    """
    from qnmine.output import open_destination

    inputs = [Path(file) for file in (*files, *clusters, *raw)]
    _check(inputs, task, clusters=bool(clusters), raw=bool(raw))

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    def tell(message: str) -> None:
        if not quiet and sys.stderr is not None and sys.stderr.isatty():
            say(message)

    with open_destination(model, no_clobber=no_clobber, inputs=inputs) as destination:
        if task == "words":
            count, content = _words(files, raw, warn, tell)
        else:
            count, content = _entities(files, clusters, warn, tell)
        with destination.naming_faults():
            destination.binary.write(content)
    if not quiet:
        say(f"{model}: trained on {count}; {len(content) / 1e6:.1f} MB")


def _check(inputs: Sequence[Path], task: str, *, clusters: bool, raw: bool) -> None:
    """Refuse files that are not there and options of the other task."""
    for path in inputs:
        if not path.exists():
            raise UsageError(f"{path}: no such file")
    if task == "words" and clusters:
        raise UsageError("--clusters goes with --task entities")
    if task == "entities" and raw:
        raise UsageError("--raw goes with --task words")


def _entities(
    files: Sequence[str], clusters: Sequence[str], warn: Warn, tell: Callable[[str], None]
) -> tuple[str, bytes]:
    """Train an entity model; return what it was trained on, and its bytes.

    Ids only have to differ within a file: each file is annotated on its own.
    """
    from qnmine.entities.training import Options, train
    from qnmine.evaluation import read_records

    records: list[SpanRecord] = []
    for file in files:
        records += read_records(Path(file), on_warning=warn)
    options = Options(clusters=tuple(Path(path) for path in clusters))

    def progress(epoch: int, loss: float) -> None:
        tell(f"pass {epoch}: {loss:.4f} nats a token")

    recognizer = train(records, options, progress=progress)
    return f"{len(records)} texts", recognizer.serialized()


def _words(
    files: Sequence[str], raw: Sequence[str], warn: Warn, tell: Callable[[str], None]
) -> tuple[str, bytes]:
    """Train a word model; return what it was trained on, and its bytes."""
    from qnmine.words.sources import annotated_sentences, dictionaries, taught_sentences
    from qnmine.words.training import train

    sentences = annotated_sentences([Path(file) for file in files], on_warning=warn)
    taught = taught_sentences(raw, on_warning=warn) if raw else ()
    segmenter = train(sentences, taught, dictionaries(), progress=tell)
    return f"{len(sentences[0])} sentences", segmenter.serialized()
