"""Weekdays, alone and before a date; `thứ năm` is one by its place, for it can be an ordinal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import is_joined_after
from qnmine.dates.value import Offset, TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
book.lexicon(
    "weekday_word", "name of a weekday",
    {row["name"]: int(row["weekday"]) for row in read_table("dates/weekdays.tsv")},
)  # fmt: skip
_THU, _SCALES = Phrases.of("thứ"), Phrases.of("trăm|mươi|nghìn")
_SUNDAY = 7
_BEFORE = Phrases.of(
    "vào|sáng|trưa|chiều|tối|đêm|mỗi|hôm|rạng sáng|khuya|các ngày|sáng sớm|trước|đến hết",
)
_AFTER = Phrases.of(
    "tuần|này|hàng tuần|hằng tuần|ngày|vừa qua|tới|, ngày|( ngày|và chủ nhật|, chủ nhật|đến chủ nhật",
    "và thứ bảy|hàng|hằng",
)
_BEFORE_NAMES = Phrases.of("đến|từ|tới|và|họp|qua|là|nay")
_ORDINAL = Phrases.of(
    "lần|vị trí|hạng|xếp|đứng|thế giới|người|con|vòng|tập|phần|thành phố|nước|bản",
)


@book.rule("some_weekday", "weekday", "{weekday_word=day}", "thứ {two}")
def _some(at: Site, day: int = 0, two: int = 0) -> TimeValue | None:
    if two and not 2 <= two <= 7:
        return None
    if is_joined_after(at) or at.after() == "/" or _SCALES.has(at.tokens, at.end):
        return None
    return TimeValue("date", weekday=day or two - 1)


@book.rule("some_weekday", "abbreviated weekday", "t ~ {two}", "cn")
def _short(at: Site, two: int = 8) -> TimeValue | None:
    if not 2 <= two <= 8 or at.tokens.form(at.start) not in ("T", "CN"):
        return None
    return TimeValue("date", weekday=two - 1)


@book.rule("weekday", "weekday by its place", "{some_weekday=day}", "ngày {some_weekday=day}")
def _weekday(at: Site, day: TimeValue) -> TimeValue | None:
    tokens, name = at.tokens, at.tokens.form(at.end - 1)
    if name == "CN":
        # `CN: 5h00 - 19h42` in a timetable; elsewhere it is short for many things.
        return day if at.after() in (":", ",") and not tokens.form(at.start - 1).isalpha() else None
    if day.weekday == _SUNDAY:
        return day
    if tokens.form(at.start) == "T" or _ORDINAL.has(tokens, at.start - 1):
        return None
    if _BEFORE.before(tokens, at.start) or _AFTER.after(tokens, at.end):
        return day
    # `thứ Tư` with a capital is the day, but after a noun often an ordinal all the same.
    if not name.istitle():
        return None
    return (
        day
        if not tokens.form(at.start - 1)[:1].isalpha() or _BEFORE_NAMES.has(tokens, at.start - 1)
        else None
    )


@book.rule("weekday", "weekday of a week", "{some_weekday=day} {relative_week=week}")
def _of_week(day: TimeValue, week: TimeValue) -> TimeValue | None:
    return replace(day, offset=week.first.offset) if week.first and week.first.weekday == 1 else None


@book.rule("weekday", "next or last weekday", "{some_weekday=day} {direction}")
def _direction(at: Site, day: TimeValue, direction: int) -> TimeValue | None:
    # `từ thứ 2 tới thứ 9`
    if _THU.has(at.tokens, at.end):
        return None
    return replace(day, offset=Offset(direction, "next" if direction else "week"))


@book.rule(
    "weekday_and_day",
    "weekday and date",
    "(ngày)? {some_weekday=weekday} (','|-|–)? ({day}|{slashed_day=day}|{dashed_day=day})",
    "(ngày)? {some_weekday=weekday} '(' ({day}|{slashed_day=day}|{dashed_day=day}) ')'",
)
def _with_day(weekday: TimeValue, day: TimeValue) -> TimeValue | None:
    if day.kind == "impossible":
        return day
    return replace(day, weekday=weekday.weekday)
