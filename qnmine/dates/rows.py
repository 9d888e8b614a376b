"""Dates as rows: what was read, with its value, days, modifier and what the value rests on."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from qnmine.corpus.days import day_of
from qnmine.dates.finish import modifier_of
from qnmine.dates.lists import completed
from qnmine.dates.resolve import in_year, resolved
from qnmine.dates.value import TimeValue, bounds_of, value_of
from qnmine.expressions.reading import Expression, Settings, expressions_by_sentence
from qnmine.text.document import Document, as_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Date:
    """One time expression.

    `start` and `end` are code points of the text as decoded, whose slice is `text`; `sentence` counts from 1.
    `value` is in the notation of ISO 8601, EDTF and TIMEX3; `begins` and `ends` are the first and the last
    day, empty if not determined. `basis` tells what the value rests on: `text`, `reference` (a day given),
    `document` (the day of the document) or `inferred` (a year that was nearest); it is empty without a value.
    """

    doc: str
    sentence: int
    start: int
    end: int
    text: str
    kind: str
    value: str
    begins: str
    ends: str
    modifier: str
    basis: str


def dates(
    document: Document | str,
    *,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    infer_year: bool = False,
    vague: bool = False,
    diacritics: bool = True,
) -> Iterator[Date]:
    """Yield the dates, times, durations and sets of a document in text order.

    Relative expressions are resolved against `reference`, or the day in the column `date_column` of the
    document's table, which goes before; without one they have no value. `infer_year` gives days and months
    without a year the one in which they are nearest to that day, and where there is no such day the year that
    is told nearest in the text. `vague` adds expressions such as `thời gian qua`. Without `diacritics` text
    written without them is read.
    """
    found = read_dates(
        as_document(document),
        reference=reference,
        date_column=date_column,
        infer_year=infer_year,
        vague=vague,
        settings=Settings(diacritics=diacritics),
    )
    for date, _ in found:
        yield date


def dates_of(
    documents: Iterable[Document],
    *,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    infer_year: bool = False,
    vague: bool = False,
    diacritics: bool = True,
) -> list[list[Date]]:
    """Return the dates of each document, in order; the options are those of `dates`."""
    return [
        list(dates(document, reference=reference, date_column=date_column, infer_year=infer_year, vague=vague,
                   diacritics=diacritics))
        for document in documents
    ]  # fmt: skip


def read_dates(
    document: Document,
    *,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    infer_year: bool = False,
    vague: bool = False,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Iterator[tuple[Date, Expression]]:
    """Yield the dates of one document, each with the expression that tells which rules made it."""
    return dates_in(
        document,
        expressions_by_sentence(document, settings),
        reference=reference,
        date_column=date_column,
        infer_year=infer_year,
        vague=vague,
    )


def dates_in(
    document: Document,
    sentences: Iterable[Sequence[Expression]],
    *,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    infer_year: bool = False,
    vague: bool = False,
) -> Iterator[tuple[Date, Expression]]:
    """Yield the dates among the expressions of a document, sentence by sentence, with their expressions.

    The options are those of `dates`. Who wants numbers as well reads `expressions_by_sentence` once for both.
    """
    told = day_of_document(document, date_column)
    found: Iterable[tuple[Expression, TimeValue]] = chain.from_iterable(
        completed(list(_finished(sentence))) for sentence in sentences
    )
    known: list[tuple[int, int]] = []
    if infer_year and (told or reference) is None:
        found = list(found)
        known = _years(found)
    for expression, value in found:
        if value.kind == "impossible" or (value.kind == "vague" and not vague):
            continue
        value, basis = resolved(value, told or reference, infer_year)
        guess = _in_nearest_year(value, expression.start, known)
        if guess is not None:
            value, basis = guess, "inferred"
        yield (
            _row(document, expression, value, "document" if told and basis == "reference" else basis),
            expression,
        )


def day_of_document(document: Document, column: str | None) -> datetime.date | None:
    """Return the day in a column of the document's table, None if there is none or only a month or year.

    This is the day that relative times are resolved against; of no column there is none.
    """
    day = day_of(document.meta.get(column)) if column is not None else None
    return (
        None
        if day is None or day.month is None or day.day is None
        else datetime.date(day.year, day.month, day.day)
    )


def _finished(sentence: Iterable[Expression]) -> Iterator[tuple[Expression, TimeValue]]:
    """Yield the times of a sentence with their modifiers, which must not belong to another expression."""
    end = 0
    for expression in sentence:
        value = expression.node.value
        if isinstance(value, TimeValue):
            modifier = modifier_of(value, expression.tokens, expression.node.start, end)
            yield expression, replace(value, modifier=modifier) if modifier else value
        end = expression.node.end


def _years(found: Iterable[tuple[Expression, TimeValue]]) -> list[tuple[int, int]]:
    """Return the places in the text where a year is told, with the year."""
    return [
        (expression.start, value.year)
        for expression, value in found
        if value.year is not None and value.kind in ("date", "month", "quarter", "half", "year", "time")
    ]


def _in_nearest_year(value: TimeValue, start: int, known: Sequence[tuple[int, int]]) -> TimeValue | None:
    if not known:
        return None
    place = bisect_left(known, (start, 0))
    _, year = min(known[max(place - 1, 0) : place + 1], key=lambda entry: abs(entry[0] - start))
    return in_year(value, year)


def _row(document: Document, expression: Expression, value: TimeValue, basis: str) -> Date:
    begins, ends = bounds_of(value)
    return Date(
        doc=document.id,
        sentence=expression.sentence,
        start=expression.start,
        end=expression.end,
        text=document.text[expression.start : expression.end],
        kind=value.kind,
        value=value_of(value),
        begins=begins.isoformat() if begins else "",
        ends=ends.isoformat() if ends else "",
        modifier=value.modifier,
        basis=basis,
    )
