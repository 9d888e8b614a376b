"""Relative times and missing years, resolved against a day of reference: one pure function, no clock."""

from __future__ import annotations

import datetime
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from qnmine.dates import lunar
from qnmine.dates.value import CLOCK_UNITS, Offset, TimeValue, bounds_of, day_exists, exists, value_of

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
    reference, a weekday that of the same week, a lunar year with a name the nearest of that name. What would
    be before the year 1 or after 9999 stays as it is.
    """
    found, basis = _resolved(value, reference, infer_year)
    return found, basis if value_of(found) else ""


def _resolved(value: TimeValue, reference: datetime.date | None, infer_year: bool) -> tuple[TimeValue, Basis]:
    if reference is None:
        return value, "text"
    if value.kind == "interval" and value.first is not None and value.last is not None:
        return _interval(value, value.first, value.last, reference, infer_year)
    if value.kind == "duration":
        return _anchored(value, reference)
    if value.reference == "PRESENT_REF" and value.offset is not None:
        day = date_value(reference)
        return replace(value, first=day, last=day, offset=None), "reference"
    if value.offset is not None and value.offset.grain != "text":
        found = _relative(value, value.offset, reference)
        return (value, "text") if found is None else (found, "reference")
    if infer_year and value.offset is None and value.kind not in ("set", "vague"):
        guess = _nearest(value, reference)
        if guess is not None:
            return guess, "inferred"
    return value, "text"


def _interval(
    value: TimeValue, first: TimeValue, last: TimeValue, reference: datetime.date, infer_year: bool
) -> tuple[TimeValue, Basis]:
    """Return an interval with both ends resolved, as it is if one of them cannot be or they change places."""
    begins, first_basis = _resolved(first, reference, infer_year)
    ends, last_basis = _resolved(last, reference, infer_year)
    if "inferred" in (first_basis, last_basis):
        found = _not_before(begins, ends)
        if found is None:
            return value, "text"
        ends = found
    if last.reference == "PRESENT_REF":
        ends = date_value(reference)
    whole = replace(value, first=begins, last=ends)
    start, end = bounds_of(whole)
    if any(_is_unresolved(each) for each in (begins, ends)) or (start and end and start > end):
        return value, "text"
    bases: tuple[Basis, ...] = ("inferred", "reference", "text")
    return whole, next(basis for basis in bases if basis in (first_basis, last_basis))


def _is_unresolved(value: TimeValue) -> bool:
    return value.offset is not None and value.offset.grain != "text"


def in_year(value: TimeValue, year: int) -> TimeValue | None:
    """Return a value without a year in this one, None if it has one or there is no such day in it."""
    if value.kind == "interval" and value.first is not None and value.last is not None:
        first, last = in_year(value.first, year), in_year(value.last, year)
        ends = None if first is None or last is None else _not_before(first, last)
        return None if ends is None else replace(value, first=first, last=ends)
    if not _lacks_year(value) or (value.month is None and value.quarter is None and value.half is None):
        return None
    found = replace(value, year=year)
    return found if exists(found) and value_of(found) else None


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


def _not_before(first: TimeValue, last: TimeValue) -> TimeValue | None:
    """Return the last time of an interval, in the next year if it would be before the first."""
    begins, ends = bounds_of(first)[0], bounds_of(last)[1]
    if begins is None or ends is None or begins <= ends or last.year is None:
        return last
    return replace(last, year=last.year + 1) if last.year < datetime.MAXYEAR else None


def _relative(value: TimeValue, offset: Offset, reference: datetime.date) -> TimeValue | None:
    """Return a relative time as it is on a day of reference, None where the calendar has no such time."""
    value = replace(value, offset=None)
    year, month = reference.year, reference.month
    match offset.grain:
        case "next":
            return _next(value, offset.count, reference)
        case "day":
            return _on(value, reference, offset.count)
        case "week":
            return _on(value, reference, 7 * offset.count + (value.weekday or 1) - reference.isoweekday())
        case "month":
            months = year * 12 + month - 1 + offset.count
            return _dated(replace(value, year=months // 12, month=months % 12 + 1))
        case "quarter":
            quarters = year * 4 + (month - 1) // 3 + offset.count
            return _dated(replace(value, year=quarters // 4, quarter=quarters % 4 + 1))
        case "decade" | "century":
            years = 10 if offset.grain == "decade" else 100
            first = year // years * years + years * offset.count
            return replace(value, year=first) if 0 <= first < datetime.MAXYEAR else None
        case _:
            return _dated(replace(value, year=year + offset.count))


def _dated(value: TimeValue) -> TimeValue | None:
    """Return a value if there is such a year, and such a day in it."""
    if value.year is None or not datetime.MINYEAR <= value.year <= datetime.MAXYEAR:
        return None
    return value if exists(value) else None


def _on(value: TimeValue, reference: datetime.date, days: int) -> TimeValue | None:
    """Return the value on the day so many days after the reference, None where the calendar ends."""
    try:
        day = reference + days * _DAY
    except OverflowError:
        return None
    return replace(value, year=day.year, month=day.month, day=day.day)


def _next(value: TimeValue, direction: int, reference: datetime.date) -> TimeValue | None:
    """Return the value in the year in which it next comes round, or last did; 0: in that of the reference."""
    if value.year is not None:
        return value
    if not direction:
        return _dated(replace(value, year=reference.year))
    if value.weekday is not None and value.day is None:
        days = (value.weekday - reference.isoweekday()) * direction % 7 or 7
        return _on(value, reference, direction * days)
    found = _candidates(value, reference)
    if direction > 0:
        later = [(begins, guess) for begins, guess in found if begins > reference]
        return min(later, key=itemgetter(0))[1] if later else None
    earlier = [(begins, guess) for begins, guess in found if begins <= reference]
    return max(earlier, key=itemgetter(0))[1] if earlier else None


def _nearest(value: TimeValue, reference: datetime.date) -> TimeValue | None:
    if value.cycle and value.year is None:
        year = lunar.years_named(value.cycle, reference.year)
        return _dated(replace(value, year=year, cycle="", lunar=True))
    if not _lacks_year(value):
        return None
    if value.day is not None and value.month is None:
        return None if value.lunar else _nearest_day_of_month(value, reference)
    if value.day is None and value.weekday is not None:
        return _on(value, reference, value.weekday - reference.isoweekday())
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
        if not exists(guess):
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
            found.append((day, replace(value, year=year, month=month + 1)))
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
        # Two days that end today are yesterday and today, the next two are tomorrow and the day after it.
        before, last = sorted((away, reference))
        if before == last:
            return value, "text"
        ends = date_value(before + _DAY), date_value(last)
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
