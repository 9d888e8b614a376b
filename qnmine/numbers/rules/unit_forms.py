"""The spellings of units and currencies as lexicons, and which of their meanings fits what stands beside."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from qnmine.numbers.units import (
    Currency,
    Unit,
    currency_symbols,
    currency_words,
    fits,
    unit_symbols,
    unit_words,
)
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qnmine.numbers.units import Key
    from qnmine.rules.engine import Site

_FOLLOWING = 3
_SCALES = Phrases.of("trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục")
# Without diacritics these are more often other words: trường, quân, sao, chị, kỳ, phần, do, đó, bằng.
_AMBIGUOUS_WHEN_BARE = Phrases.of(
    "trượng|quan|sào|chỉ|ký|kí|cân|lạng|phân|chạt|bạt|xu|dặm|độ|đô|bảng|thước|tấc|hào|tệ"
)

UnitForms = tuple[Unit, ...]
CurrencyForms = tuple[Currency, ...]
Entries = TypeVar("Entries", UnitForms, CurrencyForms)


def unit_of(forms: UnitForms, at: Site) -> Unit | None:
    """Return the unit that a form at a site means; None if it is another word there."""
    return next(
        (unit for unit in forms if not (unit.apart and at.tokens.touches(at.start)) and _fits(unit, at)), None
    )


def currency_of(forms: CurrencyForms, at: Site) -> Currency | None:
    """Return the currency that a form at a site means; None if it is another word there."""
    return next((currency for currency in forms if _fits(currency, at)), None)


def _fits(entry: Unit | Currency, at: Site) -> bool:
    tokens = at.tokens
    if tokens.touches(at.end) and tokens.form(at.end)[:1].isalnum():
        return False
    ambiguous = tokens.bare and at.end - at.start == 1 and _AMBIGUOUS_WHEN_BARE.has(tokens, at.start)
    if ambiguous and not entry.needs:
        return False
    following = tokens.keys[at.end : at.end + _FOLLOWING]
    scaled = not ambiguous and _SCALES.has(tokens, at.start - 1)
    return fits(_without_diacritics(entry) if tokens.bare else entry, following, scaled=scaled)


@cache
def _without_diacritics(entry: Unit | Currency) -> Unit | Currency:
    needs, unless = (
        tuple(tuple(folded(word) for word in words) for words in side) for side in (entry.needs, entry.unless)
    )
    return replace(entry, needs=needs, unless=unless)


def _spelled(words: Mapping[Key, Entries]) -> Iterator[tuple[str, Entries]]:
    """Yield each word form with spaces and with hyphens between its first syllables (`đô-la Mỹ`)."""
    for key, entries in words.items():
        for hyphens in range(len(key) if key[0].isalpha() else 1):
            spelled = "-".join(key[: hyphens + 1]) + " " + " ".join(key[hyphens + 1 :])
            yield spelled.strip(), entries


UNIT_SYMBOLS = unit_symbols()
UNIT_WORDS = dict(_spelled(unit_words()))
CURRENCY_SYMBOLS = {
    form: entries
    for form, entries in currency_symbols().items()
    if any(entry.position != "before" for entry in entries)
}
CURRENCY_SIGNS = {
    form: entries
    for form, entries in currency_symbols().items()
    if any(entry.position != "after" for entry in entries)
}
CURRENCY_WORDS = dict(_spelled(currency_words()))
