"""Counts by number."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics import tally
from qnmine.statistics.tally import Tally, summed

numbers = st.lists(st.integers(0, 2**62), max_size=12) | st.lists(st.integers(0, 5), max_size=12)


@given(st.lists(numbers), st.integers(0, 3))
def test_counts_are_those_of_a_counter(parts: list[list[int]], least: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "_LEAST", least)
        counted, expected = Tally(), Counter[int]()
        for number, part in enumerate(parts):
            keys = np.array(part, np.int64)
            if number % 2:
                counted.add(keys)
                expected.update(part)
            else:
                counted.add(keys, np.full(len(part), number + 1))
                expected.update({key: (number + 1) * times for key, times in Counter(part).items()})
    keys, counts = counted.items()
    assert list(zip(keys.tolist(), counts.tolist(), strict=True)) == sorted(expected.items())
    assert counted.total() == expected.total()


def test_sums_of_nothing_and_of_one() -> None:
    nothing = np.empty(0, np.int64)
    keys, counts = summed(nothing, nothing)
    assert (keys.tolist(), counts.tolist()) == ([], [])
    keys, counts = summed(np.array([7]), np.array([3]))
    assert (keys.tolist(), counts.tolist()) == ([7], [3])
    assert Tally().total() == 0
