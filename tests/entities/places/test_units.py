"""Units are found by code and by name, in the state that they are of."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from qnmine.entities.places.spelling import key_of
from qnmine.entities.places.units import Unit, gazetteer


def table(name: str) -> list[list[str]]:
    text = files("qnmine.data").joinpath("places", name).read_text(encoding="utf-8")
    return [*csv.reader(text.splitlines())][1:]


def named(name: str) -> list[tuple[str, str, bool]]:
    return [(unit.code, unit.kind, unit.former) for unit in gazetteer().named(key_of(name))]


@pytest.mark.parametrize("name", ["before.csv", "since.csv", "countries.csv", "spellings.csv"])
def test_every_name_is_found_under_its_code(name: str) -> None:
    column = {"countries.csv": 1, "spellings.csv": 1}.get(name, 2)
    missing = [row for row in table(name) if row[0] not in {code for code, _, _ in named(row[column])}]
    assert not missing


def test_a_code_of_both_states_names_two_units() -> None:
    assert ("24", "tỉnh", True) in named("Bắc Giang")
    assert ("24", "tỉnh", False) in named("Bắc Ninh")
    assert ("27", "tỉnh", True) in named("Bắc Ninh")


def test_larger_units_and_successors() -> None:
    places = gazetteer()
    (ward,) = [unit for unit in places.named("bến nghé") if unit.former]
    assert [unit.name for unit in places.larger(ward)] == ["1", "Hồ Chí Minh"]
    assert places.province(ward) == "Hồ Chí Minh"
    (today,) = places.successors(ward)
    assert places.full_name(today) == "phường Sài Gòn, thành phố Hồ Chí Minh"
    assert places.successors(today) == (today,)
    assert (ward.level, ward.former, today.former) == ("commune", True, False)


def test_a_country_has_no_province() -> None:
    (country,) = gazetteer().named("hoa kì")
    assert (country.level, country.former, country.code) == ("country", False, "US")
    assert gazetteer().province(country) == ""
    assert gazetteer().full_name(country) == "Hoa Kỳ"


def test_an_earlier_name_is_the_unit_renamed() -> None:
    (unit,) = gazetteer().named("thừa thiên huế")
    assert unit == Unit("46", "tỉnh", "Thừa Thiên Huế", "", "renamed", "46")


def test_no_such_name() -> None:
    assert gazetteer().named("hà tây 99") == ()


def test_the_tables_are_read_once() -> None:
    assert gazetteer() is gazetteer()
