"""Times relative to the day of reference (`hôm qua`, `tháng tới`), or to something said before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import is_these_days
from qnmine.dates.value import Offset, TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.dates.value import Grain, TimeKind
    from qnmine.rules.engine import Site

book = RuleBook()
_MANY = Phrases.of(
    "tỷ|tỉ|triệu|nghìn|ngàn|vạn|mươi|nửa|nhiều|những năm|các năm|vài|mấy|những|các|hàng|bao|bao nhiêu",
    "chục|một vài|hàng chục|hàng trăm|trăm|nghìn|triệu|một số|từng|mỗi|trong những|thứ|sau|trước",
)
# `năm trước khi`, `tháng sau ngày`: a preposition, no relative time.
_NEXT_YEAR = Phrases.of("sang năm")
_PREPOSITIONS = Phrases.of("trước|sau")
_OBJECTS = Phrases.of(
    "khi|đó|này|công nguyên|cn|ngày|năm|cách mạng|chiến tranh|thời|thế|đây|nữa|lúc|sự|cuộc|cái|vụ",
    "trận|thế chiến|tháng",
)


def _values() -> dict[str, dict[str, TimeValue]]:
    """The values of the table by category: days, parts of days, weeks, months, quarters and years."""
    values: dict[str, dict[str, TimeValue]] = defaultdict(dict)
    for row in read_table("dates/relative_times.tsv"):
        offset = Offset(int(row["offset"]), cast("Grain", row["grain"]))
        kind = cast("TimeKind", row["kind"])
        value = TimeValue(kind, part=row["part"], offset=offset)
        if kind == "interval":
            first, last = (TimeValue("date", weekday=day, offset=offset) for day in (1, 7))
            value = TimeValue("interval", first=first, last=last)
        values["week" if kind == "interval" else kind][row["phrase"]] = value
    return values


for _category, _entries in _values().items():
    book.lexicon(f"relative_{_category}_word", f"relative {_category}", _entries)


def _checked(at: Site, value: TimeValue) -> TimeValue | None:
    if is_these_days(at) or _MANY.before(at.tokens, at.start) is not None or _is_counted(at):
        return None
    if at.tokens.bare and at.tokens.key(at.end - 1) == "do":
        return None  # `ngày đó`, or `ngày đô thị`
    if _NEXT_YEAR.after(at.tokens, at.start) and at.after() == FIGURE:
        return None
    if _PREPOSITIONS.has(at.tokens, at.end - 1) and (
        _OBJECTS.after(at.tokens, at.end) or at.tokens.form(at.end)[:1].isdigit()
    ):
        return None
    return value


_DIGITS = Phrases.of("một|hai|ba|bốn|sáu|bảy|tám|chín|mười")
_CERTAIN = Phrases.of("nay|ngoái|kia|này|tới")
_NIGHT = Phrases.of("đêm")
_DAYS = Phrases.of("ngày|mùng|mồng|/|thứ|-|tháng|quý")


def _is_counted(at: Site) -> bool:
    """Tell whether the number before a unit counts it: `5 tháng trước`, no `ngày 5 tháng trước`."""
    tokens = at.tokens
    if tokens.key(at.start - 1) != FIGURE and not _DIGITS.has(tokens, at.start - 1):
        return False
    if _NIGHT.has(tokens, at.start):  # `hai đêm nay`, `3 đêm qua`, but `19:30 đêm nay`
        return tokens.key(at.start - 1) != FIGURE or tokens.form(at.start - 2)[-1:].isalpha()
    return not (_CERTAIN.has(tokens, at.end - 1) or _DAYS.has(tokens, at.start - 2))


for _category in ("date", "time", "week", "month", "quarter", "year", "decade", "century"):

    @book.rule(f"relative_{_category}", "relative time", f"{{relative_{_category}_word=value}}")
    def _relative(at: Site, value: TimeValue) -> TimeValue | None:
        return _checked(at, value)


@book.rule("relative_week", "weekend", "cuối {relative_week_word=week}")
def _weekend(week: TimeValue) -> TimeValue:
    offset = week.first.offset if week.first else None
    first, last = (TimeValue("date", weekday=day, offset=offset) for day in (6, 7))
    return TimeValue("interval", first=first, last=last)


@book.rule(
    "relative_period", "relative period",
    "(năm học|niên khóa|niên học|nhiệm kỳ|nhiệm kì|mùa giải|mùa bóng|năm tài chính|niên vụ) {next_one=value}",
)  # fmt: skip
def _of_period(at: Site, value: TimeValue) -> TimeValue | None:
    # When a school year or a term begins is not known.
    counted = at.before() == FIGURE or _DIGITS.has(at.tokens, at.start - 1)
    return None if counted or _OBJECTS.after(at.tokens, at.end) else _checked(at, value)


_NEXT_ONES = "này|trước|trước đó|qua|vừa qua|vừa rồi|tới|sắp tới|sau|sau đó|tiếp theo|kế tiếp"
_PERIOD = TimeValue("interval", offset=Offset(0, "text"))
book.lexicon("next_one", "which of several periods", dict.fromkeys(_NEXT_ONES.split("|"), _PERIOD))


@book.rule(
    "relative_year",
    "same time of another year",
    "cùng kỳ {relative_year_word=value}",
    "cùng kì {relative_year_word=value}",
)
def _same_time(value: TimeValue) -> TimeValue:
    return value


book.lexicon("direction", "direction", {
    "này": 0, "tới": 1, "sắp tới": 1, "tới đây": 1, "sang năm": 1, "vừa qua": -1, "vừa rồi": -1,
})  # fmt: skip
