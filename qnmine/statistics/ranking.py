"""Rows in the order of their groups, scores and terms, sorted on disk when they are many."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from qnmine.statistics.temporary import no_room, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from tempfile import TemporaryDirectory

    Cell = int | float | str | None
    Stored = int | float | bytes | None

MEMORY_ROWS = 400_000
"""So many rows, of about 300 bytes each, are held and sorted in memory."""

_SETTINGS = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA temp_store=FILE;
PRAGMA cache_size=-32768;
"""


class Ranked(NamedTuple):
    """A term of a group with what it is ranked by and the other cells of its row (numbers, text, None)."""

    group: int
    score: float
    term: str
    cells: tuple[Cell, ...] = ()


class Ranking:
    """Takes rows in any order and gives them by group, score (descending) and term (by code point).

    More than `memory_rows` are sorted in a temporary file; use it as a context, or call `close`. All rows
    have as many cells, and no score is NaN.
    """

    def __init__(self, *, memory_rows: int = MEMORY_ROWS) -> None:
        self._memory_rows = memory_rows
        self._rows: list[Ranked] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary file."""
        if self._database is not None:
            self._database.close()
            self._database = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def extend(self, rows: Iterable[Ranked]) -> None:
        """Take rows. Raises QnmineError when there is no room for the temporary file."""
        for row in rows:
            self._rows.append(row)
            if len(self._rows) > self._memory_rows:
                self._store()

    def __iter__(self) -> Iterator[Ranked]:
        """Yield all rows in order."""
        if self._database is None:
            self._rows.sort(key=lambda row: (row.group, -row.score, row.term))
            yield from self._rows
            return
        self._store()
        query = "SELECT * FROM rows ORDER BY c0, c1 DESC, c2"
        try:
            for group, score, term, *cells in self._database.execute(query):
                yield Ranked(group, score, str(_loaded(term)), tuple(map(_loaded, cells)))
        except sqlite3.Error as error:
            raise no_room(error) from error

    def _store(self) -> None:
        """Move the rows to the file."""
        if not self._rows:
            return
        width = 3 + len(self._rows[0].cells)
        try:
            database = self._database or self._open(width)
            with database:
                database.executemany(
                    f"INSERT INTO rows VALUES ({','.join('?' * width)})",
                    (
                        (group, score, _stored(term), *map(_stored, cells))
                        for group, score, term, cells in self._rows
                    ),
                )
        except sqlite3.Error as error:
            raise no_room(error) from error
        self._rows = []

    def _open(self, width: int) -> sqlite3.Connection:
        self._folder = temporary_folder()
        self._database = sqlite3.connect(Path(self._folder.name) / "rows")
        # Nothing is to survive a crash, and what does not fit into memory is sorted in another file.
        self._database.executescript(_SETTINGS)
        self._database.execute(f"CREATE TABLE rows ({','.join(f'c{place}' for place in range(width))})")
        return self._database


def _stored(cell: Cell) -> Stored:
    """Return text as bytes, which compare as code points do, and can hold lone surrogates."""
    return cell.encode("utf-8", "surrogatepass") if isinstance(cell, str) else cell


def _loaded(cell: Stored) -> Cell:
    return cell.decode("utf-8", "surrogatepass") if isinstance(cell, bytes) else cell
