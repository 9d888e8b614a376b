"""`qnmine compare`: two corpora side by side, by the terms that set them apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    count_options_from,
    examples,
    group_options,
    output_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import FILE, GROUPS, INPUT, SHOWN, option
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        CountOptions,
        GroupOptions,
        OutputOptions,
        RunOptions,
        WordOptions,
    )
    from qnmine.cli.sides import Sides
    from qnmine.statistics.comparison import Measure
    from qnmine.words.running import RunningWords

# Those of the room, which is not imported for a help (a test compares them).
MEASURES = ("log_likelihood", "chi_square", "log_ratio", "percent_diff", "odds_ratio", "count")

HEADINGS = {
    "log_likelihood": "G²",
    "chi_square": "χ²",
    "log_ratio": "log ratio",
    "percent_diff": "%DIFF",
    "odds_ratio": "odds",
}
_WIDE = 110
"""A terminal of so many cells has room for the size of the difference beside its significance."""

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
@option(
    INPUT,
    "--with",
    "others",
    multiple=True,
    type=FILE,
    metavar="PATH",
    help="Corpus B, a file, folder or pattern; then all PATHS are A. May be repeated.",
)
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
    help="Only differences with a p of at most P, such as 0.001.",
)
@group_options
@option(
    GROUPS,
    "--groups",
    "names",
    multiple=True,
    metavar="X,Y",
    help="The two groups of --by that are A and B (default: the only two). Given twice: names with commas.",
)
@word_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    others: tuple[str, ...],
    measure: Measure,
    counting: CountOptions,
    max_p: float,
    groups: GroupOptions,
    names: tuple[str, ...],
    words: WordOptions,
    output: OutputOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Compare two corpora, A and B: the terms that each uses more often than the other.

    'compare A B' takes two files, folders or patterns, one of them '-' if need be; 'compare A… --with B' any
    number; 'compare A --by COL' two groups of one corpus.

    Columns: more_in (A, B, or empty where the term is as frequent in both), term, count_a, count_b,
    per_million_a, per_million_b, docs_a, docs_b; log_likelihood and chi_square (negative where the term is
    rarer in A; over 10.83 is p < 0.001), p (of log_likelihood), log_ratio (1: twice as often in A),
    percent_diff, odds_ratio. First come the terms of A, then those of B, the strongest of each first;
    --limit N shows N of each. A table on a terminal has the two side by side; --columns makes it one.
    """
    from qnmine.cli.counting import check_tags, stop_words
    from qnmine.cli.run import columns_of, open_run
    from qnmine.cli.sides import SIDE, choose_sides
    from qnmine.cli.word_source import WordSource, in_batches
    from qnmine.output import table_of
    from qnmine.output.two_sides import write_two_sides
    from qnmine.statistics.coding import CodedWords, Vocabulary
    from qnmine.statistics.comparison import Comparison, compare
    from qnmine.statistics.frequency import WordCounts

    sides = choose_sides(corpus, others, groups, tuple(_named(names)))
    excluded = stop_words(counting)
    check_tags(counting)
    source = WordSource(words, pos=bool(counting.pos), join=counting.join_entities)
    inputs = (*source.files, *counting.stopword_files)
    with open_run(
        corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=inputs, source=sides.open
    ) as run:
        vocabulary = Vocabulary()
        counts: dict[str, WordCounts] = {}
        for batch in in_batches(run.analyze(source)):
            for side, documents in _by_side(batch, SIDE):
                coded = CodedWords.of(documents, vocabulary)
                chosen = coded.tagged(counting.pos) if counting.pos else None
                counts.setdefault(side, WordCounts(vocabulary)).add_coded(coded, len(documents), chosen)
        a, b = (counts.setdefault(side, WordCounts(vocabulary)) for side in sides.order())
