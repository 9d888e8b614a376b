"""`qnmine train`: an entity model from annotated texts."""

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

EPILOG = examples(
    ("qnmine train mine.jsonl -o mine.model", "from a spans file"),
    ("qnmine train a.jsonl b.conll -o mine.model --clusters clusters.tsv", "with word clusters"),
)


@click.command(
    cls=Command, name="train", short_help="Train an entity model on annotated texts.", epilog=EPILOG
)
@click.argument("files", nargs=-1, required=True, metavar="SPANS...", type=click.Path())
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
    help="Word clusters: TSV with a header, 'word' (syllables joined by _) and a column a clustering.",
)
@click.option("--no-clobber", is_flag=True, help="Refuse to replace an existing MODEL.")
@verbosity_options
def command(
    files: tuple[str, ...], model: str, clusters: tuple[str, ...], no_clobber: bool, quiet: bool
) -> None:
    """Train a model of people, organizations and places on annotated texts (SPANS).

    SPANS are JSON lines of id, text and entities, as 'qnmine entities --format spans' writes them, or BIO
    and CoNLL files. The types are PER, ORG and LOC. The same files in the same order give the same model,
    byte for byte. 'qnmine entities --model MODEL' uses it, 'qnmine evaluate GOLD --model MODEL' scores it.
    """
    from qnmine.entities.training import Options, train
    from qnmine.output import open_destination

    inputs = [Path(file) for file in (*files, *clusters)]
    for path in inputs:
        if not path.exists():
            raise UsageError(f"{path}: no such file")

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    def progress(epoch: int, loss: float) -> None:
        if not quiet and sys.stderr is not None and sys.stderr.isatty():
            say(f"pass {epoch}: {loss:.4f} nats a token")

    with open_destination(model, no_clobber=no_clobber, inputs=inputs) as destination:
        records = _read(files, warn)
        options = Options(clusters=tuple(Path(path) for path in clusters))
        recognizer = train(records, options, progress=progress)
        size = destination.binary.write(recognizer.serialized())
    if not quiet:
        say(f"{model}: trained on {len(records)} texts; {size / 1e6:.1f} MB")


def _read(files: Sequence[str], warn: Callable[[str], None]) -> list[SpanRecord]:
    """Read the annotated texts of all files, in their order.

    Ids only have to differ within a file: each file is annotated on its own.
    """
    from qnmine.evaluation import read_records

    return [record for file in files for record in read_records(Path(file), on_warning=warn)]
