"""The parts of syllables, analysed by hand, and what is none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from qnmine.explaining.syllables import TONES, describe, parts_of
from qnmine.text.normalize import tone_style
from tests.strategies import any_text

ANALYSED = [
    ("nghiêng", "ngh", "iêng", "ngang"),
    ("quý", "qu", "y", "sắc"),
    ("quỳnh", "qu", "ynh", "huyền"),
    ("quyết", "qu", "yêt", "sắc"),
    ("quốc", "qu", "ôc", "sắc"),
    ("quanh", "qu", "anh", "ngang"),
    ("giếng", "gi", "iêng", "sắc"),
    ("gì", "gi", "i", "huyền"),
    ("gìn", "gi", "in", "huyền"),
    ("giặt", "gi", "ăt", "nặng"),
    ("giữa", "gi", "ưa", "ngã"),
    ("gia", "gi", "a", "ngang"),
    ("ghế", "gh", "ê", "sắc"),
    ("khuya", "kh", "uya", "ngang"),
    ("thuở", "th", "uơ", "hỏi"),
    ("ngoằn", "ng", "oăn", "huyền"),
    ("ngoèo", "ng", "oeo", "huyền"),
    ("khuyển", "kh", "uyên", "hỏi"),
    ("huỳnh", "h", "uynh", "huyền"),
    ("nước", "n", "ươc", "sắc"),
    ("rượu", "r", "ươu", "nặng"),
    ("yêu", "", "yêu", "ngang"),
    ("ỷ", "", "y", "hỏi"),
    ("ông", "", "ông", "ngang"),
    ("oanh", "", "oanh", "ngang"),
    ("ĐẢNG", "đ", "ang", "hỏi"),
    ("Nguyễn", "ng", "uyên", "ngã"),
    ("Xuân", "x", "uân", "ngang"),
    ("xoong", "x", "oong", "ngang"),
    ("tách", "t", "ach", "sắc"),
    ("Kạn", "k", "an", "nặng"),
]


@pytest.mark.parametrize(("form", "initial", "rhyme", "tone"), ANALYSED)
@pytest.mark.parametrize("unicode_form", ["NFC", "NFD"])
def test_parts(form: str, initial: str, rhyme: str, tone: str, unicode_form: str) -> None:
    written = unicodedata.normalize(unicode_form, form)  # type: ignore[arg-type]
    assert parts_of(written) == (initial, rhyme, tone)


@pytest.mark.parametrize(
    ("form", "rhyme", "tone"),
    [("hoà", "oa", "huyền"), ("thuỷ", "uy", "hỏi"), ("khoẻ", "oe", "hỏi"), ("thuý", "uy", "sắc")],
)
def test_both_tone_styles_have_the_same_parts(form: str, rhyme: str, tone: str) -> None:
    old = tone_style(form, "old")
    assert old != form
    assert parts_of(form) == parts_of(old) == (parts_of(form).initial, rhyme, tone)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "form",
    [
        "Đắk",  # a final k
        "internet",
        "robot",
        "FPT",
        "Foxconn",
        "viet",  # a stop has no level tone
        "mat",
        "càt",
        "quư",
        "ngi" * 5,
        "á́",  # two tone marks
        "a" * 10_000,
        "",
        "5G",
    ],
)
def test_what_is_no_syllable(form: str) -> None:
    assert parts_of(form) is None


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("Hạ", "syllable"),
        ("Đắk", "other"),
        ("Autoliv", "other"),
        ("28.000", "number"),
        ("97,15%", "number"),
        ("25/6/2024", "number"),
        ("57-NQ/TW", "code"),
        ("4G", "code"),
        ("AI", "abbreviation"),
        ("HĐND", "abbreviation"),
        ("UBND", "abbreviation"),
        (",", "sign"),
        ("…", "sign"),
        ("http://qnmine.vn", "link"),
    ],
)
def test_kinds(form: str, kind: str) -> None:
    assert describe(form)[0] == kind


def test_a_heading_in_capitals_has_syllables() -> None:
    assert describe("HOA", loud=True) == ("syllable", ("h", "oa", "ngang"))
    assert describe("HOA") == ("abbreviation", None)


@given(any_text())
def test_any_text_has_parts_or_none(text: str) -> None:
    parts = parts_of(text)
    if parts is not None:
        assert parts.tone in TONES
        assert parts.rhyme
