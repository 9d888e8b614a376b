"""The reading of a document: which rules made which numbers and dates, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from qnmine.rules.engine import Chart, Grammar
from qnmine.rules.reading import best_reading
from qnmine.rules.tokens import folded, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.rules.engine import Node
    from qnmine.rules.tokens import Tokens
    from qnmine.text.document import Document

# A date is a date also where it could be a number (`5 năm`, `2/9`), if a rule of dates says so.
_RANK = {"time": 0, "quantity": 1}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: the decimal sign (`auto`: the one that the document's clear figures have), diacritics."""

    decimal: Literal["comma", "point", "auto"] = "comma"
    diacritics: bool = True


@dataclass(frozen=True, slots=True)
class Expression:
    """A number or date found: its sentence (from 1), offsets in the text as decoded, and its result.

    `node.value` is a `Quantity` or a `TimeValue`; `tokens` are those of its sentence.
    """

    sentence: int
    start: int
    end: int
    tokens: Tokens
    node: Node


def expressions_of(document: Document, settings: Settings = Settings()) -> Iterator[Expression]:
    """Yield the numbers and dates of a document in order, without overlap."""
    grammar = _grammar(settings.diacritics)
    firsts = grammar.first["time"] | grammar.first["quantity"]
    text, original = document.normalized.text, document.normalized.original
    sentences = [
        (number, tokens_of(text, start, end, grammar.key))
        for number, (start, end) in enumerate(document.sentence_spans, 1)
    ]
    if settings.decimal == "auto":
        # Here and below: the rooms of numbers and dates import this module.
        from qnmine.numbers.figures import usual_decimal

        figures = (form for _, tokens in sentences for form in tokens.forms if form[0].isdigit())
        settings = Settings(usual_decimal(figures), settings.diacritics)
    for number, tokens in sentences:
        if firsts.isdisjoint(tokens.keys):
            continue
        chart = Chart(grammar, tokens, settings)
        for node in best_reading(chart.all_results(tuple(_RANK)), _RANK):
            start, end = original(tokens.starts[node.start], tokens.ends[node.end - 1])
            yield Expression(number, start, end, tokens, node)


@cache
def _grammar(diacritics: bool) -> Grammar:
    from qnmine.dates.rules import book as dates
    from qnmine.numbers.rules import book as numbers

    return Grammar(numbers + dates, str.lower if diacritics else folded)
