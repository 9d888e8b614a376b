"""What is read off one token: shape, spelling, look-up form."""

from __future__ import annotations

import pytest

from qnmine.entities.surfaces import SHAPES, lower_of, shape_of


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


@pytest.mark.parametrize(("form", "lower"), [("Hạ", "hạ"), ("2024", "0000"), ("UBND", "ubnd"), ("İ", "i̇")])
def test_look_up_forms(form: str, lower: str) -> None:
    assert lower_of(form) == lower
