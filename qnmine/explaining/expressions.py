"""Numbers and dates with the rules that read them, as trees."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.dates import read_dates
from qnmine.dates.value import TimeValue, value_of
from qnmine.explaining.explanation import Derivation, ExplainedDate, ExplainedNumber
from qnmine.numbers import read_numbers
from qnmine.numbers.quantity import Quantity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from qnmine.expressions import Expression
    from qnmine.rules.engine import Node
    from qnmine.rules.tokens import Tokens
    from qnmine.text.document import Document


def explain_numbers(document: Document) -> Iterator[ExplainedNumber]:
    """Yield the numbers of a document, each with its derivation."""
    for number, expression in read_numbers(document):
        yield ExplainedNumber(number, derivation_of(expression))


def explain_dates(document: Document, reference: datetime.date | None = None) -> Iterator[ExplainedDate]:
    """Yield the dates of a document, each with its derivation; `reference` is that of `dates`."""
    for date, expression in read_dates(document, reference=reference):
        yield ExplainedDate(date, derivation_of(expression))


def derivation_of(expression: Expression) -> Derivation:
    """Return the rules behind a number or date.

    Below the topmost, rules that only pass on one part under the same text are left out.
    """
    return _derivation(expression.node, expression.node.start, expression.tokens)


def _derivation(node: Node, start: int, tokens: Tokens) -> Derivation:
    text = " ".join(tokens.slice(start, start + node.end - node.start).split())
    parts = tuple(_derivation(_innermost(part), start + offset, tokens) for offset, part in node.parts)
    return Derivation(node.rule, text, _plain(node.value), parts)


def _innermost(node: Node) -> Node:
    """Return the part that a result passes on under the same text, or the result itself."""
    while len(node.parts) == 1 and node.parts[0][1].end == node.end:
        node = node.parts[0][1]
    return node


def _plain(value: object) -> int | float | str | None:
    """Return what a rule made as a number or a short text, None where it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, Quantity):
        return _plain(value.value)
    if isinstance(value, TimeValue):
        return value_of(value) or None
    for name in ("code", "unit"):
        said = getattr(value, name, None)
        if isinstance(said, str) and said:
            return said
    return None
