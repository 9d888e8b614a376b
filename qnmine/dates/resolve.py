"""Relative times and missing years, resolved against a day of reference: one pure function, no clock."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from qnmine.dates import lunar
from qnmine.dates.value import CLOCK_UNITS, Offset, TimeValue, bounds_of, day_exists, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from qnmine.dates.value import Unit

Basis = Literal["", "text", "reference", "inferred"]
_DAY = datetime.timedelta(days=1)
_MONTHS = {"month": 1, "year": 12}
# 29 February comes round every fourth year, with an exception every eighth.
_YEARS_AROUND = 8


def resolved(
    value: TimeValue, reference: datetime.date | None = None, infer_year: bool = False
) -> tuple[TimeValue, Basis]:
    """Return a value as it is on a day of reference, and what it rests on; empty if it has no value.

    Relative times need the reference. With `infer_year` a day or month without a year is that nearest to the
    reference, a weekday that of the same week, a lunar year with a name the nearest of that name.
    """
    found, basis = _resolved(value, reference, infer_year)
    return found, basis if value_of(found) else ""


def _resolved(value: TimeValue, reference: datetime.date | None, infer_year: bool) -> tuple[TimeValue, Basis]:
    if reference is None:
        return value, "text"
    if value.kind == "interval" and value.first is not None and value.last is not None:
        first, first_basis = _resolved(value.first, reference, infer_year)
        last, last_basis = _resolved(value.last, reference, infer_year)
        if "inferred" in (first_basis, last_basis):
            last = _not_before(first, last)
        bases: tuple[Basis, ...] = ("inferred", "reference", "text")
        basis = next(basis for basis in bases if basis in (first_basis, last_basis))
        return replace(value, first=first, last=last), basis
    if value.kind == "duration":
        return _anchored(value, reference)
    if value.reference == "PRESENT_REF" and value.offset is not None:
        day = date_value(reference)
        return replace(value, first=day, last=day, offset=None), "reference"
    if value.offset is not None and value.offset.grain != "text":
        return _relative(value, value.offset, reference), "reference"
    if infer_year and value.offset is None and value.kind not in ("set", "vague"):
        guess = _nearest(value, reference)
        if guess is not None:
            return guess, "inferred"
    return value, "text"


def in_year(value: TimeValue, year: int) -> TimeValue | None:
    """Return a value without a year in this one, None if it has one or there is no such day in it."""
    if value.kind == "interval" and value.first is not None and value.last is not None:
        first, last = in_year(value.first, year), in_year(value.last, year)
        if first is None or last is None:
            return None
        return replace(value, first=first, last=_not_before(first, last))
    if not _lacks_year(value) or (value.month is None and value.quarter is None and value.half is None):
        return None
    found = replace(value, year=year)
    if value.day and value.month and not value.lunar and not day_exists(year, value.month, value.day):
        return None
    return found if value_of(found) else None


def date_value(day: datetime.date) -> TimeValue:
    """Return a day as a value."""
    return TimeValue("date", year=day.year, month=day.month, day=day.day)


def _lacks_year(value: TimeValue) -> bool:
    return (
        value.year is None
        and value.offset is None
        and not value.cycle
        and value.kind not in ("set", "vague", "duration", "interval")
    )


def _not_before(first: TimeValue, last: TimeValue) -> TimeValue:
    begins, ends = bounds_of(first)[0], bounds_of(last)[1]
    if begins is None or ends is None or begins <= ends or last.year is None:
        return last
    return replace(last, year=last.year + 1)


def _relative(value: TimeValue, offset: Offset, reference: datetime.date) -> TimeValue:
    value = replace(value, offset=None)
    year, month = reference.year, reference.month
    match offset.grain:
        case "next":
            return _next(value, offset.count, reference)
        case "day":
            return _on(value, reference + offset.count * _DAY)
        case "week":
            monday = reference - reference.weekday() * _DAY + 7 * offset.count * _DAY
            return _on(value, monday + ((value.weekday or 1) - 1) * _DAY)
        case "month":
            months = year * 12 + month - 1 + offset.count
            dated = replace(value, year=months // 12, month=months % 12 + 1)
            exists = value.day is None or day_exists(dated.year, dated.month or 1, value.day)
            return dated if exists else replace(value, offset=Offset(0, "text"))
        case "quarter":
            quarters = year * 4 + (month - 1) // 3 + offset.count
            return replace(value, year=quarters // 4, quarter=quarters % 4 + 1)
        case "decade":
            return replace(value, year=year // 10 * 10 + 10 * offset.count)
        case "century":
            return replace(value, year=year // 100 * 100 + 100 * offset.count)
        case _:
            return replace(value, year=year + offset.count)


def _on(value: TimeValue, day: datetime.date) -> TimeValue:
    return replace(value, year=day.year, month=day.month, day=day.day)


def _next(value: TimeValue, direction: int, reference: datetime.date) -> TimeValue:
    """Return the value in the year in which it next comes round, or last did; 0: in that of the reference."""
    if value.year is not None:
        return value
    if not direction:
        return replace(value, year=reference.year)
    if value.weekday is not None and value.day is None:
        days = (value.weekday - reference.isoweekday()) * direction % 7 or 7
        return _on(value, reference + direction * days * _DAY)
    found = _candidates(value, reference)
    if direction > 0:
        later = [(begins, guess) for begins, guess in found if begins > reference]
        return min(later, key=lambda pair: pair[0], default=(reference, value))[1]
    earlier = [(begins, guess) for begins, guess in found if begins <= reference]
    return max(earlier, key=lambda pair: pair[0], default=(reference, value))[1]


def _nearest(value: TimeValue, reference: datetime.date) -> TimeValue | None:
    if value.cycle and value.year is None:
        year = lunar.years_named(value.cycle, reference.year)
        return replace(value, year=year, cycle="")
    if not _lacks_year(value):
        return None
    if value.day is not None and value.month is None:
        return None if value.lunar else _nearest_day_of_month(value, reference)
    if value.day is None and value.weekday is not None:
        monday = reference - reference.weekday() * _DAY
        return _on(value, monday + (value.weekday - 1) * _DAY)
    if value.month is None and value.quarter is None and value.half is None:
        return None
    return _best(_candidates(value, reference), reference)


def _best(
    candidates: Iterable[tuple[datetime.date, TimeValue]], reference: datetime.date
) -> TimeValue | None:
    nearest = min(candidates, key=lambda pair: (abs(pair[0] - reference), pair[0]), default=None)
    return nearest[1] if nearest else None


def _candidates(value: TimeValue, reference: datetime.date) -> list[tuple[datetime.date, TimeValue]]:
    """Return the value in the years around the reference, each with its first day.

    A day with its weekday is only in the years in which it falls on that.
    """
    found = []
    for year in range(max(1, reference.year - _YEARS_AROUND), min(9999, reference.year + _YEARS_AROUND) + 1):
        guess = replace(value, year=year)
        if value.day and value.month and not value.lunar and not day_exists(year, value.month, value.day):
            continue
        begins, _ = bounds_of(replace(guess, modifier="", offset=None))
        if begins is None or (value.weekday and value.day and begins.isoweekday() != value.weekday):
            continue
        found.append((begins, guess))
    return found


def _nearest_day_of_month(value: TimeValue, reference: datetime.date) -> TimeValue | None:
    found = []
    for months in range(-2, 3):
        year, month = divmod(reference.year * 12 + reference.month - 1 + months, 12)
        if 1 <= year <= 9999 and value.day and day_exists(year, month + 1, value.day):
            day = datetime.date(year, month + 1, value.day)
            found.append((day, _on(value, day)))
    return _best(found, reference)


def _anchored(value: TimeValue, reference: datetime.date) -> tuple[TimeValue, Basis]:
    """Return a duration with the days that it covers, or the day or unit to which it leads."""
    offset = value.offset
    if offset is None or offset.grain == "text":
        return value, "text"
    away = _shifted(reference, value.amounts, 1 if offset.count > 0 else -1)
    if away is None:
        return value, "text"
    if offset.grain == "stretch":
        first, last = sorted((away, reference))
        ends = date_value(first), date_value(last)
    else:
        unit = value.amounts[-1][1]
        point = date_value(away)
        if unit in _MONTHS:
            point = TimeValue("month" if unit == "month" else "year", year=away.year,
                              month=away.month if unit == "month" else None)  # fmt: skip
        ends = point, point
    return replace(value, first=ends[0], last=ends[1], offset=None), "reference"


def _shifted(day: datetime.date, amounts: Iterable[tuple[Fraction, Unit]], sign: int) -> datetime.date | None:
    """Return the day so far away, None where the calendar ends or the amounts are of no whole days."""
    months, days = 0, 0
    for count, unit in amounts:
        if unit in CLOCK_UNITS:
            return None
        if unit in _MONTHS:
            months += int(count * _MONTHS[unit])
        else:
            days += int(count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + sign * months, 12)
    if not 1 <= year <= 9999:
        return None
    while not day_exists(year, month + 1, day.day):
        day -= _DAY
    try:
        return day.replace(year=year, month=month + 1) + sign * days * _DAY
    except OverflowError:
        return None
