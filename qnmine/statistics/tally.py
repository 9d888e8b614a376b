"""Counts by number that merge: sparse, in arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qnmine.statistics.coding import Ints

_LEAST = 1 << 16
"""Below this many pending items adding up again would cost more than it saves."""


class Tally:
    """How often each number was counted."""

    def __init__(self) -> None:
        self._keys = np.empty(0, np.int64)
        self._counts = np.empty(0, np.int64)
        self._pending: list[tuple[Ints, Ints]] = []
        self._waiting = 0

    def add(self, keys: Ints, counts: Ints | None = None) -> None:
        """Count numbers once each, or as often as `counts` says."""
        if counts is None:
            keys, counts = np.unique(keys, return_counts=True)
        if len(keys):
            self._pending.append((keys, counts))
            self._waiting += len(keys)
            if self._waiting > max(_LEAST, len(self._keys)):
                self._compact()

    def items(self) -> tuple[Ints, Ints]:
        """Return the numbers in ascending order, and their counts."""
        self._compact()
        return self._keys, self._counts

    def total(self) -> int:
        """Return the sum of all counts."""
        return int(self.items()[1].sum())

    def _compact(self) -> None:
        if self._pending:
            parts = [(self._keys, self._counts), *self._pending]
            keys = np.concatenate([keys for keys, _ in parts])
            counts = np.concatenate([counts for _, counts in parts])
            self._keys, self._counts = summed(keys, counts)
            self._pending, self._waiting = [], 0


def summed(keys: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Return the distinct keys, ascending, and the sums of their counts."""
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else order
    return keys[firsts], np.add.reduceat(counts, firsts) if len(keys) else counts
