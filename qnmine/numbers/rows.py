"""Numbers as rows: every quantity of a text with its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.expressions.reading import Settings, expressions_by_sentence
from qnmine.numbers.finish import finished
from qnmine.text.document import as_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction
    from typing import Literal

    from qnmine.expressions.reading import Expression
    from qnmine.numbers.quantity import Quantity
    from qnmine.text.document import Document


@dataclass(frozen=True, slots=True)
class Number:
    """One number expression of a document, with its value.

    `start` and `end` are code points of the text as decoded, whose slice is `text`; `sentence` counts from 1.
    `value` is in the `unit`: a symbol (`km`, `%`), an ISO 4217 code or the noun that is counted. Ranges have
    `low` and `high` and no value, fractions and ratios a numerator and a denominator; scores and identifiers
    have no value. `modifier` is the word that says how the number is meant (`hơn`, `khoảng`).
    """

    doc: str
    sentence: int
    start: int
    end: int
    text: str
    kind: str
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    numerator: int | float | None = None
    denominator: int | float | None = None
    unit: str = ""
    modifier: str = ""


def numbers(
    document: Document | str,
    *,
    decimal: Literal["comma", "point", "auto"] = "comma",
    diacritics: bool = True,
    identifiers: bool = False,
) -> Iterator[Number]:
    """Yield the numbers of one document in text order.

    `decimal` is the sign before decimals where a figure leaves it open (`auto`: as the document's clear
    figures have it); without `diacritics` text written without them is read; `identifiers` are numbers that
    count nothing (`57-NQ/TW`, `quận 1`), left out by default.
    """
    settings = Settings(decimal, diacritics)
    for number, _ in read_numbers(as_document(document), settings=settings, identifiers=identifiers):
        yield number


def numbers_of(
    documents: Iterable[Document],
    *,
    decimal: Literal["comma", "point", "auto"] = "comma",
    diacritics: bool = True,
    identifiers: bool = False,
) -> list[list[Number]]:
    """Return the numbers of each document, in order; the options are those of `numbers`."""
    return [
        list(numbers(document, decimal=decimal, diacritics=diacritics, identifiers=identifiers))
        for document in documents
    ]


def read_numbers(
    document: Document,
    *,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    identifiers: bool = False,
) -> Iterator[tuple[Number, Expression]]:
    """Yield the numbers of one document, each with the expression that tells which rules made it."""
    return numbers_in(document, expressions_by_sentence(document, settings), identifiers=identifiers)


def numbers_in(
    document: Document, sentences: Iterable[Sequence[Expression]], *, identifiers: bool = False
) -> Iterator[tuple[Number, Expression]]:
    """Yield the numbers among the expressions of a document, sentence by sentence, with their expressions.

    Who wants dates as well reads `expressions_by_sentence` once for both (see `qnmine.dates.dates_in`).
    """
    for sentence in sentences:
        quantities = finished([each.node for each in sentence], sentence[0].tokens)
        for expression, quantity in zip(sentence, quantities, strict=True):
            if quantity is not None and (identifiers or quantity.kind != "identifier"):
                yield _row(document, expression, quantity), expression


def _row(document: Document, expression: Expression, quantity: Quantity) -> Number:
    return Number(
        doc=document.id,
        sentence=expression.sentence,
        start=expression.start,
        end=expression.end,
        text=document.text[expression.start : expression.end],
        kind=quantity.kind,
        value=_plain(quantity.value),
        low=_plain(quantity.low),
        high=_plain(quantity.high),
        numerator=_plain(quantity.numerator),
        denominator=_plain(quantity.denominator),
        unit=quantity.unit,
        modifier=quantity.modifier,
    )


def _plain(value: Fraction | int | None) -> int | float | None:
    """Return whole values as int, others as float."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
