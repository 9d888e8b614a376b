from __future__ import annotations

import json
import math
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import number_text
from qnmine.output.values import cell_text, encoded, json_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (97.15, "97.15"),
        (1e-07, "0.0000001"),
        (-1.5e-10, "-0.00000000015"),
        (1e22, "10000000000000000000000"),
        (28000000000000.0, "28000000000000"),
        (123456789.125, "123456789.125"),
        (math.inf, ""),
        (-math.inf, ""),
        (math.nan, ""),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), ""),
        (Decimal("-0.00"), "0"),
        (Decimal("1234567890123456789012345678901234567890.5"), "1234567890123456789012345678901234567890.5"),
        (Decimal("1234567890123456789012345678901234567890"), "1234567890123456789012345678901234567890"),
        (np.float64(2.5), "2.5"),
        (np.float32(0.5), "0.5"),
    ],
)
def test_numbers_are_short_and_have_no_exponent(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_equal(number: float) -> None:
    text = number_text(number)
    assert float(text) == number
    assert "e" not in text.lower()
    assert not text.endswith(".0")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("Hạ Long", "Hạ Long"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (28000000000000, "28000000000000"),
        (0.5, "0.5"),
        (date(2024, 6, 25), "2024-06-25"),
        (datetime(2024, 9, 2, 14, 30), "2024-09-02T14:30:00"),
        (("Quảng Ninh", "QUẢNG NINH"), "Quảng Ninh | QUẢNG NINH"),
        ((), ""),
        (["a", 1, None], "a | 1 | "),
        ({"url": "x", "n": 1}, '{"url": "x", "n": 1}'),
        (b"abc\xff", "abc\ufffd"),
        (np.int64(5), "5"),
        (np.bool_(True), "true"),
        (np.str_("đ"), "đ"),
    ],
)
def test_every_cell_has_a_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text
    assert type(cell_text(cell)) is str


def test_lone_surrogates_become_one_replacement_each() -> None:
    assert encoded("a\ud800\udfffb") == "a\ufffd\ufffdb".encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": None, "b": True, "c": 1.5}, '{"a": null, "b": true, "c": 1.5}'),
        ({"name": "Ủy ban"}, '{"name": "Ủy ban"}'),
        ({"v": ("a", "b")}, '{"v": ["a", "b"]}'),
        ({"v": math.nan, "w": [math.inf, 1.0]}, '{"v": null, "w": [null, 1.0]}'),
        ({"d": date(2024, 6, 25)}, '{"d": "2024-06-25"}'),
        ({"n": np.int64(3), "f": np.float64(0.5)}, '{"n": 3, "f": 0.5}'),
        ({"n": Decimal("2.50"), "m": Decimal(7), "x": Decimal("Infinity")}, '{"n": 2.5, "m": 7, "x": null}'),
        ({"m": MappingProxyType({"k": 1})}, '{"m": {"k": 1}}'),
        ("a\ud800b", '"a\\ud800b"'),
        ("a\u2028b\u2029c\u0085", '"a\\u2028b\\u2029c\\u0085"'),
    ],
)
def test_json(value: object, text: str) -> None:
    assert json_text(value) == text


@given(st.text(st.characters()))
def test_json_of_any_text_is_one_line_of_valid_utf8_and_reads_back(text: str) -> None:
    line = json_text(text)
    assert len((line + "x").splitlines()) == 1
    back = json.loads(line.encode("utf-8"))
    assert back == text or json.loads(json.dumps(text)) == back  # a high and a low surrogate may pair up
