"""A document-term matrix: how often each term occurs in each document, on disk when there is much of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from qnmine.statistics.temporary import telling_of_room, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from tempfile import TemporaryDirectory

    import numpy.typing as npt

    from qnmine.statistics.coding import Ints

MEMORY_ENTRIES = 8_000_000
"""So many entries, of 16 bytes each, are held in memory."""

_ENTRY = np.dtype([("document", np.int32), ("count", np.int32), ("term", np.int64)])


@dataclass(frozen=True, slots=True)
class Column:
    """A term with the number under which it was counted, and the sums of its column."""

    number: int
    term: str
    count: int
    docs: int


class Entries(NamedTuple):
    """Some of the entries of a matrix that are not 0, by row, then column; both count from 0."""

    rows: Ints
    columns: Ints
    counts: Ints


class DocumentTerms:
    """How often terms, which have numbers of their own, occur in documents, which come in their order.

    More than `memory_entries` are kept in a temporary file; use it as a context, or call `close`.
    """

    def __init__(self, *, memory_entries: int = MEMORY_ENTRIES) -> None:
        self.documents = 0
        self._memory_entries = memory_entries
        self._kept: list[npt.NDArray[np.void]] = []
        self._waiting = 0
        self._stored: list[int] = []  # the sizes of the blocks in the file
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary file."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def add(self, size: int, documents: Ints, terms: Ints, counts: Ints) -> None:
        """Take the entries of the next `size` documents, which are numbered from 0, in any order."""
        entries = np.empty(len(documents), _ENTRY)
        entries["document"] = documents + self.documents
        entries["term"], entries["count"] = terms, counts
        self.documents += size
        self._kept.append(entries)
        self._waiting += len(entries)
        if self._waiting > self._memory_entries:
            self._store()

    def entries(self, terms: Ints) -> Iterator[Entries]:
        """Yield the entries of the terms with these numbers, whose places are the columns."""
        order = np.argsort(terms, kind="stable")
        numbers = terms[order]
        for block in self._blocks():
            places = np.searchsorted(numbers, block["term"])
            wanted = places < len(numbers)
            wanted[wanted] = numbers[places[wanted]] == block["term"][wanted]
            block, columns = block[wanted], order[places[wanted]]
            rows = block["document"].astype(np.int64)
            sort = np.lexsort((columns, rows))
            yield Entries(rows[sort], columns[sort], block["count"][sort].astype(np.int64))

    def _blocks(self) -> Iterator[npt.NDArray[np.void]]:
        """Yield all entries, those of each document together, documents in order."""
        if self._folder is not None:
            with telling_of_room(), self._file().open("rb") as file:
                for size in self._stored:
                    yield np.frombuffer(file.read(size * _ENTRY.itemsize), _ENTRY)
        yield from self._kept

    def _store(self) -> None:
        """Append the entries to the file."""
        if self._folder is None:
            self._folder = temporary_folder()
        with telling_of_room(), self._file().open("ab") as file:
            for entries in self._kept:
                file.write(entries.tobytes())
        self._stored += map(len, self._kept)
        self._kept, self._waiting = [], 0

    def _file(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / "entries"
