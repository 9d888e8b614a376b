"""From the cells of a table row to a document: which columns are text, id and metadata."""

from __future__ import annotations

import json
import math
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from qnmine.corpus.naming import encodable, shown
from qnmine.errors import DocumentError
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.corpus.duplicates import IdCheck
    from qnmine.text.origin import Origin

PARAGRAPH = "\n\n"
"""What several text columns are joined by."""

DEFAULT_ID = "id"
"""The id column that is used where a table has it and none was named."""

BY_NUMBER = ""
"""An id column that no table has: its rows are called `path:N`."""

_LONGEST_NAME = 60
_SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns asked for: `text` (one or several), `id` (None: `id` where there is one), `keep`.

    `optional` ones are kept as well, as None by tables that lack them.
    """

    text: tuple[str, ...]
    id: str | None
    keep: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a table cannot be read, each once, in the order named."""
        wanted = (*self.text, self.id, *self.keep) if self.id else (*self.text, *self.keep)
        return tuple(dict.fromkeys(wanted))

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that documents carry as their metadata."""
        return (*self.keep, *self.optional)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns asked for stand in one table; `id` is None where ids are row numbers.

    `kept` has None for optional columns that the table lacks.
    """

    text: tuple[int, ...]
    id: int | None
    kept: tuple[int | None, ...]


def tidy(column: str) -> str:
    """Return a column name as it is compared: NFC, without outer white space or a byte-order mark."""
    return unicodedata.normalize("NFC", column.strip("\ufeff \t\r\n"))


def locate(name: str, header: Sequence[str], columns: Columns) -> Layout:
    """Find the columns in a table's header; raises `DocumentError` if one is missing or twofold."""
    tidied = [tidy(column) for column in header]
    for column in columns.required:
        count = tidied.count(tidy(column))
        if count == 0:
            raise DocumentError(shown(name), f"has no column {column!r}", has_instead(column, header))
        if count > 1:
            raise DocumentError(shown(name), f"has {count} columns {column!r}", "rename all but one")
    places = {column: place for place, column in reversed(list(enumerate(tidied)))}
    id_column = DEFAULT_ID if columns.id is None else tidy(columns.id)
    return Layout(
        tuple(places[tidy(column)] for column in columns.text),
        places.get(id_column) if id_column else None,
        tuple(places.get(tidy(column)) for column in columns.kept),
    )


def has_instead(column: str, header: Sequence[str]) -> str:
    """Return the remedy for a missing column: a close name, or the columns that there are."""
    names = list(dict.fromkeys(shown(tidy(name), _LONGEST_NAME) for name in header if tidy(name)))
    if close := get_close_matches(tidy(column).lower(), [name.lower() for name in names], 1):
        return f"did you mean {next(name for name in names if name.lower() == close[0])!r}?"
    if not names:
        return "its header is empty"
    more = ", …" if len(names) > _SHOWN_COLUMNS else ""
    return f"it has {', '.join(names[:_SHOWN_COLUMNS])}{more}"


class RowDocuments:
    """Makes the documents of one table; `name` is the table's id, from which row names come.

    Rows whose text is no value at all (a JSON null, a missing key) are counted; `tell_absent` warns of them.
    `origin`, which the reader sets, is that of all of them.
    """

    def __init__(self, name: str, columns: Columns, ids: IdCheck, warn: Callable[[str], object]) -> None:
        self.name = name
        self._columns = columns
        self._ids = ids
        self._table = ids.table(name)
        self._warn = warn
        self._absent = 0
        self._first_absent = 0
        self.origin: Origin | None = None

    def row_name(self, number: int) -> str:
        """Return the name of a row, ``path:N``, N from 1."""
        return f"{self.name}:{number}"

    def failed(self, number: int, reason: str, remedy: str = "") -> DocumentError:
        """Return the error of a row."""
        return DocumentError(shown(self.row_name(number)), reason, remedy)

    def make(
        self, number: int, texts: Sequence[object], row_id: object, kept: Sequence[object]
    ) -> Document | DocumentError:
        """Return the document of a row, or its error when a text cell is no text."""
        if all(cell is None for cell in texts):
            self._first_absent = self._first_absent or number
            self._absent += 1
        parts = []
        for column, cell in zip(self._columns.text, texts, strict=True):
            part = _text_of(cell)
            if part is None:
                return self.failed(number, f"{column!r} is {_kind(cell)}, not text")
            parts.append(part)
        text = parts[0] if len(parts) == 1 else PARAGRAPH.join(parts) if any(parts) else ""
        meta = dict(zip(self._columns.kept, map(_meta_value, kept), strict=True))
        return Document(self._id(number, row_id), text, meta, self.origin)

    def tell_absent(self, rows: int, unit: str) -> None:
        """Warn, on one line, of the rows of `rows` without a text; `unit` is what numbers count (`line`)."""
        if self._absent:
            columns = ", ".join(repr(shown(column)) for column in self._columns.text)
            of_all = f"{self._absent} of {rows} row{'' if rows == 1 else 's'}"
            have = "has" if self._absent == 1 else "have"
            first = f"first: {unit} {self._first_absent}"
            self._warn(f"{shown(self.name)}: {of_all} {have} no text in {columns} ({first})")

    def _id(self, number: int, value: object) -> str:
        value = _scalar(value)
        name = "" if value is None else encodable(value if isinstance(value, str) else json.dumps(value))
        if not name or name.isspace():
            return self.row_name(number)
        self._ids.see(name, self._table, number)
        return name


def _text_of(cell: object) -> str | None:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return str(cell)


def _kind(cell: object) -> str:
    if isinstance(cell, bool):
        return "true or false"
    if isinstance(cell, dict):
        return "an object"
    return "a list" if isinstance(cell, list) else f"of type {type(cell).__name__}"


def _meta_value(cell: object) -> str | int | float | bool | tuple[str, ...] | None:
    """Return the cell as `Document.meta` holds it: a list of plain values as texts, else as `_scalar`."""
    if isinstance(cell, list) and not any(isinstance(item, list | dict) for item in cell):
        return tuple(map(_item_text, cell))
    return _scalar(cell)


def _item_text(item: object) -> str:
    value = _scalar(item)
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def _scalar(cell: object) -> str | int | float | bool | None:
    """Return the cell as a plain value: nested ones as compact JSON, NaN and infinity as None."""
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    return json.dumps(cell, ensure_ascii=False, separators=(",", ":"), default=str)
