"""`qnmine trend`: how often words and entities occur from period to period."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    corpus_options,
    engine_options,
    examples,
    group_options,
    output_options,
    query_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import GROUPS, option
from qnmine.cli.options.plot import DrawingCommand, plot_options
from qnmine.cli.options.terms import term_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        EngineOptions,
        GroupOptions,
        OutputOptions,
        QueryOptions,
        RunOptions,
        WordOptions,
    )
    from qnmine.cli.options.plot import PlotOptions
    from qnmine.cli.options.terms import TermOptions

PERIODS = ("year", "quarter", "month", "day")

EPILOG = examples(
    ("qnmine trend 'chuyển đổi số' news.csv --date-column date", "month by month"),
    ("qnmine trend 'Hạ Long' news.csv --date-column date --period year -o years.csv", ""),
    ("qnmine trend --query 'giá vàng' --query 'giá xăng' news.csv --date-column date --plot", "two, drawn"),
    ("qnmine trend 'giá vàng' news.csv --date-column date --plot gold.pdf -o gold.csv", "for a paper"),
    ("qnmine trend --entity 'Ngân hàng Nhà nước' news.csv --date-column date --by section", "an entity"),
)


class QueryFirst(DrawingCommand):
    """A command whose first argument is a query, unless `--query` or `--entity` say what to look for."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line of usage."""
        options, *arguments = super().collect_usage_pieces(ctx)
        return [options, "QUERY", *arguments]


@click.command(cls=QueryFirst, name="trend", short_help="Follow words and names through time.", epilog=EPILOG)
@corpus_options
@term_options
@query_options
@option(
    GROUPS,
    "--period",
    type=click.Choice(PERIODS),
    default="month",
    show_default=True,
    help="The periods of --date-column.",
)
@group_options
@word_options
@engine_options
@output_options()
@plot_options("one line for each term, from the first period to the last.")
@run_options
def command(
    corpus: CorpusOptions,
    terms: TermOptions,
    comparing: QueryOptions,
    period: str,
    groups: GroupOptions,
    words: WordOptions,
    engine: EngineOptions,
    output: OutputOptions,
    drawing: PlotOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Count how often words, phrases and entities occur from period to period of --date-column.

    QUERY is one as in 'qnmine concordance'. With --query or --entity, which may be repeated, all arguments
    are PATHS.

    Columns: period (2024-06-25, 2024-06, 2024-Q2, 2024), term, count, docs (documents with the term),
    per_million (10^6 x count / period_words), period_docs, period_words (all words with a letter or digit);
    and bar in a table for the terminal, which leaves out the last two where its line is short. Rows come term
    by term, each by time, from the first to the last period that has documents; per_million is empty for one
    without words. With --by these stand between the columns of the group and group_docs, group_words, and
    every group has all periods. --limit N is N periods of each term (and group). Documents without such a
    date are left out, and told on standard error.
    """
    from qnmine.cli.gathering import InPeriods
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.plotted import trend_lines
    from qnmine.cli.plotting import open_plot, write_and_plot
    from qnmine.cli.shaping import choose_format
    from qnmine.cli.terms import named_source, not_found, terms_of
    from qnmine.cli.trend_requests import check_periods, check_request, query_first
    from qnmine.cli.trend_tables import limited_by_term, period_table, plot_table, trend_writer
    from qnmine.corpus.grouping import Grouping
    from qnmine.corpus.naming import shown
    from qnmine.output import write_table

    at_terminal = choose_format(output, TABLE_FORMATS) == "table"
    terms, corpus = query_first(terms, corpus)
    in_table = drawing.in_table
    check_request(groups, plot=in_table, at_terminal=at_terminal)
    wanted = terms_of(terms, comparing)
    grouping = Grouping((*groups.by, period), groups.date_column)
    source = named_source(wanted, words, engine)
    opened = partial(open_documents, also=grouping.columns())
    with (
        open_run(
            corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=source.files, source=opened
        ) as run,
        open_plot(drawing, run, inputs=source.files) as plot,
    ):
        gathered = InPeriods(wanted)
        run.gather(source, partial(InPeriods, wanted), gathered, grouping.key_of)
        found = gathered.groups
        check_periods([one for key in found for one in found[key].counts.periods()])
        table = plot_table(found, groups.by) if in_table else period_table(found, groups.by, bars=at_terminal)
        all_columns = output.columns is not None
        writer = trend_writer(found, plot=in_table, all_columns=all_columns) if at_terminal else write_table
        if not in_table:
            table, writer = limited_by_term(table, writer, len(groups.by), chosen=all_columns)
        by = len(groups.by)
        write_and_plot(
            run, table, plot, trend_lines, group_columns=by + (not in_table), groups=by, writer=writer
        )
        occurring = {number for key in found for number in found[key].counts.found()}
        column = shown(str(groups.date_column))
        undated = [f"no document has a date in column '{column}' that fits --period {period}"]
        told = undated if grouping.undated and not list(found) else not_found(wanted, occurring)
        for message in (*told, *grouping.warnings(f"--period {period}", "left out")):
            run.telling.warn(message)
    return run.exit_code()
