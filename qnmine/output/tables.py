"""A table of streaming rows, and the selections that every command offers on it."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import isnan
from operator import attrgetter, itemgetter
from random import Random
from typing import TYPE_CHECKING, Any

from qnmine.errors import UsageError
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = tuple[object, ...]


@dataclass(frozen=True)
class Table:
    """Named columns and rows that stream: `rows` is read once, in order.

    Cells are str, int, float, bool, None, date or a tuple of str (a list).
    `types`, where known, holds the type of each column's cells (None: look at the cells), so that
    Parquet files of different runs, also empty ones, have the same schema.
    """

    columns: tuple[str, ...]
    rows: Iterable[Row]
    types: tuple[type | None, ...] | None = None


def table_of(rows: Iterable[object], columns: Sequence[str], row_type: type | None = None) -> Table:
    """Make a table of dataclass rows with the given fields as columns.

    `row_type` is the dataclass; with it the column types are known even when there are no rows.
    """
    types = None if row_type is None else _column_types(row_type, columns)
    return Table(tuple(columns), _tuples(attrgetter(*columns), rows, len(columns)), types)


def _tuples(getter: Callable[[Any], Any], rows: Iterable[object], length: int) -> Iterable[Row]:
    """Apply an attrgetter or itemgetter, which gives a bare value instead of a tuple of one."""
    return map(getter, rows) if length > 1 else zip(map(getter, rows))


def _column_types(row_type: type, columns: Sequence[str]) -> tuple[type | None, ...]:
    from typing import get_type_hints

    try:
        # A module may import these for its annotations only.
        hints = get_type_hints(row_type, localns={"date": date})
    except NameError:
        return (None,) * len(columns)
    return tuple(_cell_type(hints.get(column)) for column in columns)


def _cell_type(hint: object) -> type | None:
    """The cell type that an annotation such as `int | None` or `tuple[str, ...]` stands for."""
    from typing import get_args, get_origin

    if hint in (str, int, float, bool, date):
        return hint
    if get_origin(hint) in (tuple, list):
        return tuple
    parts = {_cell_type(part) for part in get_args(hint) if part is not type(None)}
    if parts == {int, float}:
        return float
    return parts.pop() if len(parts) == 1 else None


def shape(
    table: Table,
    *,
    columns: Sequence[str] | None = None,
    sort: str | None = None,
    limit: int | None = None,
    sample: int | None = None,
    seed: int = 0,
    group_columns: int = 0,
) -> Table:
    """Apply ``--sample``, ``--sort``, ``--limit`` and ``--columns``, in this order.

    `sample` draws that many rows uniformly and keeps their order; the same seed draws the same rows.
    `sort` is a column, or ``-COLUMN`` for descending: numbers by value and before text, text by code
    point, empty cells last, ties in their old order. `limit` counts from the start, within each group
    when the first `group_columns` columns are groups. Sorting may use a column that is not kept.
    Rows stream unless they must be sorted. Raises UsageError for a column that the table does not have.
    """
    kept = None if columns is None else _indices(table.columns, columns)
    ordering = None if sort is None else _ordering(table.columns, sort)
    if (limit is not None and limit < 0) or (sample is not None and sample < 0):
        raise UsageError("a number of rows cannot be negative")
    rows = table.rows
    if sample is not None:
        rows = _sampled(rows, sample, seed)
    if ordering is not None:
        rows = _sorted(rows, *ordering, limit=None if group_columns else limit)
    if limit is not None:
        rows = _limited_groups(rows, limit, group_columns) if group_columns else islice(rows, limit)
    if kept is None:
        return Table(table.columns, rows, table.types)
    types = None if table.types is None else tuple(table.types[index] for index in kept)
    names = tuple(table.columns[index] for index in kept)
    return Table(names, _tuples(itemgetter(*kept), rows, len(kept)), types)


def _indices(columns: tuple[str, ...], wanted: Sequence[str]) -> list[int]:
    if not wanted:
        raise UsageError(f"no column named; choose from {', '.join(columns)}")
    for name, times in Counter(wanted).items():
        if times > 1:
            raise UsageError(f"column {name!r} is named twice")
    return [_index(columns, name) for name in wanted]


def _index(columns: tuple[str, ...], name: str) -> int:
    if name in columns:
        return columns.index(name)
    from difflib import get_close_matches

    close = get_close_matches(name, columns, n=1)
    hint = f"did you mean {close[0]!r}? The" if close else "the"
    raise UsageError(f"there is no column {name!r}; {hint} columns are {', '.join(columns)}")


def _ordering(columns: tuple[str, ...], sort: str) -> tuple[int, bool]:
    """The index of the column to sort by, and whether to sort downwards."""
    descending = sort.startswith("-") and sort not in columns
    return _index(columns, sort[1:] if descending else sort), descending


def _sorted(rows: Iterable[Row], index: int, descending: bool, limit: int | None) -> Iterator[Row]:
    def key(row: Row) -> tuple[int, int, object]:
        cell = row[index]
        if cell is None or cell == "" or (isinstance(cell, float) and isnan(cell)):
            return (0 if descending else 1, 0, 0)  # last either way
        last, first = (1, 0) if descending else (0, 1)
        if isinstance(cell, (int, float)):
            return (last, 1 - first, cell)
        return (last, first, cell_text(cell))

    def ordered() -> Iterator[Row]:  # a generator, so that nothing is read before the first row is asked for
        if limit is None:
            yield from sorted(rows, key=key, reverse=descending)
        else:
            yield from (heapq.nlargest if descending else heapq.nsmallest)(limit, rows, key=key)

    return ordered()


def _limited_groups(rows: Iterable[Row], limit: int, group_columns: int) -> Iterator[Row]:
    seen: Counter[Row] = Counter()
    for row in rows:
        group = row[:group_columns]
        seen[group] += 1
        if seen[group] <= limit:
            yield row


def _sampled(rows: Iterable[Row], size: int, seed: int) -> Iterator[Row]:
    """Draw `size` rows uniformly in one pass (reservoir sampling, Vitter 1985, algorithm R)."""
    # Random.random() is the only draw whose sequence Python promises to keep between versions.
    draw = Random(seed).random
    reservoir: list[tuple[int, Row]] = []
    for index, row in enumerate(rows):
        if index < size:
            reservoir.append((index, row))
        elif (place := int(draw() * (index + 1))) < size:
            reservoir[place] = (index, row)
    reservoir.sort(key=itemgetter(0))
    yield from (row for _, row in reservoir)
