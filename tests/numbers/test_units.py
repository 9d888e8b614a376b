"""Spellings of units and currencies mean what they should, in their places, and convert exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.data.tables import read_table
from qnmine.numbers.units import (
    convert,
    currency_symbols,
    currency_words,
    fits,
    form_key,
    unit_symbols,
    unit_words,
)


def units_of(form: str, following: str = "", *, scaled: bool = False) -> list[str]:
    """The units that a form means before these words, as a symbol or, if it is none, as a word."""
    entries = unit_symbols().get(form) or unit_words().get(form_key(form), ())
    return [entry.unit for entry in entries if fits(entry, form_key(following), scaled=scaled)]


def codes_of(form: str, following: str = "", *, scaled: bool = False) -> list[str]:
    entries = currency_symbols().get(form) or currency_words().get(form_key(form), ())
    return [entry.code for entry in entries if fits(entry, form_key(following), scaled=scaled)]


@pytest.mark.parametrize(
    ("forms", "unit"),
    [
        ("km|Km|ki-lô-mét|Ki lô mét|kilômét|kilomet|cây số", "km"), ("m|mét|MÉT", "m"),
        ("cm|xăng-ti-mét", "cm"), ("km2|km²|ki-lô-mét vuông|cây số vuông", "km²"), ("m2|m²|mét vuông", "m²"),
        ("m3|m³|mét khối", "m³"), ("ha|héc ta|héc-ta|hécta|hecta", "ha"), ("mẫu Anh|acre", "acre"),
        ("sào|sào Bắc Bộ", "sào"), ("kg|ki-lô-gam|kilôgam|ký lô", "kg"), ("g|gam|gram", "g"), ("tấn|t", "t"),
        ("tạ", "tạ"), ("yến", "yến"), ("l|lít", "l"), ("ml|mi-li-lít", "ml"), ("cc|phân khối", "cm³"),
        ("°C|oC|℃|ºC|độ C|độ Celsius", "°C"), ("°F|độ F", "°F"), ("K|độ K", "K"), ("°|độ", "°"),
        ("km/h|km/giờ|ki-lô-mét/giờ|cây số một giờ", "km/h"), ("hải lý/giờ|kn", "kn"), ("hải lý|nmi", "nmi"),
        ("kW|KW|ki-lô-oát", "kW"), ("MW|mê-ga-oát|megawatt", "MW"), ("mW", "mW"), ("mã lực|hp", "hp"),
        ("kWh|kwh|ki-lô-oát giờ|số điện", "kWh"), ("dặm|mi|mile", "mi"), ("feet|ft|bộ Anh", "ft"),
        ("thước Anh|yard", "yd"), ("pound|lb|cân Anh", "lb"), ("năm ánh sáng", "năm ánh sáng"),
        ("MB|megabyte", "MB"), ("Mbps|Mbit/s|megabit/giây", "Mbit/s"),
        ("độ Richter|độ rích-te", "độ Richter"),
    ],
)  # fmt: skip
def test_spellings_of_units(forms: str, unit: str) -> None:
    assert {form: units_of(form) for form in forms.split("|")} == {form: [unit] for form in forms.split("|")}


@pytest.mark.parametrize(
    "form", ["M", "h", "k", "KM2X", "B", "C", "pm", "ly", "bộ", "đ", "Newton", "Watt", "người"]
)
def test_what_is_no_unit(form: str) -> None:
    assert units_of(form) == []


@pytest.mark.parametrize(
    ("form", "following", "scaled", "expected"),
    [
        ("cây", "vàng", False, ["lượng"]), ("cây", "cầu", False, []), ("cây", "", False, []),
        ("lạng", "bạc", False, ["lượng"]), ("lạng", "thịt", False, ["lạng"]), ("lạng", "", False, ["lạng"]),
        ("lượng", "vàng", False, ["lượng"]), ("lượng", ".", False, ["lượng"]), ("lượng", "mưa", False, []),
        ("chỉ", "vàng", False, ["chỉ"]), ("chỉ", ", giá", False, ["chỉ"]), ("chỉ", "còn", False, []),
        ("chỉ", "5", False, []), ("công", "đất", False, ["công"]), ("công", "sầu riêng", False, ["công"]),
        ("công", "sầu", False, []), ("công", "ty", False, []), ("mẫu", "ruộng", False, ["mẫu"]),
        ("mẫu", "/ người", False, ["mẫu"]), ("mẫu", "thử", False, []),
        ("thước", "đất", False, ["thước đất"]), ("thước", "", False, ["thước"]),
        ("thước", "phim", False, []), ("tấn", "hàng", False, ["t"]), ("tấn", "công", False, []),
        ("ký", "gạo", False, ["kg"]), ("ký", "tự", False, []), ("cân", "thịt", False, ["kg"]),
        ("cân", "bằng", False, []), ("in", ")", False, ["in"]), ("in", "x 5 in", False, ["in"]),
        ("in", "sách", False, []), ("thùng", "dầu thô", False, ["bbl"]), ("thùng", "dầu ăn", False, []),
        ("thùng", "bia", False, []), ("khối", "nước", False, ["m³"]), ("khối", "", True, ["m³"]),
        ("khối", "lượng", True, []), ("khối", "", False, []), ("số điện", "thoại", False, []),
        ("độ", "ẩm", False, []), ("CV", "/ VPF", False, []),
    ],
)  # fmt: skip
def test_units_by_what_stands_beside(form: str, following: str, scaled: bool, expected: list[str]) -> None:
    assert units_of(form, following, scaled=scaled) == expected


@pytest.mark.parametrize(
    ("forms", "code"),
    [
        ("đồng|đ|₫|VND|VNĐ|vnđ|đồng Việt Nam", "VND"), ("hào|xu", "VND"),
        ("$|US$|USD|đô|đô la|đô-la|đôla|đô la Mỹ|Mỹ kim|đồng đô la|cent", "USD"),
        ("€|EUR|euro|ơ-rô|đồng euro", "EUR"), ("¥|JPY|yên|yên Nhật|đồng yên", "JPY"),
        ("CNY|RMB|NDT|nhân dân tệ|tệ|đồng nhân dân tệ", "CNY"),
        ("£|GBP|bảng Anh|đồng bảng|đồng bảng Anh", "GBP"), ("won", "KRW"), ("baht|bạt", "THB"),
        ("rúp|ruble", "RUB"), ("kip|kíp Lào", "LAK"), ("riel", "KHR"), ("ringgit|RM", "MYR"),
        ("rupiah|Rp", "IDR"), ("rupee|₹", "INR"), ("franc Thụy Sĩ|franc Thụy Sỹ|CHF", "CHF"),
        ("đô la Úc|đô Úc|A$", "AUD"), ("đô la Singapore|đô Sing|S$", "SGD"), ("đô la Hồng Kông|HK$", "HKD"),
        ("đô la Đài Loan|Đài tệ", "TWD"), ("đô la Canada", "CAD"), ("quan Pháp|franc Pháp", "FRF"),
        ("mác Đức", "DEM"), ("lia Ý", "ITL"), ("franc", "franc"), ("đồng Đông Dương", "đồng Đông Dương"),
    ],
)  # fmt: skip
def test_spellings_of_currencies(forms: str, code: str) -> None:
    assert {form: codes_of(form) for form in forms.split("|")} == {form: [code] for form in forms.split("|")}


@pytest.mark.parametrize("form", ["Đ", "nguyên", "Real", "ca", "người", "tiền", "km"])
def test_what_is_no_currency(form: str) -> None:
    assert codes_of(form) == []


@pytest.mark.parametrize(
    ("form", "following", "scaled", "expected"),
    [
        ("đồng", "", False, ["VND"]), ("đồng", "phục vụ", True, ["VND"]), ("đồng", "thời", False, []),
        ("đồng", "chí", False, []), ("đồng", "bằng sông Hồng", False, []),
        ("đồng", "bằng 1 USD", False, ["VND"]), ("bảng", "", True, ["GBP"]), ("bảng", "", False, []),
        ("bảng", "xếp hạng", True, []), ("kíp", "", True, ["LAK"]), ("kíp", "trực", False, []),
        ("đô", "thị", False, []), ("tệ", "nạn", False, []), ("yên", "ngựa", False, []),
        ("xu", "hướng", False, []), ("hào", "trưởng", False, []), ("quan", "tiền", False, ["quan"]),
        ("quan", "chức", True, []), ("CUP", "", False, []), ("CUP", "", True, ["CUP"]),
    ],
)  # fmt: skip
def test_currencies_by_what_stands_beside(
    form: str, following: str, scaled: bool, expected: list[str]
) -> None:
    assert codes_of(form, following, scaled=scaled) == expected


@pytest.mark.parametrize(
    ("form", "subunit"),
    [("đồng", "1"), ("hào", "0.1"), ("xu", "0.01"), ("xu Mỹ", "0.01"), ("cô pếch", "0.01")],
)
def test_parts_of_a_currency(form: str, subunit: str) -> None:
    (entry,) = currency_words()[form_key(form)]
    assert entry.subunit == Fraction(subunit)


@pytest.mark.parametrize(
    ("form", "position"), [("$", "both"), ("đ", "after"), ("RM", "before"), ("VND", "both"), ("MAD", "after")]
)
def test_where_symbols_stand(form: str, position: str) -> None:
    assert {entry.position for entry in currency_symbols()[form]} == {position}


@pytest.mark.parametrize(
    ("form", "apart"), [("ha", False), ("km", False), ("A", True), ("K", True), ("t", True)]
)
def test_symbols_that_do_not_touch_the_figure(form: str, apart: bool) -> None:
    assert [entry.apart for entry in unit_symbols()[form]] == [apart]


@pytest.mark.parametrize(
    ("value", "unit", "expected", "base"),
    [
        (5, "km", "5000", "m"), (Fraction(5), "km/h", "25/18", "m/s"),
        (Decimal("8.94"), "ha", "89400", "m²"), (8.94, "ha", "89400", "m²"), (72, "°F", "200/9", "°C"),
        (-40, "°F", "-40", "°C"), (0, "K", "-273.15", "°C"), (22, "°C", "22", "°C"),
        (2, "lượng", "0.075", "kg"), (3, "sào", "1080", "m²"), (3, "mẫu", "10800", "m²"),
        (5, "tạ", "500", "kg"), (50, "mi", "80467.2", "m"), (1, "kWh", "3600000", "J"),
        (10, "Mbit/s", "10000000", "bit/s"), (30, "′", "0.5", "°"), (0.1, "t", "100", "kg"),
        (1e21, "m", "1000000000000000000000", "m"),
    ],
)  # fmt: skip
def test_conversion_to_base_units(
    value: Fraction | Decimal | float, unit: str, expected: str, base: str
) -> None:
    assert convert(value, unit) == (Fraction(expected), base)


@pytest.mark.parametrize("unit", ["người", "VND", "VND/kg", "t/ha", "M", "Km"])
def test_what_is_no_unit_is_not_converted(unit: str) -> None:
    with pytest.raises(KeyError, match=unit):
        convert(1, unit)


BASES = {row["unit"]: row["base"] for row in read_table("units.tsv")}


@given(st.sampled_from(sorted(BASES)), st.fractions(), st.fractions())
def test_conversion_keeps_order_and_distances_and_ends_at_the_base_unit(
    unit: str, first: Fraction, second: Fraction
) -> None:
    low, base = convert(first, unit)
    high, _ = convert(second, unit)
    assert convert(low, base) == (low, BASES[unit])
    assert (first < second) == (low < high)
    assert convert((first + second) / 2, unit)[0] == (low + high) / 2


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_decimal_number_that_it_is_written_as(value: float) -> None:
    assert convert(value, "km") == convert(Decimal(repr(value)), "km")


def test_keys_of_forms() -> None:
    assert form_key("Ki-lô-mét/giờ") == ("ki", "lô", "mét", "/", "giờ")
    assert form_key("ki lô mét") == form_key("KI-LÔ-MÉT")
