"""Percent, per mille and percentage points."""

from __future__ import annotations

from fractions import Fraction

from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.amounts import JOINTS, UNTIL, Pair
from qnmine.numbers.rules.rates import rate
from qnmine.rules.engine import RuleBook

Percentage = tuple[Fraction, str]

book = RuleBook()
book.lexicon(
    "percent_sign",
    "percent sign",
    {
        "%": "%",
        "phần trăm": "%",
        "‰": "‰",
        "phần nghìn": "‰",
        "phần ngàn": "‰",
        "điểm phần trăm": "điểm %",
        "điểm %": "điểm %",
    },
)


@book.rule("percentage", "percent", "{amount} {percent_sign}")
def _percentage(amount: Fraction, percent_sign: str) -> Percentage:
    return amount, percent_sign


@book.rule("quantity", "percent", "{percentage}", "{percentage} {per}")
def _percent(percentage: Percentage, per: str = "") -> Quantity:
    return Quantity("percent", percentage[0], unit=rate(percentage[1], per))


@book.rule("quantity", "range of percents", "{pair} {percent_sign}", "{pair} {percent_sign} {per}")
def _range(pair: Pair, percent_sign: str, per: str = "") -> Quantity:
    return Quantity("range", low=pair.low, high=pair.high, unit=rate(percent_sign, per))


@book.rule(
    "quantity",
    "range of two percents",
    f"{{percentage=low}} {JOINTS} {{percentage=high}}",
    f"{{percentage=low}} {JOINTS} {{percentage=high}} {{per}}",
    f"từ {{percentage=low}} {UNTIL} {{percentage=high}}",
    f"từ {{percentage=low}} {UNTIL} {{percentage=high}} {{per}}",
)
def _two(low: Percentage, high: Percentage, per: str = "") -> Quantity | None:
    if low[0] >= high[0] or low[1] != high[1]:
        return None
    return Quantity("range", low=low[0], high=high[0], unit=rate(low[1], per))
