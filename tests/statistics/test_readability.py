"""Readability: values by hand, and what the numbers mean."""

from __future__ import annotations

import pytest

from qnmine.statistics.readability import count_characters, luong_nguyen_dinh


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Việt Nam", "có", "63", "tỉnh", ",", "..."], 7 + 2 + 2 + 4),
        (["Vie\u0323\u0302t"], 4),  # decomposed: three code points are one letter
        (["28.000", "m²", "GD-ĐT"], 5 + 2 + 4),
        ([], 0),
    ],
)
def test_count_characters(words: list[str], expected: int) -> None:
    assert count_characters(words) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # two sentences of ten words with four letters each; a quarter of the syllables are difficult
        ((80, 2, 20, 40, 10), 0.16 + 0.762 + 0.678675 - 0.7295),
        ((80, 2, 20, 40, 0), 0.16 + 0.762 - 0.7295),
        ((0, 1, 1, 1, 1), 2.7147 - 0.7295),
        ((10, 0, 3, 3, 0), None),
        ((0, 1, 0, 0, 0), None),
        ((0, 0, 0, 0, 0), None),
        ((80 * 10**9, 2 * 10**9, 20 * 10**9, 40 * 10**9, 10**10), 0.16 + 0.762 + 0.678675 - 0.7295),
    ],
)
def test_luong_nguyen_dinh(counts: tuple[int, int, int, int, int], expected: float | None) -> None:
    assert luong_nguyen_dinh(*counts) == (expected if expected is None else pytest.approx(expected))


def test_longer_sentences_longer_words_and_difficult_syllables_are_harder() -> None:
    text = luong_nguyen_dinh(80, 2, 20, 40, 10)
    assert text is not None
    for harder in ((80, 1, 20, 40, 10), (100, 2, 20, 40, 10), (80, 2, 20, 40, 11)):
        assert (luong_nguyen_dinh(*harder) or 0) > text


@pytest.mark.parametrize(
    "counts",
    [
        (-1, 1, 1, 1, 0),
        (9, -1, 1, 1, 0),
        (9, 1, -1, 1, 0),
        (9, 1, 2, 1, 0),
        (9, 1, 2, 2, 3),
        (9, 1, 2, 2, -1),
    ],
)
def test_counts_that_cannot_be(counts: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="impossible counts"):
        luong_nguyen_dinh(*counts)
