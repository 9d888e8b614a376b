"""Whether `25/6` by itself is a day or a fraction: what stands beside it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.rules.context import counts, ends_phrase
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.dates.value import TimeValue
    from qnmine.rules.engine import Site

_OCCASIONS = Phrases.of(
    "dịp|lễ|mừng|kỷ niệm|hôm|đợt|ngày lễ|nghỉ lễ|nghỉ|cách mạng|đến hết|trước ngày|đến ngày|vào ngày",
    "mùng|mồng",
)
_NO_DATES = Phrases.of(
    "số|nhà|đường|ngõ|ngách|hẻm|kiệt|lô|thửa|nhịp|tỷ lệ|tỉ lệ|tỷ số|tỉ số|hệ số|huyết áp|bằng|chiếm",
    "đạt|được|khoảng|hơn|gần",
)
_ALWAYS = (24, 7)  # all day and week
_AND, _DAY = Phrases.of("và|hoặc"), Phrases.of("ngày")
# Days that everyone knows by their figures.
_KNOWN = frozenset({
    (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (19, 5), (1, 6), (27, 7), (2, 9),
    (20, 10), (20, 11), (22, 12),
})  # fmt: skip


def is_date(at: Site, day: TimeValue) -> bool:
    """Tell whether a day and a month in figures, without a noun, are meant as a date."""
    if _OCCASIONS.before(at.tokens, at.start) is not None:
        return True
    if counts(at) or not ends_phrase(at):
        return False
    if follows_day(at) or explains_day(at):
        return True
    number, month = day.day or 0, day.month or 0
    if _NO_DATES.before(at.tokens, at.start) is not None or (number, month) == _ALWAYS:
        return False
    # More than a whole: 25/6 is no share. 1/5 and 2/9 can be one, but are known as days.
    return (number > 12 or (number, month) in _KNOWN) and at.before() != "("


def explains_day(at: Site) -> bool:
    """Tell whether the figures stand in brackets after an occasion or a relative day: `hôm qua (26-5)`."""
    tokens = at.tokens
    if at.before() != "(" or at.after() not in (")", ",", ";"):
        return False
    bracket = at.start - 1
    if _RELATIVE.before(tokens, bracket) is not None:
        return True
    return any(_DAYS.has(tokens, position) for position in range(max(bracket - _NEAR, 0), bracket))


_RELATIVE = Phrases.of(
    "hôm nay|hôm qua|hôm kia|ngày mai|ngày kia|sáng nay|chiều nay|tối nay|tối qua|đêm qua|sáng mai"
)
_DAYS = Phrases.of("ngày|lễ|tết|giỗ|sinh nhật")
_NEAR = 7
_LONGEST_LIST = 12


def follows_day(at: Site) -> bool:
    """Tell whether the figures go on from another day: `ngày 3/5, 4/5 và 6/5`."""
    tokens, position = at.tokens, at.start
    for _ in range(_LONGEST_LIST):
        if tokens.key(position - 1) != "," and not _AND.has(tokens, position - 1):
            return False
        position -= 2
        if tokens.key(position) != FIGURE:
            return False
        if tokens.key(position - 1) == "/":
            position -= 2
        if _DAY.has(tokens, position - 1):
            return True
    return False
