"""The table of `qnmine dispersion`, and how it is shown at a terminal."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from qnmine.cli.grouped import SIZES, group_numbers, grouped_table
from qnmine.cli.run import columns_of
from qnmine.output import Table, table_of
from qnmine.output.drawn import write_drawn
from qnmine.output.plots import Strip
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
            sizes = (len(occurrences.sizes()), occurrences.words) if grouping.by else ()
            for row, places in spread.rows(measure, min_count=min_count, min_docs=min_docs):
                strip = (Strip(places.tolist(), spread.sizes.tolist()),) if plot else ()
                yield (*key, *cells_of(row), *sizes, *strip)

    if not plot:
        return Table(head.columns, rows(), head.types)
    return Table((*head.columns, PLOT), rows(), (*(head.types or ()), str))


def dispersion_writer(table: Table, measure: str, groups: int, *, all_columns: bool) -> Callable[..., int]:
    """Return what writes the table; `all_columns` keeps every column at a terminal too.

    Else the measures give way to the plot, but for the one that ranks; without a plot some give way where the
    line is too short.
    """
    if all_columns:
        spare: tuple[str, ...] = ()
    elif PLOT in table.columns:
        kept = (*table.columns[:groups], *_BESIDE_PLOT, measure, PLOT)
        spare = tuple(name for name in table.columns if name not in kept)
    else:
        spare = tuple(name for name in _SPARE if name != measure)
    return partial(write_drawn, spare=spare, plot=PLOT, draw=Strip.draw)
