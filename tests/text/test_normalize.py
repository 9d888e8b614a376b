from __future__ import annotations

import sys
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.text.normalize import joins_the_one_before, normalize, stroked_d, tone_style, unicode_form
from tests.strategies import any_text, vietnamese_text

OLD_AND_NEW = [
    ("hòa", "hoà"),
    ("Hòa", "Hoà"),
    ("HÒA", "HOÀ"),
    ("khỏe", "khoẻ"),
    ("thủy", "thuỷ"),
    ("ủy", "uỷ"),
    ("Ủy", "Uỷ"),
    ("ỦY", "UỶ"),
    ("tòa nhà", "toà nhà"),
    ("Thúy, Lũy và lụy", "Thuý, Luỹ và luỵ"),
    ("xòe (lóe)", "xoè (loé)"),
    ("đọa đày", "đoạ đày"),
    ("Hòa_Bình", "Hoà_Bình"),
    ("ngụy", "nguỵ"),
]
IN_BOTH_STYLES = [
    "quý",
    "Quỳ",
    "quỹ",
    "quà",
    "hoàn",
    "toàn",
    "thuyền",
    "khuỷu",
    "ngoái",
    "xoáy",
    "Noé",
    "Zoé",
    "Chloé",
    "Boé",
    "mía",
    "của",
    "hoa",
    "huy",
    "Goethe",
]


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
def test_tone_style_goes_both_ways(old: str, new: str) -> None:
    assert tone_style(new, "old") == old
    assert tone_style(old, "new") == new
    assert tone_style(old, "old") == old
    assert tone_style(new, "new") == new


@pytest.mark.parametrize("word", IN_BOTH_STYLES)
def test_other_syllables_and_foreign_words_stay(word: str) -> None:
    assert tone_style(word, "old") == tone_style(word, "new") == word


def test_text_in_nfc_keeps_its_offsets() -> None:
    normalized = normalize("Toà nhà Thuỷ Điện")
    assert normalized.text == "Tòa nhà Thủy Điện"
    assert normalized.original(4, 7) == (4, 7)


def test_decomposed_text_maps_back_to_whole_groups() -> None:
    text = unicodedata.normalize("NFD", "Uỷ ban")
    normalized = normalize(text)
    assert normalized.text == "Ủy ban"
    assert text[slice(*normalized.original(0, 2))] == unicodedata.normalize("NFD", "Uỷ")
    assert text[slice(*normalized.original(3, 6))] == "ban"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", ""),
        ("\ud800", "\ud800"),
        ("a\u0301\udfff", "á\udfff"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u09c7\u09be", "\u09cb"),
        ("\u212b", "Å"),
        ("\u0958", "\u0915\u093c"),
        ("a\u0323\u0306", "ặ"),
        ("a\u0306\u0323", "ặ"),
    ],
)
def test_odd_text_is_composed(text: str, form: str) -> None:
    normalized = normalize(text)
    assert normalized.text == form
    assert normalized.original(0, len(form)) == (0, len(text))
    assert normalized.original(len(form), len(form)) == (len(text), len(text))


@given(st.one_of(vietnamese_text(), any_text()))
def test_text_is_nfc_in_the_old_style(text: str) -> None:
    assert normalize(text).text == tone_style(stroked_d(unicodedata.normalize("NFC", text)), "old")


@given(st.one_of(vietnamese_text(), any_text()), st.data())
def test_spans_map_to_what_they_stand_for(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    spans = [normalized.original(n, n + 1) for n in range(len(normalized.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one == two or one[1] <= two[0] for one, two in pairwise(spans))
    first = data.draw(st.integers(0, len(normalized.text)))
    last = data.draw(st.integers(first, len(normalized.text)))
    start, end = normalized.original(first, last)
    assert 0 <= start <= end <= len(text)
    if first < last:
        assert (start, end) == (spans[first][0], spans[last - 1][1])
        # Whole groups stand on both sides, so the slices agree but for the tone style of a cut syllable.
        whole_first = min(n for n, span in enumerate(spans) if span[1] > start)
        whole_last = max(n for n, span in enumerate(spans) if span[0] < end) + 1
        composed = unicodedata.normalize("NFC", text)
        assert unicodedata.normalize("NFC", text[start:end]) == composed[whole_first:whole_last]


@given(any_text())
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


def test_every_second_character_of_a_composition_joins() -> None:
    for code in range(sys.maxunicode + 1):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1 or unicodedata.combining(decomposed):
            assert all(map(joins_the_one_before, decomposed[1:])), hex(code)
            assert not joins_the_one_before(decomposed[0]) or joins_the_one_before(chr(code)), hex(code)


@given(st.text("\u0301\u0323\u0316\u0344a\u0958", min_size=60, max_size=200))
def test_long_runs_of_marks_are_composed_as_by_unicodedata(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert unicode_form(text, form) == unicodedata.normalize(form, text)


def test_a_run_of_disordered_marks_takes_linear_time() -> None:
    started = time.perf_counter()
    normalize("\u0301\u0323" * 50_000)
    assert time.perf_counter() - started < 5  # by insertion it takes a minute


@given(st.text(st.sampled_from("aâệoà\u0301\u0302\u0323Ðð n"), max_size=20), st.data())
def test_spans_of_the_original_have_a_place(text: str, data: st.DataObject) -> None:
    found = normalize(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = found.place(start, end)
    assert 0 <= first <= last <= len(found.text)
    begin, behind = found.original(first, last)
    assert start == end or begin <= start <= end <= behind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ðảng, ÐƯỜNG, ðường, Ɖà Nẵng", "Đảng, ĐƯỜNG, đường, Đà Nẵng"),
        ("HÐND, QÐ-TTg, Ð.", "HĐND, QĐ-TTg, Đ."),
        ("Guðmundsson, GUÐMUNDSSON, Ewondo Ɖ", "Guðmundsson, GUÐMUNDSSON, Ewondo Đ"),
    ],
)
def test_letters_that_look_like_d_with_stroke(text: str, expected: str) -> None:
    assert normalize(text).text == expected
