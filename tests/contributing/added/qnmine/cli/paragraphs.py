"""`qnmine paragraphs`: paragraphs with offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.text.document import Document
    from qnmine.text.paragraphs import Paragraph

EPILOG = examples(("qnmine paragraphs seeds/", "a row for each paragraph"))


@click.command(cls=Command, name="paragraphs", short_help="Split texts into paragraphs.", epilog=EPILOG)
@corpus_options
@output_options()
@run_options
def command(corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions) -> ExitCode:
    """Split texts into paragraphs.

    Columns: doc, paragraph (from 1), start, end, text. A paragraph is a line with something on it.
    """
    from qnmine.cli.opening import open_run
    from qnmine.text.paragraphs import Paragraph

    with open_run(corpus, behaviour, output, TABLE_FORMATS) as run:
        run.write_found(Paragraph, paragraph_rows)
    return run.exit_code()


def paragraph_rows(documents: Sequence[Document]) -> list[list[Paragraph]]:
    """Return the rows of each document."""
    from qnmine.text.paragraphs import paragraphs

    return [list(paragraphs(document)) for document in documents]
