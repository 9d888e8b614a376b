"""Members of lists that are only figures: `6` in `các ngày 5, 6 và 7/7`, `2 năm 2024` after `quý 1,`.

A member takes its noun from the first one; the month or year are filled in once the sentence is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.lists import SEPARATORS
from qnmine.dates.rules.context import MONTH_WORD, YEAR_WORD, counts, ends_phrase, is_joined, names
from qnmine.dates.rules.figures import is_date
from qnmine.dates.value import TimeValue, day_exists, offset_of
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook, Site
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.tokens import Tokens

book = RuleBook()
_NOUNS = Phrases({
    "ngày": "date", "mùng": "date", "mồng": "date", "tháng": "month", "quý": "quarter", "năm": "year",
    "những năm": "decade", "thập niên": "decade", "thập kỷ": "decade",
})  # fmt: skip
_AFTER_DAYS, _YEARS_AWAY = Phrases.of("tháng|tết"), Phrases.of("năm nay|năm ngoái|năm tới|năm sau|năm trước")
_ON = Phrases.of("vào|dịp|lễ|hai ngày|ba ngày|các ngày|từ|sáng|trưa|chiều|tối|đêm")
_ROMANS = frozenset({"I", "II", "III", "IV"})
_LONGEST_LIST, _THREE = 12, 3
_GOES_ON = Beside(before=[SEPARATORS])


@book.rule("time", "member of a list", "{two}", "{roman_number=two}", beside=_GOES_ON)
def _member(at: Site, two: int) -> TimeValue | None:
    tokens = at.tokens
    before = SEPARATORS.before(tokens, at.start)
    if before is None or not two or is_joined(at):
        return None
    kind = _noun(tokens, at.start)
    return _part(kind, two) if _goes_on(tokens, at.end, kind) else None


@book.rule(
    "time", "last of a list",
    "({two}|{roman_number=two}) ('/'|-|–|năm) {year4=year}", "({two}|{roman_number=two}) {relative_year}",
    beside=_GOES_ON,
)  # fmt: skip
def _last(
    at: Site, two: int, year: int | None = None, relative_year: TimeValue | None = None
) -> TimeValue | None:
    if SEPARATORS.before(at.tokens, at.start) is None or is_joined(at):
        return None
    kind = _noun(at.tokens, at.start)
    if kind not in ("month", "quarter"):
        return None
    return _part(kind, two, year, relative_year)


@book.rule("time", "first of a list", "{two}", beside=Beside(after=[SEPARATORS]))
def _first(at: Site, two: int) -> TimeValue | None:
    """Read `13` before `và 14/11`: days that follow each other, or that a preposition says are days."""
    tokens = at.tokens
    if SEPARATORS.after(tokens, at.end) is None or not two or is_joined(at) or _is_in_names(at):
        return None
    is_told = _ON.before(tokens, at.start) is not None
    day, position = two, at.end
    for _ in range(_LONGEST_LIST):
        found = SEPARATORS.after(tokens, position)
        if found is None or not _is_two(tokens, found[0]):
            return None
        position = found[0] + 1
        following = int(tokens.form(found[0]))
        if not (day < following <= 31 if is_told else following == day + 1):
            return None
        day = following
        if _is_day(at, found[0], day):
            return TimeValue("date", day=two)
    return None


def _is_in_names(at: Site) -> bool:
    """Tell whether the list is one of names: `Khoản 12, 13 và 14/3`."""
    tokens, start = at.tokens, at.start
    for _ in range(_LONGEST_LIST):
        found = SEPARATORS.before(tokens, start)
        if found is None or not _is_two(tokens, found[0] - 1):
            break
        start = found[0] - 1
    return names(Site(tokens, start, at.end, at.settings))


def _is_day(at: Site, position: int, day: int) -> bool:
    """Tell whether a day with its month begins at a position."""
    tokens = at.tokens
    if MONTH_WORD.has(tokens, position + 1):
        return _is_two(tokens, position + 2) and day_exists(None, int(tokens.form(position + 2)), day)
    if tokens.key(position + 1) != "/" or not _is_two(tokens, position + 2):
        return False
    month = int(tokens.form(position + 2))
    if not day_exists(None, month, day):
        return False
    with_year = tokens.key(position + 3) == "/" and tokens.key(position + 4) == FIGURE
    return with_year or is_date(
        Site(tokens, position, position + 3, at.settings), TimeValue("date", month=month, day=day)
    )


@book.rule("time", "year of a list", "<figure>", beside=_GOES_ON)
def _year(at: Site) -> TimeValue | None:
    """Read years of three figures after another year: `năm 905, 938 và 931`."""
    tokens, form = at.tokens, at.tokens.form(at.start)
    if len(form) != _THREE or not form.isdecimal() or form[0] == "0":
        return None
    if SEPARATORS.before(tokens, at.start) is None or _noun(tokens, at.start) != "year" or is_joined(at):
        return None
    if SEPARATORS.after(tokens, at.end) is None and (counts(at) or not ends_phrase(at)):
        return None
    return TimeValue("year", year=int(form))


@book.rule("time", "decade of a list", "({year4=year}|{two}) (của? {century})?", beside=_GOES_ON)
def _of_decades(at: Site, year: int = 0, two: int = 0, century: TimeValue | None = None) -> TimeValue | None:
    if SEPARATORS.before(at.tokens, at.start) is None or (century is not None and century.year is None):
        return None
    if _noun(at.tokens, at.start) != "decade" or is_joined(at):
        return None
    is_last = SEPARATORS.after(at.tokens, at.end) is None
    if two and century is None and is_last and (counts(at) or not ends_phrase(at)):
        return None
    first = year or (century.year or 0 if century is not None else 1900) + two
    return None if first % 10 else TimeValue("decade", year=first)


def _part(
    kind: str, number: int, year: int | None = None, relative_year: TimeValue | None = None
) -> TimeValue | None:
    """Return a day, month or quarter by its number, None if there is no such one."""
    offset = offset_of(relative_year)
    if kind == "date" and number <= 31:
        return TimeValue("date", day=number)
    if kind == "month" and number <= 12:
        return TimeValue("month", year=year, month=number, offset=offset)
    if kind == "quarter" and number <= 4:
        return TimeValue("quarter", year=year, quarter=number, offset=offset)
    return None


def _noun(tokens: Tokens, position: int) -> str:
    """Return the kind that the noun of a list tells for a member at a position, empty if there is none.

    A list of decades has only tens: `những năm 1975, 1980` are years. One of years of three figures has only
    such: `Năm 2005, 254 khu …`.
    """
    tens = threes = True
    for _ in range(_LONGEST_LIST):
        found = SEPARATORS.before(tokens, position)
        if found is None or not _is_number(tokens, found[0] - 1):
            return ""
        position = found[0] - 1
        form = tokens.form(position)
        tens, threes = tens and form.endswith("0"), threes and len(form) == _THREE
        if tokens.key(position - 1) == "/":  # `5/7, 6 và 7/8`
            position -= 2
        noun = _NOUNS.before(tokens, position)
        if noun is not None:
            kind = noun[1] if noun[1] != "decade" or tens else "year"
            return kind if kind != "year" or threes else ""
    return ""


def _goes_on(tokens: Tokens, position: int, kind: str) -> bool:
    """Tell whether a later member of the list tells the month or the year of them all."""
    for _ in range(_LONGEST_LIST):
        found = SEPARATORS.after(tokens, position)
        if found is None:
            return False
        position = found[0]
        noun = _NOUNS.after(tokens, position)
        if noun is not None and noun[1] == kind:
            position = noun[0]
        if not _is_number(tokens, position):
            return False
        position += 1
        if _tells(tokens, position, kind):
            return True
    return False


def _tells(tokens: Tokens, position: int, kind: str) -> bool:
    """Tell whether a month follows a day, or a year a month or quarter."""
    if tokens.key(position) in ("/", "-", "–") and tokens.key(position + 1) == FIGURE:
        return True
    if kind == "date":
        return _AFTER_DAYS.has(tokens, position)
    if YEAR_WORD.has(tokens, position) and tokens.key(position + 1) == FIGURE:
        return True
    return kind in ("month", "quarter") and _YEARS_AWAY.after(tokens, position) is not None


def _is_number(tokens: Tokens, position: int) -> bool:
    return tokens.key(position) == FIGURE or tokens.form(position) in _ROMANS


def _is_two(tokens: Tokens, position: int) -> bool:
    form = tokens.form(position)
    return len(form) <= 2 and form.isdecimal()
