"""Lengths of time: amounts of its units, joined and halved, in words and in figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import YEAR_WORD, is_joined_before, is_word
from qnmine.dates.value import CODES
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.dates.value import Unit
    from qnmine.rules.engine import Site

Amounts = tuple[tuple[Fraction, "Unit"], ...]
book = RuleBook()
book.lexicon(
    "duration_unit", "unit of duration",
    {
        row["name"]: (cast("Unit", row["unit"]), int(row["factor"]))
        for row in read_table("dates/time_units.tsv")
    },
)  # fmt: skip
_ORDER = list(CODES)


_SIX = Phrases.of("sáu")
_THROUGHOUT = Phrases.of("trong|trong vòng|trong khoảng|suốt|kéo dài|mất")
_AT = Phrases.of("lúc|vào|hồi|từ|trước|đến|tới|khoảng")
_SINCE = Phrases.of("qua|vừa qua|tới|sắp tới|tiếp theo|liên tục|liền")
_NIGHTS_BEFORE = Phrases.of("sau|qua|cả|ở|ngủ|ngủ lại|thức|nghỉ|hơn|gần|mỗi|thêm|đã")
_NIGHTS_AFTER = Phrases.of(
    "qua|nay|liền|liên tiếp|liên tục|ròng|ròng rã|trắng|rồi|trước|sau|nữa|,|.|;|)|và|thì|mà|ngoài|tới",
)
# A year and a half is a year and six months; of a week or a day no smaller unit is usual.
_HALVES: dict[str, tuple[int, Unit]] = {
    "year": (6, "month"),
    "hour": (30, "minute"),
    "minute": (30, "second"),
}
_HALF = Fraction(1, 2)
_PART_OF_IT = Phrases.of("đầu|cuối|sau|còn lại")


@book.rule("length", "amount of time", "{numeral=count} {duration_unit=unit}")
def _amount(at: Site, count: Fraction, unit: tuple[Unit, int]) -> Amounts | None:
    tokens = at.tokens
    if count <= 0 or is_joined_before(at):
        return None
    # `kỷ niệm 250 năm ngày sinh`
    if YEAR_WORD.has(tokens, at.start) and at.before() == FIGURE:
        return None
    # A capital inside a sentence makes it a name; `ba nam` without diacritics can be many things.
    if is_word(at) and not tokens.form(at.start).islower() and not _begins_clause(at):
        return None
    if _is_range(at) or (tokens.bare and is_word(at) and _is_ambiguous(at)):
        return None
    return ((count * unit[1], unit[0]),)


_DIGITS = Phrases.of("một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi")
_NEXT = Phrases.of(
    "một hai|hai ba|ba bốn|bốn năm|năm sáu|sáu bảy|bảy tám|tám chín|chín mười|dăm ba|đôi ba|vài ba"
)


def _is_range(at: Site) -> bool:
    """Tell whether the numeral is the end of another that says about how many: `hai ba ngày`."""
    tokens = at.tokens
    if _NEXT.after(tokens, at.start - 1) is None:
        return False
    # `một năm sáu tháng`
    is_year = YEAR_WORD.has(tokens, at.start - 1)
    return not (is_year and (tokens.key(at.start - 2) == FIGURE or _DIGITS.has(tokens, at.start - 2)))


def _is_ambiguous(at: Site) -> bool:
    """Tell whether a numeral written without diacritics can be other words: `ba nam`, `sau mot thang`."""
    tokens = at.tokens
    is_year = at.end - at.start == 2 and YEAR_WORD.has(tokens, at.end - 1)
    return is_year or _SIX.has(tokens, at.start)


def _begins_clause(at: Site) -> bool:
    return at.start == 0 or not at.tokens.form(at.start - 1)[:1].isalpha()


@book.rule("length", "hours by their letter", "<two> ~ h", "<two> h")
def _hours(at: Site) -> Amounts | None:
    tokens, form = at.tokens, at.tokens.form(at.start)
    if is_joined_before(at) or not int(form) or tokens.form(at.end - 1) != "h":
        return None
    # `24h qua` is the last day, `8h tới trường` no length.
    whole_days = int(form) % 12 == 0 and _SINCE.after(tokens, at.end) and not _AT.before(tokens, at.start)
    is_length = whole_days or _THROUGHOUT.before(tokens, at.start) is not None
    return ((Fraction(form), "hour"),) if is_length else None


@book.rule("length", "nights", "{numeral=count} đêm")
def _nights(at: Site, count: Fraction) -> Amounts | None:
    tokens = at.tokens
    if count <= 0 or count.denominator != 1 or is_joined_before(at) or _is_range(at) or tokens.bare:
        return None
    if is_word(at) and not tokens.form(at.start).islower() and not _begins_clause(at):
        return None
    # `hai đêm nhạc` are concerts, `một đêm, khi …` is when something was.
    is_told = _THROUGHOUT.before(tokens, at.start) or _NIGHTS_BEFORE.before(tokens, at.start)
    ends = at.end == len(tokens) or _NIGHTS_AFTER.after(tokens, at.end)
    return ((count, "day"),) if is_told or (ends and count > 1) else None


@book.rule("length", "amount of time and a half", "({small=count}|<figure>) {duration_unit=unit} (rưỡi|rưởi)")
def _and_a_half(at: Site, unit: tuple[Unit, int], count: int = 0) -> Amounts | None:
    form = at.tokens.form(at.start)
    number = count or (int(form) if form.isdecimal() and len(form) < 5 else 0)
    if not number or is_joined_before(at):
        return None
    name, factor = unit
    if factor == 1 and name in _HALVES:
        return ((Fraction(number), name), *_half_of(unit))
    return (((number + _HALF) * factor, name),)


@book.rule("length", "half a unit of time", "nửa {duration_unit=unit}")
def _half(at: Site, unit: tuple[Unit, int]) -> Amounts | None:
    # `nửa năm đầu` is a part of a year.
    return None if _PART_OF_IT.has(at.tokens, at.end) else _half_of(unit)


def _half_of(unit: tuple[Unit, int]) -> Amounts:
    name, factor = unit
    if factor == 1 and name in _HALVES:
        return ((Fraction(_HALVES[name][0]), _HALVES[name][1]),)
    return ((factor * _HALF, name),)


@book.rule("length", "quarter of a unit of time", "một phần tư {duration_unit=unit}")
def _fourth(unit: tuple[Unit, int]) -> Amounts | None:
    name, factor = unit
    return ((Fraction(factor, 4), name),) if factor > 1 else None


@book.rule(
    "lengths",
    "amounts of time",
    "{length}",
    "{length} (và|',')? {length=second}",
    "{length} ','? {length=second} (và|',')? {length=third}",
)
def _amounts(length: Amounts, second: Amounts = (), third: Amounts = ()) -> Amounts | None:
    if second and len(length) > 1:
        return None  # nothing is added to a half: `một năm rưỡi, ba ngày`
    together = length + second + third
    places = [_ORDER.index(unit) for _, unit in together]
    return together if places == sorted(set(places)) else None


@book.rule("lengths", "days and nights", "{length} ({small=nights}|{two=nights}) đêm")
def _days_and_nights(length: Amounts, nights: int) -> Amounts | None:
    return length if nights and length[-1][1] == "day" else None
