"""The parts of dates: days of the month, months, years and eras, as figures, words and Roman numerals."""

from __future__ import annotations

import re
from datetime import MAXYEAR
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates import lunar
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook

if TYPE_CHECKING:
    from fractions import Fraction

    from qnmine.rules.engine import Site

BC = "(tcn|trước (công nguyên|cn|tây lịch|công lịch))"
AD = "(scn|cn|công nguyên|sau (công nguyên|cn|tây lịch|công lịch))"
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_THIS_CENTURY_UP_TO = 49
_ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
]

book = RuleBook()
_MONTHS = list(read_table("dates/months.tsv"))


def _named(calendar: str) -> dict[str, int]:
    return {row["name"]: int(row["month"]) for row in _MONTHS if row["calendar"] == calendar}


book.lexicon("month_word", "name of a month", _named("vi"))
book.lexicon("lunar_month", "name of a lunar month", _named("lunar"))
book.lexicon("english_month", "English month", _named("en"), exact=True)
book.lexicon(
    "roman_number", "Roman numeral", {form: value for value, form in enumerate(_ROMANS, 1)}, exact=True
)


@book.rule("two", "one or two digits", "<two>")
def _two(form: str) -> int:
    return int(form)


@book.rule("year4", "year of four digits", "<four>")
def _year_in_figures(form: str) -> int | None:
    return int(form) if _FIRST_YEAR <= int(form) <= _LAST_YEAR else None


@book.rule("short_year", "year of two digits", "<two>")
def _short_year(form: str) -> int | None:
    if len(form) != 2:
        return None
    return int(form) + (2000 if int(form) <= _THIS_CENTURY_UP_TO else 1900)


@book.rule("month_number", "number of a month", "{two}", "{month_word}")
def _month(two: int = 0, month_word: int = 0) -> int | None:
    return two or month_word if two <= 12 else None


@book.rule("bc_year", "year before Christ", f"{{figure}} năm? {BC}")
def _before_christ(figure: Fraction) -> int | None:
    # 111 TCN is -110: there is a year 0.
    return 1 - int(figure) if figure.denominator == 1 and figure >= 1 else None


@book.rule("year_number", "year of an era", "{bc_year}", f"{{figure}} {AD}")
def _year_of_era(bc_year: int = 0, figure: Fraction | None = None) -> int | None:
    if figure is None:
        return bc_year
    return int(figure) if figure.denominator == 1 and 1 <= figure <= MAXYEAR else None


@book.rule("year_number", "year after năm", "<figure>")
def _year_after_noun(form: str) -> int | None:
    if not form.isdecimal() or len(form) > 4 or form.startswith("0"):
        return None
    return int(form) if int(form) <= _LAST_YEAR else None


def _begins_word(form: str) -> bool:
    return form[0].isalpha()


@book.rule("year_number", "year in words", "{numeral}", beside=Beside(first=[_begins_word]))
def _year_in_words(numeral: Fraction) -> int | None:
    if numeral.denominator != 1:
        return None
    return int(numeral) if _FIRST_YEAR <= numeral <= _LAST_YEAR else None


@book.rule("year_number", "year with an apostrophe", '("\'"|’|‘) ~ {short_year}')
def _year_with_apostrophe(at: Site, short_year: int) -> int:
    return short_year if int(at.tokens.form(at.end - 1)) <= 24 else 1900 + short_year % 100


def _cycles() -> dict[str, str]:
    """The names of the sixty lunar years in all their spellings."""
    spellings: dict[str, list[str]] = {}
    for other, word in lunar.SPELLINGS.items():
        spellings.setdefault(word, []).append(other)
    names = (lunar.year_name(year) for year in range(60))
    return {
        f"{stem} {branch}": name
        for name in names
        for stem in (name.split()[0], *spellings.get(name.split()[0], ()))
        for branch in (name.split()[1], *spellings.get(name.split()[1], ()))
    }


book.lexicon("cycle", "name of a lunar year", _cycles())


@book.rule("digits", "figure with points", "<pointed>")
def _with_points(form: str) -> tuple[int, ...] | None:
    """Return the numbers of `25.06.2024`, `25.6`, `6.2024`, `2024.06.25`."""
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,4}){1,2}", form):
        return None
    return tuple(int(part) for part in form.split("."))
