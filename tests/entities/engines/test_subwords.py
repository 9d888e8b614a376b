from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.engines.subwords import Subwords, Window, align, joined, windows, word_spans
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("", ""),
        ("  ", ""),
        ("Ông Thể (TP.HCM), nói:", "Ông|Thể|(|TP.HCM|)|,|nói|:"),
        ("“Hà Nội-Huế”", "“|Hà|Nội-Huế|”"),
        ("N.V.A.", "N.V.A|."),
        ("PV/TTXVN…", "PV/TTXVN|…"),
        ("…! ?", "…|!|?"),
        ("a_", "a|_"),
    ],
)
def test_marks_around_words_are_words_and_marks_inside_are_not(sentence: str, expected: str) -> None:
    words = [sentence[start:end] for start, end in word_spans(sentence)]
    assert words == [word for word in expected.split("|") if word]


@given(any_text())
def test_words_hold_all_that_is_no_space(text: str) -> None:
    spans = word_spans(text)
    inside = "".join(text[start:end] for start, end in spans)
    assert inside == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_a_long_line_takes_no_longer_for_its_length() -> None:
    assert len(word_spans("a" + "!" * 300_000)) == 300_001
    assert word_spans("a!" * 150_000) == [(0, 299_999), (299_999, 300_000)]


def test_the_first_subword_of_a_word_holds_its_beginning() -> None:
    sentence = "ở Hạ Long, nay"
    words = word_spans(sentence)
    # `ở`, ` Hạ`, a space of its own, `Lo`, `ng,` over an edge, nothing, ` nay`
    offsets = [(0, 1), (1, 4), (4, 5), (5, 7), (7, 10), (0, 0), (10, 14)]
    assert align(range(7), offsets, words, sentence) == Subwords([*range(7)], [0, 1, 2, 4, 6])


@pytest.mark.parametrize(
    ("sentence", "offsets", "first"),
    [
        # An empty mark at the beginning, then `a`; two spaces, the last of which stands before `b`.
        ("a   b", [(0, 0), (0, 1), (1, 2), (3, 4), (4, 5)], [0, 3]),
        # The mark has the offsets of the letter behind it.
        ("Hạ", [(0, 1), (0, 1), (1, 2)], [0]),
        # One subword holds three words; one begins before a word and reaches into it.
        ("(TP.HCM) ở", [(0, 8), (8, 10)], [0, 0, 0, 1]),
        ("“Hạ” ở", [(0, 2), (2, 4), (4, 6)], [0, 0, 1, 2]),
        # Bytes of one letter; a word that the tokenizer leaves out.
        ("đ \x07 b", [(0, 1), (0, 1), (3, 5)], [0, -1, 2]),
        ("a b", [], [-1, -1]),
    ],
)
def test_offsets_as_tokenizers_have_them(
    sentence: str, offsets: list[tuple[int, int]], first: list[int]
) -> None:
    ids = list(range(len(offsets)))
    assert align(ids, offsets, word_spans(sentence), sentence) == Subwords(ids, first)


def test_pieces_cut_word_by_word_are_joined() -> None:
    assert joined([[5], [], [6, 7], [8]]) == Subwords([5, 6, 7, 8], [0, -1, 1, 3])
    assert joined([]) == Subwords([], [])


def test_windows_by_hand() -> None:
    assert windows(0, 8) == []
    assert windows(8, 8) == [Window(0, 8, 0, 8)]
    assert windows(9, 8) == [Window(0, 8, 0, 4), Window(1, 9, 4, 9)]
    assert windows(14, 8) == [Window(0, 8, 0, 7), Window(6, 14, 7, 14)]
    assert windows(3, 1) == [Window(0, 1, 0, 1), Window(1, 2, 1, 2), Window(2, 3, 2, 3)]


@given(st.integers(0, 300), st.integers(1, 40))
def test_windows_keep_everything_once_and_read_no_more_than_they_can(count: int, capacity: int) -> None:
    cut = windows(count, capacity)
    assert [place for window in cut for place in range(window.keep, window.drop)] == list(range(count))
    for window in cut:
        assert 0 <= window.start <= window.keep < window.drop <= window.end <= count
        assert window.end - window.start <= capacity
        # With room to spare, what is kept inside a sentence has neighbours on both sides.
        if capacity >= 16:
            assert window.start == 0 or window.keep - window.start >= capacity // 8 - 1
            assert window.end == count or window.end - window.drop >= capacity // 8 - 1
    assert len(cut) <= 2 * count // capacity + 1
