"""Days: in figures and words, with month and year or without, the ISO and the English way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.dates.rules.context import (
    DAY_WORD,
    MONTH_WORD,
    PLACES,
    YEAR_WORD,
    counts,
    follows_day_word,
    is_in_code,
    is_joined,
)
from qnmine.dates.value import IMPOSSIBLE, Offset, TimeValue, day_exists
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_DASH = "(-|–|−)"
_MONTHS = 12
_LENGTHS = Phrases.of("trong|suốt|sau|mất|thêm")
_YEAR = "(,? năm {year_number=year}|(','|'/'|-|–)? {year4=year})?"
# A day of the month without its month is not followed by what could be counted.
_PER_DAY = Phrases.of("lần|bữa|viên|tiếng|buổi|ca|chuyến|gói|ly|cốc|liều|tháng|giờ|phút|năm")


def date_of(day: int, month: int, year: int | None = None) -> TimeValue:
    """Return a date, IMPOSSIBLE if there is no such day."""
    if not day_exists(year, month, day):
        return IMPOSSIBLE
    return TimeValue("date", year=year, month=month, day=day)


@book.rule(
    "full_day",
    "day, month and year in figures",
    "{two} '/' {two=month} '/' {year4=year}",
    f"{{two}} {_DASH} {{two=month}} {_DASH} {{year4=year}}",
    "{two} '/' {two=month} (-|–) {year4=year}",
    f"{{two}} {_DASH} {{two=month}} '/' {{year4=year}}",
)
def _full(at: Site, two: int, month: int, year: int) -> TimeValue | None:
    keys = at.tokens.keys
    if keys[at.start + 1] != "/" and keys[at.start + 3] == "/":
        # `01-12/2025` are months, `1-5/6/2024` days.
        return None
    return None if is_in_code(at) else date_of(two, month, year)


@book.rule("full_day", "day with a short year", "{two} ~ '/' ~ {two=month} ~ '/' ~ {short_year=year}")
def _short(at: Site, two: int, month: int, year: int) -> TimeValue | None:
    date = date_of(two, month, year)
    return None if is_joined(at) or date is IMPOSSIBLE else date


@book.rule("full_day", "day with points", "{digits}")
def _pointed(at: Site, digits: tuple[int, ...]) -> TimeValue | None:
    if len(digits) != 3 or is_in_code(at):
        return None
    first, month, last = digits
    if last >= 1000 and first <= 99 and month <= 99:
        return date_of(first, month, last)
    if first >= 1000 and last <= 99 and month <= 12:
        return date_of(last, month, first)
    return None


@book.rule(
    "full_day",
    "year first",
    "{year4} ~ - ~ {two=month} ~ - ~ {two=day}",
    "{year4} ~ '/' ~ {two=month} ~ '/' ~ {two=day}",
)
def _iso(at: Site, year4: int, month: int, day: int) -> TimeValue | None:
    # The T of `2024-06-25T14:30` may follow.
    if at.after() == "t" and at.tokens.touches(at.end):
        return date_of(day, month, year4)
    return None if is_joined(at) else date_of(day, month, year4)


@book.rule(
    "full_day",
    "English day",
    "{two=day} (~ (st|nd|rd|th))? of? {english_month} (','? {year4=year})?",
    "{english_month} {two=day} (~ (st|nd|rd|th))? (','? {year4=year})?",
)
def _english(day: int, english_month: int, year: int | None = None) -> TimeValue | None:
    return date_of(day, english_month, year) if day else None


@book.rule("full_day", "day and month in words", f"{{two}} tháng {{month_number=month}} {_YEAR}")
def _in_words(at: Site, two: int, month: int, year: int | None = None) -> TimeValue | None:
    tokens = at.tokens
    # `trong 3 tháng 6 trận` and `ngày 3 tháng 2 lần` are lengths.
    is_other = counts(at) or _LENGTHS.has(tokens, at.start - 1) or PLACES.before(tokens, at.start)
    if year is None and is_other and not DAY_WORD.has(tokens, at.start - 1):
        return None
    if two <= _MONTHS and is_year_of_months(at) and not follows_day_word(at):
        return None
    return None if is_joined(at) else date_of(two, month, year)


def is_year_of_months(at: Site) -> bool:
    """Tell whether `năm` after `tháng` is the year and no fifth month: `9 tháng năm 2024`."""
    tokens = at.tokens
    after = at.start + (1 if MONTH_WORD.has(tokens, at.start) else 2)
    is_year = YEAR_WORD.has(tokens, after) and tokens.key(after + 1) == FIGURE
    return is_year and not tokens.form(after).istitle()


@book.rule("slashed_day", "day and month in figures", "{two} '/' {two=month}")
def _day_and_month(at: Site, two: int, month: int) -> TimeValue | None:
    date = date_of(two, month)
    return None if is_in_code(at) or date is IMPOSSIBLE else date


@book.rule("dashed_day", "day and month with a dash", "{two} (-|–) {two=month}")
def _with_dash(at: Site, two: int, month: int) -> TimeValue | None:
    date = date_of(two, month)
    return None if is_joined(at) or counts(at) or date is IMPOSSIBLE else date


@book.rule("after_noun", "day and month after a noun", "{two} ('/'|-|–) {two=month}", "{digits}")
def _after_noun(at: Site, two: int = 0, month: int = 0, digits: tuple[int, ...] = ()) -> TimeValue | None:
    if is_joined(at):
        return None
    if digits:
        two, month = (*digits, 0)[:2] if len(digits) == 2 else (0, 0)
    date = date_of(two, month)
    # `ngày 31/2` is no date, but `ngày 5-20` and `ngày 3.500` were not meant to be one.
    return None if date is IMPOSSIBLE and at.tokens.key(at.start + 1) != "/" else date


@book.rule(
    "plain_day",
    "date with its noun",
    "(ngày|hôm) (mùng|mồng)? ({full_day}|{after_noun})",
    "(mùng|mồng) {full_day}",
)
def _with_noun(**parts: TimeValue) -> TimeValue:
    (value,) = parts.values()
    return value


@book.rule("plain_day", "date without its noun", "{full_day}")
def _without_noun(full_day: TimeValue) -> TimeValue:
    return full_day


@book.rule(
    "plain_day",
    "year after day and month",
    "(ngày (mùng|mồng)?)? {two} ('/'|-) {two=month} ','? năm {year_number=year}",
)
def _with_year(two: int, month: int, year: int) -> TimeValue:
    return date_of(two, month, year)


@book.rule(
    "plain_day",
    "date in words",
    "ngày {small=day} tháng {month_number=month} (năm {year_number=year})?",
    f"ngày {{two=day}} ',' tháng {{month_number=month}} {_YEAR}",
)
def _words(day: int, month: int, year: int | None = None) -> TimeValue:
    return date_of(day, month, year)


@book.rule("plain_day", "day of a relative month", "ngày (mùng|mồng)? {two} {relative_month}")
def _of_relative_month(two: int, relative_month: TimeValue) -> TimeValue | None:
    return replace(relative_month, kind="date", day=two) if 1 <= two <= 31 else None


@book.rule(
    "lone_day",
    "day of the month",
    "ngày {two}",
    "(mùng|mồng) ({two}|{small=two})",
    "ngày (mùng|mồng) ({two}|{small=two})",
)
def _lone(at: Site, two: int) -> TimeValue | None:
    if not 1 <= two <= 31 or is_joined(at) or counts(at) or _PER_DAY.has(at.tokens, at.end):
        return None
    return None if at.after() == "/" else TimeValue("date", day=two)


@book.rule("day", "date", "{plain_day} (dương lịch)?", "{lone_day}")
def _day(**parts: TimeValue) -> TimeValue:
    (value,) = parts.values()
    return value


@book.rule("day", "date of a relative year", "({plain_day}|{slashed_day=plain_day}) {relative_year}")
def _of_relative_year(plain_day: TimeValue, relative_year: TimeValue) -> TimeValue | None:
    if not lacks_year(plain_day):
        return None
    return replace(plain_day, offset=relative_year.offset)


@book.rule("day", "next or last date", "{plain_day} {direction}")
def _next(plain_day: TimeValue, direction: int) -> TimeValue | None:
    return replace(plain_day, offset=Offset(direction, "next")) if lacks_year(plain_day) else None


def lacks_year(value: TimeValue) -> bool:
    """Tell whether a year, even a relative one, could still be told."""
    return value.year is None and value.offset is None and not value.cycle and value.kind != "impossible"
