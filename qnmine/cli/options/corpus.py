"""Which texts go in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, INPUT, NAMES, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.cli.options.command import Decorator

WAYS = ("exact", "near")  # those of the room, which is not imported for a help (a test compares them)


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
    metadata: str | None = None
    metadata_key: str = "doc"
    path_columns: str = ""
    deduplicate: str | None = None


_ENCODING = "utf-16, cp1258, tcvn3, vni, viscii, … or auto, which finds out which of these it is."


def encoding_option(default: str) -> Decorator:
    """Return the option `--encoding`."""
    return option(
        INPUT,
        "--encoding",
        default=default,
        metavar="NAME",
        show_default=True,
        help=f"Encoding of the input: {_ENCODING}",
    )


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
        help="Format of the input: text, lines, csv, tsv, json, jsonl, parquet, xlsx, html, docx, pdf, srt, "
        "vtt, conllu. Default: by extension; text on stdin.",
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
        "--metadata",
        type=FILE,
        metavar="FILE",
        help="Table with more columns for documents (CSV, TSV, JSONL, JSON, XLSX, Parquet), for --keep, --by "
        "and --date-column.",
    ),
    option(
        INPUT,
        "--metadata-key",
        metavar="COL",
        default="doc",
        show_default=True,
        help="Column of that table with the document: its id, its path without extension, or its file name.",
    ),
    option(
        INPUT,
        "--path-columns",
        metavar="A/B",
        default="",
        help="Folders as columns: newspaper/year for tuoitre/2024/a.txt; _ skips a level.",
    ),
    option(
        INPUT,
        "--deduplicate",
        type=click.Choice(WAYS),
        metavar="exact|near",
        help="Leave out documents that repeat an earlier one: the same text, or nearly the same.",
    ),
)


def corpus_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the corpus options; the command gets them as `corpus`."""
    return gather("corpus", CorpusOptions, (*_CORPUS, encoding_option("utf-8")))(function)


def detecting_corpus_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the same to a command that finds out encodings unless one is named."""
    return gather("corpus", CorpusOptions, (*_CORPUS, encoding_option("auto")))(function)
