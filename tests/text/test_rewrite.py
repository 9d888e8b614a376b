from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.text.rewrite import rewrite
from tests.strategies import any_text, vietnamese_text

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("Hoà thuỷ", {}, "Hòa thủy"),
    ("Hòa thủy", {"tone_style": "new"}, "Hoà thuỷ"),
    ("Hoà thủy", {"tone_style": "keep"}, "Hoà thủy"),
    ("Hoa\u0300", {}, "Hòa"),
    ("Hoà", {"form": "NFD"}, "Ho\u0300a"),
    ("ﬁ ① Å", {"form": "NFKC"}, "fi 1 Å"),
    ("ﬁ ①", {}, "ﬁ ①"),
    (
        "“Đi” ‘về’ «đến» „ở‟ H’Mông",
        {"quotes": "straight"},
        '"Đi" \'ve\' "đến" "ở" H\'Mông'.replace("ve", "về"),
    ),
    ("\"Đi\" ('về') H'Mông", {"quotes": "curly"}, "“Đi” (‘về’) H’Mông"),
    ('Anh nói: "Đi!" Rồi "đi".', {"quotes": "curly"}, "Anh nói: “Đi!” Rồi “đi”."),
    ("“Đi”", {"quotes": "curly"}, "“Đi”"),
    ("«Đi» „về”", {"quotes": "curly"}, "“Đi” “về”"),
    ("“Đi”", {}, "“Đi”"),
    ("a  b\u00a0\t c\u3000d", {"spaces": True}, "a b c d"),
    (" a \n\n  b \r\nc ", {"spaces": True}, "a\n\nb\r\nc"),
    ("ki\u200bnh\ufeff tế\u00ad\x00", {"spaces": True}, "kinh tế"),
    ("👩\u200d👧 a\u200db", {"spaces": True}, "👩\u200d👧 ab"),
    ("e\u200b\u0301", {"spaces": True}, "é"),
    ("a  b\u00a0", {}, "a  b\u00a0"),
    ("\ud800", {"spaces": True, "form": "NFKD"}, "\ud800"),
    ("", {"spaces": True, "quotes": "curly"}, ""),
]


@pytest.mark.parametrize(("text", "settings", "expected"), CASES)
def test_rewrite(text: str, settings: dict[str, Any], expected: str) -> None:
    assert rewrite(text, **settings) == expected


SETTINGS = st.fixed_dictionaries(
    {
        "form": st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")),
        "tone_style": st.sampled_from(("old", "new", "keep")),
        "quotes": st.sampled_from(("keep", "straight", "curly")),
        "spaces": st.booleans(),
    }
)


@given(st.one_of(vietnamese_text(), any_text()), SETTINGS)
def test_rewriting_twice_is_rewriting_once(text: str, settings: dict[str, Any]) -> None:
    once = rewrite(text, **settings)
    assert rewrite(once, **settings) == once
    assert unicodedata.is_normalized(settings["form"], once)


@given(vietnamese_text(), SETTINGS)
def test_line_breaks_are_kept(text: str, settings: dict[str, Any]) -> None:
    assert rewrite(text, **settings).count("\n") == text.count("\n")
