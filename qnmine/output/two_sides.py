"""A table of two sides for a person at a terminal: what leads on the one beside what leads on the other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from qnmine.output.display import Painter, visible, wrap
from qnmine.output.tables import Table, shape
from qnmine.output.terminal import write_terminal_table
from qnmine.output.writers import write_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row

_NARROWEST = 10


def write_two_sides(
    table: Table,
    destination: Destination,
    format: str,  # noqa: A002 - as in write_table
    *,
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
    color: str = "auto",
    sides: Mapping[str, str],
    columns: Mapping[str, str],
) -> int:
    """Write the rows of two sides beside each other at a terminal and return the number of rows.

    The first column of the table tells the side of a row, and `sides` what each of the two is, which is
    written above; rows of neither side are left out. `columns` are those to show, with their headings; the
    first one is the terms. Where there are no `columns` the table stays one, and any other format than
    `table` is left to `write_table`.
    """
    if format != "table":
        return write_table(table, destination, format, header=header, bom=bom, safe=safe, color=color)
    _write_sides(sides, destination, Painter.for_destination(destination, color))
    if not columns:
        return write_table(table, destination, format, header=header, color=color)
    first, second = _halves(table, tuple(sides), tuple(columns))
    _, *others = columns.values()
    names = tuple(name for side in sides for name in (f"more in {side}", *others))
    types = None if table.types is None else shape(table, columns=tuple(columns)).types
    empty = (None,) * len(columns)
    rows = ((*left, *right) for left, right in zip_longest(first, second, fillvalue=empty))
    both = Table(names, rows, None if types is None else (*types, *types))
    write_terminal_table(both, destination, header=header, color=color)
    return len(first) + len(second)


def _write_sides(sides: Mapping[str, str], destination: Destination, paint: Painter) -> None:
    for side, what in sides.items():
        room = max(destination.width - len(side) - 2, _NARROWEST)
        first, *more = wrap(visible(what), room)
        destination.write(f"{paint(side, 'bold')}: {first}\n")
        destination.write_lines(f"{' ' * len(side)}  {line}\n" for line in more)
    destination.write("\n")


def _halves(table: Table, sides: tuple[str, ...], columns: tuple[str, ...]) -> tuple[list[Row], ...]:
    """Return the chosen cells of the rows of each side."""
    places = [table.columns.index(name) for name in columns]
    halves: dict[object, list[Row]] = {side: [] for side in sides}
    for row in table.rows:
        if row[0] in halves:
            halves[row[0]].append(tuple(row[place] for place in places))
    return tuple(halves.values())
