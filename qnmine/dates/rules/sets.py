"""Sets: what comes round every day, month or year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.dates.value import TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.dates.rules.lengths import Amounts
    from qnmine.dates.value import Unit
    from qnmine.rules.engine import Site

book = RuleBook()
_EACH = "(hàng|hằng|mỗi)"
_EACH_WORD = Phrases.of("mỗi")
_NOT_AFTER = Phrases.of("rưỡi|tuổi|lễ")
_LONG = Phrases.of("thế kỷ|thế kỉ|thập kỷ|thập kỉ|thiên niên kỷ|thập niên")


@book.rule("set", "every unit", f"{_EACH} {{duration_unit}}")
def _every(at: Site, duration_unit: tuple[Unit, int]) -> TimeValue | None:
    unit, factor = duration_unit
    is_many = not _EACH_WORD.has(at.tokens, at.start) and _LONG.after(at.tokens, at.start + 1) is not None
    # `hàng thế kỷ`, `hàng giờ đồng hồ` are long times.
    if is_many or _NOT_AFTER.has(at.tokens, at.end):
        return None
    if not _EACH_WORD.has(at.tokens, at.start) and at.end - at.start > 2:
        return None
    return TimeValue("set", amounts=((Fraction(factor), unit),))


@book.rule("set", "every so often", "mỗi {lengths}", "{lengths} một lần", "{lengths} ({two=once}|'/') lần")
def _often(lengths: Amounts, once: int = 1) -> TimeValue | None:
    return None if once != 1 else TimeValue("set", amounts=lengths)


_EVERY_TIME = "(hàng|hằng|mỗi) (năm|tháng|tuần|ngày)"


@book.rule(
    "set",
    "weekday or part of every day",
    "(mỗi|các|những) ngày? {some_weekday}",
    f"(ngày|các ngày)? {{some_weekday}} {_EVERY_TIME}",
    "(mỗi|hàng|hằng) {day_part}",
)
def _every_weekday(at: Site, some_weekday: TimeValue | None = None, day_part: str = "") -> TimeValue | None:
    if some_weekday is not None:
        return replace(some_weekday, kind="set")
    # Without diacritics `đổi mới sáng tạo` has the same words as `mỗi sáng`.
    return None if at.tokens.bare else TimeValue("set", part=day_part)


@book.rule("day_part", "part of every day", "buổi? {part_word}")
def _day_part(part_word: str) -> str:
    return part_word


@book.rule(
    "set", "day of every year",
    f"({{plain_day=time}}|{{lone_day=time}}|{{slashed_day=time}}|{{plain_month=time}}) {_EVERY_TIME}",
    f"({{lunar_day=time}}|{{holiday=time}}|{{quarter_of_year=time}}) {_EVERY_TIME}",
    f"({{time_of_day=time}}|{{day_time=time}}) {_EVERY_TIME}",
)  # fmt: skip
def _of_every_year(time: TimeValue) -> TimeValue | None:
    return None if time.year is not None or time.offset is not None else replace(time, kind="set")
