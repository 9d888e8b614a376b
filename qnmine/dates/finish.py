"""The modifier of a time expression, looked up once the reading of the sentence is settled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.dates.value import TimeValue
    from qnmine.rules.tokens import Tokens

_CALENDAR = frozenset({"date", "month", "quarter", "half", "year", "decade", "century", "time"})
_ERAS = frozenset({"year", "decade", "century"})
_WITH_PARTS = _CALENDAR - {"date", "time"}
_ADJECTIVES = Phrases.of("lâu|nhiều|ít|lớn|già|trẻ|cao|dài|ngắn|sớm|muộn|chậm|nhanh|kém")


def modifier_of(value: TimeValue, tokens: Tokens, start: int, first: int) -> str:
    """Return the modifier before an expression that begins at token `start`, empty if there is none.

    `first` is the first token that belongs to no other expression.
    """
    found = modifiers().before(tokens, start)
    if found is None or found[0] < first:
        return ""
    begins, (modifier, group) = found
    if group == "edge":
        return modifier if value.kind in _WITH_PARTS else ""
    if group == "preposition":
        return modifier if value.kind in _CALENDAR else ""
    if value.kind != "duration" and value.kind not in _ERAS and modifier != "khoảng":
        return ""
    if value.kind not in _CALENDAR and value.kind != "duration":
        return ""
    return "" if modifier == "hơn" and _ADJECTIVES.has(tokens, begins - 1) else modifier


@cache
def modifiers() -> Phrases[tuple[str, str]]:
    """Return the modifiers that stand before a time, each as its column has it, with its class."""
    rows = read_table("dates/date_modifiers.tsv")
    return Phrases({row["words"]: (row["modifier"], row["class"]) for row in rows})
