"""Equal ids from id columns, found in bounded memory."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

_RECENT = 100_000
_MOST = 2_000_000
_ROW_BITS = 40


class IdCheck:
    """Watches the ids of one run and warns of equal ones on one line, with the first two such rows.

    The last ids are held as they are, the older ones as 64-bit hashes with their places (16 bytes each),
    which are compared in batches; `finish` reports what was found. After two million ids the check stops,
    and the report says so.
    """

    def __init__(self, warn: Callable[[str], object], recent: int = _RECENT, most: int = _MOST) -> None:
        self._warn = warn
        self._limit = recent
        self._most = most
        self._tables: list[str] = []
        self._recent: dict[str, int] = {}
        self._older: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
        self._seen = 0
        self._repeated = 0
        self._example: tuple[int, int, str] | None = None

    def table(self, name: str) -> int:
        """Register a table; returns the number to name it by."""
        self._tables.append(name)
        return len(self._tables) - 1

    def see(self, row_id: str, table: int, number: int) -> None:
        """Note the id of a row."""
        self._seen += 1
        if self._seen > self._most:
            return
        place = table << _ROW_BITS | number
        first = self._recent.setdefault(row_id, place)
        if first != place:
            self._note(row_id, first, place)
        elif len(self._recent) >= self._limit:
            self._archive()
        if self._seen == self._most:
            self._release()

    def finish(self) -> None:
        """Warn of the equal ids of the run, and of ids that were not compared."""
        self._release()
        stopped = f"only the first {self._most} ids were compared" if self._seen > self._most else ""
        if self._example is not None:
            second, first, row_id = self._example
            rows = "1 row has" if self._repeated == 1 else f"{self._repeated} rows have"
            example = f"{shown(row_id)} at {self._place(first)} and {self._place(second)}"
            told = f"{rows} an id that an earlier row has, for example {example}"
            self._warn(f"{told}; {stopped}" if stopped else told)
        elif stopped:
            self._warn(f"the check for equal ids ended early: {stopped}")

    def _release(self) -> None:
        """Compare what has not been compared yet, and let go of all ids."""
        if self._older is not None and self._recent:
            self._archive()
        self._recent, self._older = {}, None

    def _archive(self) -> None:
        """Compare the recent ids with the older ones and add them to those."""
        import numpy as np

        hashes = np.frombuffer(array("q", map(hash, self._recent)), np.int64)
        places = np.frombuffer(array("q", self._recent.values()), np.int64)
        if self._older is not None:
            old_hashes, old_places = self._older
            found = np.searchsorted(old_hashes, hashes).clip(max=len(old_hashes) - 1)
            names = list(self._recent)
            for new in np.flatnonzero(old_hashes[found] == hashes).tolist():
                self._note(names[new], int(old_places[found[new]]), int(places[new]))
            hashes, places = np.concatenate((old_hashes, hashes)), np.concatenate((old_places, places))
        order = np.argsort(hashes, kind="stable")
        self._older = hashes[order], places[order]
        self._recent = {}

    def _note(self, row_id: str, first: int, second: int) -> None:
        """Count a repeated id; the example is the earliest row that repeats one."""
        self._repeated += 1
        if self._example is None or second < self._example[0]:
            self._example = second, first, row_id

    def _place(self, place: int) -> str:
        return shown(f"{self._tables[place >> _ROW_BITS]}:{place & ((1 << _ROW_BITS) - 1)}")
