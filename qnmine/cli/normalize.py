"""`qnmine normalize`: the one command that rewrites text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.text.document import Document
    from qnmine.text.normalize import ToneStyle, UnicodeForm

FORMATS = ("text",)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document after rewriting."""

    doc: str
    text: str


EPILOG = examples(
    ('qnmine normalize --text "hoà bình"', "prints: hòa bình"),
    ("qnmine normalize old.txt --tone-style new -o new.txt", "hoà, thuỷ, khoẻ"),
    ("qnmine normalize web.txt --quotes straight --spaces", "for programs that want plain text"),
    ("qnmine normalize news.jsonl --jsonl --keep url,date", "rows: doc, text and what is kept"),
)


@click.command(
    cls=Command,
    name="normalize",
    short_help="Rewrite text: NFC, one tone-mark style, quotes and spaces.",
    epilog=EPILOG,
)
@corpus_options
@click.option(
    "--form",
    type=click.Choice(["NFC", "NFD", "NFKC", "NFKD"], case_sensitive=False),
    default="NFC",
    metavar="NFC|NFD|NFKC|NFKD",
    show_default=True,
    help="Unicode normalisation form.",
)
@click.option(
    "--tone-style",
    type=click.Choice(["old", "new", "keep"]),
    default="old",
    show_default=True,
    help="Place of the tone mark: old (hòa, thủy), new (hoà, thuỷ).",
)
@click.option(
    "--quotes",
    type=click.Choice(["keep", "straight", "curly"]),
    default="keep",
    show_default=True,
    help="Quotation marks.",
)
@click.option("--spaces", is_flag=True, help="Squeeze runs of spaces, trim lines, drop invisible characters.")
@output_options(*FORMATS)
@run_options
def command(
    corpus: CorpusOptions,
    output: OutputOptions,
    behaviour: RunOptions,
    form: UnicodeForm,
    tone_style: ToneStyle | Literal["keep"],
    quotes: Literal["keep", "straight", "curly"],
    spaces: bool,
) -> ExitCode:
    """Rewrite text in one Unicode form, one tone-mark style, with plain quotes and spaces if asked.

    Writes the text itself; with a table format, rows of doc and text. Every other command analyses
    text as it is and rewrites nothing, so this is not needed before them.
    """
    from qnmine.cli.opening import open_run
    from qnmine.text.rewrite import rewrite

    if output.format is None and _names_text(output.output):
        output = replace(output, format="text")

    rewriting = partial(rewrite, form=form, tone_style=tone_style, quotes=quotes, spaces=spaces)
    analyze = partial(_rewritten, rewriting)
    with open_run(corpus, behaviour, output, (*FORMATS, *TABLE_FORMATS)) as run:
        if run.format == "text":
            texts = (row.text for _, (row,) in run.analyze(analyze))
            run.write_text(_separated(texts, run.destination.is_terminal))
        else:
            run.write_found(Rewritten, analyze)
    return run.exit_code()


def _rewritten(rewriting: Callable[[str], str], documents: Sequence[Document]) -> list[list[Rewritten]]:
    """Return each document after rewriting, as a list of one."""
    return [[Rewritten(document.id, rewriting(document.text))] for document in documents]


def _names_text(path: str | None) -> bool:
    """Whether `-o` names standard output or a file of text: .txt, .md, .text or no known table."""
    return path is None or Path(path).suffix.lower() in {"", ".txt", ".md", ".text"}


def _separated(texts: Iterable[str], terminal: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the texts as they are, each after the first on a line of its own; a terminal gets a last one."""
    ended = True
    for text in texts:
        yield ("" if ended else "\n", text), 1
        ended = text.endswith("\n")
    if terminal and not ended:
        yield ("\n",), 0
