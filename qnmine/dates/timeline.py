"""How often texts speak of each year, quarter or month: dates counted by when they begin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.dates import Date

PeriodName = Literal["year", "quarter", "month"]

# What has no place in time by its nature, so that nothing is missing where it has no year.
_WITHOUT_PLACE = frozenset({"duration", "set", "vague"})
_OF_A_YEAR = tuple("-0123456789")  # what a value begins with unless its year is unknown
_BEGIN = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?:(?P<month>[0-9]{2})(?:-[0-9]{2})?|Q(?P<quarter>[1-4])|H[12]))?"
)


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """A year, quarter or month (`2024`, `2024-Q2`, `2024-06`), its dates, the documents that have some."""

    period: str
    count: int
    docs: int


class Timeline:
    """Counts the dates of documents by the period in which they begin.

    An interval counts where it begins. A date without a year, and one that is less exact than the period
    (`199X` among years, `2024` among months), is in no period; `undated` and `coarse` count these.
    Durations, sets and vague expressions are left aside.
    """

    def __init__(self, period: PeriodName = "year") -> None:
        self.period: PeriodName = period
        self.dated = self.undated = self.coarse = 0
        self._counts: Counter[str] = Counter()
        self._docs: Counter[str] = Counter()

    def add_document(self, dates: Iterable[Date]) -> None:
        """Count the dates of one document."""
        periods: Counter[str] = Counter()
        for date in dates:
            if date.kind in _WITHOUT_PLACE:
                continue
            begin = _BEGIN.fullmatch(date.value.partition("/")[0].partition("T")[0])
            if begin is not None and (period := _period(begin, self.period)):
                periods[period] += 1
            elif date.value[:1] in _OF_A_YEAR:
                self.coarse += 1
            else:
                self.undated += 1
        self.dated += periods.total()
        self._counts.update(periods)
        self._docs.update(periods.keys())

    def merge(self, other: Timeline) -> None:
        """Add the dates of other documents, counted by the same period."""
        self.dated += other.dated
        self.undated += other.undated
        self.coarse += other.coarse
        self._counts.update(other._counts)
        self._docs.update(other._docs)

    def rows(self) -> list[PeriodCount]:
        """Return the periods that have dates, the earliest first."""
        return [
            PeriodCount(period, count, self._docs[period])
            for period, count in sorted(self._counts.items(), key=lambda item: _order(item[0]))
        ]

    def warnings(self) -> list[str]:
        """Return a line about the dates that are in no period, none if all are in one."""
        left_out = []
        if self.undated:
            left_out.append(f"{self.undated} without a year")
        if self.coarse:
            left_out.append(f"{self.coarse} less exact than a {self.period}")
        if not left_out:
            return []
        total = self.dated + self.undated + self.coarse
        return [f"--timeline: of {total} dates these are not counted: {', '.join(left_out)}"]


def _period(begin: re.Match[str], period: PeriodName) -> str:
    """Return the period in which a value begins, empty if the value is not so exact."""
    year, month, quarter = begin["year"], begin["month"], begin["quarter"]
    if period == "year":
        return year
    if period == "month":
        return f"{year}-{month}" if month else ""
    quarter = quarter or (str((int(month) + 2) // 3) if month else None)
    return f"{year}-Q{quarter}" if quarter else ""


def _order(period: str) -> tuple[int, str]:
    """Sort years before our era by number too."""
    year = period[:5] if period.startswith("-") else period[:4]
    return int(year), period
