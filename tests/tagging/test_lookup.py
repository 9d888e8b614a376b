"""Bulk lookup of keys against a dictionary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.tagging.lookup import KeyIndex, bucket_order

KEYS = st.integers(0, 2**62) | st.integers(0, 50)


@given(st.lists(KEYS, unique=True), st.lists(KEYS))
def test_finds_what_a_dictionary_finds(stored: list[int], wanted: list[int]) -> None:
    keys = np.array(stored, np.int64)
    keys = keys[bucket_order(keys)]
    numbers = {key: number for number, key in enumerate(keys.tolist())}
    queries = np.array([*wanted, *stored], np.int64)
    where, found = KeyIndex(keys).find(queries)
    got = dict(zip(where.tolist(), found.tolist(), strict=True))
    assert got == {n: numbers[key] for n, key in enumerate(queries.tolist()) if key in numbers}


def test_refuses_keys_in_another_order() -> None:
    keys = np.arange(1, 100, dtype=np.int64)
    with pytest.raises(ValueError, match="bucket order"):
        KeyIndex(keys[bucket_order(keys)][::-1].copy())
