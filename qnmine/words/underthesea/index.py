"""Bulk lookup of integer keys in one step for each of a few tables.

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

# 2^64 divided by the golden ratio, as in Fibonacci hashing (Knuth, TAOCP 3, 6.4); its powers are the
# multipliers of further tables and trials, so that keys that met once do not meet again.
_MULTIPLIER = 0x9E3779B97F4A7C15
_ROOM = 3
_FEW = 4096
_ROOM_FOR_FEW = 6
_TRIALS = 8
_MOST_TABLES = 16


class KeyTables:
    """Finds the number of a key among distinct non-negative keys."""

    def __init__(self, keys: Ints) -> None:
        """Index `keys`, numbered from 0; ValueError when two are the same or one is negative."""
        if len(keys) and int(keys.min()) < 0:
            raise ValueError("a key is negative")
        self._tables: list[_Table] = []
        numbers = np.arange(len(keys), dtype=np.int32)
        multipliers = _multipliers()
        while len(numbers):
            if len(self._tables) == _MOST_TABLES:
                raise ValueError("keys are not distinct")  # each table takes in one of the same
            table = _best_table(keys, numbers, multipliers)
            self._tables.append(table)
            numbers = table.left
        if len(self.find(keys)[0]) != len(keys):
            raise ValueError("keys are not distinct")

    def find(self, keys: Ints) -> tuple[Ints, Numbers]:
        """Look up non-negative keys: (which of them were found, the number of each of those)."""
        found = [table.find(keys) for table in self._tables]
        if len(found) == 1:
            return found[0]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        return np.concatenate([where for where, _ in found]), np.concatenate([number for _, number in found])


def _multipliers() -> Iterator[int]:
    multiplier = _MULTIPLIER
    while True:
        yield multiplier
        multiplier = (multiplier * _MULTIPLIER) % 2**64


def _best_table(keys: Ints, numbers: Numbers, multipliers: Iterator[int]) -> _Table:
    """Return a table for keys of these numbers; where it can be small, the best of some trials."""
    table = _Table(keys, numbers, next(multipliers))
    if len(numbers) <= _FEW:
        for _ in range(_TRIALS):
            other = _Table(keys, numbers, next(multipliers))
            if len(other.left) < len(table.left):
                table = other
    return table


class _Table:
    """Slots of one key each, -1 where there is none; `left` are the numbers of keys that found no slot."""

    def __init__(self, keys: Ints, numbers: Numbers, multiplier: int) -> None:
        count = len(numbers)
        bits = count.bit_length() + (_ROOM_FOR_FEW if count <= _FEW else _ROOM)
        self._multiplier = np.uint64(multiplier)
        self._shift = np.uint64(64 - bits)
        self._keys = np.full(2**bits, -1, np.int64)
        self._numbers = np.zeros(2**bits, np.int32)
        wanted = keys[numbers]
        slots = self._slots(wanted)
        self._numbers[slots] = numbers
        kept = self._numbers[slots] == numbers
        self._keys[slots[kept]] = wanted[kept]
        self.left = numbers[~kept]

    def _slots(self, keys: Ints) -> Ints:
        slots = keys.view(np.uint64) * self._multiplier
        slots >>= self._shift
        return slots.view(np.int64)

    def find(self, keys: Ints) -> tuple[Ints, Numbers]:
        slots = self._slots(keys)
        where = (self._keys.take(slots) == keys).nonzero()[0]
        return where, self._numbers.take(slots.take(where))
