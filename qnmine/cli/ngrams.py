"""`qnmine ngrams`: words that stand side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    count_options,
    engine_options,
    examples,
    group_options,
    output_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.cli.options.lengths import Lengths
from qnmine.cli.options.matrix import matrix_option
from qnmine.errors import UsageError
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        CountOptions,
        EngineOptions,
        GroupOptions,
        OutputOptions,
        RunOptions,
        WordOptions,
    )

MEASURES = ("count", "npmi", "mi", "mi3", "t", "z", "log_likelihood", "dice", "log_dice")
LONGEST = 9

EPILOG = examples(
    ("qnmine ngrams seeds/ --limit 20", "the most frequent pairs of words"),
    ("qnmine ngrams seeds/ --n 2-4 --min-count 3", "two to four words, at least three times"),
    ("qnmine ngrams seeds/ --measure log_likelihood --min-count 3", "pairs that belong together"),
    ("qnmine ngrams seeds/ --n 3 --no-stopwords", "phrases with the small words too"),
    ("qnmine ngrams news.csv --min-docs 5 --matrix features/", "a document-term matrix"),
    ("qnmine ngrams news.csv --by year --date-column date --limit 10", ""),
)


@click.command(cls=Command, name="ngrams", short_help="Count sequences of words.", epilog=EPILOG)
@corpus_options
@option(
    SHOWN,
    "--n",
    "--ngrams",
    "lengths",
    type=Lengths(LONGEST),
    default="2",
    show_default=True,
    help="How many words stand side by side.",
)
@option(
    SHOWN,
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What they are ranked by; others than count are for pairs (--n 2).",
)
@count_options
@group_options
@word_options
@engine_options
@matrix_option
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    lengths: tuple[int, ...],
    measure: str,
    counting: CountOptions,
    groups: GroupOptions,
    words: WordOptions,
    engine: EngineOptions,
    matrix: str | None,
    output: OutputOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Count n-grams: words that stand side by side in a sentence, with no punctuation between them.

    Those that begin or end with a stop word are left out; --pos is about every word of them. Numbers are
    words. However a phrase was cut into words, it counts as one.

    Columns: term, words (how many), count, docs (documents with it), per_million (10^6 x count / all words
    with a letter or digit), and score with a --measure, which compares the count of a pair with those of its
    words beside any word. With --by these stand between the columns of the group and group_docs, group_words.
    A table on a terminal leaves out the last two, and words where these are all alike.
    """
    from qnmine.cli.counting import check_tags, stop_words, without_rows
    from qnmine.cli.gathering import GroupNumbers, gather_words
    from qnmine.cli.matrix import open_matrix
    from qnmine.cli.ngram_tables import ngram_table, shown_columns
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.shaping import terminal_columns
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus.grouping import Grouping
    from qnmine.statistics.ngram_table import Ngrams

    if measure != "count" and lengths != (2,):
        raise UsageError(f"--measure {measure} is about pairs of words; use --n 2, or rank by count")
    excluded = stop_words(counting)
    check_tags(counting, corpus)
    grouping = Grouping(groups.by, groups.date_column)
    source = WordSource(words, engine, pos=bool(counting.pos), join=counting.join_entities)
    make = partial(Ngrams, lengths, stopwords=excluded, tags=counting.pos)
    inputs = (*source.files, *counting.stopword_files)
    with (
        open_run(
            corpus,
            behaviour,
            output,
            TABLE_FORMATS,
            aggregate=matrix is None,
            inputs=inputs,
            source=lambda options, telling: open_documents(options, telling, grouping.columns()),
        ) as run,
        open_matrix(matrix, run, by=grouping.by, inputs=inputs) as files,
        make() as counts,
    ):
        numbers = GroupNumbers(grouping)
        gather_words(run, source, make, counts, numbers, files)
        if files is not None:
            files.write(counts.columns(min_count=counting.min_count, min_docs=counting.min_docs))
        table = ngram_table(counts, measure, counting, grouping, numbers.keys())
        writer = terminal_columns(output, shown_columns(table, lengths))
        run.write_table(table, group_columns=len(grouping.by), writer=writer)
        for message in (*without_rows(counting, run), *grouping.warnings()):
            run.telling.warn(message)
    return run.exit_code()
