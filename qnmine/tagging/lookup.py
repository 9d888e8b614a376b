"""Bulk lookup of 64-bit integer keys: a static hash table in two arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints

# 2^64 divided by the golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4).
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def _bits_for(count: int) -> int:
    return max(1, count.bit_length() + 1)


def bucket_of(keys: Ints, count: int) -> Ints:
    """The bucket of each key in a table of `count` keys."""
    shift = np.uint64(64 - _bits_for(count))
    return ((keys.astype(np.uint64) * _MULTIPLIER) >> shift).astype(np.int64)


def bucket_order(keys: Ints) -> Ints:
    """The order in which `KeyIndex` wants distinct keys to be stored."""
    return np.lexsort((keys, bucket_of(keys, len(keys))))


class KeyIndex:
    """Finds the number of a key among distinct keys stored in bucket order."""

    def __init__(self, keys: Ints) -> None:
        """Index `keys`; ValueError when they are not in bucket order."""
        buckets = bucket_of(keys, len(keys))
        if np.any(np.diff(buckets) < 0):
            raise ValueError("keys are not in bucket order")
        self._count = len(keys)
        self._keys = np.append(keys, np.int64(-1))
        counts = np.bincount(buckets, minlength=2 ** _bits_for(self._count))
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)

    def find(self, keys: Ints) -> tuple[Ints, Ints]:
        """Look up non-negative keys: (which of them were found, the number of each of those)."""
        buckets = bucket_of(keys, self._count)
        slots = self._first[buckets]
        ends = self._first[buckets + 1]
        waiting = np.flatnonzero(slots < ends)
        slots, ends, wanted = slots[waiting], ends[waiting], keys[waiting]
        where: list[Ints] = []
        numbers: list[npt.NDArray[np.int32]] = []
        while len(waiting):
            hit = self._keys[slots] == wanted
            where.append(waiting[hit])
            numbers.append(slots[hit])
            more = ~hit & (slots + 1 < ends)
            waiting, slots, ends, wanted = waiting[more], slots[more] + 1, ends[more], wanted[more]
        if not where:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.concatenate(where), np.concatenate(numbers).astype(np.int64)
