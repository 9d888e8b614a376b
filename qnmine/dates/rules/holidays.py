"""Named days with a fixed date, solar or lunar, and the days that are known by their date (`8/3`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates.value import TimeValue, offset_of
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_ROWS = list(read_table("dates/holidays.tsv"))
book.lexicon("holiday_name", "holiday", {
    row["name"]: TimeValue(
        "date", month=int(row["month"]), day=int(row["day"]), lunar=row["calendar"] == "lunar"
    )
    for row in _ROWS
})  # fmt: skip
_NOUNS = Phrases.of("giao|đêm|lễ|ngày|tết")
_BEFORE_NAMES = Phrases.of("ngày|lễ|dịp|đêm|mừng|hội|tết|đón|và")


@book.rule(
    "holiday",
    "named day",
    "(ngày lễ?|lễ|đêm)? {holiday_name=day} (năm? {year4=year}|{relative_year}|năm? {cycle} {year4=year}?)?",
)
def _named(
    at: Site, day: TimeValue, year: int | None = None, relative_year: TimeValue | None = None, cycle: str = ""
) -> TimeValue | None:
    if not _is_capital(at):
        return None
    if (day.month, day.day) == (12, 30) and year is not None:
        year -= 1
    return replace(day, year=year, cycle="" if year else cycle, offset=offset_of(relative_year))


def _is_capital(at: Site) -> bool:
    """Tell whether the name is written as one, and not in a longer name (`trường Quốc Khánh`)."""
    forms = at.tokens.forms[at.start : at.end]
    if not any(form[:1].isupper() for form in forms):
        return _NOUNS.has(at.tokens, at.start) or (at.tokens.bare and len(forms) > 2)
    following, before = at.tokens.form(at.end), at.tokens.form(at.start - 1)
    if all(form.istitle() for form in forms) and len(forms) == 2 and before[:1].isalpha():
        # `trường Quốc Khánh` is somebody's name, the day would be `Quốc khánh`.
        return _BEFORE_NAMES.has(at.tokens, at.start - 1)
    if following.istitle() and following.isalpha() and forms[-1].istitle():
        return False
    return not (
        before.istitle()
        and before.isalpha()
        and at.start > 1
        and not _BEFORE_NAMES.has(at.tokens, at.start - 1)
    )


@book.rule(
    "holiday",
    "named day with its date",
    "(ngày lễ?|lễ)? {holiday_name=name} (ngày|'('|',')? {some_date=day} (')')?",
)
def _with_date(at: Site, name: TimeValue, day: TimeValue) -> TimeValue | None:
    opened = "(" in at.tokens.keys[at.start : at.end]
    if opened != (at.tokens.key(at.end - 1) == ")") or (day.month, day.day) != (name.month, name.day):
        return None
    return replace(day, lunar=name.lunar)


@book.rule("some_date", "date of a holiday", "{full_day}", "{slashed_day}")
def _date(**parts: TimeValue) -> TimeValue:
    (value,) = parts.values()
    return value
