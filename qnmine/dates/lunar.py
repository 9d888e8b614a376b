"""The Vietnamese lunar calendar: from a lunar day to the solar one and back, and the names of its years.

The days are reckoned by lunar-vn (MIT), which follows the rules and formulas published by Hồ Ngọc Đức: a
month begins on the day of the new moon, the eleventh holds the winter solstice, and of the thirteen months
between two solstices the first without a principal solar term is the leap month. Days begin at midnight, of

- UTC+7 since 1 January 1968 (by the decree of 8 August 1967). The South kept UTC+8 until 1975, so that its
  Tết of 1968 was on 30 January; here it is the 29th, as in the North and in every calendar printed today;
- UTC+8 before, when the calendar was the Chinese one;
- before 1929 the local time of Peking (UTC+7:45:40), by which the Chinese one was made.

From FIRST to LAST every day was compared with new moons and solar terms computed by PyEphem, and from 1902
to 2047 by JPL's ephemeris DE421 too: no difference, though the fourth month of 2054 is decided by seconds.
LAST is where the differences begin: the new moon of December 2072, a minute or two before midnight, is after
it by the formulas. Calendars printed before 1912 were calculated by older tables (the fourth month of 1906
began a day later).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from qnmine.text.normalize import comparable

FIRST = 1900
LAST = 2071
_FIRST_DAY = datetime.date(1900, 1, 31)
_LAST_DAY = datetime.date(2072, 2, 18)

STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")
# Other spellings of these words, and what stands for them above; Mẹo is the southern word.
SPELLINGS = {"Kỉ": "Kỷ", "Quí": "Quý", "Tí": "Tý", "Mẹo": "Mão", "Tị": "Tỵ"}
_CYCLE = 60
_PEKING = 7 + 45 / 60 + 40 / 3600
# A solar term falls a few minutes after midnight by Peking time. The library's formula for the sun, up to
# half an hour early, would move the leap month; by UTC+8 it does not, and all months begin on the same days.
_BY_UTC8 = frozenset({1917, 1922})


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar: month from 1 to 12, day from 1 to 30; leap if the month is a leap month.

    A lunar year has the number of the solar year in which its Tết falls.
    """

    year: int
    month: int
    day: int
    leap: bool = False


def solar(year: int, month: int, day: int, *, leap: bool = False) -> datetime.date | None:
    """Return the solar day of a lunar one; None if there is no such day or the year is not in FIRST to LAST.

    Day 30 of a month of 29 days is none, and so is any day of a leap month that the year does not have.
    """
    from lunar_vn import convert_lunar_to_solar

    if not FIRST <= year <= LAST:
        return None
    try:
        found = convert_lunar_to_solar(day, month, year, int(leap), time_zone=_utc_offset(year))
    except ValueError:
        return None
    # The library counts on from the end of a short month, and overlooks `leap` in a year without leap month.
    return found if _lunar(found) == LunarDay(year, month, day, leap) else None


def lunar(day: datetime.date) -> LunarDay:
    """Return the lunar day of a solar one.

    Raises ValueError for a day before the Tết of FIRST or after the last day of LAST.
    """
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(f"{day}: the lunar calendar is known from {_FIRST_DAY} to {_LAST_DAY}")
    return _lunar(day)


def _lunar(day: datetime.date) -> LunarDay:
    from lunar_vn import convert_solar_to_lunar

    found = convert_solar_to_lunar(day.day, day.month, day.year, time_zone=_utc_offset(day.year))
    return LunarDay(found.year, found.month, found.day, found.leap)


def _utc_offset(year: int) -> float:
    """Return by how many hours the midnight that began a day in this year was before that of Greenwich."""
    if year >= 1968:
        return 7
    return 8 if year >= 1929 or year in _BY_UTC8 else _PEKING


def month_length(year: int, month: int, leap: bool = False) -> int | None:
    """Return how many days a lunar month has, 29 or 30; None if there is no such month in FIRST to LAST."""
    if solar(year, month, 1, leap=leap) is None:
        return None
    return 29 if solar(year, month, 30, leap=leap) is None else 30


def year_name(year: int) -> str:
    """Return the name of a lunar year in the cycle of sixty, such as Giáp Thìn for 2024; any year has one."""
    return f"{STEMS[(year - 4) % 10]} {BRANCHES[(year - 4) % 12]}"


def years_named(name: str, near: int) -> int:
    """Return the lunar year nearest to `near` that has this name, the earlier of two that are equally near.

    Case, Unicode form and the spellings in SPELLINGS do not matter. Raises ValueError for what is not one of
    the sixty names: only half of the pairs of a stem and a branch are (Giáp Tý, but no Giáp Sửu).
    """
    place = _places().get(_standard(name))
    if place is None:
        raise ValueError(f"{name}: not the name of a lunar year, such as {year_name(near)}")
    earliest = near - _CYCLE // 2
    return earliest + (place - earliest) % _CYCLE


@cache
def _places() -> dict[str, int]:
    """Return the remainder by sixty of the years that have each name."""
    return {_standard(year_name(year)): year for year in range(_CYCLE)}


def _standard(name: str) -> str:
    words = comparable(name).title().split()
    return " ".join(SPELLINGS.get(word, word) for word in words)
