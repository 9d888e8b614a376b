"""Ages in tens of years: `tứ tuần` is forty, `thất tuần` seventy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
book.lexicon("decades", "decades of an age", {"tứ": 4, "ngũ": 5, "lục": 6, "thất": 7, "bát": 8, "cửu": 9})
_RITES = Phrases.of("lễ|cúng|giỗ")  # thất tuần is also the 49th day after a death


@book.rule("quantity", "age in decades", "{decades} tuần")
def _age(decades: int, at: Site) -> Quantity | None:
    if _RITES.before(at.tokens, at.start):
        return None
    return Quantity("cardinal", Fraction(10 * decades), unit="tuổi")
