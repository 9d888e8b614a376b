"""The tables of units and currencies are well-formed, and what they say of the world is so."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from qnmine.data.build_currencies import TABLE, cldr_names, with_names
from qnmine.data.tables import read_table
from qnmine.numbers.units import END, FIGURE, SCALE, form_key
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Callable

    import pint

UNITS = list(read_table("units.tsv"))
CURRENCIES = list(read_table("currencies.tsv"))
FACTORS = {row["unit"]: Fraction(row["factor"]) for row in UNITS if row["factor"]}
BASES = {row["unit"]: row["base"] for row in UNITS}
TABLES = pytest.mark.parametrize("rows", [UNITS, CURRENCIES], ids=["units", "currencies"])


def cells(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


@TABLES
def test_every_cell_is_in_the_form_of_all_data(rows: list[dict[str, str]]) -> None:
    parts = [part for row in rows for cell in row.values() for part in cells(cell)]
    assert len(parts) > 1_000
    assert not [part for part in parts if comparable(part) != part]
    assert not [part for part in parts if not unicodedata.is_normalized("NFC", part) or "|" in part]
    assert not [row for row in rows if not row["forms"]]


@TABLES
def test_no_form_stands_twice(rows: list[dict[str, str]]) -> None:
    meanings = defaultdict(list)
    for row in rows:
        for form in cells(row["forms"]):
            meanings[form if row["symbol"] != "no" else form_key(form)].append(row["needs"])
    assert not {form: needs for form, needs in meanings.items() if len(needs) != len(set(needs))}


def test_no_form_is_a_unit_and_a_currency() -> None:
    units, currencies = (
        {form if row["symbol"] != "no" else form_key(form) for row in rows for form in cells(row["forms"])}
        for rows in (UNITS, CURRENCIES)
    )
    assert units & currencies == set()


@TABLES
def test_words_have_no_hyphens_and_symbols_no_line_of_words(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for form in cells(row["forms"]):
            if row["symbol"] == "no":
                assert "-" not in form, form
                assert all(part.isalpha() or part in "/." or part == "'" for part in form_key(form)), form
            else:
                assert len(form.split()) <= 3, form


@TABLES
def test_what_must_stand_beside_a_form_is_lower_case_words(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for words in cells(row["needs"]) + cells(row["unless"]):
            if words in (END[0], SCALE[0]):
                assert words in cells(row["needs"])
            else:
                assert 1 <= len(form_key(words.replace(FIGURE, "1"))) <= 3
                assert words == words.lower()


def test_columns_have_their_values() -> None:
    assert {row["symbol"] for row in UNITS} == {"yes", "apart", "no"}
    assert {row["symbol"] for row in CURRENCIES} == {"yes", "no"}
    assert {row["position"] for row in CURRENCIES} == {"before", "after", "both"}
    assert {row["position"] for row in CURRENCIES if row["symbol"] == "no"} == {"after"}
    assert {Fraction(row["subunit"]) for row in CURRENCIES} == {1, Fraction(1, 10), Fraction(1, 100)}
    assert {row["unit"] for row in UNITS if not row["factor"]} == {"°F", "K"}
    assert min(FACTORS.values()) > 0


def test_rows_of_a_unit_agree_and_a_dimension_has_one_base() -> None:
    said = defaultdict(set)
    for row in UNITS:
        said[row["unit"]].add((row["factor"], row["base"], row["dimension"]))
    assert not {unit: rows for unit, rows in said.items() if len(rows) > 1}
    bases = defaultdict(set)
    for row in UNITS:
        bases[row["dimension"]].add(row["base"])
    assert not {dimension: base for dimension, base in bases.items() if len(base) > 1}
    assert len(bases) == len(set(BASES.values()))
    assert {base: FACTORS[base] for base in BASES.values()} == dict.fromkeys(BASES.values(), 1)


# What pint knows under another name than ours, and what the others are made of by definition.
IN_PINT = {
    "sải": "6 * foot",
    "năm ánh sáng": "light_year",
    "AU": "astronomical_unit",
    "acre": "43560 * foot ** 2",  # pint has the survey acre
    "bbl": "oil_barrel",
    "GRT": "100 * foot ** 3",
    "tấn Anh": "long_ton",
    "tấn Mỹ": "short_ton",
    "oz t": "troy_ounce",
    "kt": "kilotonne",
    "DWT": "tonne",
    "′": "arcminute",
    "″": "arcsecond",
    "CV": "metric_horsepower",
    "kWp": "kilowatt",
    "MWp": "megawatt",
    "GWp": "gigawatt",
    "Torr": "torr",
    "MP": "megapixel",
    "px": "pixel",
}
NOT_IN_PINT = {
    "trượng", "thước", "tấc", "gang", "sào", "sào Trung Bộ", "mẫu", "mẫu Trung Bộ", "công", "thước đất",
    "giạ", "tạ", "yến", "lạng", "lượng", "chỉ", "phân", "cân ta", "ppb",
}  # fmt: skip
# Where definitions differ in the last digits that anyone gives, or a number without end is in them.
ROUNDED = {
    "BTU": 1e-6,
    "pc": 1e-10,
    "kpc": 1e-10,
    "Mpc": 1e-10,
    "rad": 1e-30,
}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Fraction]:
    module = pytest.importorskip("pint")
    made: pint.UnitRegistry[Fraction] = module.UnitRegistry(non_int_type=Fraction)
    return made


@pytest.mark.parametrize("unit", sorted(FACTORS.keys() - BASES.values() - NOT_IN_PINT))
def test_factors_are_those_of_pint(unit: str, registry: pint.UnitRegistry[Fraction]) -> None:
    quantity = Fraction(1) * registry.parse_expression(IN_PINT.get(unit, unit))
    expected = quantity.to(IN_PINT.get(BASES[unit], BASES[unit])).magnitude
    assert FACTORS[unit] / expected - 1 == pytest.approx(0, abs=ROUNDED.get(unit, 0))


# Vietnamese measures by the smaller ones that they are made of.
MADE_OF = [
    ("trượng", 10, "thước"), ("thước", 10, "tấc"), ("mẫu", 10, "sào"), ("mẫu Trung Bộ", 10, "sào Trung Bộ"),
    ("sào", 15, "thước đất"), ("tạ", 10, "yến"), ("t", 10, "tạ"), ("yến", 10, "kg"), ("kg", 10, "lạng"),
    ("lượng", 10, "chỉ"), ("chỉ", 10, "phân"), ("giạ", 40, "l"), ("ppm", 1000, "ppb"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "number", "smaller"), MADE_OF)
def test_traditional_units_are_made_of_each_other(unit: str, number: int, smaller: str) -> None:
    assert FACTORS[unit] == number * FACTORS[smaller]
    assert BASES[unit] == BASES[smaller]


def is_code(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isupper()


CODES = {row["code"] for row in CURRENCIES if is_code(row["code"])}


def test_codes_are_of_iso_4217() -> None:
    babel = pytest.importorskip("babel.core")
    known = set(babel.get_global("all_currencies"))
    younger = {"VED", "XCG", "ZWG"}  # of 2021, 2025 and 2024: not in every release of CLDR
    assert CODES - known - younger == set()
    assert len(CODES) > 170
    # A later release may know currencies that are not in the table yet: build_currencies adds them.
    assert len(cldr_names().keys() - CODES) < 10


def test_money_without_a_code_has_a_vietnamese_name() -> None:
    names = {row["code"] for row in CURRENCIES} - CODES
    assert {"đồng Đông Dương", "quan", "franc", "peso"} <= names
    assert all(name[0].islower() for name in names)
    forms = {form_key(form): row["code"] for row in CURRENCIES for form in cells(row["forms"])}
    assert all(forms[form_key(name)] == name for name in names)


def test_names_of_cldr_are_in_the_table() -> None:
    pytest.importorskip("babel")
    forms = {(row["code"], form_key(form)) for row in CURRENCIES for form in cells(row["forms"])}
    names = {code: comparable(name) for code, name in cldr_names().items()}
    for code in ("VND", "USD", "CHF", "THB", "KHR", "SEK", "PLN", "MXN", "ZAR"):
        assert (code, form_key(names[code])) in forms
    assert sum((code, form_key(name)) in forms for code, name in names.items()) > 140


def table_with(*edits: Callable[[str], str]) -> str:
    table = TABLE.read_text(encoding="utf-8")
    for edit in edits:
        table = edit(table)
    return table


def test_building_changes_nothing_that_is_there() -> None:
    table = table_with()
    assert with_names(table, {}) == table
    assert with_names(table, {"VND": "Đồng Việt Nam", "CHF": "Franc Thụy sĩ"}) == table


def test_building_adds_names_and_codes_in_their_place() -> None:
    built = with_names(table_with(), {"KHR": "Riel của Khơ-me", "KHZ": "Riel thử"})
    lines = built.splitlines()
    (old,) = [line for line in lines if "riel của Khơ me" in line]
    assert old.startswith("KHR\triel | ")
    new = [line for line in lines if line.startswith("KHZ\t")]
    assert new == ["KHZ\tKHZ\t<scale>\t\t\tyes\tafter\t1", "KHZ\triel thử\t\t\t\tno\tafter\t1"]
    before, after = lines[lines.index(new[0]) - 1], lines[lines.index(new[1]) + 1]
    assert before.split("\t")[0] == "KHR" < "KHZ" < after.split("\t")[0]
    assert len(lines) == len(table_with().splitlines()) + 2
