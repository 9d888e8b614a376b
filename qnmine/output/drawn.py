"""A table that fits the line of a terminal: a column is drawn as wide as the others leave it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from qnmine.output.tables import Table, shape
from qnmine.output.terminal import GAP, MEASURED_ROWS, rest_of_line
from qnmine.output.writers import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row

_NARROWEST = 10
_COMFORTABLE = 24  # cells; for a drawing that is narrower the columns that can be spared are left out


def with_plot(head: Table, plot: str, rows: Iterable[Row]) -> Table:
    """Return a table of rows with the columns of `head` and one more, to be drawn; a clash is `meta_NAME`."""
    names = (f"meta_{name}" if name == plot else name for name in head.columns)
    return Table((*names, plot), rows, (*(head.types or (None,) * len(head.columns)), str))


def write_drawn(
    table: Table,
    destination: Destination,
    format: str,  # noqa: A002 - as in write_table
    *,
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
    color: str = "auto",
    title: str | None = None,
    spare: Collection[str] = (),
    plot: str = "",
    draw: Callable[[Any, int], str] | None = None,
) -> int:
    """Write a table and return the number of rows; in the format `table` it is fitted to the line.

    Columns in `spare` are left out where the line is too short for all. The cells of the column `plot`, if
    there is one, hold what `draw` turns into a text of so many cells. Other formats have every column, as it
    is.
    """
    if format == "table":
        table = _fitted(table, destination.width, header, spare, plot)
        if draw is not None and plot in table.columns:
            table = _drawn(table, destination.width, header, plot, draw)
    return write_table(
        table, destination, format, header=header, bom=bom, safe=safe, color=color, title=title
    )


def _fitted(table: Table, width: int, header: bool, spare: Collection[str], plot: str) -> Table:
    """Leave out what can be spared if the line is too short."""
    measured, table = _measured(table)
    kept = [name for name in table.columns if name not in spare]
    fits = _rest(measured, width, header, plot) >= (_COMFORTABLE if plot in table.columns else 0)
    return table if fits or not kept else shape(table, columns=kept)


def _drawn(table: Table, width: int, header: bool, plot: str, draw: Callable[[Any, int], str]) -> Table:
    """Draw the plots, as wide as the rest of the line."""
    measured, table = _measured(table)
    cells = max(_rest(measured, width, header, plot), _NARROWEST)
    place = table.columns.index(plot)

    def rows() -> Iterator[tuple[object, ...]]:
        for row in table.rows:
            yield (*row[:place], draw(row[place], cells), *row[place + 1 :])

    return Table(table.columns, rows(), table.types)


def _measured(table: Table) -> tuple[Table, Table]:
    """Return the rows by which a table is measured, and the table with them in front again."""
    rows = iter(table.rows)
    measured = list(islice(rows, MEASURED_ROWS))
    first = Table(table.columns, measured, table.types)
    return first, Table(table.columns, chain(measured, rows), table.types)


def _rest(measured: Table, width: int, header: bool, plot: str) -> int:
    """Return the cells that the columns leave free, or leave to the plot."""
    others = [name for name in measured.columns if name != plot]
    if len(others) == len(measured.columns):
        return rest_of_line(measured, width, header=header)
    if not others:
        return width
    return rest_of_line(shape(measured, columns=others), width, header=header) - len(GAP)
