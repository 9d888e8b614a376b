"""Sums of money and prices."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.amounts import JOINTS, UNTIL, Pair
from qnmine.numbers.rules.context import is_ambiguous_bare
from qnmine.numbers.rules.rates import rate
from qnmine.numbers.rules.unit_forms import (
    CURRENCY_SIGNS,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    CurrencyForms,
    currency_of,
)
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.numbers.units import Currency
    from qnmine.rules.engine import Site

Sum = tuple[Fraction, str]

book = RuleBook()
book.lexicon("currency_form", "symbol of a currency", CURRENCY_SYMBOLS, exact=True)
book.lexicon("currency_form", "name of a currency", CURRENCY_WORDS)
book.lexicon("currency_sign", "currency before the sum", CURRENCY_SIGNS, exact=True)
_COINS = Phrases.of("đồng tiền")
_NAMES_TOO = Phrases.of("yên")


@book.rule("currency", "currency", "{currency_form}")
def _currency(at: Site, currency_form: CurrencyForms) -> Currency | None:
    if _NAMES_TOO.has(at.tokens, at.start) and at.tokens.form(at.start).istitle():
        return None
    return currency_of(currency_form, at)


@book.rule("money", "sum of money", "{amount} {currency}")
def _sum(at: Site, amount: Fraction, currency: Currency) -> Sum | None:
    if is_ambiguous_bare(at) or (amount < 100 and _COINS.after(at.tokens, at.end - 1) is not None):
        return None
    return amount * currency.subunit, currency.code


@book.rule("money", "sum and a half", "{amount} {currency} (rưỡi|rưởi)")
def _and_a_half(amount: Fraction, currency: Currency) -> Sum | None:
    if amount.denominator != 1:
        return None
    return (amount + Fraction(1, 2)) * currency.subunit, currency.code


@book.rule("money", "sum after the currency", "{currency_sign} {amount}")
def _after_sign(at: Site, currency_sign: CurrencyForms, amount: Fraction) -> Sum | None:
    tokens = at.tokens
    if (tokens.touches(at.end) and tokens.form(at.end)[:1].isalnum()) or not _is_figure(at):
        return None
    return amount * currency_sign[0].subunit, currency_sign[0].code


def _is_figure(at: Site) -> bool:
    return any(form[0].isdigit() for form in at.tokens.forms[at.start : at.start + 4])


@book.rule("money", "sum between two names of its currency", "{currency_sign} {amount} {currency}")
def _twice(currency_sign: CurrencyForms, amount: Fraction, currency: Currency) -> Sum | None:
    return (amount, currency.code) if currency_sign[0].code == currency.code else None


@book.rule("quantity", "money", "{money}", "{money} {per}")
def _money(money: Sum, per: str = "") -> Quantity:
    return Quantity("money", money[0], unit=rate(money[1], per))


@book.rule(
    "quantity",
    "range of money",
    "{pair} {currency}",
    "{pair} {currency} {per}",
    "{currency_sign} {pair}",
)
def _range(
    pair: Pair, currency: Currency | None = None, currency_sign: CurrencyForms = (), per: str = ""
) -> Quantity:
    meant = currency or currency_sign[0]
    low, high = pair.low * meant.subunit, pair.high * meant.subunit
    return Quantity("range", low=low, high=high, unit=rate(meant.code, per))


@book.rule(
    "quantity",
    "range of two sums",
    f"{{money=low}} {JOINTS} {{money=high}}",
    f"từ {{money=low}} {UNTIL} {{money=high}}",
)
def _two(low: Sum, high: Sum) -> Quantity | None:
    if low[0] >= high[0] or low[1] != high[1]:
        return None
    return Quantity("range", low=low[0], high=high[0], unit=low[1])
