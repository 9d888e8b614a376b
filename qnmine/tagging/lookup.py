"""Bulk lookup of integer keys, and the order in which model files keep them.

Where keys are looked up by the hundred thousand, what counts is the number of array operations. Each table
is many times as large as the number of its keys and gives a slot to one key only; those that find theirs
taken go into the next, much smaller table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.tagging.columns import Ints

Numbers = npt.NDArray[np.int32]

# 2^64 divided by the golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4). Its powers are the multipliers
# of further tables and trials, so that keys that met once do not meet again.
MULTIPLIER = 0x9E3779B97F4A7C15
_ROOM = 3
_FEW = 4096
_ROOM_FOR_FEW = 4
_TRIALS = 4
_MOST_TABLES = 16


def bucket_order(keys: Ints) -> Ints:
    """The order in which model files hold distinct keys: fixed, so that a model is always the same bytes."""
    shift = np.uint64(64 - max(1, len(keys).bit_length() + 1))
    buckets = (keys.astype(np.uint64) * np.uint64(MULTIPLIER)) >> shift
    return np.lexsort((keys, buckets.astype(np.int64)))


class KeyTables:
    """Finds the number of a key among distinct non-negative keys."""

    def __init__(self, keys: Ints) -> None:
        """Index `keys`, numbered from 0; ValueError when two are the same or one is negative."""
        ordered = np.sort(keys)
        if len(keys) and int(ordered[0]) < 0:
            raise ValueError("a key is negative")
        if np.any(ordered[1:] == ordered[:-1]):
            raise ValueError("keys are not distinct")
        self._keys = np.concatenate([[np.int64(-1)], keys])  # nothing is found at 0
        self._tables: list[_Table] = []
        left = np.arange(1, len(self._keys), dtype=np.int32)
        multipliers = _multipliers()
        while len(left):
            if len(self._tables) == _MOST_TABLES:  # only keys made to collide need so many
                raise ValueError("keys share too many slots")
            table = _best_table(self._keys, left, multipliers)
            self._tables.append(table)
            left = table.left

    def rows(self, keys: Ints) -> Numbers:
        """Look up non-negative keys: the number of each plus 1, 0 for those that there are not."""
        rows = np.zeros(len(keys), np.int32)
        where: Ints | None = None
        for table in self._tables:
            # A key stands in a later table only where another one has its slot here.
            numbers = table.numbers.take(table.slots(keys))
            taken = numbers.nonzero()[0]
            keys, numbers = keys.take(taken), numbers.take(taken)
            where = taken if where is None else where.take(taken)
            same = self._keys.take(numbers) == keys
            rows[where] = numbers * same
            others = (~same).nonzero()[0]
            keys, where = keys.take(others), where.take(others)
        return rows

    def find(self, keys: Ints) -> tuple[Ints, Numbers]:
        """Look up non-negative keys: (which of them were found, the number of each of those)."""
        rows = self.rows(keys)
        where = rows.nonzero()[0]
        return where, rows.take(where) - np.int32(1)


def _multipliers() -> Iterator[int]:
    multiplier = MULTIPLIER
    while True:
        yield multiplier
        multiplier = (multiplier * MULTIPLIER) % 2**64


def _best_table(keys: Ints, numbers: Numbers, multipliers: Iterator[int]) -> _Table:
    """Return a table for keys of these numbers; where it can be small, the best of some trials."""
    table = _Table(keys, numbers, next(multipliers))
    if len(numbers) <= _FEW:
        for _ in range(_TRIALS):
            if not len(table.left):
                break
            other = _Table(keys, numbers, next(multipliers))
            if len(other.left) < len(table.left):
                table = other
    return table


class _Table:
    """Slots for the number of one key each, 0 where there is none; `left` are those that found no slot."""

    def __init__(self, keys: Ints, numbers: Numbers, multiplier: int) -> None:
        count = len(numbers)
        bits = count.bit_length() + (_ROOM_FOR_FEW if count <= _FEW else _ROOM)
        self._multiplier = np.uint64(multiplier)
        self._shift = np.uint64(64 - bits)
        self.numbers = np.zeros(2**bits, np.int32)
        slots = self.slots(keys.take(numbers))
        self.numbers[slots] = numbers
        self.left = numbers[self.numbers.take(slots) != numbers]

    def slots(self, keys: Ints) -> Ints:
        slots = keys.view(np.uint64) * self._multiplier
        slots >>= self._shift
        return slots.view(np.int64)
