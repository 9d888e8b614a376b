"""CSV (RFC 4180) and TSV, streamed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from qnmine.output.destination import in_blocks
from qnmine.output.safe_cells import safe_table
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row, Table


def write_delimited(
    table: Table,
    destination: Destination,
    *,
    delimiter: str = ",",
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
) -> int:
    """Write rows as CSV, or TSV with a tab as `delimiter`, and return how many there were.

    Quotes stand only where they are needed (a delimiter, a quote, a line end, a row that is one empty
    cell); rows end with a newline. `bom` puts a byte order mark first, by which Excel knows UTF-8.
    With `safe`, texts that a spreadsheet would run as formulas are marked (see `safe_cells.marked`).
    """
    if safe:
        table = safe_table(table)
    if bom:
        destination.write("\ufeff")
    if header:
        destination.write(_delimited([table.columns], delimiter))
    # csv.writer itself writes text, whole numbers and None as we want them.
    plain = table.types is not None and all(kind in (str, int) for kind in table.types)
    rows = table.rows if plain else map(_texts, table.rows)
    count = 0
    for block in in_blocks(rows, destination):
        destination.write(_delimited(block, delimiter))
        count += len(block)
    return count


def _texts(row: Row) -> list[object]:
    return [cell if type(cell) is str or type(cell) is int else cell_text(cell) for cell in row]


def _delimited(rows: Iterable[Sequence[object]], delimiter: str) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    text = buffer.getvalue()
    return text if "\r" not in text else "".join(_careful_line(row, delimiter) for row in rows)


def _careful_line(row: Sequence[object], delimiter: str) -> str:
    # csv.writer before Python 3.13 puts a lone carriage return in quotes only if rows end with one.
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(row)
    return buffer.getvalue()[:-2] + "\n"
