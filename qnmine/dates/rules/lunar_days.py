"""Days of the lunar calendar: `mùng 3 Tết`, `rằm tháng Bảy`, `10/3 âm lịch`, `23 tháng Chạp`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.rules.context import DAY_WORD, ONE, within
from qnmine.dates.value import TimeValue, offset_of
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_YEAR = (
    "(','? năm {year4=year}|'/' {year4=year}|{year4=year}|{relative_year}"
    "|năm? {cycle} ((','|-|–)? {year4=year})?)?"
)
_NAME = "('(' âm lịch ')'|âm lịch|al)"
_LEAP = Phrases.of("nhuận")
_ELEVENTH = 11
_FIRST_DAYS = 10


def lunar_day(
    month: int, day: int | None = None, year: int | None = None, cycle: str = "", leap: bool = False,
    relative_year: TimeValue | None = None,
) -> TimeValue | None:  # fmt: skip
    """Return a day or month of the lunar calendar, None if there is never such a day."""
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 30):
        return None
    return TimeValue(
        "month" if day is None else "date", year=year, month=month, day=day, lunar=True, leap=leap,
        cycle="" if year else cycle, offset=offset_of(relative_year),
    )  # fmt: skip


@book.rule(
    "lunar_day_number",
    "lunar day",
    "(ngày)? (mùng|mồng)? {two}",
    "ngày? (mùng|mồng) {small=two}",
    "ngày? {full_moon=two}",
    "ngày? {small=spoken}",
)
def _number(at: Site, two: int = 0, spoken: int = 0) -> int | None:
    # `ba Tết` are three of them; `ba mươi Tết` is the day.
    if 0 < spoken <= _FIRST_DAYS and not DAY_WORD.has(at.tokens, at.start):
        return None
    return two or spoken if 1 <= (two or spoken) <= 30 else None


book.lexicon("full_moon", "full moon", {"rằm": 15})


@book.rule("lunar_day", "day of Tết", f"{{lunar_day_number=day}} tết (nguyên đán|âm lịch)? {_YEAR}")
def _of_tet(day: int, **year: object) -> TimeValue | None:
    # The last days before Tết are counted in the old year, which is that before the one named.
    if 10 < day < 23:
        return None
    if day <= 10:
        return lunar_day(1, day, **year)  # type: ignore[arg-type]
    if isinstance(year.get("year"), int):
        year["year"] -= 1  # type: ignore[operator]
    return lunar_day(12, day, **year)  # type: ignore[arg-type]


@book.rule(
    "lunar_day", "Tết of a named year", "tết {cycle} ((','|-|–|năm)? {year4=year}|'(' {year4=year} ')')?"
)
def _tet(cycle: str, year: int | None = None) -> TimeValue | None:
    return lunar_day(1, 1, year, cycle)


@book.rule(
    "lunar_day", "day of a lunar month",
    f"{{lunar_day_number=day}} tháng {{lunar_month=month}} nhuận? {_NAME}? {_YEAR}",
    f"{{lunar_day_number=day}} tháng {{month_number=month}} nhuận? {_NAME} {_YEAR}",
    f"{{lunar_day_number=day}} tháng {{month_number=month}} nhuận {_YEAR}",
    "{lunar_day_number=day} tháng {month_number=month} năm {cycle} ((','|-|–)? {year4=year})?",
)  # fmt: skip
def _of_month(at: Site, day: int, month: int, **year: object) -> TimeValue | None:
    return lunar_day(_lunar_month(at, month), day, leap=_is_leap(at), **year)  # type: ignore[arg-type]


@book.rule(
    "lunar_day", "full moon of a month", f"ngày? {{full_moon=day}} tháng {{month_number=month}} {_YEAR}"
)
def _full_moon(day: int, month: int, **year: object) -> TimeValue | None:
    return lunar_day(month, day, **year)  # type: ignore[arg-type]


@book.rule(
    "lunar_day",
    "lunar date in figures",
    f"ngày? (mùng|mồng)? {{two=day}} ~ ('/'|-) ~ {{two=month}} (~ '/' ~ {{year4=year}})? {_NAME} {_YEAR}",
)
def _in_figures(day: int, month: int, **year: object) -> TimeValue | None:
    return lunar_day(month, day, **year)  # type: ignore[arg-type]


@book.rule(
    "lunar_months", "lunar month",
    f"tháng {{lunar_month=month}} nhuận? {_NAME}? {_YEAR}",
    f"tháng {{month_number=month}} nhuận? {_NAME} {_YEAR}",
    f"tháng {{month_number=month}} nhuận {_YEAR}",
    "tháng {month_number=month} năm {cycle} ((','|-|–)? {year4=year})?",
)  # fmt: skip
def _month(at: Site, month: int, **year: object) -> TimeValue | None:
    return lunar_day(_lunar_month(at, month), leap=_is_leap(at), **year)  # type: ignore[arg-type]


def _is_leap(at: Site) -> bool:
    return within(at, _LEAP)


def _lunar_month(at: Site, month: int) -> int:
    """Return the number of a lunar month: `tháng một` is the eleventh, the first is `tháng giêng`."""
    return _ELEVENTH if month == 1 and within(at, ONE) else month
