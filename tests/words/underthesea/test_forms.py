from __future__ import annotations

import sys
import unicodedata
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from underthesea.pipeline.pos_tag.tagged_feature import text_isdigit, text_istitle

from qnmine.words.underthesea.forms import PYTHON, RUST, Forms, without_surrogates

FEATURIZER = import_module("underthesea_core").CRFFeaturizer(
    ["T[0].lower", "T[0].istitle", "T[0].isdigit"], set()
)


def rust(forms: list[str]) -> list[tuple[str, bool, bool]]:
    """What the Rust featurizer makes of forms."""
    values = [
        [attribute.partition("=")[2] for attribute in attributes]
        for attributes in FEATURIZER.process([[[form] for form in forms]])[0]
    ]
    return [(lower, title == "True", digit == "True") for lower, title, digit in values]


def ours(form: str) -> tuple[str, bool, bool]:
    return form.lower(), RUST.is_title(form), RUST.is_digit(form)


def test_every_character_that_python_knows_is_read_as_by_the_featurizer() -> None:
    # Letters that got a case in a later version of Unicode than Python's differ, and only they.
    later = {"\u019b", "\u0264", "\ua7d3", "\ua7d5"}
    characters = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) not in ("Cn", "Cs") and character != " " and character not in later
    ]
    different = [
        (character, *pair)
        for character, *pair in zip(characters, rust(characters), map(ours, characters), strict=True)
        if pair[0] != pair[1]
    ]
    assert different == []


ODD = st.text(st.sampled_from("aAđĐbBΣσς1230٣½.+-'’İıßẞǅªⅰⅠ①\u0301\u0345ŉﬁẤấ_"), min_size=1, max_size=12)


@given(st.lists(st.one_of(ODD, st.integers(-(2**33), 2**33).map(str)), min_size=1, max_size=30))
def test_odd_forms_are_read_as_by_the_featurizer(forms: list[str]) -> None:
    assert list(map(ours, forms)) == rust(forms)


@pytest.mark.parametrize(
    ("form", "title", "digit"),
    [
        ("Hà", True, False),
        ("hà", False, False),
        ("1", True, True),
        ("-", True, False),
        ("½", True, False),
        ("٣", True, False),
        ("2147483647", True, True),
        ("2147483648", True, False),
        ("-2147483648", True, True),
        ("-2147483649", True, False),
        ("+7", True, True),
        ("0" * 5000 + "1", True, True),
        ("9" * 5000, True, False),
        ("1.000", True, False),
        ("Th S", True, False),
        ("Th s", False, False),
        ("ǅ", False, False),
        ("ª", True, False),
    ],
)
def test_rust_flags(form: str, title: bool, digit: bool) -> None:
    assert (RUST.is_title(form), RUST.is_digit(form)) == (title, digit)
    assert rust([form])[0][1:] == (title, digit)


@given(st.one_of(ODD, st.text(st.sampled_from("aA1 Đ"), max_size=8)))
def test_python_flags_are_those_of_the_tagger(form: str) -> None:
    assert PYTHON.is_title(form) == text_istitle(form)
    assert str(PYTHON.is_digit(form)) == text_isdigit(form)


def test_what_the_model_does_not_know_falls_into_few_classes() -> None:
    forms = Forms(["Hà", "hà"], RUST)
    assert forms.number("đgfd") == forms.number("xyz") == 0
    assert len({forms.number(form) for form in ("Hà", "hà", "HÀ", "Xyz", "12", "xyz")}) == 6
    assert len({forms.number(f"x{number}") for number in range(1000)}) == 1
    assert len(forms) == 6
    columns = forms.columns(1)
    assert columns.plain.tolist()[:3] == [1, 2, 0]
    assert columns.lower.tolist()[:3] == [2, 2, 2]
    assert columns.title.tolist() == [1, 0, 1, 1, 1]
    assert columns.digit.tolist() == [0, 0, 0, 0, 1]


def test_lone_surrogates_become_question_marks() -> None:
    assert without_surrogates("a\ud800\udfff") == "a??"
    assert without_surrogates("a\u200b😀") == "a\u200b😀"
