"""What is read off one token: shape, spelling, look-up form."""

from __future__ import annotations

import pytest

from qnmine.entities.surfaces import BARE, FOREIGN, SHAPES, VIETNAMESE, lower_of, shape_of, spelling_of


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("và", "x"), ("Ông", "Xx"), ("Đ", "X"), ("VN", "XX"), ("UBND", "XXXX"), ("UNESCO", "XXXX"),
        ("iPhone", "xX"), ("VinFast", "XxX"), ("2024", "0000"), ("123456", "00000"), ("(", "("), ("…", "…"),
        ("€", "symbol"), ("‰", "mark"), ("中", "letters"), ("\x00", "other"), ("\u0301", "other"),
        ("\ud800", "other"), ("٣", "0"),
    ],
)  # fmt: skip
def test_shapes(form: str, shape: str) -> None:
    assert shape_of(form) == shape
    assert shape in SHAPES


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


@pytest.mark.parametrize(("form", "lower"), [("Hạ", "hạ"), ("2024", "0000"), ("UBND", "ubnd"), ("İ", "i̇")])
def test_look_up_forms(form: str, lower: str) -> None:
    assert lower_of(form) == lower
