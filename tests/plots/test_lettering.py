"""Labels of plots: every Vietnamese letter has a glyph, nothing in a text acts."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

pytest.importorskip("matplotlib")

from qnmine.plots.lettering import Lettering

VOWELS = [
    unicodedata.normalize("NFC", base)
    for base in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
]
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
CONSONANTS = "bcdđghklmnpqrstvx"
LETTERS = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product(VOWELS, TONES)}
    - set("aeiouy")
    | {"đ"}
)


def test_every_vietnamese_letter_has_a_glyph() -> None:
    letters = [*LETTERS, *(letter.upper() for letter in LETTERS)]
    assert len(set(letters)) == 134  # 67 beside those of English, small and capital
    letter = Lettering()
    for one in letters:
        assert letter(one) == one
        assert letter(unicodedata.normalize("NFD", one)) == one
    assert letter.warnings() == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("$x^2$ _a_ \\frac", "$x^2$ _a_ \\frac"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\n b\tc", "a b c"),
        ("\x1b[31mđỏ", "<U+001B>[31mđỏ"),
        ("\ud800", "<U+D800>"),
        ("", ""),
        ("ă" * 10_000, "ă" * 41 + "…"),
    ],
)
def test_labels(text: str, label: str) -> None:
    letter = Lettering()
    assert letter(text) == label
    assert letter.warnings() == []


def test_what_the_font_lacks_is_told_once() -> None:
    letter = Lettering()
    assert letter("中文 và 中") == "□□ và □"
    assert letter.warnings() == ["--plot: the font DejaVu Sans has no 中 (U+4E2D), 文 (U+6587); drawn as □"]
    letter("一二三四五六")
    assert letter.warnings()[0].endswith("and 3 more; drawn as □")
