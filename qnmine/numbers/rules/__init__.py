"""The rules that read numbers: `book` has the numerals and, kind by kind, what is made of them.

Of two readings of one span the rule that comes first counts: names before counts, sessions before names.
"""

from qnmine.numbers import colloquial, numerals
from qnmine.numbers.rules import (
    amounts,
    cardinals,
    codes,
    contacts,
    fractions,
    identifiers,
    marks,
    measures,
    money,
    ordinals,
    percents,
    ranges,
    rates,
    romans,
    scores,
)

book = (
    numerals.book
    + colloquial.book
    + romans.book
    + amounts.book
    + ordinals.book
    + marks.book
    + identifiers.book
    + contacts.book
    + rates.book
    + percents.book
    + money.book
    + measures.book
    + fractions.book
    + scores.book
    + ranges.book
    + cardinals.book
    + codes.book
)
