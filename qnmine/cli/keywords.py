"""`qnmine keywords`: the words of a corpus by frequency."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options, word_options
from qnmine.errors import UsageError
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions, WordOptions

EPILOG = examples(
    ("qnmine keywords seeds/ --limit 20", "the twenty most frequent words"),
    ("qnmine keywords seeds/ --stopwords mine.txt", "leave out these words as well"),
    ("qnmine keywords news.csv --text-column body -o words.csv", "a corpus in a table"),
)


@click.command(cls=Command, name="keywords", short_help="Count words.", epilog=EPILOG)
@corpus_options
@click.option(
    "--stopwords",
    "stopword_files",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Leave out the words of FILE too, one a line (# begins a comment).",
)
@click.option("--no-stopwords", is_flag=True, help="Do not leave out the built-in Vietnamese stop words.")
@word_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    words: WordOptions,
    output: OutputOptions,
    behaviour: RunOptions,
    stopword_files: tuple[str, ...],
    no_stopwords: bool,
) -> ExitCode:
    """Count words: Vietnamese words of one or more syllables, without stop words.

    Columns: term, count, docs (documents with the term), per_million (10^6 x count / all words with a
    letter or digit, stop words included), score (empty: this is a plain count). Numbers are no terms.
    """
    from qnmine.cli.models import load_words
    from qnmine.cli.run import columns_of, open_run
    from qnmine.data.lexicons import stopwords
    from qnmine.output import table_of
    from qnmine.statistics import Keyword, WordCounts, keywords
    from qnmine.words.tokens import tokenize_all

    excluded = set() if no_stopwords else set(stopwords())
    for file in stopword_files:
        excluded |= read_stopwords(file)
    segmenter = load_words(words)
    inputs = (*words.files(), *stopword_files)
    with open_run(corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=inputs) as run:
        counts = WordCounts()
        for _, tokens in run.analyze(lambda documents: tokenize_all(documents, segmenter)):
            counts.add_document(tokens)
        run.write_table(table_of(keywords(counts, stopwords=excluded), columns_of(Keyword), Keyword))
    return run.exit_code()


def read_stopwords(file: str) -> set[str]:
    """Return the stop words of a file: one a line, lower-cased, in the normalised spelling of words.

    Raises:
        UsageError: the file cannot be read as UTF-8.
    """
    from qnmine.words.lists import numbered_entries

    try:
        return {entry.lower() for _, entry in numbered_entries(Path(file))}
    except UsageError as error:
        raise UsageError(f"--stopwords {error}") from None
