"""`qnmine dispersion`: how evenly words are spread over a corpus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.dispersion_requests import DOCUMENTS, Parts, check_request
from qnmine.cli.options import (
    corpus_options,
    count_options,
    engine_options,
    examples,
    group_options,
    output_options,
    query_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.cli.options.plot import DrawingCommand, plot_options
from qnmine.cli.options.terms import term_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        CountOptions,
        EngineOptions,
        GroupOptions,
        OutputOptions,
        QueryOptions,
        RunOptions,
        WordOptions,
    )
    from qnmine.cli.options.plot import PlotOptions
    from qnmine.cli.options.terms import TermOptions

MEASURES = ("count", "range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "arf")

EPILOG = examples(
    ("qnmine dispersion seeds/ --limit 20", "the twenty most frequent words"),
    ("qnmine dispersion seeds/ --measure dp --min-count 10", "the most evenly spread ones"),
    ("qnmine dispersion seeds/ --query 'chuyển đổi số' --query Đảng --plot", "where they stand"),
    ("qnmine dispersion seeds/ --limit 20 --plot spread.pdf -o spread.csv", "the same, for a paper"),
    ("qnmine dispersion seeds/ --entity 'Quảng Ninh' --parts 10", "an entity, over ten slices"),
    ("qnmine dispersion news.csv --text-column body --by section -o spread.csv", "by section"),
)


@click.command(
    cls=DrawingCommand,
    name="dispersion",
    short_help="Measure how evenly words are spread.",
    epilog=EPILOG,
)
@corpus_options
@term_options
@query_options
@option(
    SHOWN,
    "--parts",
    type=Parts(),
    default=DOCUMENTS,
    show_default=True,
    metavar="doc|N",
    help="Over what: the documents, or N slices of as many words each.",
)
@option(
    SHOWN,
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What terms are ranked by: the most frequent, or the most evenly spread first.",
)
@count_options
@group_options
@word_options
@engine_options
@output_options()
@plot_options("where each term stands, from the first word to the last.")
@run_options
def command(
    corpus: CorpusOptions,
    terms: TermOptions,
    comparing: QueryOptions,
    parts: int | str,
    measure: str,
    counting: CountOptions,
    groups: GroupOptions,
    words: WordOptions,
    engine: EngineOptions,
    output: OutputOptions,
    drawing: PlotOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Measure how evenly words are spread over the parts of a corpus: its documents, or equal slices.

    All words are measured ('qnmine keywords' lists the same), or what --query and --entity name.

    Columns: term, count, docs (documents with the term), range (parts with it), juilland_d, carroll_d2,
    rosengren_s (0 or a little more: all in one part; 1: evenly spread), dp, dp_norm (Gries' deviation of
    proportions; 0: evenly spread, 1: all in one small part), arf (average reduced frequency: from 1 to
    count, however the corpus is cut). What compares parts is empty for a corpus of one part. With --by these
    stand between the columns of the group and group_docs, group_words.

    The order is that of --measure, then count, then code point. A short line of a terminal leaves out some
    measures; with --plot the fullest cell of a line is a full block, and parts are divided if there is room.
    """
    from qnmine.cli.arguments import check_paths_only
    from qnmine.cli.counting import check_tags, stop_words, without_rows
    from qnmine.cli.dispersion_tables import dispersion_table, dispersion_writer
    from qnmine.cli.gathering import Counted, GroupNumbers
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.plotted import most_of, strips
    from qnmine.cli.plotting import open_plot, write_and_plot
    from qnmine.cli.shaping import choose_format
    from qnmine.cli.terms import check_words, named_source, not_found, terms_of
    from qnmine.corpus.grouping import Grouping
    from qnmine.statistics.occurrences import QueryOccurrences, WordOccurrences

    check_paths_only(corpus)
    wanted = terms_of(terms, comparing)
    check_words(wanted)
    check_request(
        counting,
        comparing,
        asked=bool(wanted),
        plot=drawing.in_table,
        chosen=choose_format(output, TABLE_FORMATS),
    )
    excluded = stop_words(counting)
    check_tags(counting, corpus)
    grouping = Grouping(groups.by, groups.date_column)
    source = named_source(wanted, words, engine, pos=bool(counting.pos), join=counting.join_entities)
    inputs = (*source.files, *counting.stopword_files)
    opened = partial(open_documents, also=grouping.columns())
    make: Callable[[], QueryOccurrences | WordOccurrences] = (
        partial(QueryOccurrences, wanted)
        if wanted
        else partial(WordOccurrences, stopwords=excluded, tags=counting.pos)
    )
    found, numbers = make(), GroupNumbers(grouping)
    with (
        open_run(
            corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=inputs, source=opened
        ) as run,
        open_plot(drawing, run, inputs=inputs) as plot,
    ):
        run.gather(source, partial(Counted.make, make), Counted(found), numbers)
        table = dispersion_table(
            found,
            grouping,
            numbers.keys(),
            parts=None if parts == DOCUMENTS else int(parts),
            measure=measure,
            min_count=0 if wanted else counting.min_count,
            min_docs=0 if wanted else counting.min_docs,
            plot=drawing.plot is not None,
        )
        by, all_columns = grouping.by, output.columns is not None
        writer = dispersion_writer(table, measure, len(by), all_columns=all_columns, plot=drawing.in_table)
        write_and_plot(
            run,
            table,
            plot,
            partial(strips, column=table.columns[-1]),
            group_columns=len(by),
            most=most_of(by),
            hidden=table.columns[-1],
            writer=writer,
        )
        unfound = not_found(wanted, found.found()) if isinstance(found, QueryOccurrences) else []
        for message in (*unfound, *without_rows(counting, run), *grouping.warnings()):
            run.telling.warn(message)
    return run.exit_code()
