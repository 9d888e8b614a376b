"""Months, quarters and halves of a year: with the year, without, and of a relative one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.dates.join import interval
from qnmine.dates.rules.context import FIRST, follows_day_word, is_joined, is_joined_after, within
from qnmine.dates.rules.days import is_year_of_months, lacks_year
from qnmine.dates.value import Offset, TimeValue, offset_of
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_YEAR = "(của? ','? năm {year_number=year}|(','|'/'|-|–|'.')? {year4=year})?"
# What `tháng` is before a number word when it is a length, or the end of `năm tháng`.
_LENGTHS = Phrases.of("mỗi|hàng|hằng|một|vài|nhiều|mấy|các|những|từng|theo|năm")
_QUARTER = Phrases.of("quý")
_TIMES = Phrases.of("lần|bữa|buổi|trận|kỳ|đợt")


@book.rule("plain_month", "month", f"tháng {{month_number=month}} {_YEAR}")
def _month(at: Site, month: int, year: int | None = None) -> TimeValue | None:
    if not 1 <= month <= 12 or is_joined_after(at) or _TIMES.has(at.tokens, at.end):
        return None
    if (year is None and _is_length(at)) or _is_name(at):
        return None
    # `8 tháng 6` is a day, or a length with something counted, `8 tháng năm 2024` a part of the year.
    is_counted = at.before() == FIGURE and not at.tokens.form(at.start - 1).startswith("0")
    if is_counted and (year is None or is_year_of_months(at)):
        return None
    return TimeValue("month", year=year, month=month)


_BEFORE_MONTHS = Phrases.of(
    "vào|trong|từ|đến|tới|cuối|đầu|giữa|hồi|sang|qua|trước|sau|là|của|và|hết|mỗi|những|các|cho|ngày",
)
_REVOLUTION = Phrases.of("cách mạng")


def _is_name(at: Site) -> bool:
    """Tell whether the month is in a name: `Cách mạng Tháng Tám`, `Tháng Mười Nga`, `đường Ba Tháng Hai`."""
    tokens, start = at.tokens, at.start
    noun, number = tokens.form(start), tokens.form(start + 1)
    if not (noun.istitle() and number.istitle()):
        return False
    if _REVOLUTION.before(tokens, start) is not None:
        return True
    if tokens.form(start - 1)[:1].isalpha():
        return not _BEFORE_MONTHS.has(tokens, start - 1)
    return at.end - start == 2 and tokens.form(at.end).istitle()


def _is_length(at: Site) -> bool:
    return at.tokens.key(at.end - 1) != "0" and _LENGTHS.has(at.tokens, at.start - 1)


@book.rule("plain_month", "month and year with a point", "tháng {digits}")
def _pointed(digits: tuple[int, ...]) -> TimeValue | None:
    month, year = digits[0], digits[1]
    if len(digits) != 2 or not 1 <= month <= 12 or not 1000 <= year <= 2999:
        return None
    return TimeValue("month", year=year, month=month)


@book.rule("plain_month", "month and year in figures", "{two} ~ '/' ~ {year4=year}", "{two} '/' {year4=year}")
def _slashed(at: Site, two: int, year: int) -> TimeValue | None:
    # `31/2/2024` is no date, so that `2/2024` is none either.
    if not 1 <= two <= 12 or at.before() in ("/", "-") or is_joined_after(at) or not 1800 <= year <= 2100:
        return None
    return TimeValue("month", year=year, month=two)


@book.rule("plain_month", "month and short year", "tháng {two} ~ '/' ~ {short_year=year}")
def _short(at: Site, two: int, year: int) -> TimeValue | None:
    return TimeValue("month", year=year, month=two) if 1 <= two <= 12 and not is_joined_after(at) else None


@book.rule("plain_month", "year and month", "{year4=year} ~ - ~ {two}")
def _iso(at: Site, year: int, two: int) -> TimeValue | None:
    if (
        not 1 <= two <= 12
        or is_joined(at)
        or len(at.tokens.form(at.end - 1)) != 2
        or not 1900 <= year <= 2100
    ):
        return None
    # `2010-11` is a season rather than a month where the numbers follow each other.
    return None if year % 100 + 1 == two else TimeValue("month", year=year, month=two)


@book.rule("plain_month", "English month and year", "{english_month} ','? {year4=year}")
def _english(english_month: int, year: int) -> TimeValue:
    return TimeValue("month", year=year, month=english_month)


@book.rule(
    "quarter_number",
    "number of a quarter",
    "{two}",
    "{roman_number=two}",
    "{month_word=two}",
    "thứ {month_word=two}",
)
def _quarter_number(two: int) -> int | None:
    return two if 1 <= two <= 4 else None


@book.rule(
    "quarter_of_year",
    "quarter of a year",
    f"quý {{quarter_number}} {_YEAR}",
    "quý {quarter_number} {relative_year}",
)
def _quarter(
    at: Site, quarter_number: int, year: int | None = None, relative_year: TimeValue | None = None
) -> TimeValue | None:
    if is_joined_after(at):
        return None
    named = at.tokens.form(at.start).istitle() and at.start > 0 and at.tokens.form(at.start - 1) not in ".:("
    if year is None and relative_year is None and named and at.tokens.key(at.start + 1) != "0":
        return None
    return TimeValue("quarter", year=year, quarter=quarter_number, offset=offset_of(relative_year))


@book.rule(
    "quarter_of_year",
    "quarter by its letter",
    "q ~ {quarter_number} ('/'|-)? {year4=year}",
    "q ~ {quarter_number} ~ ('/'|-) ~ {short_year=year}",
)
def _lettered(quarter_number: int, year: int) -> TimeValue:
    return TimeValue("quarter", year=year, quarter=quarter_number)


_OF_YEAR = "(của? (năm {year_number=year}|{year4=year}|{relative_year})|năm)"


@book.rule(
    "half",
    "half of a year",
    f"nửa (đầu|cuối|sau) {_OF_YEAR}",
    "nửa năm (đầu|cuối|sau) (của? (năm {year_number=year}|{year4=year}|{relative_year}))?",
    "h ~ {two} ('/'|-) {year4=year}",
)
def _half(
    at: Site, two: int = 0, year: int | None = None, relative_year: TimeValue | None = None
) -> TimeValue | None:
    if two > 2 or (two == 0 and at.tokens.key(at.start) == "h"):
        return None
    first = two == 1 or (not two and within(at, FIRST))
    return TimeValue("half", year=year, half=1 if first else 2, offset=offset_of(relative_year))


@book.rule(
    "part_of_year",
    "first or last months of a year",
    f"({{small=count}}|{{two=count}}) (tháng|quý) (đầu|cuối) {_OF_YEAR}",
)
def _months_of_year(
    at: Site, count: int, year: int | None = None, relative_year: TimeValue | None = None,
) -> TimeValue | None:  # fmt: skip
    months = count * 3 if within(at, _QUARTER) else count
    if not 1 <= months <= 12 or is_joined_after(at):
        return None
    offset = offset_of(relative_year)
    if months in (1, 12):
        return None
    if within(at, FIRST):
        return _from_january(months, year, offset)
    if months == 6:
        return TimeValue("half", year=year, half=2, offset=offset)
    if months == 3:
        return TimeValue("quarter", year=year, quarter=4, offset=offset)
    return interval(
        *(TimeValue("month", year=year, month=month, offset=offset) for month in (13 - months, 12))
    )


@book.rule("part_of_year", "months of a told year", "({small=count}|{two=count}) tháng năm {year4=year}")
def _whole_months(at: Site, count: int, year: int) -> TimeValue | None:
    if not 1 < count <= 12 or is_joined(at) or follows_day_word(at) or not is_year_of_months(at):
        return None
    return _from_january(count, year)


def _from_january(count: int, year: int | None, offset: Offset | None = None) -> TimeValue | None:
    """Return the first months of a year as a quarter or half, if they are one."""
    if count == 6:
        return TimeValue("half", year=year, half=1, offset=offset)
    if count == 3:
        return TimeValue("quarter", year=year, quarter=1, offset=offset)
    return interval(*(TimeValue("month", year=year, month=month, offset=offset) for month in (1, count)))


@book.rule("month", "month of a year", "{plain_month}")
def _plain(plain_month: TimeValue) -> TimeValue:
    return plain_month


@book.rule("month", "month of a relative year", "{plain_month} của? {relative_year}")
def _of_relative_year(plain_month: TimeValue, relative_year: TimeValue) -> TimeValue | None:
    return replace(plain_month, offset=relative_year.offset) if lacks_year(plain_month) else None


@book.rule("month", "next or last month", "{plain_month} {direction}")
def _next(plain_month: TimeValue, direction: int) -> TimeValue | None:
    return replace(plain_month, offset=Offset(direction, "next")) if lacks_year(plain_month) else None
