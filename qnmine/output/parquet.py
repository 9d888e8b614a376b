"""Parquet through pyarrow: streamed row groups with one fixed, nullable schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from qnmine.errors import QnmineError
from qnmine.output.values import cell_text, encoded

if TYPE_CHECKING:
    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row, Table

ROWS_IN_GROUP = 65_536
CHARACTERS_IN_GROUP = 1 << 23
"""A group ends with the row that reaches this, so that long texts do not fill the memory."""

_INT64 = range(-(2**63), 2**63)


def write_parquet(table: Table, destination: Destination) -> int:
    """Write the rows as Parquet and return how many there were.

    Text is ``string``, whole numbers ``int64``, other numbers ``double`` (NaN is null), lists
    ``list<string>``, dates ``date32``; every column may be null. Column types come from the table, else
    from the first 65,536 rows; raises QnmineError if a later row does not fit them.
    """
    import pyarrow.parquet as pq

    rows = iter(table.rows)
    chunk = _next_group(rows)
    kinds = _kinds(table, chunk)
    schema = _schema(table.columns, kinds)
    count = 0
    with (
        destination.naming_faults(),
        pq.ParquetWriter(destination.binary, schema, compression="zstd") as writer,
    ):
        while chunk:
            writer.write_table(_arrow_table(chunk, kinds, schema, count), row_group_size=ROWS_IN_GROUP)
            count += len(chunk)
            chunk = _next_group(rows)
    return count


def _next_group(rows: Iterator[Row]) -> list[Row]:
    """Return the next rows, as many as make a group; none at the end."""
    group: list[Row] = []
    characters = 0
    for row in islice(rows, ROWS_IN_GROUP):
        group.append(row)
        characters += sum(len(cell) for cell in row if type(cell) is str)
        if characters >= CHARACTERS_IN_GROUP:
            break
    return group


def _kinds(table: Table, chunk: list[Row]) -> list[type]:
    known = table.types or (None,) * len(table.columns)
    return [kind or _kind_of(row[index] for row in chunk) for index, kind in enumerate(known)]


def _kind_of(cells: Iterable[object]) -> type:
    """The narrowest type that holds all cells; a column without any value is text."""
    kinds: set[type] = set()
    for cell in cells:
        if cell is None:
            continue
        if isinstance(cell, bool):
            kinds.add(bool)
        elif isinstance(cell, int):
            kinds.add(int if cell in _INT64 else float)
        elif isinstance(cell, float):
            kinds.add(float)
        elif isinstance(cell, (tuple, list)):
            kinds.add(tuple)
        else:
            kinds.add(date if isinstance(cell, date) and not isinstance(cell, datetime) else str)
    if kinds == {int, float}:
        return float
    return kinds.pop() if len(kinds) == 1 else str


def _schema(columns: tuple[str, ...], kinds: list[type]) -> Any:
    import pyarrow as pa

    arrow = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
        tuple: pa.list_(pa.string()),
    }
    return pa.schema([pa.field(name, arrow[kind]) for name, kind in zip(columns, kinds, strict=True)])


def _arrow_table(chunk: list[Row], kinds: list[type], schema: Any, before: int) -> Any:
    import pyarrow as pa

    arrays = []
    for index, (field, kind) in enumerate(zip(schema, kinds, strict=True)):
        try:
            arrays.append(_arrow_array([row[index] for row in chunk], kind, field.type))
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            where = f"rows {before + 1} to {before + len(chunk)}"
            raise QnmineError(
                f"column {field.name!r} has a value in {where} that does not fit its type {field.type}; "
                "write CSV or JSON lines instead"
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _arrow_array(cells: list[object], kind: type, arrow_type: Any) -> Any:
    import pyarrow as pa

    # Nearly always the cells are what the column says. pyarrow would cut 2.5 to 2 and "ab" into a list.
    if {type(cell) for cell in cells} <= {kind, type(None)}:
        with suppress(pa.ArrowException, TypeError, ValueError):
            return pa.array(cells, type=arrow_type, from_pandas=True)
    return pa.array([_fitted(cell, kind) for cell in cells], type=arrow_type, from_pandas=True)


def _fitted(cell: object, kind: type) -> object:
    if cell is None:
        return None
    if kind is str:
        return _valid(cell)
    if kind is tuple:
        items = cell if isinstance(cell, Iterable) and not isinstance(cell, str) else (cell,)
        return [_valid(item) for item in items]
    if kind is int and isinstance(cell, float) and not cell.is_integer():
        raise ValueError("a fraction in a column of whole numbers")
    if kind in (int, float) and isinstance(cell, (int, float)):
        return kind(cell)
    return cell


def _valid(cell: object) -> str:
    """The cell as text that has a UTF-8 form."""
    text = cell_text(cell)
    return text if text.isascii() else encoded(text).decode()
