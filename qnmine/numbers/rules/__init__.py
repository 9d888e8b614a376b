"""The rules that read numbers: `book` has the numerals and, kind by kind, what is made of them.

Of two readings of one span the rule that comes first counts: names before counts, sessions before names.
"""

from qnmine.numbers import numerals
from qnmine.numbers.rules import (
    amounts,
    cardinals,
    codes,
    fractions,
    identifiers,
    measures,
    money,
    ordinals,
    percents,
    ranges,
    romans,
)

book = (
    numerals.book
    + romans.book
    + amounts.book
    + ordinals.book
    + identifiers.book
    + percents.book
    + money.book
    + measures.book
    + fractions.book
    + ranges.book
    + cardinals.book
    + codes.book
)
