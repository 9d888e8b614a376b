"""Bars, sparklines and strips: what they look like, and that they are as wide as asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output.display import cell_width
from qnmine.output.plots import Strip, bar, sparkline


@pytest.mark.parametrize(
    ("value", "most", "drawn"),
    [
        (8, 8, "█" * 10),
        (4, 8, "█" * 5),
        (2.0, 8.0, "██▌"),
        (1, 80, "▏"),
        (1e-9, 8, "▏"),
        (0, 8, ""),
        (0.0, 0, ""),
    ],
)
def test_a_bar(value: float, most: float, drawn: str) -> None:
    assert bar(value, most, 10) == drawn


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█"),
        ((0, None, 4, 2), "· █▄"),
        ((1, 1000), "▁█"),
        ((0.1, 0.1, 0.2), "▄▄█"),
        ((0, 0), "··"),
        ((None,), " "),
        ((), ""),
    ],
)
def test_a_sparkline(values: tuple[float | None, ...], drawn: str) -> None:
    assert sparkline(values) == drawn


@pytest.mark.parametrize(
    ("places", "sizes", "width", "drawn"),
    [
        ((0, 1, 9), (10,), 10, "██·······█"),
        ((0, 1, 9), (10,), 5, "█···▄"),
        ((0, 0, 9), (10,), 10, "█········▄"),
        ((9, 0), (10,), 10, "█········█"),
        # borders where each part has room for six cells
        ((0, 17), (6, 12), 12, "█··········█"),
        ((0, 17), (6, 12), 13, "█···│·······█"),
        ((0, 5, 6, 17), (6, 12), 19, "█····█│█··········█"),
        ((5,), (6, 0, 12), 19, "·····█│············"),
        ((0, 2), (1, 2), 15, "█····│····█····"),
        ((), (10,), 4, "····"),
        ((), (), 4, ""),
        ((0,), (1,), 0, ""),
    ],
)
def test_a_strip(places: tuple[int, ...], sizes: tuple[int, ...], width: int, drawn: str) -> None:
    assert Strip(places, sizes).draw(width) == drawn


@given(st.data(), st.lists(st.integers(0, 50), max_size=8), st.integers(1, 120))
def test_a_strip_is_as_wide_as_asked_for(data: st.DataObject, sizes: list[int], width: int) -> None:
    words = sum(sizes)
    places = data.draw(st.lists(st.integers(0, words - 1), unique=True)) if words else []
    drawn = Strip(places, sizes).draw(width)
    assert cell_width(drawn) == len(drawn) == (width if words else 0)
    assert sum(sign not in "·│" for sign in drawn) <= len(places)
    assert ("█" in drawn) == bool(places)


@given(st.lists(st.integers(6, 500), min_size=1, max_size=8), st.integers(60, 200))
def test_the_parts_of_a_strip_keep_their_proportions(sizes: list[int], width: int) -> None:
    parts = Strip((), sizes).draw(width).split("│")
    if len(parts) == 1:
        return
    assert len(parts) == len(sizes)
    cells = width - len(sizes) + 1
    spare = cells - len(sizes)
    for part, size in zip(parts, sizes, strict=True):
        assert abs(len(part) - 1 - spare * size / sum(sizes)) < 1
