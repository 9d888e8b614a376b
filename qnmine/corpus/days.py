"""The dates that tables have for their documents, and the periods that they fall into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PERIODS = ("day", "month", "quarter", "year")
"""The periods that documents can be grouped by, the finest first."""

_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn)"
_TIME = r"[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?"
_ZONE = r" ?(?:z|utc|\(?(?:utc|gmt)? ?[+-][0-9]{1,2}(?::?[0-9]{2})?\)?)"
# As newspapers have it: `Thứ ba, 25/6/2024, 08:30 (GMT+7)`, `08:30 25/06/2024`.
_BEFORE = rf"(?:{_WEEKDAY},? )?(?:{_TIME},? (?:ngày )?)?"
_AFTER = rf"(?:(?:,? |t|, | - ){_TIME}(?:{_ZONE})?)?"
_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_FORMS = (
    rf"{_BEFORE}{_YEAR}([-/.]){_MONTH}\2{_DAY}{_AFTER}",
    rf"{_BEFORE}{_DAY}([-/.]){_MONTH}\2{_YEAR}{_AFTER}",
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
    rf"{_YEAR}[-/]{_MONTH}",
    rf"{_MONTH}[-/]{_YEAR}",
    _YEAR,
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A date as a table has it; `month` and `day` are None where it tells only the year, or the month."""

    year: int
    month: int | None = None
    day: int | None = None

    def period(self, period: str) -> str:
        """Return `2024-06-25`, `2024-06`, `2024-Q2` or `2024`; empty if the date is not so exact."""
        if period == "year":
            return f"{self.year:04}"
        if self.month is None or (period == "day" and self.day is None):
            return ""
        if period == "quarter":
            return f"{self.year:04}-Q{(self.month + 2) // 3}"
        month = f"{self.year:04}-{self.month:02}"
        return month if period == "month" else f"{month}-{self.day:02}"


def day_of(cell: object) -> Day | None:
    """Return the date in a cell of a table, None if it is none.

    Read are ISO 8601 (`2024-06-25`, `2024-06-25T08:30:00+07:00`, `20240625`), `2024/06/25`, and day before
    month (`25/06/2024`, `25-6-2024`, `25.6.2024`), with or without weekday and time, and years and months
    alone (`2024`, `2024-06`, `6/2024`). A date counts as it is written, whatever its time zone. Years have
    four digits, and nothing is guessed: `06/25/2024` is no date.
    """
    if isinstance(cell, date):  # a datetime is one
        return Day(cell.year, cell.month, cell.day)
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return None
    text = cell if isinstance(cell, str) else str(cell) if 0 < cell < 10**8 else ""
    return _parsed(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _parsed(cell: str) -> Day | None:
    text = " ".join(cell.split())
    matches = (re.fullmatch(form, text, re.IGNORECASE) for form in _FORMS)  # compiled when first needed
    found = next((match for match in matches if match is not None), None)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[name]) if name in parts else None for name in ("year", "month", "day"))
    try:  # a year, a month or a day that there is not
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(year or 0, month, day)
