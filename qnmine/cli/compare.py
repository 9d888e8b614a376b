"""`qnmine compare`: two corpora side by side, by the terms that set them apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    count_options_from,
    engine_options,
    examples,
    output_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.cli.options.comparison import side_options
from qnmine.cli.options.lengths import Lengths
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        CountOptions,
        EngineOptions,
        OutputOptions,
        RunOptions,
        WordOptions,
    )
    from qnmine.cli.options.comparison import SideOptions
    from qnmine.statistics.comparison import Measure
    from qnmine.text.document import Document

LONGEST = 5
# Those of the room, which is not imported for a help (a test compares them).
MEASURES = ("log_likelihood", "chi_square", "log_ratio", "percent_diff", "odds_ratio", "count")

EPILOG = examples(
    ("qnmine compare old/ new/ --limit 20", "the words of each, side by side"),
    ("qnmine compare 2024/*.txt --with 2023/ -o words.csv", "A as the shell has it, B with --with"),
    ('qnmine compare news.csv --text-column body --by section --groups "Kinh tế,Thể thao"', ""),
    ("qnmine compare news.csv --by year --date-column date --groups 2024,2023 --limit 20", ""),
    ("cat today.txt | qnmine compare - archive/ --measure log_ratio --min-count 5 --max-p 0.001", ""),
)


@click.command(
    cls=Command, name="compare", short_help="Find the words that set two corpora apart.", epilog=EPILOG
)
@corpus_options
@side_options
@option(
    SHOWN,
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What the terms of each side are ranked by.",
)
@count_options_from(1, "Only terms that occur at least N times in A and B together.")
@option(
    SHOWN,
    "--max-p",
    type=click.FloatRange(min=0, max=1),
    default=1.0,
    metavar="P",
    help="Only terms with a log_likelihood_p of at most P, such as 0.001.",
)
@option(
    SHOWN,
    "--ngrams",
    "--n",
    "lengths",
    type=Lengths(LONGEST),
    default=(1,),
    metavar="N[-M]",
    help="Compare sequences of so many words, for example 1-3.",
)
@word_options
@engine_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    asked: SideOptions,
    measure: Measure,
    counting: CountOptions,
    max_p: float,
    lengths: tuple[int, ...],
    words: WordOptions,
    engine: EngineOptions,
    output: OutputOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Compare two corpora, A and B: the terms that each uses more often than the other.

    'compare A B' takes two files, folders or patterns, one of them '-' if need be; 'compare A… --with B' any
    number of them; 'compare A --by COL' two groups of one corpus.

    Columns: more_in (A, B, or empty where a term is as frequent in both), term, count_a, count_b,
    per_million_a, per_million_b, docs_a, docs_b; log_likelihood and chi_square (negative where it is rarer
    in A), each with its p-value (log_likelihood_p, chi_square_p); log_ratio (1: twice as often in A),
    percent_diff, odds_ratio. First come the terms of A, then those of B, the strongest of each first;
    --limit N shows N of each. At a terminal the two stand side by side; --columns makes one table of them.
    """
    from qnmine.cli.comparison_view import tell_sides, terminal_sides
    from qnmine.cli.counting import check_tags, stop_words, without_rows
    from qnmine.cli.gathering import Counted
    from qnmine.cli.opening import open_run
    from qnmine.cli.shaping import columns_of
    from qnmine.cli.sides import SIDE, choose_sides
    from qnmine.cli.word_source import WordSource
    from qnmine.output import table_of
    from qnmine.statistics.comparison import Comparison, compare
    from qnmine.statistics.terms import TermCounts, WordTerms

    sides = choose_sides(corpus, asked)
    excluded = stop_words(counting)
    check_tags(counting, corpus)
    source = WordSource(words, engine, pos=bool(counting.pos), join=counting.join_entities)
    finder = WordTerms(lengths, stopwords=excluded, tags=counting.pos)
    inputs = (*source.files, *counting.stopword_files)
    with (
        open_run(
            corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=inputs, source=sides.open
        ) as run,
        TermCounts(finder) as counts,
    ):
        numbers: dict[object, int] = {}

        def side_of(document: Document) -> int:
            return numbers.setdefault(document.meta[SIDE], len(numbers))

        run.gather(source, partial(Counted.make, partial(TermCounts, finder)), Counted(counts), side_of)
        a, b = (numbers.setdefault(side, len(numbers)) for side in sides.order())
        rows = compare(
            counts,
            sides=(a, b),
            measure=measure,
            min_count=counting.min_count,
            min_docs=counting.min_docs,
            max_p=max_p,
        )
        told = tell_sides(run, sides, [(counts.documents[side], counts.words[side]) for side in (a, b)])
        run.write_table(
            table_of(rows, columns_of(Comparison), Comparison),
            group_columns=1,
            writer=terminal_sides(output, told, measure),
        )
        for message in (*without_rows(counting, run), *sides.warnings()):
            run.telling.warn(message)
    return run.exit_code()
