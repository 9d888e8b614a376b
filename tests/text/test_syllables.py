"""Syllable tokens: what is one, what is none, and that nothing is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from qnmine.text.syllables import syllables
from tests.strategies import any_text, vietnamese_text

CASES = [
    ("Ông Thể", ["Ông", "Thể"]),
    ("TP.HCM", ["TP", ".", "HCM"]),
    ("U23 Việt Nam", ["U", "23", "Việt", "Nam"]),
    ("GD-ĐT (TKV),", ["GD", "-", "ĐT", "(", "TKV", ")", ","]),
    ("28.000 tỷ", ["28", ".", "000", "tỷ"]),
    ("a_b", ["a", "_", "b"]),
    ("Hạ\u200bLong", ["Hạ", "Long"]),
    ("\ufeffĐảng", ["Đảng"]),
    ("\u0301", ["\u0301"]),
    ("x\u0301\u0323y 😀", ["x\u0301\u0323y", "😀"]),
    ("\ud800a", ["\ud800", "a"]),
    ("a\x00b", ["a", "\x00", "b"]),
    ("", []),
    (" \t\n\u00a0", []),
]


@pytest.mark.parametrize(("text", "forms"), CASES)
def test_tokens(text: str, forms: list[str]) -> None:
    assert syllables(text).forms == forms


@given(any_text() | vietnamese_text())
def test_offsets_are_exact_ordered_and_complete(text: str) -> None:
    tokens = syllables(text)
    spans = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    assert [text[start:end] for start, end in spans] == tokens.forms
    covered: set[int] = set()
    last = 0
    for start, end in spans:
        assert last <= start < end
        last = end
        covered.update(range(start, end))
    rest = {char for place, char in enumerate(text) if place not in covered}
    assert all(char.isspace() or unicodedata.category(char) in {"Cf", "Mn"} for char in rest)


@given(vietnamese_text())
def test_decomposed_text_has_as_many_tokens(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert len(syllables(composed)) == len(syllables(decomposed))


@pytest.mark.parametrize("text", ["a" * 300_000, "." * 300_000, "\u0301" * 300_000, "a " * 300_000])
def test_long_lines_are_linear(text: str) -> None:
    assert len(syllables(text)) in (1, 300_000)
