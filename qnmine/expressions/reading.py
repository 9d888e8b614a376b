"""The reading of a document: which rules made which numbers and dates, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from qnmine.rules.engine import Chart, Grammar
from qnmine.rules.reading import reading_of
from qnmine.rules.tokens import FIGURE, folded, key_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.numbers.figures import DecimalSign
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


class Expression(NamedTuple):
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
    for expressions in expressions_by_sentence(document, settings):
        yield from expressions


def expressions_by_sentence(
    document: Document, settings: Settings = Settings()
) -> Iterator[list[Expression]]:
    """Yield the numbers and dates of each sentence that has any, in order, without overlap."""
    grammar = _grammar(settings.diacritics)
    text, original = document.normalized.text, document.normalized.original
    if settings.decimal == "auto":
        settings = Settings(_usual_decimal(document), settings.diacritics)
    for number, (begin, behind) in enumerate(document.sentence_spans, 1):
        tokens = tokens_of(text, begin, behind, grammar.key)
        nodes = reading_of(Chart(grammar, tokens, settings), _RANK)
        if nodes:
            starts, ends = tokens.starts, tokens.ends
            yield [
                Expression(number, *original(starts[node.start], ends[node.end - 1]), tokens, node)
                for node in nodes
            ]


def _usual_decimal(document: Document) -> DecimalSign:
    # Here and below: the rooms of numbers and dates import this module.
    from qnmine.numbers.figures import usual_decimal

    text = document.normalized.text
    return usual_decimal(
        form
        for span in document.sentence_spans
        for form in tokens_of(text, *span).forms
        if form[0].isdigit() and key_of(form) == FIGURE  # not what is too long for a figure
    )


@cache
def _grammar(diacritics: bool) -> Grammar:
    from qnmine.dates.rules import book as dates
    from qnmine.numbers.rules import book as numbers

    return Grammar(numbers + dates, str.lower if diacritics else folded)
