"""`qnmine keywords`: the terms of a corpus, by frequency and by what they tell of it."""

from __future__ import annotations

from dataclasses import replace
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
from qnmine.cli.options.keywords import keyword_options
from qnmine.cli.options.matrix import matrix_option
from qnmine.cli.options.plot import plot_options
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
    from qnmine.cli.options.keywords import KeywordOptions
    from qnmine.cli.options.plot import PlotOptions

EPILOG = examples(
    ("qnmine keywords seeds/ --limit 20", "the twenty most frequent words"),
    ("qnmine keywords seeds/ --measure rank --by doc --limit 15", "what to index each text by"),
    ("qnmine keywords seeds/ --measure keyness --limit 20", "what sets them apart from general Vietnamese"),
    ("qnmine keywords new/ --measure keyness --reference old/", "what sets a corpus apart from another"),
    ("qnmine keywords news.csv --by section --measure keyness --reference rest", ""),
    ("qnmine keywords seeds/ --ngrams 1-3 --min-count 3", "words, and two or three side by side"),
    ("qnmine keywords seeds/ --pos N,Np --join-entities", "nouns, and entities as one word"),
    ("qnmine keywords seeds/ --by doc --measure tfidf --limit 10", "what sets each text apart"),
    ("qnmine keywords news.csv --min-docs 5 --matrix features/", "a document-term matrix"),
    ("qnmine keywords seeds/ --plot words.pdf -o words.csv", "a table, and a plot of it"),
)


@click.command(cls=Command, name="keywords", short_help="Count and rank words and phrases.", epilog=EPILOG)
@corpus_options
@keyword_options
@count_options
@group_options
@word_options
@engine_options
@matrix_option
@output_options()
@plot_options()
@run_options
def command(
    corpus: CorpusOptions,
    options: KeywordOptions,
    counting: CountOptions,
    groups: GroupOptions,
    words: WordOptions,
    engine: EngineOptions,
    matrix: str | None,
    output: OutputOptions,
    drawing: PlotOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Count words, sequences of words or phrases, without stop words, and rank them.

    Columns: term, count, docs (documents with the term), per_million (10^6 x count / all words with a
    letter or digit, stop words included), score (what --measure gives; empty for count). Measures of keyness
    add reference_count, reference_per_million, log_likelihood (G2) and chi_square (negative: rarer than in
    the reference) with their p-values log_likelihood_p and chi_square_p, log_ratio, percent_diff, odds_ratio.
    With --by these stand between the columns of the group and group_docs, group_words. Numbers are no terms.
    """
    from qnmine.cli.counting import check_tags, stop_words, without_rows
    from qnmine.cli.gathering import GroupNumbers, gather_words
    from qnmine.cli.keyword_requests import wants_phrases
    from qnmine.cli.keyword_tables import write_keywords
    from qnmine.cli.matrix import open_matrix
    from qnmine.cli.opening import open_run
    from qnmine.cli.plotting import open_plot
    from qnmine.cli.references import ReferenceSource
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus.grouping import Grouping
    from qnmine.statistics.keyword_table import KEYNESS, REST
    from qnmine.statistics.terms import PhraseTerms, TermCounts, WordTerms

    compared = ReferenceSource(options.reference, corpus)
    phrases = wants_phrases(options, counting, groups, is_table=compared.table is not None)
    excluded = stop_words(replace(counting, no_stopwords=True) if phrases else counting)
    check_tags(counting, corpus)
    grouping = Grouping(groups.by, groups.date_column)
    join = phrases or counting.join_entities
    # What makes a phrase is told by the tags of one set, whatever a corpus brings with it.
    tagged = phrases or bool(counting.pos)
    source = WordSource(words, engine, pos=tagged, own_tags=not phrases, join=join)
    finder = (
        PhraseTerms(stopwords=excluded)
        if phrases
        else WordTerms(options.lengths or (1,), stopwords=excluded, tags=counting.pos)
    )
    inputs = (*source.files, *counting.stopword_files)
    total = options.reference == REST or options.measure == "tfidf"
    make = partial(TermCounts, finder, grouped=bool(grouping.by), total=total)
    with (
        open_run(
            corpus,
            behaviour,
            output,
            TABLE_FORMATS,
            aggregate=matrix is None,
            inputs=inputs,
            source=lambda given, telling: compared.open(given, telling, grouping.columns()),
        ) as run,
        open_matrix(matrix, run, by=grouping.by, inputs=inputs) as files,
        open_plot(drawing, run, inputs=inputs) as plot,
        make() as counts,
        TermCounts(finder) as others,
    ):
        numbers = GroupNumbers(grouping)
        gather_words(run, source, make, counts, numbers, files)
        reference = (
            compared.load(others, source, run, partial(TermCounts, finder))
            if options.measure in KEYNESS
            else None
        )
        if files is not None:
            files.write(counts.columns(min_count=counting.min_count, min_docs=counting.min_docs))
        write_keywords(run, counts, options.measure, counting, grouping, numbers.keys(), reference, plot)
        for message in (*without_rows(counting, run), *grouping.warnings()):
            run.telling.warn(message)
    return run.exit_code()
