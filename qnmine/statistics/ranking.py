"""Rows in the order of their groups, scores and terms, sorted on disk when they are many."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEMORY_ROWS = 1_000_000
"""So many rows are held and sorted in memory."""


class Ranked(NamedTuple):
    """A term of a group with what it is ranked by and the other cells of its row (numbers, text, None)."""

    group: int
    score: float
    term: str
    cells: tuple[int | float | str | None, ...] = ()


class Ranking:
    """Takes rows in any order and gives them by group, score (descending) and term (by code point).

    More than `memory_rows` are sorted in a temporary file; use it as a context, or call `close`. All rows
    have as many cells, and no score is NaN.
    """

    def __init__(self, *, memory_rows: int = MEMORY_ROWS) -> None:
        self._memory_rows = memory_rows
        self._rows: list[Ranked] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
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
        # Bytes compare as code points do; text would, but for lone surrogates, which have no UTF-8.
        query = "SELECT * FROM rows ORDER BY c0, c1 DESC, c2"
        try:
            for group, score, term, *cells in self._database.execute(query):
                yield Ranked(group, score, term.decode("utf-8", "surrogatepass"), tuple(cells))
        except sqlite3.Error as error:
            raise _no_room(error) from error

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
                        (group, score, term.encode("utf-8", "surrogatepass"), *cells)
                        for group, score, term, cells in self._rows
                    ),
                )
        except sqlite3.Error as error:
            raise _no_room(error) from error
        self._rows = []

    def _open(self, width: int) -> sqlite3.Connection:
        self._folder = tempfile.TemporaryDirectory(prefix="qnmine-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows")
        # Nothing is to survive a crash, and what does not fit into memory is sorted beside the file.
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;"
        )
        self._database.execute(f"CREATE TABLE rows ({','.join(f'c{place}' for place in range(width))})")
        return self._database


def _no_room(error: Exception) -> QnmineError:
    return QnmineError(f"{tempfile.gettempdir()}: {error}; name a folder with room in TMPDIR")
