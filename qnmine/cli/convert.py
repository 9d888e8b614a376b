"""`qnmine convert`: a corpus as one table, which reads back as the same documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

import click

from qnmine.cli.options import Command, corpus_options, examples, run_options
from qnmine.cli.options.output import output_options_for
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.corpus import Corpus
    from qnmine.text.document import Document

FORMATS = ("jsonl", "csv", "tsv", "json", "parquet", "xlsx")

# What would come back from a sheet as another character, or as several, so that offsets would be others.
_NOT_IN_SHEETS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]|_x[0-9A-Fa-f]{4}_")

EPILOG = examples(
    ("qnmine convert texts/ archive.zip -o corpus.jsonl", "one file of everything"),
    ("qnmine convert texts/ --encoding auto --deduplicate near -o corpus.parquet", ""),
    ("qnmine convert news/ --path-columns newspaper/year --metadata authors.csv -o news.csv", ""),
    ("qnmine convert pages/ | jq -r .title", "JSON lines in a pipe"),
    ("qnmine entities corpus.jsonl --by year", "the same documents, with the same offsets"),
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A document as a row."""

    id: str
    text: str


@click.command(
    cls=Command, name="convert", short_help="Freeze a corpus as one table, with its metadata.", epilog=EPILOG
)
@corpus_options
@output_options_for(FORMATS, "by the extension of -o; else JSON lines.")
@run_options
def command(corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions) -> ExitCode:
    """Freeze a corpus as one table that every command reads as the same documents.

    Columns: id, text, then all metadata: what pages and other files tell of themselves (title, date,
    author …), the columns of tables, those of --metadata and --path-columns; with --keep only the columns
    that it names. The text is the one that was decoded or taken out, unchanged: ids and offsets of a result
    are the same for the corpus and for its frozen form.

    A text that a sheet (XLSX) cannot hold unchanged, or that is too long for a cell, is refused. To see which
    columns there are, JSON files are read twice; of a pipe only the beginning is looked at.
    """
    from qnmine.cli.opening import is_typed, open_documents, open_run

    if output.safe_csv and is_typed("safe_csv"):
        raise UsageError("--safe-csv changes texts, and a frozen corpus has them unchanged; leave it out")
    output = replace(output, safe_csv=False)
    if output.format is None and output.output in {None, "-"}:
        output = replace(output, format="jsonl")
    opened = partial(open_documents, keep_all=True)
    with open_run(corpus, behaviour, output, FORMATS, source=opened) as run:
        run.keep = cast("Corpus", run.corpus).columns
        run.write_found(Frozen, frozen_in_sheet if run.format == "xlsx" else frozen)
    return run.exit_code()


def frozen(documents: Sequence[Document]) -> list[list[Frozen]]:
    """Return each document as a list of one row."""
    return [[Frozen(document.id, document.text)] for document in documents]


def frozen_in_sheet(documents: Sequence[Document]) -> list[list[Frozen]]:
    """Return the same; raises `DocumentError` for a text that a sheet would change."""
    from qnmine.output.xlsx import MAX_CELL, exceeds_cell

    for document in documents:
        text = document.text
        found = _NOT_IN_SHEETS.search(text)
        if found is not None:
            reason = f"holds {found[0]!r}, which a spreadsheet would change"
        elif exceeds_cell(text):
            reason = f"is longer than the {MAX_CELL:,} characters of a spreadsheet cell"
        else:
            continue
        raise DocumentError(document.id, reason, "write .jsonl, .csv or .parquet")
    return frozen(documents)
