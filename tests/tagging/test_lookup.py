"""Bulk lookup of keys against a dictionary, and the order of keys in files."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.tagging.lookup import KeyTables, bucket_order

KEYS = st.one_of(st.integers(0, 50), st.integers(0, 2**62))


@given(st.lists(KEYS, unique=True, max_size=80), st.lists(KEYS, max_size=80))
def test_finds_what_a_dictionary_finds(keys: list[int], others: list[int]) -> None:
    wanted = others + keys
    tables = KeyTables(np.array(keys, np.int64))
    numbers = {key: number for number, key in enumerate(keys)}
    queries = np.array(wanted, np.int64)
    assert tables.rows(queries).tolist() == [numbers.get(key, -1) + 1 for key in wanted]
    where, found = tables.find(queries)
    expected = {place: numbers[key] for place, key in enumerate(wanted) if key in numbers}
    assert dict(zip(where.tolist(), found.tolist(), strict=True)) == expected


def test_many_keys() -> None:
    keys = np.random.default_rng(0).choice(2**40, 200_000, replace=False)
    where, numbers = KeyTables(keys).find(np.concatenate([keys, keys + 2**41]))
    assert np.array_equal(where, np.arange(len(keys)))
    assert np.array_equal(numbers, where)


@pytest.mark.parametrize(
    ("keys", "message"), [([1, 2, 1], "distinct"), ([5] * 50, "distinct"), ([-1, 4], "negative")]
)
def test_bad_keys(keys: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        KeyTables(np.array(keys, np.int64))


def test_files_hold_keys_in_an_order_that_never_changes() -> None:
    keys = np.array([0, 1, 2, 3, 1000, 2**40, 2**40 + 1, 2**62])
    # 2^64 / golden ratio times the key, the upper five bits, worked out with plain integers.
    buckets = [((key * 0x9E3779B97F4A7C15) % 2**64) >> 59 for key in keys.tolist()]
    expected = sorted(range(len(keys)), key=lambda n: (buckets[n], int(keys[n])))
    assert bucket_order(keys).tolist() == expected
