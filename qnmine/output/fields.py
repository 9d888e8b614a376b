"""A wide table for a person at a terminal: one row as a list of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.output.tables import Table
from qnmine.output.terminal import write_terminal_table
from qnmine.output.writers import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row


def write_fields(
    table: Table,
    destination: Destination,
    format: str,  # noqa: A002 - as in write_table
    *,
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
    color: str = "auto",
    notes: Mapping[str, str],
) -> int:
    """Write a table of one row as a list of its fields, each with its note, and return the number of rows.

    Thousands are set apart by spaces. Any other format than `table` is left to `write_table`.
    """
    if format != "table":
        return write_table(table, destination, format, header=header, bom=bom, safe=safe, color=color)
    rows = list(table.rows)
    fields = Table(("measure", "value", "what it is"), _fields(table.columns, rows, notes), (str, int, str))
    write_terminal_table(fields, destination, header=header, color=color)
    return len(rows)


def _fields(columns: Sequence[str], rows: Iterable[Row], notes: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            shown = f"{cell:,}".replace(",", " ") if isinstance(cell, int) else cell
            yield name, shown, notes.get(name, "")
