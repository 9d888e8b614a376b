"""Roman numerals up to 49, as they number congresses, centuries and kings."""

from __future__ import annotations

from qnmine.rules.engine import RuleBook

_TENS = ("", "X", "XX", "XXX", "XL")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMANS = {
    tens + ones: 10 * t + o for t, tens in enumerate(_TENS) for o, ones in enumerate(_ONES) if tens + ones
}

book = RuleBook()
book.lexicon("roman", "roman numeral", ROMANS, exact=True)
