from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.rules.tokens import FIGURE, folded, tokens_of


def forms(text: str) -> list[str]:
    return list(tokens_of(text, 0, len(text)).forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hơn 28.000 tỷ đồng", ["hơn", "28.000", "tỷ", "đồng"]),
        ("8,94ha,", ["8,94", "ha", ","]),
        ("57-NQ/TW", ["57", "-", "NQ", "/", "TW"]),
        ("17/12/1994", ["17", "/", "12", "/", "1994"]),
        ("25.06.2024.", ["25.06.2024", "."]),
        ("km² m2 x₂", ["km²", "m", "2", "x₂"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_columns() -> None:
    text = "x Ngày 2/9, 14h30"
    tokens = tokens_of(text, 2, len(text))
    assert tokens.keys == ["ngày", FIGURE, "/", FIGURE, ",", FIGURE, "h", FIGURE]
    assert tokens.glued == [False, False, True, True, True, False, True, True]
    assert tokens.slice(1, 4) == "2/9"
    assert (tokens.key(-1), tokens.key(99), tokens.form(-1), tokens.touches(99)) == ("", "", "", False)


def test_an_endless_figure_is_no_figure() -> None:
    assert tokens_of("1" * 41, 0, 41).keys == [""]
    assert tokens_of("1" * 40, 0, 40).keys == [FIGURE]


@given(st.text())
def test_tokens_cover_all_but_white_space(text: str) -> None:
    tokens = tokens_of(text, 0, len(text))
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == list(tokens.forms)
    assert "".join(tokens.forms) == "".join(text.split())
    for place in range(1, len(tokens)):
        assert tokens.glued[place] == (tokens.starts[place] == tokens.ends[place - 1])


@pytest.mark.parametrize(
    ("word", "key"), [("Bốn", "bon"), ("đồng", "dong"), ("ĐƯỜNG", "duong"), ("VND", "vnd"), ("½", "½")]
)
def test_folding(word: str, key: str) -> None:
    assert folded(word) == key
