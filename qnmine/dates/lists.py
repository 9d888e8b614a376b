"""Times in a list (`ngày 5, 6 và 7/7/2024`): what the last one tells of month and year holds for them all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.dates.join import inherited, is_before
from qnmine.dates.value import TimeValue, exists
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.expressions.reading import Expression
    from qnmine.rules.tokens import Tokens

SEPARATORS = Phrases.of(",|;|và|hoặc|hay|cùng|&|, và|, hoặc|; và|và cả|cũng như|cùng với")
_DAYS = frozenset({"date", "time"})
_PARTS_OF_YEARS = frozenset({"month", "quarter", "half"})
_SHORT_YEARS = 2


def completed(found: list[tuple[Expression, TimeValue]]) -> list[tuple[Expression, TimeValue]]:
    """Return the times of a sentence, each member of a list with what the one after it tells.

    Only what goes on in the order of the calendar is filled in: `30` before `1/5` is of another month.
    """
    whole = list(found)
    for place in range(len(whole) - 2, -1, -1):
        (expression, value), (following, told) = whole[place : place + 2]
        if not _lacks(value):
            continue
        if _lists(expression.tokens, expression.node.end, following.node.start):
            whole[place] = expression, _filled(value, told, expression)
    return whole


def _lacks(value: TimeValue) -> bool:
    """Tell whether a time could take month or year from another; a decade's century may be assumed."""
    if value.kind == "decade":
        return value.offset is None
    return value.year is None and value.offset is None and not value.cycle and (
        value.kind in _PARTS_OF_YEARS or (value.kind in _DAYS and value.day is not None)
    )  # fmt: skip


def _lists(tokens: Tokens, end: int, start: int) -> bool:
    """Tell whether nothing but a comma or a conjunction is between two times."""
    found = SEPARATORS.after(tokens, end) if end < start else None
    return found is not None and found[0] == start


def _filled(value: TimeValue, other: TimeValue, expression: Expression) -> TimeValue:
    told = other.first if other.kind == "interval" and other.first is not None else other
    if value.kind == "decade":
        return _in_century(value, told, expression)
    alike = value.kind == told.kind or (value.kind in _DAYS and told.kind in _DAYS)
    if not alike or (value.day is None) != (told.day is None):
        return value
    filled = inherited(value, told)
    return filled if exists(filled) and not is_before(told, filled) else value


def _in_century(value: TimeValue, told: TimeValue, expression: Expression) -> TimeValue:
    """Return the decade in the century of a later one where it has only two digits: `những năm 70, 80`."""
    last = expression.tokens.form(expression.node.end - 1)
    if told.kind != "decade" or told.year is None or value.year is None or len(last) != _SHORT_YEARS:
        return value
    return replace(value, year=told.year // 100 * 100 + value.year % 100) if last.isdigit() else value
