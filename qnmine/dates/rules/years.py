"""Years, decades and centuries: after their nouns, before and after Christ, bare where a year is meant."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates.rules.calendar import AD, BC
from qnmine.dates.rules.context import (
    YEAR_WORD,
    counts,
    ends_phrase,
    is_joined,
    is_joined_after,
    names,
    within,
)
from qnmine.dates.value import TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from fractions import Fraction

    from qnmine.rules.engine import Site

book = RuleBook()
NOUNS = "(" + "|".join(row["name"] for row in read_table("dates/period_nouns.tsv")) + ")"
_RECENT = range(1900, 2050)
_MODERN = range(1500, 2051)
_LAST = 2050
_OF_A_COUNT = Phrases.of(
    "là|với|có|đạt|được|hơn|gần|khoảng|cao|dài|sâu|nặng|độ|tổng|gồm|khoảng cách|còn|thêm|lên",
    "nghị định|công suất|$|€|£|¥|+|=|×|x|#|°|thứ|cỡ|xấp xỉ|trị giá|giá|chừng|≈|~|<|>|vào năm thứ",
)
_BEFORE_A_YEAR = Phrases.of(
    "từ|trước|sau|đến|tới|giữa|kể từ|vào|hồi|trong|và|cuối|đầu|hè|thu|đông|sinh|mất|nay là",
)
_ORDINAL = Phrases.of("thứ|kỷ|kỉ")
_BEFORE_CHRIST = Phrases.of("trước|tcn")
_SEASON, _SEASONS = Phrases.of("mùa"), Phrases.of("mùa xuân|mùa hè|mùa hạ|mùa thu|mùa đông")
# `(m. 1891)`
_LIVES = Phrases.of("m .|s .|sn .|b .|d .|mất|sinh|sinh năm|mất năm|khoảng")
_AGE, _AND, _PLURAL = Phrases.of("tuổi"), Phrases.of("và|hoặc"), Phrases.of("những năm|các năm")
_COMPARED = Phrases.of("so với|so với cùng kỳ|so với cùng kì")
_AROUND_A_YEAR = Phrases.of("từ|sau|trước")
_WITH_A_YEAR = Phrases.of(
    "hiến pháp|luật|bộ luật|điều tra dân số|cách mạng|mùa xuân|mùa hè|mùa hạ|mùa thu|mùa đông",
    "world cup|euro|olympic|sea games|asiad|thế vận hội|thế vận hội mùa hè|thế vận hội mùa đông",
    "vào khoảng",
)
_OPEN, _CLOSE = frozenset("([{“\"‘'"), frozenset(")]},;:-–")


@book.rule("year", "year", "năm {year_number=year}", "năm của? lịch? {year4=year}")
def _year(at: Site, year: int) -> TimeValue | None:
    if at.tokens.bare and at.tokens.form(at.start) == "Nam" and at.start:
        return None  # Viet Nam 2024
    if is_joined_after(at) or _AGE.has(at.tokens, at.end):
        return None
    # `năm 5` and `năm 30` can be anything if something counted follows.
    if 0 < year < 1000 and (counts(at) or not ends_phrase(at)):
        return None
    return TimeValue("year", year=year)


@book.rule(
    "year", "year before or after Christ", "{bc_year}", "{figure} (scn|sau (công nguyên|cn)|công nguyên)"
)
def _era(at: Site, bc_year: int = 0, figure: Fraction | None = None) -> TimeValue | None:
    # `thiên niên kỷ thứ 4 TCN` is no year.
    if _ORDINAL.has(at.tokens, at.start - 1):
        return None
    if figure is not None and (figure.denominator != 1 or not 1 <= figure <= MAXYEAR):
        return None
    return TimeValue("year", year=bc_year if figure is None else int(figure))


@book.rule(
    "year",
    "named year",
    "năm {cycle} ((','|-|–)? {year4=year})?",
    "xuân {cycle} {year4=year}?",
)
def _named(at: Site, cycle: str, year: int | None = None) -> TimeValue | None:
    if _SEASON.has(at.tokens, at.start - 1):
        return None  # `mùa xuân` is the modifier
    return TimeValue("year", year=year, lunar=year is not None, cycle="" if year else cycle)


@book.rule("year", "named year after a season", "{cycle} ((','|-|–)? {year4=year})?")
def _of_season(at: Site, cycle: str, year: int | None = None) -> TimeValue | None:
    if _SEASONS.before(at.tokens, at.start) is None:
        return None
    return TimeValue("year", year=year, lunar=year is not None, cycle="" if year else cycle)


@book.rule("year", "year of a period", f"{NOUNS} năm? {{year4=year}}")
def _of_period(at: Site, year: int) -> TimeValue | None:
    # `những năm 1945` are no period, and `những năm 1930` a decade.
    return (
        None
        if _PLURAL.after(at.tokens, at.start) or is_joined_after(at) or counts(at)
        else TimeValue("year", year=year)
    )


@book.rule("year", "bare year", "{year4=year}")
def _bare(at: Site, year: int) -> TimeValue | None:
    if is_joined(at) or names(at) or counts(at) or YEAR_WORD.has(at.tokens, at.start - 1):
        return None
    is_year = _is_told(at, year) or (ends_phrase(at) and _is_likely(at, year))
    return TimeValue("year", year=year) if is_year else None


def _is_told(at: Site, year: int) -> bool:
    """Tell whether a figure can only be a year: in brackets, after certain nouns, at the head of an entry."""
    before, after = at.tokens.form(at.start - 1), at.tokens.form(at.end)
    if after in _CLOSE and _LIVES.before(at.tokens, at.start) is not None:
        return year <= _LAST
    if (before in _OPEN and after in _CLOSE) or (before in (",", ";") and after in (")", "]")):
        return year <= _LAST
    if _WITH_A_YEAR.before(at.tokens, at.start) is not None:
        return year in _MODERN
    return _begins_entry(at)


def _is_likely(at: Site, year: int) -> bool:
    """Tell whether a figure before the end of a phrase is a year: after a preposition or another year."""
    before = at.tokens.form(at.start - 1)
    if _BEFORE_A_YEAR.before(at.tokens, at.start) is not None and year in _MODERN:
        return True
    if _AROUND_A_YEAR.has(at.tokens, at.start - 1) and year <= _LAST:
        return True
    if _COMPARED.before(at.tokens, at.start) is not None:
        return year in _RECENT
    if _OF_A_COUNT.before(at.tokens, at.start) is not None:
        return False
    if (before in (",", ";") or _AND.has(at.tokens, at.start - 1)) and _follows_a_year(at):
        return True
    return year in _RECENT


def _begins_entry(at: Site) -> bool:
    """Tell whether the year begins a line of a chronicle: `1776 – Quốc hội lập …`."""
    return at.start == 0 and at.after() in ("–", "-", ":", "—") and at.after(2)[:1].isalpha()


def _follows_a_year(at: Site) -> bool:
    form = at.tokens.form(at.start - 2)
    return form.isdecimal() and len(form) == 4


_DECADE = Phrases.of("niên|kỷ|kỉ")
_DECADES = "(thập niên|thập kỷ|thập kỉ)"


@book.rule(
    "decade",
    "decade",
    f"(những|các)? (năm? {_DECADES}|năm|{_DECADES}) ({{year4=year}}|{{two}})",
    f"(những|các)? (năm? {_DECADES}|năm) {{two}} (của)? {{century}}",
    f"{_DECADES} ({{small=two}}|{{two}}) ((của)? {{century}})?",
    "(những|các) năm {small=two} ((của)? {century})?",
)
def _decade(
    at: Site, year: int = 0, two: int | None = None, century: TimeValue | None = None
) -> TimeValue | None:
    keys = at.tokens.keys
    if is_joined_after(at) or (YEAR_WORD.has(at.tokens, at.start) and keys[at.start + 1] == "0"):
        return None
    if two is not None:
        if century is not None and century.year is None:
            return None
        base = 1900 if century is None else century.year or 0
        if two % 10 or two >= 100 or (not two and at.tokens.form(at.end - 1) != "00"):
            return None
        year = base + two
    elif year % 10 and not _has_noun(at):
        return None
    return TimeValue("decade", year=year // 10 * 10)


def _has_noun(at: Site) -> bool:
    return _DECADE.has(at.tokens, at.end - 2)


_CENTURY = "(thế kỷ|thế kỉ|tk)"


@book.rule(
    "century_number", "number of a century", "thứ? ({two}|{roman_number=two})", "thứ? {small=two}", "đầu tiên"
)
def _century_number(two: int = 1) -> int | None:
    return two if 1 <= two <= 30 else None


@book.rule(
    "century",
    "century",
    f"{_CENTURY} {{century_number}} ({AD})?",
    f"{_CENTURY} {{century_number}} {BC}",
)
def _century(at: Site, century_number: int) -> TimeValue | None:
    if is_joined_after(at):
        return None
    # A century before Christ has no notation.
    return TimeValue("century", year=None if within(at, _BEFORE_CHRIST) else 100 * (century_number - 1))
