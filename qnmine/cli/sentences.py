"""`qnmine sentences`: sentences with offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.text.document import Document, Sentence

EPILOG = examples(
    ("qnmine sentences seeds/", "a row for each sentence"),
    ("qnmine sentences seeds/ --columns text --no-header --csv", "the sentences alone"),
    'qnmine sentences --text "TP. Hạ Long có 10 phường. Ông T. ở đó."',
)


@click.command(cls=Command, name="sentences", short_help="Split texts into sentences.", epilog=EPILOG)
@corpus_options
@output_options()
@run_options
def command(corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions) -> ExitCode:
    """Split texts into sentences.

    Columns: doc, sentence (from 1), start, end, text. Abbreviations (TP., TS., v.v.), initials, dates
    and decimals do not end a sentence; a headline without a full stop is one.
    """
    from qnmine.cli.opening import open_run
    from qnmine.text.document import Sentence

    with open_run(corpus, behaviour, output, TABLE_FORMATS) as run:
        run.write_found(Sentence, sentence_rows)
    return run.exit_code()


def sentence_rows(documents: Sequence[Document]) -> list[list[Sentence]]:
    """Return the rows of each document."""
    from qnmine.text.document import sentences

    return [list(sentences(document)) for document in documents]
