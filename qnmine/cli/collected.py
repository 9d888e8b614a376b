"""What is kept of the documents of a chunk for rows that are written as they come."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from qnmine.output import Table, shape, write_table
from qnmine.output.destination import Destination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.engines.work import Analysed
    from qnmine.text.document import Document

STREAMED = frozenset({"csv", "tsv", "jsonl"})
"""Formats of tables in which each row is written by itself, wherever it is made."""


@dataclass(frozen=True)
class Layout:
    """The columns of rows: fields of theirs, and those that documents carry along (`keep`).

    A kept column with the name of another becomes `meta_NAME`. `types` are those of the fields.
    """

    fields: tuple[str, ...]
    types: tuple[type | None, ...]
    keep: tuple[str, ...]

    def table(self, results: Iterable[tuple[Document, Sequence[Any]]]) -> Table:
        """Return the table of the rows of documents."""
        return self.table_of_cells(self.cells(results))

    def table_of_cells(self, cells: Iterable[tuple[object, ...]]) -> Table:
        """Return the table with these cells."""
        kept = tuple(f"meta_{name}" if name in self.fields else name for name in self.keep)
        return Table((*self.fields, *kept), cells, (*self.types, *(None,) * len(kept)))

    def cells(self, results: Iterable[tuple[Document, Sequence[Any]]]) -> Iterator[tuple[object, ...]]:
        """Yield the cells of each row, then the kept columns of its document."""
        first, *others = self.fields
        # Of one field attrgetter gives no tuple.
        cells_of = attrgetter(*self.fields) if others else lambda row: (getattr(row, first),)
        for document, rows in results:
            kept = tuple(document.meta.get(name) for name in self.keep)
            for cells in map(cells_of, rows):
                yield (*cells, *kept) if kept else cells


@dataclass
class Rows:
    """The rows of each document, as an analyzer made them."""

    rows: list[Sequence[Any]] = field(default_factory=list)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Take the next documents."""
        self.rows += [one.rows for one in batch]

    def merge(self, other: Rows) -> None:
        """Take those that follow."""
        self.rows += other.rows


@dataclass
class Cells:
    """The cells of the rows of each document."""

    layout: Layout | None
    rows: list[list[tuple[object, ...]]] = field(default_factory=list)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Take the next documents."""
        assert self.layout is not None
        self.rows += [list(self.layout.cells([(one.document, one.rows)])) for one in batch]

    def merge(self, other: Cells) -> None:
        """Take those that follow."""
        self.rows += other.rows

    def __getstate__(self) -> dict[str, Any]:
        return {"layout": None, "rows": self.rows}


@dataclass
class WrittenRows:
    """Rows as they are written in one of the formats `STREAMED`, without a header.

    With `safe` no text is one that a spreadsheet would run.
    """

    layout: Layout | None
    format: str
    columns: tuple[str, ...] | None
    rows: int = 0
    written: list[bytes] = field(default_factory=list)
    safe: bool = False

    def add(self, batch: Sequence[Analysed]) -> None:
        """Take the next documents."""
        assert self.layout is not None
        buffer = io.BytesIO()
        table = shape(self.layout.table((one.document, one.rows) for one in batch), columns=self.columns)
        destination = Destination(buffer, "", live=False)
        self.rows += write_table(table, destination, self.format, header=False, safe=self.safe)
        self.written.append(buffer.getvalue())

    def merge(self, other: WrittenRows) -> None:
        """Take those that follow."""
        self.rows += other.rows
        self.written += other.written

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "layout": None, "columns": None}


@dataclass
class WrittenTexts:
    """Documents as they are written in a format that is no table; `pieces` makes their texts."""

    pieces: Callable[[Document, Sequence[Any]], Iterable[str]] | None
    rows: int = 0
    written: list[bytes] = field(default_factory=list)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Take the next documents."""
        assert self.pieces is not None
        buffer = io.BytesIO()
        destination = Destination(buffer, "", live=False)
        for one in batch:
            self.rows += len(one.rows)
            destination.write("".join(self.pieces(one.document, one.rows)))
        self.written.append(buffer.getvalue())

    def merge(self, other: WrittenTexts) -> None:
        """Take those that follow."""
        self.rows += other.rows
        self.written += other.written

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "pieces": None}
