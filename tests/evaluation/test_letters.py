"""Letters: what counts when versions of a text are laid side by side, and the way back to offsets."""

from __future__ import annotations

import pytest
from hypothesis import given

from qnmine.evaluation.letters import Letters, letter_key
from tests.strategies import any_text


def key(text: str) -> str:
    return letter_key(Letters(text).letters)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("", ""),
        (" \t\u00a0\n", ""),
        ("Hà  Nội", "HàNội"),
        ("Ha\u0300 No\u0323\u0302i", "HàNội"),
        ("Hà_Nội", "HàNội"),
        ("a\u200bb\u00adc\x00d\ufffd\ufeff", "abcd"),
        ("100%, (x)", "100%,(x)"),
        ("hoà", "hòa"),
        ("😀\ufe0f", "😀"),
    ],
)
def test_what_is_counted(text: str, letters: str) -> None:
    assert Letters(text).letters == letters
    assert len(Letters(text)) == len(letters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Nội", "ha_noi".replace("a", "à").replace("o", "ộ")),
        ("hoà thuỷ", "hòa thủy"),
        ("Đaị học", "Đại học"),
        ("Qui Nhơn", "quy nhơn"),
        ("Ðà Nẵng", "Đà Nẵng"),  # the first has an eth
    ],
)
def test_what_tokenizers_rewrite_is_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("dân", "đân"), ("dan", "dân"), ("o", "ơ"), ("u", "ư"), ("a", "ă"), ("1", "2"), ("(", "[")],
)
def test_other_letters_differ(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(any_text())
def test_a_key_has_a_character_for_each_letter_and_spans_lead_back(text: str) -> None:
    letters = Letters(text)
    assert len(letter_key(letters.letters)) == len(letters)
    if len(letters):
        start, end = letters.span(0, len(letters))
        assert Letters(text[start:end]).letters == letters.letters
        assert letters.within(0, len(letters.normalized)) == (0, len(letters))
    for place in range(len(letters)):
        start, end = letters.span(place, place + 1)
        assert 0 <= start < end <= len(text)


def test_spans_of_decomposed_text_hold_whole_letters() -> None:
    text = "o\u031b\u0309  Ha\u0300 No\u0323\u0302i"
    letters = Letters(text)
    assert letters.letters == "ởHàNội"
    start, end = letters.span(1, 6)
    assert text[start:end] == "Ha\u0300 No\u0323\u0302i"
    assert letters.within(3, 5) == (1, 3)
