from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.words.underthesea.index import KeyTables

KEYS = st.one_of(st.integers(0, 50), st.integers(0, 2**62))


@given(st.lists(KEYS, unique=True, max_size=80), st.lists(KEYS, max_size=80))
def test_finds_what_a_dictionary_finds(keys: list[int], others: list[int]) -> None:
    wanted = keys + others
    where, numbers = KeyTables(np.array(keys, np.int64)).find(np.array(wanted, np.int64))
    expected = {place: keys.index(key) for place, key in enumerate(wanted) if key in keys}
    assert dict(zip(where.tolist(), numbers.tolist(), strict=True)) == expected
    assert len(where) == len(expected)


def test_many_keys() -> None:
    keys = np.random.default_rng(0).choice(2**40, 200_000, replace=False)
    where, numbers = KeyTables(keys).find(np.concatenate([keys, keys + 2**41]))
    assert np.array_equal(np.sort(where), np.arange(len(keys)))
    assert np.array_equal(numbers, where)


@pytest.mark.parametrize(
    ("keys", "message"), [([1, 2, 1], "distinct"), ([5] * 50, "distinct"), ([-1, 4], "negative")]
)
def test_bad_keys(keys: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        KeyTables(np.array(keys, np.int64))
