"""Which runs of letters are spelled like Vietnamese syllables."""

from __future__ import annotations

import pytest

from qnmine.text.spelling import BARE, FOREIGN, VIETNAMESE, spelling_of

VIETNAMESE_SYLLABLES = [
    "hòa",
    "thủy",
    "quý",
    "quốc",
    "nguyễn",
    "nghiêng",
    "giữ",
    "gì",
    "giếng",
    "được",
    "ước",
    "thuở",
    "huơ",
    "xoèn",
    "yến",
    "uyên",
    "quyển",
    "khuỷu",
    "ngoằn",
    "nghĩa",
    "ông",
    "ấn",
    "ý",
    "ở",
    "ủy",
    "đầm",
    "bưởi",
    "rượu",
    "cứu",
    "níu",
    "kẻo",
    "người",
    "chuối",
    "muỗi",
    "buồn",
    "tuấn",
    "huệ",
    "hoẵng",
    "xoóng",
]


@pytest.mark.parametrize("syllable", VIETNAMESE_SYLLABLES)
def test_vietnamese_syllables(syllable: str) -> None:
    assert spelling_of(syllable) == VIETNAMESE


@pytest.mark.parametrize("syllable", ["an", "nam", "hai", "trung", "thanh", "kim", "linh", "qua", "anh"])
def test_syllables_without_diacritics(syllable: str) -> None:
    assert spelling_of(syllable) == BARE


@pytest.mark.parametrize(
    "form", ["foxconn", "unesco", "messi", "obama", "samsung", "wang", "zürich", "bắcb", "đđ", "xyz", "tkv"]
)
def test_foreign_forms(form: str) -> None:
    assert spelling_of(form) == FOREIGN


def test_a_very_long_form_costs_nothing() -> None:
    assert spelling_of("a" * 1_000_000) == FOREIGN
