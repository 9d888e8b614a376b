"""`qnmine keywords`: the words of a corpus by frequency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    count_options,
    examples,
    output_options,
    run_options,
    word_options,
)
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, CountOptions, OutputOptions, RunOptions, WordOptions

EPILOG = examples(
    ("qnmine keywords seeds/ --limit 20", "the twenty most frequent words"),
    ("qnmine keywords seeds/ --stopwords mine.txt", "leave out these words as well"),
    ("qnmine keywords news.csv --text-column body -o words.csv", "a corpus in a table"),
)


@click.command(cls=Command, name="keywords", short_help="Count words.", epilog=EPILOG)
@corpus_options
@count_options
@word_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    counting: CountOptions,
    words: WordOptions,
    output: OutputOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Count words: Vietnamese words of one or more syllables, without stop words.

    Columns: term, count, docs (documents with the term), per_million (10^6 x count / all words with a
    letter or digit, stop words included), score (empty: this is a plain count). Numbers are no terms.
    """
    from qnmine.cli.counting import check_tags, stop_words
    from qnmine.cli.run import columns_of, open_run
    from qnmine.cli.word_source import WordSource, in_batches
    from qnmine.output import table_of
    from qnmine.statistics import Keyword, WordCounts, keywords

    excluded = stop_words(counting)
    check_tags(counting)
    source = WordSource(words, pos=bool(counting.pos), join=counting.join_entities)
    inputs = (*source.files, *counting.stopword_files)
    with open_run(corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=inputs) as run:
        counts = WordCounts()
        for batch in in_batches(run.analyze(source)):
            counts.add_documents(batch)
        run.write_table(table_of(keywords(counts, stopwords=excluded), columns_of(Keyword), Keyword))
    return run.exit_code()
