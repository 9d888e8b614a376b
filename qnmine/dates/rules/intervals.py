"""Intervals: from one time to another, the years of a period, spans of days, months and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.join import interval
from qnmine.dates.rules.clock import hour_of
from qnmine.dates.rules.context import (
    DAY_WORD,
    YEAR_WORD,
    counts,
    ends_phrase,
    is_joined,
    is_joined_after,
    is_joined_before,
    names,
    within,
)
from qnmine.dates.rules.years import NOUNS
from qnmine.dates.value import Offset, TimeValue, offset_of
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_DASH = "(-|–|—|−|→)"
_TO = "(cho? (đến|tới) (hết|tận|khoảng)?|-|–|—)"
_UP_TO = "cho? (đến|tới)"
_NOW_WORDS = "(nay|ngày nay|hiện nay|hiện tại)"
_PART = "(đầu|giữa|cuối|khoảng|mùa xuân|mùa hè|mùa thu|mùa đông|trước|sau)"
_LONGEST, _LONGEST_LIFE = 1500, 120
_FIRST = 100
_LAST = 2100
_LAST_DAY = "ngày? (mùng|mồng)? ({slashed_day=last}|{full_day=last}|{day=last})"
_OF_YEAR = "((','? năm|'/'|-|',') {year4=year}|{relative_year})?"
_FROM, _DASHES = Phrases.of("từ"), Phrases.of("-|–|—")


@book.rule(
    "end_point", "end of an interval",
    "{day}", "{weekday_and_day}", "{weekday}", "{month}", "{quarter_of_year}", "{year}", "{decade}",
    "{century}", "{lunar_day}", "{lunar_months}", "{holiday}", "{day_time}", "{clock}", "{relative_date}",
    "{relative_year}", "{relative_month}", "{slashed_day}",
)  # fmt: skip
def _point(**parts: TimeValue) -> TimeValue | None:
    (value,) = parts.values()
    return None if value.kind == "impossible" else value


@book.rule(
    "interval", "from one time to another",
    f"từ {_PART}? {{end_point=first}} {_TO} {_PART}? {{end_point=last}}",
    "giữa {end_point=first} và {end_point=last}",
)  # fmt: skip
def _from_to(at: Site, first: TimeValue, last: TimeValue) -> TimeValue | None:
    if is_joined_after(at):
        return None
    if first.kind == "month" and first.year is None and last.kind == "year" and within(at, _DASHES):
        return None  # `từ tháng 8 – 2003`: a month with its year
    return interval(first, last)


_NOW = TimeValue("vague", reference="PRESENT_REF", offset=Offset(0, "day"))


@book.rule(
    "interval", "until now",
    f"từ {_PART}? ({{end_point=first}}|{{year4}}) {_TO} {_NOW_WORDS}",
    f"{{year4}} {_DASH} {_NOW_WORDS}",
)  # fmt: skip
def _until_now(at: Site, first: TimeValue | None = None, year4: int = 0) -> TimeValue | None:
    begins = TimeValue("year", year=year4) if first is None else first
    if is_joined_before(at) or begins.kind == "time":
        return None
    return TimeValue("interval", first=begins, last=_NOW)


@book.rule(
    "interval", "beginning of a period until now", f"từ? đầu {{period}} (nay|này)? {_UP_TO} {_NOW_WORDS}"
)
def _period_to_now(period: TimeValue) -> TimeValue:
    return TimeValue("interval", first=period, last=_NOW)


book.lexicon("period", "period until now", {
    "năm": TimeValue("date", month=1, day=1, offset=Offset(0, "year")),
    "quý": TimeValue("quarter", offset=Offset(0, "quarter")),
    "tháng": TimeValue("date", day=1, offset=Offset(0, "month")),
    "tuần": TimeValue("date", weekday=1, offset=Offset(0, "week")),
})  # fmt: skip


@book.rule("interval", "two times of one kind", f"{{end_point=first}} {_TO} {{end_point=last}}")
def _between(at: Site, first: TimeValue, last: TimeValue) -> TimeValue | None:
    if first.kind != last.kind or is_joined(at) or (first.weekday and not first.day and not last.weekday):
        return None
    return interval(first, last)


@book.rule(
    "interval", "from one year to another",
    f"(từ khoảng?)? (năm|những năm)? {{year4=first}} {_TO} năm? {{year4=last}}",
    "giữa (năm|những năm)? {year4=first} và năm? {year4=last}",
    "từ (năm|những năm|khoảng)? {year_number=first} (đến|tới|-|–) (năm|khoảng)? {year_number=last}",
    f"(năm|những năm|các năm) {{year_number=first}} {_DASH} năm? {{year_number=last}}",
)  # fmt: skip
def _years(at: Site, first: int, last: int) -> TimeValue | None:
    if is_joined(at) or counts(at) or names(at) or not first < last < min(_LAST, first + _LONGEST):
        return None
    # `từ 3 đến 5` are numbers, `từ năm 3 đến năm 5` and `từ 1945 đến 1954` years.
    if max(first, last) < 1000 and not within(at, YEAR_WORD):
        return None
    # `sinh viên năm 1-2`, `những năm 70-80`
    if first < _FIRST and not _FROM.has(at.tokens, at.start):
        return None
    return _years_of(first, last)


def _years_of(first: int, last: int) -> TimeValue:
    return TimeValue("interval", first=TimeValue("year", year=first), last=TimeValue("year", year=last))


@book.rule("interval", "years of a life", "<figure> (-|–|—) <figure>")
def _life(at: Site) -> TimeValue | None:
    """Read years of three figures that stand alone in brackets after a name: `Sĩ Nhiếp (137 - 226)`."""
    tokens = at.tokens
    forms = tokens.form(at.start), tokens.form(at.end - 1)
    if at.before() != "(" or at.after() != ")" or len(forms[0]) != 3 or len(forms[1]) not in (3, 4):
        return None
    if not all(form.isdecimal() and form[0] != "0" for form in forms):
        return None
    first, last = map(int, forms)
    # Whole fifties are rather amounts.
    is_life = tokens.form(at.start - 2)[:1].isupper() and bool(first % 50 or last % 50)
    return _years_of(first, last) if is_life and first < last <= first + _LONGEST_LIFE else None


@book.rule(
    "interval",
    "years before Christ",
    f"{{figure=first}} {_DASH} {{bc_year=last}}",
    "từ năm? {figure=first} (đến|tới) năm? {bc_year=last}",
)
def _before_christ(first: object, last: int) -> TimeValue | None:
    year = 1 - int(first)  # type: ignore[call-overload]
    return _years_of(year, last) if last < 0 and year < last else None


@book.rule(
    "interval",
    "years of a period",
    f"{NOUNS} (từ)? (năm)? {{year4=first}} (-|–|—|đến|tới|'/') (năm)? ({{year4=last}}|{{two=short}})",
)
def _period(at: Site, first: int, last: int = 0, short: int | None = None) -> TimeValue | None:
    if short is not None:
        last = _completed(first, short)
    if is_joined_after(at) or not first < last < first + _LONGEST:
        return None
    return _years_of(first, last)


@book.rule("interval", "years of a season", "{year4=first} ~ (-|–) ~ {two=short}")
def _season(at: Site, first: int, short: int) -> TimeValue | None:
    last = _completed(first, short)
    if is_joined(at) or names(at) or not ends_phrase(at) or len(at.tokens.form(at.end - 1)) != 2:
        return None
    return _years_of(first, last) if first >= 1800 and first < last <= first + 20 else None


def _completed(first: int, short: int) -> int:
    """Return the year that two digits after another year stand for: 1987–88, 1999–00."""
    last = first // 100 * 100 + short
    return last if last > first else last + 100


@book.rule(
    "interval",
    "centuries",
    f"từ? {_PART}? (thế kỷ|thế kỉ) {{century_number=first}} {_TO} {_PART}? {{century_number=last}} (tcn)?",
)
def _centuries(at: Site, first: int, last: int) -> TimeValue | None:
    if at.tokens.key(at.end - 1) == "tcn" or not first < last or is_joined_after(at):
        return None
    starts, ends = (TimeValue("century", year=100 * (number - 1)) for number in (first, last))
    return TimeValue("interval", first=starts, last=ends)


@book.rule(
    "interval",
    "decades",
    f"(thập niên|thập kỷ|những thập niên|những thập kỷ) {{year4=first}} {_TO} {{year4=last}}",
)
def _decades(first: int, last: int) -> TimeValue | None:
    if first % 10 or last % 10 or not first < last:
        return None
    starts, ends = (TimeValue("decade", year=year) for year in (first, last))
    return TimeValue("interval", first=starts, last=ends)


@book.rule(
    "interval", "days of a month",
    f"(từ|từ? (ngày (mùng|mồng)?|mùng|mồng)|các ngày) {{two=first}} {_TO} {_LAST_DAY}",
    f"{{two=first}} {_TO} {{full_day=last}}",
)  # fmt: skip
def _days(at: Site, first: int, last: TimeValue) -> TimeValue | None:
    if is_joined_after(at) or not first or last.day is None or (last.month is None and last.offset is None):
        return None
    return interval(TimeValue("date", day=first), last) if first < 32 else None


@book.rule(
    "interval", "months of a year",
    f"từ? các? tháng {{month_number=first}} {_TO} tháng? ({{two=last}}|{{month_word=last}}) {_OF_YEAR}",
    "từ? {two=first} (-|–) {two=last} ~ '/' ~ {year4=year}",
)  # fmt: skip
def _months(
    at: Site, first: int, last: int, year: int | None = None, relative_year: TimeValue | None = None
) -> TimeValue | None:
    if not 1 <= first < last <= 12 or is_joined_after(at) or at.before() == "/":
        return None
    if DAY_WORD.has(at.tokens, at.start - 1):
        return None
    if year is None and relative_year is None and (at.after() == "/" or counts(at)):
        return None
    offset = offset_of(relative_year)
    return interval(*(TimeValue("month", year=year, month=month, offset=offset) for month in (first, last)))


@book.rule("interval", "weekdays", f"từ? {{some_weekday=first}} {_TO} {{some_weekday=last}}")
def _weekdays(at: Site, first: TimeValue, last: TimeValue) -> TimeValue | None:
    return None if is_joined(at) else interval(first, last)


@book.rule(
    "interval",
    "hours of a day",
    "từ? {hour=first} (đến|tới|-|–) {hour=last} giờ {part_word=part}?",
    "từ {hour=first} (-|–|đến) {digital=time}",
)
def _hours(
    at: Site, first: int, last: int = -1, part: str = "", time: TimeValue | None = None
) -> TimeValue | None:
    if time is None and not part and not _FROM.has(at.tokens, at.start):
        return None
    if time is None and not first < last:
        return None
    ends = time or TimeValue("time", hour=hour_of(last, part) if part else last, minute=0)
    return interval(TimeValue("time", hour=hour_of(first, part) if part else first, minute=0), ends)
