"""The best labels against the enumeration of all label sequences, and ties."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.tagging.best_labels import Decoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]


def best(scores: Doubles, transitions: Doubles) -> list[int]:
    """The best labels of one sentence by trying all."""

    def score(labels: Sequence[int]) -> float:
        steps = sum(transitions[one, two] for one, two in pairwise(labels))
        return float(sum(scores[place, label] for place, label in enumerate(labels)) + steps)

    every: list[list[int]] = list(map(list, product(range(scores.shape[1]), repeat=len(scores))))
    return max(every, key=score)


@given(
    st.integers(2, 4),
    st.lists(st.integers(1, 5), min_size=1, max_size=8),
    st.sampled_from([0.0, 0.2, 1.0, 5.0]),
    st.integers(0, 10_000),
)
def test_finds_the_best_labels(labels: int, lengths: list[int], weight: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    transitions = random.normal(size=(labels, labels)) * weight
    scores = random.normal(size=(sum(lengths), labels))
    scores[:, 0] = 0
    decoder = Decoder(transitions)
    found, doubtful = decoder.best(scores[:, 1:], np.array(lengths))
    assert doubtful == []
    expected, start = [], 0
    for length in lengths:
        sentence = scores[start : start + length]
        expected += best(sentence, transitions)
        assert decoder.best_in_order(sentence).tolist() == expected[start:]
        start += length
    assert found.tolist() == expected


@pytest.mark.parametrize("labels", [2, 5])
def test_long_sentences_without_any_clear_token(labels: int) -> None:
    transitions = np.eye(labels) * 3
    scores = np.full((3000, labels - 1), 1e-3)
    scores[0] = [1.0] + [0.0] * (labels - 2)
    decoder = Decoder(transitions)
    assert decoder.best(scores, np.array([3000]))[1] == [0], "left to the search in order"
    full = np.concatenate([np.zeros((3000, 1)), scores], axis=1)
    assert set(decoder.best_in_order(full).tolist()) == {1}
    found, doubtful = decoder.best(scores, np.array([50] * 60))
    assert set(found[:50].tolist()) == {1}
    assert 0 not in doubtful


@pytest.mark.parametrize(
    ("scores", "lengths", "doubtful"),
    [
        ([0.0], [1], [0]),
        ([1e-12, 5.0], [1, 1], [0]),
        ([5.0, -1e-12, 5.0], [1, 1, 1], [1]),
        ([5.0, 0.0, 0.0, 5.0], [1, 2, 1], [1]),
        ([5.0, -5.0, 5.0], [3], []),
        ([0.1, -0.1, 0.1], [2, 1], []),
    ],
)
def test_sentences_where_rounding_decides_are_told(
    scores: list[float], lengths: list[int], doubtful: list[int]
) -> None:
    transitions = np.array([[0.0, 1.0], [1.0, 0.0]])
    found = Decoder(transitions).best(np.array(scores)[:, None], np.array(lengths))
    assert found[1] == doubtful


def test_of_sequences_as_good_the_first_is_taken() -> None:
    transitions = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert Decoder(transitions).best_in_order(np.zeros((4, 2))).tolist() == [1, 0, 1, 0]
