"""Marks that overlap in any way become stretches inside stretches that cover the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qnmine.layers import LAYERS, Mark, Stretch, nest
from qnmine.words.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LENGTH = 12


def mark(start: int, end: int, layer: str = "PER") -> Mark:
    return Mark(start, end, layer, Token("d", 1, 1, start, end, "", ""))


def drawn(stretches: Iterable[Stretch], text: str) -> str:
    return "".join(
        text[one.start : one.end]
        if one.mark is None
        else f"[{one.number}{'+' * one.is_rest} {drawn(one.parts, text) or text[one.start : one.end]}]"
        for one in stretches
    )


def test_side_by_side_inside_and_across() -> None:
    text = "abcdefghijkl"
    assert drawn(nest(0, 12, []), text) == text
    assert drawn(nest(0, 12, [mark(1, 3), mark(3, 5)]), text) == "a[0 bc][1 de]fghijkl"
    assert drawn(nest(0, 12, [mark(1, 6), mark(2, 4)]), text) == "a[0 b[1 cd]ef]ghijkl"
    assert drawn(nest(0, 12, [mark(1, 6), mark(1, 6)]), text) == "a[0 [1 bcdef]]ghijkl"
    assert drawn(nest(0, 12, [mark(1, 6), mark(4, 9)]), text) == "a[0 bcd[1 ef]][1+ ghi]jkl"
    assert drawn(nest(3, 8, [mark(1, 6), mark(4, 9), mark(9, 10)]), text) == "[0+ d[1 ef]][1+ gh]"


def test_nothing_to_draw() -> None:
    assert nest(0, 0, [mark(0, 3)]) == []
    assert nest(2, 2, [mark(0, 3)]) == []


def leaves(stretches: Iterable[Stretch], above: tuple[int, ...] = ()) -> Iterator[tuple[int, int, set[int]]]:
    for one in stretches:
        marks = (*above, one.number) if one.mark is not None else above
        if one.parts:
            assert (one.parts[0].start, one.parts[-1].end) == (one.start, one.end)
            yield from leaves(one.parts, marks)
        else:
            yield one.start, one.end, set(marks)


@given(
    st.lists(
        st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH), st.sampled_from(LAYERS)).map(
            lambda drawn: mark(min(drawn[:2]), max(drawn[:2]), drawn[2])
        ),
        max_size=8,
    ),
    st.integers(0, LENGTH),
    st.integers(0, LENGTH),
)
def test_every_character_has_its_marks(marks: list[Mark], first: int, second: int) -> None:
    start, end = min(first, second), max(first, second)
    place = start
    for begin, behind, numbers in leaves(nest(start, end, marks)):
        assert begin == place < behind
        for character in range(begin, behind):
            assert numbers == {n for n, one in enumerate(marks) if one.start <= character < one.end}
        place = behind
    assert place == end
