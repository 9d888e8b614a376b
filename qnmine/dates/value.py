"""What a time expression means, before it becomes a row, and the value and the days that follow from it."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qnmine.dates import lunar

if TYPE_CHECKING:
    from fractions import Fraction

TimeKind = Literal[
    "date", "month", "quarter", "half", "year", "decade", "century", "interval", "time", "duration", "set",
    "vague", "impossible",
]  # fmt: skip
"""The kinds of rows, and `impossible` for what has the form of a date but is none (31/2): it gives no row."""

Grain = Literal["day", "week", "month", "quarter", "year", "decade", "century", "next", "stretch", "text"]
Unit = Literal["year", "month", "week", "day", "hour", "minute", "second"]
CODES: dict[str, str] = {
    "year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
CLOCK_UNITS = frozenset({"hour", "minute", "second"})
Bounds = tuple[datetime.date | None, datetime.date | None]
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Offset:
    """What a relative expression counts from the day of reference: units of a grain, back if negative.

    `next` is the next (or last) time that a day or month comes round (`tháng 5 tới`), 0 that of the same
    year; `stretch` says for a duration that it ends (-1) or begins (1) at the reference, `day` and so on that
    it leads so far away; `text` refers to something said before, which is not looked for.
    """

    count: int
    grain: Grain


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression in components; those that it does not tell are None or empty.

    `year` is astronomical (111 BC is -110), and for a decade or century its first year. With `lunar`, year,
    month and day are those of the lunar calendar; `cycle` is the name of its year (`Giáp Thìn`). `weekday`
    is 1 for Monday. `part` is a part of the day as in TIMEX3 (MO MI AF EV NI). `amounts` are those of a
    duration or of the period of a set. `first` and `last` are the ends of an interval. `reference` is
    PAST_REF, PRESENT_REF or FUTURE_REF. `offset` is set as long as the expression is relative and not
    resolved.
    """

    kind: TimeKind
    year: int | None = None
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    lunar: bool = False
    leap: bool = False
    cycle: str = ""
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str = ""
    amounts: tuple[tuple[Fraction, Unit], ...] = ()
    first: TimeValue | None = None
    last: TimeValue | None = None
    reference: str = ""
    offset: Offset | None = None
    modifier: str = ""


IMPOSSIBLE = TimeValue("impossible")


def offset_of(value: TimeValue | None) -> Offset | None:
    """Return the offset of a relative time that may not be there."""
    return None if value is None else value.offset


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Tell whether there is such a day in the Gregorian calendar, before year 1 too; in some year if None."""
    try:
        datetime.date(2000 if year is None else (year - 1) % 400 + 1, month, day)
    except ValueError:
        return False
    return True


def exists(value: TimeValue) -> bool:
    """Tell whether a time is of no day that the solar calendar lacks."""
    if value.lunar or value.day is None or value.month is None:
        return True
    return day_exists(value.year, value.month, value.day)


def value_of(value: TimeValue) -> str:
    """Return the value in the notation of ISO 8601, EDTF and TIMEX3; empty if it is not determined."""
    if value.kind == "vague":
        return value.reference
    if value.amounts:
        return _duration(value.amounts)
    if value.kind == "interval":
        ends = [value_of(end) if end else "" for end in (value.first, value.last)]
        return "/".join(ends) if all(ends) else ""
    if value.kind == "time" or (value.kind == "set" and (value.part or value.hour is not None)):
        return _time(value)
    if value.kind == "decade":
        return "" if value.year is None or value.offset else f"{value.year // 10:03}X"
    if value.kind == "century":
        return "" if value.year is None or value.offset else f"{value.year // 100:02}XX"
    return _calendar(value)


def bounds_of(value: TimeValue) -> Bounds:
    """Return the first and the last day; None where it is not determined, or before year 1.

    What is before something only ends, the day before; what is after something only begins, the day after.
    """
    begins, ends = _whole(value)
    if value.modifier == "trước":
        return None, begins - _DAY if begins and begins > datetime.date.min else None
    if value.modifier == "sau":
        return ends + _DAY if ends and ends < datetime.date.max else None, None
    return begins, ends


def _duration(amounts: tuple[tuple[Fraction, Unit], ...]) -> str:
    parts = [(unit in CLOCK_UNITS, f"{_plain(count)}{CODES[unit]}") for count, unit in amounts]
    clock = "".join(part for is_clock, part in parts if is_clock)
    return "P" + "".join(part for is_clock, part in parts if not is_clock) + (f"T{clock}" if clock else "")


def _plain(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.6f}".rstrip("0").rstrip(".")


def _time(value: TimeValue) -> str:
    told = any(
        part is not None for part in (value.year, value.month, value.day, value.weekday, value.offset)
    ) or bool(value.cycle)
    day = _calendar(value) if told else ""
    if told and not day:
        return ""
    if value.hour is None:
        return f"{day}T{value.part}"
    second = "" if value.second is None else f":{value.second:02}"
    return f"{day}T{value.hour:02}:{value.minute or 0:02}{second}"


def _calendar(value: TimeValue) -> str:
    if value.offset is not None and value.offset.grain != "next":
        return ""
    if value.lunar and value.kind != "year":
        return _lunar(value)
    if value.cycle:
        return ""
    year = "XXXX" if value.year is None else f"{value.year:05}" if value.year < 0 else f"{value.year:04}"
    if value.day is not None:
        month = "XX" if value.month is None else f"{value.month:02}"
        return f"{year}-{month}-{value.day:02}"
    if value.weekday is not None:
        return f"{year}-WXX-{value.weekday}"
    if value.month is not None:
        return f"{year}-{value.month:02}"
    if value.quarter is not None:
        return f"{year}-Q{value.quarter}"
    if value.half is not None:
        return f"{year}-H{value.half}"
    return "" if value.year is None else year


def _lunar(value: TimeValue) -> str:
    """The solar day of a lunar one, the interval of solar days of a lunar month."""
    begins, ends = _whole(value)
    if begins is None or ends is None:
        return ""
    return begins.isoformat() if begins == ends else f"{begins}/{ends}"


def _whole(value: TimeValue) -> Bounds:
    """Return the first and last day of the whole unit."""
    if value.first is not None and value.last is not None:
        return _whole(value.first)[0], _whole(value.last)[1]
    if value.year is None or value.offset is not None or value.kind == "set":
        return None, None
    if value.lunar:
        return _lunar_days(value)
    if value.kind == "decade" or value.kind == "century":
        years = 10 if value.kind == "decade" else 100
        # The first century lacks the year 0.
        return _days((value.year or 1, 1), (value.year + years - 1, 12)) if value.year >= 0 else (None, None)
    if value.year < 1 or value.cycle:
        return None, None
    if value.day is not None or value.weekday is not None or value.kind == "time":
        if value.month is None or value.day is None:
            return None, None
        day = datetime.date(value.year, value.month, value.day)
        return day, day
    return _months(value, value.year)


def _months(value: TimeValue, year: int) -> Bounds:
    """Return the bounds of a month, quarter, half or year."""
    for length, number in ((1, value.month), (3, value.quarter), (6, value.half)):
        if number is not None:
            return _days((year, length * (number - 1) + 1), (year, length * number))
    return _days((year, 1), (year, 12))


def _days(first: tuple[int, int], last: tuple[int, int]) -> Bounds:
    """Return the first day of one month and the last day of another, where the calendar has them."""
    if last[0] > datetime.MAXYEAR:
        return None, None
    return datetime.date(*first, 1), datetime.date(*last, calendar.monthrange(*last)[1])


def _lunar_days(value: TimeValue) -> Bounds:
    if value.year is None:
        return None, None
    if value.month is None:
        return lunar.solar(value.year, 1, 1), _eve(value.year)
    if value.day is not None:
        day = lunar.solar(value.year, value.month, value.day, leap=value.leap)
        # The eve of Tết is called the 30th also where the month has 29 days.
        if day is None and (value.month, value.day) == (12, 30):
            day = _eve(value.year)
        return day, day
    begins = lunar.solar(value.year, value.month, 1, leap=value.leap)
    length = lunar.month_length(value.year, value.month, leap=value.leap)
    if begins is None or length is None:
        return None, None
    return begins, begins + (length - 1) * _DAY


def _eve(year: int) -> datetime.date | None:
    """Return the last day of a lunar year."""
    return lunar.solar(year, 12, 30) or lunar.solar(year, 12, 29)
