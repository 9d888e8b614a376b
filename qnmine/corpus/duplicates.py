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
_TOLD = 5
_ROW_BITS = 40


class IdCheck:
    """Watches the ids of one run and warns of equal ones, naming both rows.

    The last ids are held as they are, the older ones as 64-bit hashes with their places (16 bytes each),
    which are compared in batches; an equal pair is reported at the latest by `finish`. After two million
    ids the check stops, and says so. The first few pairs are reported one by one, the others counted.
    """

    def __init__(self, warn: Callable[[str], object], recent: int = _RECENT, most: int = _MOST) -> None:
        self._warn = warn
        self._limit = recent
        self._most = most
        self._tables: list[str] = []
        self._recent: dict[str, int] = {}
        self._older: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
        self._seen = 0
        self._pairs = 0

    def table(self, name: str) -> int:
        """Register a table; returns the number to name it by."""
        self._tables.append(name)
        return len(self._tables) - 1

    def see(self, row_id: str, table: int, number: int) -> None:
        """Note the id of a row."""
        if self._seen >= self._most:
            return
        self._seen += 1
        place = table << _ROW_BITS | number
        first = self._recent.setdefault(row_id, place)
        if first != place:
            self._tell(row_id, first, place)
        elif len(self._recent) >= self._limit:
            self._archive()
        if self._seen == self._most:
            self.finish()
            self._warn(f"the check for equal ids stops here, after {self._most} ids")

    def finish(self) -> None:
        """Report what has not been reported yet."""
        if self._older is not None and self._recent:
            self._archive()
        self._recent = {}
        if self._pairs > _TOLD:
            self._warn(f"{self._pairs - _TOLD} more rows have an id that an earlier row has")
        self._pairs = 0

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
                self._tell(names[new], int(old_places[found[new]]), int(places[new]))
            hashes, places = np.concatenate((old_hashes, hashes)), np.concatenate((old_places, places))
        order = np.argsort(hashes, kind="stable")
        self._older = hashes[order], places[order]
        self._recent = {}

    def _tell(self, row_id: str, first: int, second: int) -> None:
        self._pairs += 1
        if self._pairs <= _TOLD:
            self._warn(
                f"two rows have the id {shown(row_id)}: {self._place(first)} and {self._place(second)}"
            )

    def _place(self, place: int) -> str:
        return shown(f"{self._tables[place >> _ROW_BITS]}:{place & ((1 << _ROW_BITS) - 1)}")
