from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qnmine.rules.engine import Node
from qnmine.rules.reading import best_reading

RANK = {"time": 0, "quantity": 1}


def read(*spans: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    nodes = [Node(category, start, end, None, "rule") for start, end, category in spans]
    return [(node.start, node.end, node.category) for node in best_reading(nodes, RANK)]


def test_the_longest_wins() -> None:
    assert read((0, 2, "quantity"), (0, 3, "time"), (1, 2, "quantity")) == [(0, 3, "time")]


def test_together_they_cover_the_most() -> None:
    # `2 ngày 25/6`: not the duration `2 ngày` and a ratio, but a number and a date.
    assert read((0, 2, "time"), (1, 5, "time"), (0, 1, "quantity"), (2, 5, "quantity")) == [
        (0, 1, "quantity"),
        (1, 5, "time"),
    ]


def test_fewer_pieces_then_better_rank() -> None:
    assert read((0, 1, "quantity"), (1, 2, "quantity"), (0, 2, "quantity")) == [(0, 2, "quantity")]
    assert read((0, 2, "quantity"), (0, 2, "time")) == [(0, 2, "time")]
    assert read((0, 2, "time"), (1, 3, "quantity")) == [(0, 2, "time")]
    assert read((0, 2, "quantity"), (1, 3, "time")) == [(1, 3, "time")]


def test_of_one_category_the_first_counts() -> None:
    nodes = [Node("time", 0, 2, value, "rule") for value in (1, 2)]
    assert [node.value for node in best_reading(nodes, RANK)] == [1]


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from(sorted(RANK))).map(
    lambda span: (span[0], span[0] + span[1], span[2])
)


@given(st.lists(SPANS, max_size=7))
def test_no_other_choice_covers_more(spans: list[tuple[int, int, str]]) -> None:
    chosen = read(*spans)
    assert all(one[1] <= two[0] for one, two in pairwise(chosen))
    assert set(chosen) <= set(spans)
    assert covered(chosen) == most(spans)


def covered(spans: list[tuple[int, int, str]]) -> int:
    return sum(end - start for start, end, _ in spans)


def most(spans: list[tuple[int, int, str]], after: int = 0) -> int:
    """The most tokens that spans without overlap cover, by trying all."""
    return max(
        (end - start + most(spans, end) for start, end, _ in spans if start >= after),
        default=0,
    )
