"""Two ends made one interval: each inherits from the other what it does not say itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qnmine.dates.value import TimeValue, exists

_DAY_FIELDS = ("year", "month", "day", "weekday", "lunar", "leap", "cycle", "offset")


def interval(first: TimeValue, last: TimeValue) -> TimeValue | None:
    """Return the interval from one time to another, None if they cannot be its ends.

    `ngày 1` and `ngày 5/6` are both in June, `tháng 9/2023` and `tháng 3` half a year apart, `8 giờ` and
    `10 giờ ngày 2/9` on one day.
    """
    if "impossible" in (first.kind, last.kind):
        return None
    begins, ends = inherited(first, last), inherited(last, first)
    if begins.year is not None and ends.year is not None and is_before(ends, begins):
        # Where only one of them has a year, it goes over New Year's Eve.
        if last.year is None:
            ends = replace(ends, year=ends.year + 1)
        elif first.year is None:
            begins = replace(begins, year=begins.year - 1)
        else:
            return None
    if not (exists(begins) and exists(ends)):
        return None
    return None if begins == ends else TimeValue("interval", first=begins, last=ends)


def inherited(value: TimeValue, other: TimeValue) -> TimeValue:
    """Return a time with the day, or the month and the year, that only the other one tells."""
    if value.kind == "time" and not has_day(value):
        if other.kind == "time" and has_day(other):
            told: dict[str, Any] = {name: getattr(other, name) for name in _DAY_FIELDS}
            return replace(value, **told)
        return value
    if value.day is not None and value.month is None and other.day is not None:
        value = replace(value, month=other.month, lunar=other.lunar, leap=other.leap)
    if value.year is None and value.offset is None and not value.cycle and value.lunar == other.lunar:
        value = replace(value, year=other.year, offset=other.offset, cycle=other.cycle)
    return value


def has_day(value: TimeValue) -> bool:
    """Tell whether a time of day says of which day it is."""
    return any(field is not None for field in (value.day, value.weekday, value.offset))


def is_before(value: TimeValue, other: TimeValue) -> bool:
    """Compare by what both tell: `tháng 9` is not before `năm 1957`."""
    for name in ("year", "half", "quarter", "month", "day", "hour", "minute"):
        told, others = getattr(value, name), getattr(other, name)
        if told is not None and others is not None and told != others:
            return bool(told < others)
    return False
