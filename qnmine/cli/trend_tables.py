"""The tables of `qnmine trend`, and how they are shown at a terminal."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.cli.grouped import SIZES, grouped_table
from qnmine.cli.shaping import columns_of
from qnmine.corpus.grouping import Grouping
from qnmine.output import Table, table_of
from qnmine.output.drawn import with_plot, write_drawn
from qnmine.output.plots import bar, sparkline
from qnmine.output.tables import shape
from qnmine.statistics.frequency import PER_MILLION
from qnmine.statistics.trend import PeriodFrequency, every_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Groups, Key
    from qnmine.statistics.trend import TrendCounts

BAR, PLOT = "bar", "plot"
_SPARE = ("period_docs", "period_words", *SIZES)


class Course(NamedTuple):
    """The occurrences of a term and the words of the texts, period after period."""

    counts: tuple[int, ...]
    words: tuple[int, ...]

    def draw(self, width: int) -> str:
        """Return a sparkline by count / words: a cell for each period, or for several where they are many."""
        shared = -(-len(self.counts) // width)
        counts, words = (
            [sum(numbers[first : first + shared]) for first in range(0, len(numbers), shared)]
            for numbers in (self.counts, self.words)
        )
        pairs = zip(counts, words, strict=True)
        return sparkline([count / size if size else None for count, size in pairs])


def period_table(groups: Groups[TrendCounts], by: Sequence[str], *, bars: bool) -> Table:
    """Return a row for each period of each term, group by group where there are groups.

    Every group has all periods from the first to the last of the corpus. With `bars` a last column repeats
    `per_million`, to be drawn.
    """
    columns = columns_of(PeriodFrequency)
    head, cells_of = _head(table_of((), columns, PeriodFrequency), by), attrgetter(*columns)
    place = head.columns.index("per_million")

    def rows() -> Iterator[Row]:
        for key, terms, sizes in _by_term(groups, by):
            for periods in terms:
                for row in periods:
                    cells = (*key, *cells_of(row), *sizes)
                    yield (*cells, cells[place]) if bars else cells

    return with_plot(head, BAR, rows()) if bars else Table(head.columns, rows(), head.types)


def plot_table(groups: Groups[TrendCounts], by: Sequence[str]) -> Table:
    """Return a row for each term, group by group, with its `Course` in the last column."""
    head = _head(Table(("term", "count", "docs", "per_million"), (), (str, int, int, float)), by)

    def rows() -> Iterator[Row]:
        for key, terms, sizes in _by_term(groups, by):
            for periods in map(list, terms):
                course = Course(
                    tuple(row.count for row in periods), tuple(row.period_words for row in periods)
                )
                count, words = sum(course.counts), sum(course.words)
                per_million = PER_MILLION * count / words if words else None
                docs = sum(row.docs for row in periods)
                yield (*key, periods[0].term, count, docs, per_million, *sizes, course)

    return with_plot(head, PLOT, rows())


def limited_by_term(
    table: Table, writer: Callable[..., int], groups: int, *, chosen: bool
) -> tuple[Table, Callable[..., int]]:
    """Return a table of periods whose first columns are the groups and the term, and what writes it.

    So `--limit`, which minds the first columns, minds the term. They are written in the order that they had,
    unless the user has `chosen` them.
    """
    names = table.columns
    period, term = names[groups : groups + 2]
    first = shape(table, columns=(*names[:groups], term, period, *names[groups + 2 :]))

    def write(table: Table, *arguments: Any, **settings: Any) -> int:
        return writer(table if chosen else shape(table, columns=names), *arguments, **settings)

    return first, write


def trend_writer(groups: Groups[TrendCounts], *, plot: bool, all_columns: bool) -> Callable[..., int]:
    """Return what writes one of these tables at a terminal; `all_columns` keeps every column."""
    spare = () if all_columns else _SPARE
    if plot:
        axis = _axis(groups)
        title = f"{axis[0]} to {axis[-1]}, from left to right" if axis else None
        return partial(write_drawn, spare=spare, plot=PLOT, draw=Course.draw, title=title)
    most = max((row.per_million or 0 for key in groups for row in groups[key].counts.rows()), default=0)

    def draw(per_million: float | None, width: int) -> str:
        return bar(per_million or 0, most, width)

    return partial(write_drawn, spare=spare, plot=BAR, draw=draw)


def _head(form: Table, by: Sequence[str]) -> Table:
    """Return the columns and types of a table, with those of the groups where there are groups."""
    return grouped_table(form, by, ()) if by else form


def _axis(groups: Groups[TrendCounts]) -> list[str]:
    """Return the periods of all groups, from the first to the last."""
    return list(every_period(period for key in groups for period in groups[key].counts.periods()))


def _by_term(
    groups: Groups[TrendCounts], by: Sequence[str]
) -> Iterator[tuple[Key, Iterator[Iterator[PeriodFrequency]], Row]]:
    """Yield the groups: their key, the rows of each term, and their sizes if they are shown."""
    axis = _axis(groups)
    for key in Grouping(by).order(list(groups)) if by else groups:
        group = groups[key]
        sizes = (group.docs, group.words) if by else ()
        yield key, group.counts.courses(axis), sizes
