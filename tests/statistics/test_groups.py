"""Counts kept apart by group."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics.groups import Groups


@dataclass
class Seen:
    """Counts that merge."""

    documents: int = 0

    def merge(self, other: Seen) -> None:
        self.documents += other.documents


def test_a_group_is_made_when_it_comes() -> None:
    groups = Groups(Seen)
    groups["b",].add_document(7)
    groups["a",].add_document(None)
    groups["b",].add_document(1)
    assert list(groups) == [("b",), ("a",)]
    assert [(groups[key].docs, groups[key].words) for key in groups] == [(2, 8), (1, None)]
    assert groups["a",].counts is not groups["b",].counts


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 9))), st.integers(0, 10))
def test_merged_parts_are_like_the_whole(documents: list[tuple[str, int | None]], cut: int) -> None:
    whole, first, second = (Groups(Seen) for _ in range(3))
    for number, (key, words) in enumerate(documents):
        for groups in (whole, first if number < cut else second):
            groups[key,].add_document(words)
            groups[key,].counts.documents += 1
    first.merge(second)
    assert list(first) == list(whole)
    assert [first[key] for key in first] == [whole[key] for key in whole]
