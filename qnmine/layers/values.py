"""What stands beside a mark: the name of an entity, the value of a number or date, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates import Date
from qnmine.entities import Mention
from qnmine.layers.times import time_words
from qnmine.numbers import Number
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from qnmine.languages import Phrases
    from qnmine.layers.marking import Mark


def value_of(mark: Mark, phrases: Phrases) -> str:
    """Return what a mark means: empty if that is what the text says already.

    `phrases` are those of `layers`. Days are in the notation of the tables (ISO 8601), durations in words,
    numbers as the language writes them; a word has its part of speech, if it is known.
    """
    row = mark.row
    if isinstance(row, Mention):
        return "" if comparable(row.name).lower() == comparable(row.text).lower() else row.name
    if isinstance(row, Number):
        return _number(row, phrases)
    if isinstance(row, Date):
        return _date(row, phrases)
    return row.pos


def _date(row: Date, phrases: Phrases) -> str:
    told = time_words(row, phrases)
    return "" if told.lower() in row.text.lower() else told


def _number(row: Number, phrases: Phrases) -> str:
    figure = phrases.figure
    if row.kind != "fraction" and row.numerator is not None and row.denominator is not None:
        between = "value.to" if row.kind == "ratio" else "value.of"
        told = phrases(between, numerator=figure(row.numerator), denominator=figure(row.denominator))
        if row.kind == "ratio" and _digits(told) == _digits(row.text):  # 3-1 is 3 : 1
            return ""
    elif row.value is not None:
        told = figure(row.value, 4 if row.kind == "fraction" else None)  # 1/3 has no end
        if row.kind in ("cardinal", "ordinal"):  # what is counted stands beside it
            return "" if told == row.text else told
    elif row.low is not None and row.high is not None:
        told = phrases("value.between", low=figure(row.low), high=figure(row.high))
    else:
        return ""
    whole = f"{told}%" if row.unit == "%" else " ".join(filter(None, (told, row.unit)))
    return "" if "".join(whole.split()) == "".join(row.text.split()) else whole


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
