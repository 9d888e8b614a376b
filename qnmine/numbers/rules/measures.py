"""Measures: amounts with a unit, and what is measured per something."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.colloquial import counts_dozens
from qnmine.numbers.figures import read_figure
from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.amounts import JOINTS, UNTIL, Pair
from qnmine.numbers.rules.context import is_ambiguous_bare, is_denominator, is_figures, is_one
from qnmine.numbers.rules.nouns import is_trap
from qnmine.numbers.rules.rates import rate
from qnmine.numbers.rules.unit_forms import UNIT_SYMBOLS, UNIT_WORDS, UnitForms, unit_of
from qnmine.rules.engine import RuleBook

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

Magnitude = tuple[Fraction, str]

book = RuleBook()
book.lexicon("unit_form", "symbol of a unit", UNIT_SYMBOLS, exact=True)
book.lexicon("unit_form", "name of a unit", UNIT_WORDS)
# With `một` these are more often a noun with its article.
_NOUNS_TOO = frozenset(
    {"lượng", "mẫu", "°", "chỉ", "công", "sào", "thước", "bộ", "phân", "tấc", "gang", "yến"}
)
_SMALL = 100
_NEXT_PART = {"km": ("m", 1000), "m": ("cm", 100), "kg": ("g", 1000), "ft": ("in", 12)}


@book.rule("unit", "unit", "{unit_form}")
def _unit(at: Site, unit_form: UnitForms) -> str | None:
    if at.tokens.bare and counts_dozens(at.tokens, at.start):
        return None  # `hai ta bút chì`
    meant = unit_of(unit_form, at)
    return None if meant is None else meant.unit


@book.rule("magnitude", "measure", "{amount} {unit}", "{amount} '-' {unit}", "{amount} {unit} {per}")
def _magnitude(at: Site, amount: Fraction, unit: str, per: str = "") -> Magnitude | None:
    if not _fits(at, unit):
        return None
    return amount, rate(unit, per)


@book.rule("magnitude", "small part of a unit", "<figure> ~ '/' ~ {figure} {unit}")
def _small_part(at: Site, figure: Fraction, unit: str) -> Magnitude | None:
    # `1/1.000 g`; `150/200 km` is how much of how much, `1/2 kg` a half.
    small = at.tokens.form(at.start) == "1" and figure >= _SMALL and not at.tokens.touches(at.start)
    return (1 / figure, unit) if small and _fits(at, unit) else None


def _fits(at: Site, unit: str) -> bool:
    """Tell whether the amount at the site counts units and the unit ends a word."""
    tokens = at.tokens
    if tokens.touches(at.end) and tokens.form(at.end)[:1].isalnum():
        return False
    if is_figures(at):
        return not is_denominator(at)
    if is_one(at) and (unit in _NOUNS_TOO or is_trap(tokens, at.start, at.start + 1)):
        return False  # `một lượng lớn`, `một số nước`
    return not is_ambiguous_bare(at)


@book.rule("magnitude", "measure and a half", "{amount} {unit} (rưỡi|rưởi)")
def _and_a_half(amount: Fraction, unit: str) -> Magnitude | None:
    return (amount + Fraction(1, 2), unit) if amount.denominator == 1 and amount > 0 else None


@book.rule("magnitude", "measure in two units", "{amount} {unit} {amount=part} {unit=smaller}")
def _two_units(amount: Fraction, unit: str, part: Fraction, smaller: str) -> Magnitude | None:
    following = _NEXT_PART.get(unit)
    if following is None or following[0] != smaller or part >= following[1] or amount.denominator != 1:
        return None
    return amount + part / following[1], unit


@book.rule("magnitude", "metres and centimetres", "<figure> m <figure>")
def _height(at: Site) -> Magnitude | None:
    tokens = at.tokens
    metres, part = tokens.form(at.start), tokens.form(at.end - 1)
    glued = tokens.touches(at.start + 1) and tokens.touches(at.start + 2)
    # `1m2` is a square metre.
    if not (metres.isdecimal() and part.isdecimal()) or (len(part), glued) not in (
        (2, True),
        (1, True),
        (2, False),
    ):
        return None
    if (glued and part in ("2", "3")) or tokens.touches(at.end) or tokens.form(at.start + 1) != "m":
        return None
    if not glued and (len(metres) > 2 or _fits_noun(at)):
        return None
    return Fraction(int(metres)) + Fraction(int(part), 10 ** len(part)), "m"


def _fits_noun(at: Site) -> bool:
    return at.after() not in ("", ".", ",", ")", ";")


@book.rule("arc", "degrees and minutes", '<figure> (°|º|˚|độ) <figure> (′|’|‘|phút|"\'")')
@book.rule("arc", "degrees, minutes and seconds",
           "<figure> (°|º|˚|độ) <figure> (′|’|‘|phút|\"'\") <figure> (″|”|giây|′ ′|’ ’|'\"')")  # fmt: skip
def _arc(at: Site) -> Magnitude | None:
    figures = [
        read_figure(form, "point" if "." in form else "comma") if place else read_figure(form)
        for place, form in enumerate(form for form in at.tokens.forms[at.start : at.end] if form[0].isdigit())
    ]
    value = Fraction(0)
    for place, figure in enumerate(figures):
        if figure is None or (place and figure >= 60):
            return None
        value += figure / 60**place
    return value, "°"


@book.rule("magnitude", "angle", "{arc}")
def _angle(arc: Magnitude) -> Magnitude:
    return arc


@book.rule("quantity", "measure", "{magnitude}")
def _measure(magnitude: Magnitude) -> Quantity:
    return Quantity("measure", magnitude[0], unit=magnitude[1])


@book.rule("quantity", "range of measures", "{pair} {unit}", "{pair} {unit} {per}")
def _range(at: Site, pair: Pair, unit: str, per: str = "") -> Quantity | None:
    if not _fits(at, unit):
        return None
    return Quantity("range", low=pair.low, high=pair.high, unit=rate(unit, per))


@book.rule(
    "quantity",
    "range of two measures",
    f"{{magnitude=low}} {JOINTS} {{magnitude=high}}",
    f"từ {{magnitude=low}} {UNTIL} {{magnitude=high}}",
)
def _two(low: Magnitude, high: Magnitude) -> Quantity | None:
    if low[0] >= high[0] or low[1] != high[1]:
        return None
    return Quantity("range", low=low[0], high=high[0], unit=low[1])
