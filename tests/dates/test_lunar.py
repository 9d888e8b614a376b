from __future__ import annotations

import datetime
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_vn import can_chi

from qnmine.dates.lunar import (
    BRANCHES,
    FIRST,
    LAST,
    STEMS,
    LunarDay,
    lunar,
    month_length,
    solar,
    year_name,
    years_named,
)

FIRST_DAY = datetime.date(1900, 1, 31)
LAST_DAY = datetime.date(2072, 2, 18)
Years = dict[int, tuple[str, int | None, list[int]]]


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


@pytest.fixture(scope="module")
def years() -> Years:
    """Tết, leap month and days of the months of each year, as an independent program computed them."""
    lines = Path(__file__).with_name("lunar_years.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {int(y): (tet, int(leap) if leap else None, [*map(int, d.split())]) for y, tet, leap, d in rows}


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (1916, "1916-02-03"),  # the 4th by UTC+8
        (1945, "1945-02-13"),
        (1954, "1954-02-03"),
        (1965, "1965-02-02"),  # UTC+8; the 1st by UTC+7
        (1967, "1967-02-09"),
        (1968, "1968-01-29"),  # the 30th in China and in the South
        (1969, "1969-02-16"),  # the 17th in China and in the South
        (1975, "1975-02-11"),
        (1985, "1985-01-21"),  # 20 February in China
        (2000, "2000-02-05"),
        (2007, "2007-02-17"),  # the 18th in China
        (2024, "2024-02-10"),
        (2025, "2025-01-29"),
        (2026, "2026-02-17"),
        (2030, "2030-02-02"),  # the 3rd in China
        (2053, "2053-02-18"),  # the 19th in China
    ],
)
def test_tet(year: int, tet: str) -> None:
    assert solar(year, 1, 1) == _day(tet)
    assert lunar(_day(tet)) == LunarDay(year, 1, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1914-11-17", LunarDay(1914, 10, 1)),  # Peking time before 1929; by UTC+8 a day later, as the next
        ("1920-11-10", LunarDay(1920, 10, 1)),
        ("1917-03-23", LunarDay(1917, 2, 1, leap=True)),
        ("1917-04-21", LunarDay(1917, 3, 1)),
        ("1922-06-25", LunarDay(1922, 5, 1, leap=True)),
        ("1922-07-24", LunarDay(1922, 6, 1)),
        ("1925-01-24", LunarDay(1925, 1, 1)),
        ("1930-02-03", LunarDay(1930, 1, 5)),
        ("1945-09-02", LunarDay(1945, 7, 26)),
        ("1967-12-31", LunarDay(1967, 12, 1)),
        ("1968-01-28", LunarDay(1967, 12, 29)),
        ("1975-04-30", LunarDay(1975, 3, 20)),  # the 19th by the calendar of the South
        ("1985-01-20", LunarDay(1984, 12, 30)),
        ("2023-03-22", LunarDay(2023, 2, 1, leap=True)),
        ("2024-04-18", LunarDay(2024, 3, 10)),  # Giỗ Tổ Hùng Vương
        ("2024-08-18", LunarDay(2024, 7, 15)),
        ("2024-09-17", LunarDay(2024, 8, 15)),
        ("2025-07-25", LunarDay(2025, 6, 1, leap=True)),
        ("2033-12-22", LunarDay(2033, 11, 1, leap=True)),
    ],
)
def test_days(day: str, expected: LunarDay) -> None:
    assert lunar(_day(day)) == expected
    assert solar(expected.year, expected.month, expected.day, leap=expected.leap) == _day(day)


@pytest.mark.parametrize(
    ("year", "month"),
    [(1976, 8), (1985, 2), (1987, 7), (2004, 2), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2033, 11)],
)
def test_a_leap_month_follows_the_one_of_its_number_and_is_the_only_one(year: int, month: int) -> None:
    leaps = [number for number in range(1, 13) if month_length(year, number, leap=True)]
    regular, leap = solar(year, month, 1), solar(year, month, 1, leap=True)
    assert leaps == [month]
    assert regular is not None
    assert leap is not None
    assert (leap - regular).days == month_length(year, month)


@pytest.mark.parametrize("year", [1984, 2019, 2024, 2026, 2034])
def test_a_year_without_leap_month(year: int) -> None:
    assert [month_length(year, month, leap=True) for month in range(1, 13)] == [None] * 12
    assert solar(year, 5, 5, leap=True) is None


def test_every_month_is_that_of_the_ephemeris(years: Years) -> None:
    assert list(years) == list(range(FIRST, LAST + 1))
    for year, (tet, leap_month, lengths) in years.items():
        months = [(number, leap) for number in range(1, 13) for leap in (False, True)]
        months = [(number, leap) for number, leap in months if not leap or number == leap_month]
        begins = _day(tet)
        for (number, leap), length in zip(months, lengths, strict=True):
            assert solar(year, number, 1, leap=leap) == begins, (year, number, leap)
            assert month_length(year, number, leap) == length, (year, number, leap)
            assert lunar(begins) == LunarDay(year, number, 1, leap)
            begins += datetime.timedelta(days=length)
            assert lunar(begins - datetime.timedelta(days=1)) == LunarDay(year, number, length, leap)


def test_a_year_ends_on_the_day_before_the_next_tet(years: Years) -> None:
    for (tet, _, lengths), (next_tet, _, _) in pairwise(years.values()):
        assert _day(tet) + datetime.timedelta(days=sum(lengths)) == _day(next_tet)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_round_trip_from_the_solar_day(day: datetime.date) -> None:
    found = lunar(day)
    assert solar(found.year, found.month, found.day, leap=found.leap) == day


@given(st.integers(FIRST, LAST), st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_round_trip_from_the_lunar_day(year: int, month: int, day: int, leap: bool) -> None:
    found = solar(year, month, day, leap=leap)
    length = month_length(year, month, leap)
    assert (found is None) == (length is None or day > length)
    if found is not None:
        assert lunar(found) == LunarDay(year, month, day, leap)


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"),
    [
        (1967, 12, 30, False),  # a day of the Chinese year only
        (2025, 12, 30, False),  # a short twelfth month
        (2025, 7, 1, True),  # the sixth is the leap month
        (2024, 2, 1, True),
        (2024, 1, 31, False),
        (2024, 1, 0, False),
        (2024, 1, -1, False),
        (2024, 13, 1, False),
        (2024, 0, 1, False),
        (FIRST - 1, 12, 1, False),
        (LAST + 1, 1, 1, False),
        (-110, 1, 1, False),
        (99999, 1, 1, False),
    ],
)
def test_no_such_day(year: int, month: int, day: int, leap: bool) -> None:
    assert solar(year, month, day, leap=leap) is None


def test_the_range() -> None:
    assert lunar(FIRST_DAY) == LunarDay(FIRST, 1, 1)
    assert lunar(LAST_DAY) == LunarDay(LAST, 12, 30)
    assert month_length(FIRST - 1, 12) is None
    assert month_length(LAST, 12) == 30
    assert month_length(LAST + 1, 1) is None


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-30", "2072-02-19", "9999-12-31"])
def test_days_outside_the_range_are_refused(day: str) -> None:
    with pytest.raises(ValueError, match=f"^{day}: .*1900-01-31 to 2072-02-18"):
        lunar(_day(day))


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (-2696, "Giáp Tý"),
        (4, "Giáp Tý"),
        (1010, "Canh Tuất"),
        (1428, "Mậu Thân"),
        (1789, "Kỷ Dậu"),
        (1885, "Ất Dậu"),
        (1930, "Canh Ngọ"),
        (1945, "Ất Dậu"),
        (1954, "Giáp Ngọ"),
        (1968, "Mậu Thân"),
        (1984, "Giáp Tý"),
        (2022, "Nhâm Dần"),
        (2023, "Quý Mão"),
        (2024, "Giáp Thìn"),
        (2025, "Ất Tỵ"),
        (2026, "Bính Ngọ"),
        (2043, "Quý Hợi"),
    ],
)
def test_year_names(year: int, name: str) -> None:
    assert year_name(year) == name
    assert years_named(name, year) == year


def test_the_names_are_a_cycle_of_sixty() -> None:
    names = [year_name(year) for year in range(1984, 2044)]
    assert len(set(names)) == 60
    assert names == [year_name(year) for year in range(2044, 2104)]
    assert names == [can_chi.get_year_can_chi(year) for year in range(1984, 2044)]


@pytest.mark.parametrize(
    ("name", "near", "year"),
    [
        ("Giáp Thìn", 2024, 2024),
        ("Giáp Thìn", 1990, 1964),
        ("Giáp Thìn", 1994, 1964),  # 1964 and 2024 are equally near
        ("Giáp Thìn", 1995, 2024),
        ("Mậu Thân", 1990, 1968),
        ("Mậu Thân", 2000, 2028),
        ("Ất Dậu", 1940, 1945),
        ("Mậu Thìn", 1748, 1748),
        ("Giáp Tý", 10, 4),
    ],
)
def test_the_nearest_year_of_a_name(name: str, near: int, year: int) -> None:
    assert years_named(name, near) == year


@given(st.integers(-3000, 5000), st.integers(-3000, 5000))
def test_no_year_of_a_name_is_nearer(year: int, near: int) -> None:
    found = years_named(year_name(year), near)
    assert year_name(found) == year_name(year)
    assert -30 <= found - near < 30


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("giáp thìn", "Giáp Thìn"),
        ("GIÁP THÌN", "Giáp Thìn"),
        ("  Giáp\u00a0 Thìn ", "Giáp Thìn"),
        ("Ất Tị", "Ất Tỵ"),
        ("Giáp Tí", "Giáp Tý"),
        ("kỉ hợi", "Kỷ Hợi"),
        ("Quí Mẹo", "Quý Mão"),
        ("QUÍ SỬU", "Quý Sửu"),
    ],
)
def test_spellings_of_a_name(written: str, name: str) -> None:
    assert year_name(years_named(written, 2024)) == name
    assert year_name(years_named(unicodedata.normalize("NFD", written), 2024)) == name


def test_only_pairs_of_like_places_are_names() -> None:
    pairs = [(s, b) for s in range(10) for b in range(12)]
    for stem, branch in pairs:
        name = f"{STEMS[stem]} {BRANCHES[branch]}"
        if (stem - branch) % 2:
            with pytest.raises(ValueError, match=f"^{name}: not the name of a lunar year"):
                years_named(name, 2024)
        else:
            assert year_name(years_named(name, 2024)) == name


@pytest.mark.parametrize(
    "name", ["", "Thìn", "Giáp", "Giap Thin", "Thìn Giáp", "năm Giáp Thìn", "Giáp Thìn 2024"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a lunar year"):
        years_named(name, 2024)


def test_the_library_is_loaded_only_when_a_day_is_reckoned() -> None:
    code = "import sys, qnmine.dates.lunar as l; l.year_name(2024); sys.exit('lunar_vn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
