"""Units of measurement and currencies: spellings, what must stand beside them, conversion to base units.

The data are `units.tsv` and `currencies.tsv` in `qnmine/data`, whose first lines say what each column means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeVar

from qnmine.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

Key = tuple[str, ...]
"""The lower-case syllables of a form; other signs than hyphens are elements too: `("km", "/", "giờ")`."""

Position = Literal["before", "after", "both"]

END: Key = ("<end>",)
"""Among the words that a form needs: that no word or figure follows."""
SCALE: Key = ("<scale>",)
"""Among the words that a form needs: that the amount has a scale word (5 triệu) or is grouped (200.000)."""

FIGURE = "<figure>"
"""In words that a form needs or must not have: any figure."""

# Value in base units = (value + shift) × factor, for the scales whose zero is not that of the base unit.
_SCALES = {"°F": (Fraction(-32), Fraction(5, 9)), "K": (Fraction("-273.15"), Fraction(1))}
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+|[^\s\w\-‐‑]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under one kind of form; 1 `unit` is `factor` `base` units (None for °F and K).

    `symbol` forms are found in exact case and after figures; those that are `apart` never touch them.
    What `needs` and `unless` ask for is checked by `fits`.
    """

    unit: str
    dimension: str
    base: str
    factor: Fraction | None
    symbol: bool
    apart: bool
    needs: tuple[Key, ...]
    unless: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency under one kind of form; one of what the form names is `subunit` of the currency (hào: 0.1).

    `code` is of ISO 4217, or a Vietnamese name where there is no code or the form alone does not tell
    which. `position` is where the form stands, seen from the figure.
    """

    code: str
    symbol: bool
    position: Position
    subunit: Fraction
    needs: tuple[Key, ...]
    unless: tuple[Key, ...]


Entry = TypeVar("Entry", Unit, Currency)


def form_key(form: str) -> Key:
    """Return what words are compared by: `Ki-lô-mét` as `("ki", "lô", "mét")`."""
    return tuple(_SYLLABLE.findall(form.lower()))


def fits(entry: Unit | Currency, following: Sequence[str], *, scaled: bool = False) -> bool:
    """Tell whether a form means this entry, by what stands beside it.

    `following` are the lower-case syllables, figures and signs that come directly after the form, three if
    there are so many; `scaled` says that the amount has a scale word or is grouped.
    """
    if any(_begins(following, words) for words in entry.unless):
        return False
    if not entry.needs:
        return True
    return any(
        scaled if words == SCALE else _ends(following) if words == END else _begins(following, words)
        for words in entry.needs
    )


def _begins(following: Sequence[str], words: Key) -> bool:
    return len(following) >= len(words) and all(
        key[:1].isdigit() if word == FIGURE else key == word
        for key, word in zip(following, words, strict=False)
    )


def _ends(following: Sequence[str]) -> bool:
    return not following or not following[0][:1].isalnum()


def convert(value: Fraction | Decimal | int | float, unit: str) -> tuple[Fraction, str]:
    """Return a value in base units, exactly, and the base unit: 5 km/h as 25/18 m/s.

    A float counts as the decimal number that it is written as. Raises KeyError for what is no unit of the
    table: counted nouns, currencies, rates.
    """
    known = _by_name()[unit]
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    shift, factor = _SCALES[unit] if known.factor is None else (Fraction(0), known.factor)
    return (exact + shift) * factor, known.base


@cache
def unit_symbols() -> dict[str, tuple[Unit, ...]]:
    """Return the units that a symbol as written may mean, those that need something beside them first.

    This dictionary and those below are shared: do not change them.
    """
    return _grouped((form, unit) for form, unit in _unit_forms() if unit.symbol)


@cache
def unit_words() -> dict[Key, tuple[Unit, ...]]:
    """Return the units that a word may mean, by `form_key`, those that need something beside them first."""
    return _grouped((form_key(form), unit) for form, unit in _unit_forms() if not unit.symbol)


@cache
def currency_symbols() -> dict[str, tuple[Currency, ...]]:
    """Return the currencies that a symbol or code as written may mean."""
    return _grouped((form, currency) for form, currency in _currency_forms() if currency.symbol)


@cache
def currency_words() -> dict[Key, tuple[Currency, ...]]:
    """Return the currencies that a word may mean, by `form_key`.

    Those of other countries are in with `đồng` before them as well (đồng yên).
    """
    words = [(form_key(form), currency) for form, currency in _currency_forms() if not currency.symbol]
    plain = {key for key, _ in words}
    for key, currency in tuple(words):
        prefixed = ("đồng", *key)
        if key[0] != "đồng" and currency.subunit == 1 and prefixed not in plain:
            # `đồng bảng` is money, whatever else `bảng` may be.
            words.append((prefixed, replace(currency, needs=()) if SCALE in currency.needs else currency))
    return _grouped(words)


@cache
def _unit_forms() -> tuple[tuple[str, Unit], ...]:
    return tuple(
        (
            form,
            Unit(
                row["unit"],
                row["dimension"],
                row["base"],
                Fraction(row["factor"]) if row["factor"] else None,
                row["symbol"] != "no",
                row["symbol"] == "apart",
                _keys(row["needs"]),
                _keys(row["unless"]),
            ),
        )
        for row in read_table("units.tsv")
        for form in _cells(row["forms"])
    )


@cache
def _currency_forms() -> tuple[tuple[str, Currency], ...]:
    positions: dict[str, Position] = {"before": "before", "after": "after", "both": "both"}
    return tuple(
        (
            form,
            Currency(
                row["code"],
                row["symbol"] == "yes",
                positions[row["position"]],
                Fraction(row["subunit"]),
                _keys(row["needs"]),
                _keys(row["unless"]),
            ),
        )
        for row in read_table("currencies.tsv")
        for form in _cells(row["forms"])
    )


@cache
def _by_name() -> dict[str, Unit]:
    return {unit.unit: unit for _, unit in _unit_forms()}


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split(" | ") if part]


def _keys(cell: str) -> tuple[Key, ...]:
    return tuple(tuple(part.split()) if "<" in part else form_key(part) for part in _cells(cell))


Form = TypeVar("Form", str, Key)


def _grouped(forms: Iterable[tuple[Form, Entry]]) -> dict[Form, tuple[Entry, ...]]:
    """Collect the entries of each form once, those with needs first."""
    grouped: dict[Form, dict[Entry, None]] = {}
    for form, entry in forms:
        grouped.setdefault(form, {})[entry] = None
    return {
        form: tuple(sorted(entries, key=lambda entry: not entry.needs)) for form, entries in grouped.items()
    }
