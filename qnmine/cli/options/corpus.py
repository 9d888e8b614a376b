"""Which texts go in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, INPUT, NAMES, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class CorpusOptions:
    """Which texts to read (see `qnmine.corpus.open_corpus`)."""

    paths: tuple[str, ...]
    text: str | None
    files_from: str | None
    format_in: str | None
    text_column: tuple[str, ...]
    id_column: str | None
    keep: tuple[str, ...]
    encoding: str


_CORPUS = (
    click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path()),
    option(INPUT, "--text", metavar="STRING", help="Analyse this text."),
    option(
        INPUT,
        "--files-from",
        type=FILE,
        metavar="FILE",
        help="Read the paths from FILE ('-': stdin), one a line.",
    ),
    option(
        INPUT,
        "--from",
        "format_in",
        metavar="FORMAT",
        help="Format of the input: text, lines, csv, tsv, jsonl (parquet, xlsx). Default: by extension; "
        "text on stdin.",
    ),
    option(
        INPUT,
        "--text-column",
        type=NAMES,
        default=("text",),
        metavar="COL[,COL]",
        help="Column(s) with the text.",
    ),
    option(
        INPUT, "--id-column", metavar="COL", help="Column with the document's id (default: 'id' if there)."
    ),
    option(INPUT, "--keep", type=NAMES, default=(), metavar="COL[,COL]", help="Carry columns to the output."),
    option(
        INPUT,
        "--encoding",
        default="utf-8",
        metavar="NAME",
        show_default=True,
        help="Encoding of the input: utf-16, cp1258, … or auto (by byte-order mark, else UTF-8).",
    ),
)


def corpus_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the corpus options; the command gets them as `corpus`."""
    return gather("corpus", CorpusOptions, _CORPUS)(function)
