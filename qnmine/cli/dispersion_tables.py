"""The table of `qnmine dispersion`, and how it is shown at a terminal."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from qnmine.cli.grouped import SIZES, group_numbers, grouped_table
from qnmine.cli.shaping import columns_of
from qnmine.output import Table, table_of
from qnmine.output.drawn import with_plot, write_drawn
from qnmine.output.plots import Strip
from qnmine.output.tables import shape
from qnmine.statistics.spread import Dispersion, Spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.corpus.grouping import Grouping
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key
    from qnmine.statistics.occurrences import QueryOccurrences, WordOccurrences

PLOT = "plot"
_BESIDE_PLOT = ("term", "count", "range", "dp")
_SPARE = ("carroll_d2", "rosengren_s", "dp_norm", *SIZES)


def dispersion_table(
    found: WordOccurrences | QueryOccurrences,
    grouping: Grouping,
    keys: Sequence[Key],
    *,
    parts: int | None,
    measure: str,
    min_count: int,
    min_docs: int,
    plot: bool,
) -> Table:
    """Return a row for each term, group by group where there are groups; `keys` are theirs by number.

    With `plot` a last column holds a `Strip` for each row.
    """
    names = found.names()
    columns = columns_of(Dispersion)
    form, cells_of = table_of((), columns, Dispersion), attrgetter(*columns)
    head = grouped_table(form, grouping.by, ()) if grouping.by else form

    def rows() -> Iterator[Row]:
        for number, key in group_numbers(grouping, keys):
            occurrences = found.by_group[number]
            spread = Spread(occurrences, names, parts)
            part_sizes = spread.sizes.tolist() if plot else []  # one list for all rows
            sizes = (len(occurrences.sizes()), occurrences.words) if grouping.by else ()
            for row, places in spread.rows(measure, min_count=min_count, min_docs=min_docs):
                strip = (Strip(places.tolist(), part_sizes),) if plot else ()
                yield (*key, *cells_of(row), *sizes, *strip)

    return with_plot(head, PLOT, rows()) if plot else Table(head.columns, rows(), head.types)


def dispersion_writer(
    table: Table, measure: str, groups: int, *, all_columns: bool, plot: bool
) -> Callable[..., int]:
    """Return what writes the table, with a plot in it or without.

    `all_columns` keeps every column at a terminal too.

    Else the measures give way to the plot, but for dp and the one that ranks; without a plot some give way
    where the line is too short.
    """
    draw = partial(write_drawn, plot=PLOT, draw=Strip.draw)
    if all_columns:
        return draw
    if not plot:
        return partial(draw, spare=[name for name in _SPARE if name != measure])
    shown = dict.fromkeys((*table.columns[:groups], *_BESIDE_PLOT, measure, PLOT))

    def write(table: Table, *arguments: Any, **settings: Any) -> int:
        return draw(shape(table, columns=list(shown)), *arguments, **settings)

    return write
