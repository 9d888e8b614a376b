"""Rows in the order of their groups, scores and terms, sorted in pieces on disk when they are many."""

from __future__ import annotations

import heapq
import pickle
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from qnmine.statistics.temporary import telling_of_room, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from tempfile import TemporaryDirectory

    Cell = int | float | str | None
    Sortable = tuple[int, float, str, tuple[Cell, ...]]

MEMORY_ROWS = 150_000
"""So many rows, of about 300 bytes each, are held and sorted in memory."""

_CHUNK = 1000
"""So many rows of each piece are in memory when the pieces are merged."""


class Ranked(NamedTuple):
    """A term of a group with what it is ranked by and the other cells of its row (numbers, text, None)."""

    group: int
    score: float
    term: str
    cells: tuple[Cell, ...] = ()


class Ranking:
    """Takes rows in any order and gives them by group, score (descending) and term (by code point).

    More than `memory_rows` are kept in temporary files; use it as a context, or call `close`. No score is
    NaN.
    """

    def __init__(self, *, memory_rows: int = MEMORY_ROWS) -> None:
        self._memory_rows = memory_rows
        # Plain tuples with the score negated: the garbage collector does not look at them again and again.
        self._rows: list[Sortable] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._pieces: list[Path] = []
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        self._opened.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def extend(self, rows: Iterable[Ranked]) -> None:
        """Take rows. Raises QnmineError when there is no room for the temporary files."""
        for group, score, term, cells in rows:
            self._rows.append((group, -score, term, cells))
            if len(self._rows) > self._memory_rows:
                self._store()

    def __iter__(self) -> Iterator[Ranked]:
        """Yield all rows in order."""
        self._sort()
        pieces = [*map(self._read, self._pieces), self._rows]
        rows = heapq.merge(*pieces, key=itemgetter(0, 1, 2)) if self._pieces else self._rows
        for group, score, term, cells in rows:
            yield Ranked(group, -score, term, cells)

    def _sort(self) -> None:
        for place in (2, 1, 0):  # one after the other is twice as fast as by tuples
            self._rows.sort(key=itemgetter(place))

    def _store(self) -> None:
        """Move the rows to a file, in order."""
        if self._folder is None:
            self._folder = temporary_folder()
        self._sort()
        piece = Path(self._folder.name) / str(len(self._pieces))
        with telling_of_room(), piece.open("wb") as file:
            for first in range(0, len(self._rows), _CHUNK):
                pickle.dump(self._rows[first : first + _CHUNK], file, pickle.HIGHEST_PROTOCOL)
        self._pieces.append(piece)
        self._rows = []

    def _read(self, piece: Path) -> Iterator[Sortable]:
        with telling_of_room():
            file = self._opened.enter_context(piece.open("rb"))
        while file.peek(1):
            yield from pickle.load(file)
