"""Times of day: clock times, parts of the day, and both with the day that they are of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import is_in_code, is_joined, within
from qnmine.dates.value import TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
book.lexicon(
    "part_word", "part of the day", {row["name"]: row["part"] for row in read_table("dates/day_parts.tsv")}
)
_SCORES = Phrases.of("tỷ lệ|tỉ lệ|tỷ số|tỉ số|tỷ lệ xích|tỉ lệ xích|kinh thánh|câu")
# `8 giờ` is a time after these, or with minutes, a part of the day or a day; else it is a length.
_AT = Phrases.of("lúc|vào|hồi|từ|đến|tới|trước|kể từ|vào lúc|khoảng lúc|đúng|bây giờ là|giờ là")
_LENGTHS = Phrases.of(
    "trong|suốt|mất|kéo dài|hết|sau|dài|thời gian|thời lượng|hơn|cách|vòng|thêm|chạy|bay|từ khoảng",
)
_ABOUT = Phrases.of("khoảng")
_HOURS, _MINUTES, _HALVES = Phrases.of("giờ"), Phrases.of("phút"), Phrases.of("rưỡi|rưởi")
_NOW = Phrases.of("bây giờ")
_NOON = 12


@book.rule("hour", "hour", "{two}", "{small=two}", "không")
def _hour(two: int = 0) -> int | None:
    return two if two <= 24 else None


@book.rule("minute", "minutes", "{two}", "{small=two}")
def _minute(two: int) -> int | None:
    return two if two < 60 else None


def time_of(hour: int, minute: int = 0, second: int | None = None) -> TimeValue | None:
    """Return a time of day, None if there is none (24:30)."""
    if hour * 60 + minute > 24 * 60 or minute > 59 or (second or 0) > 59:
        return None
    return TimeValue("time", hour=hour, minute=minute, second=second)


@book.rule(
    "digital",
    "digital time",
    "{two=hour} ~ : ~ {two=minute} (~ : ~ {two=second})?",
    '{two=hour} ~ (h|g) (~ {two=minute})? (~ ("\'"|’|ph|p))?',
    "{two=hour} (h|g) {two=minute}",
    "{two=hour} h",
)
def _digital(at: Site, hour: int, minute: int = 0, second: int | None = None) -> TimeValue | None:
    tokens = at.tokens
    # The T of ISO 8601 may stand before it, Z or an offset after it.
    if is_in_code(at) and tokens.form(at.start - 1) != "T" and tokens.form(at.end) not in ("Z", "+"):
        return None
    if tokens.form(at.start + 1) in ("H", "G") and at.end - at.start < 3:
        return None
    if tokens.key(at.start + 1) == ":":
        lengths = {len(tokens.form(n)) for n in range(at.start + 2, at.end, 2)}
        if (
            lengths != {2}
            or _SCORES.before(tokens, at.start)
            or (at.after() == ":" and tokens.touches(at.end))
        ):
            return None
    return time_of(hour, minute, second)


@book.rule(
    "spoken",
    "time in words",
    "{hour} giờ",
    "{hour} giờ {minute} (phút|ph)?",
    "{hour} giờ {minute} phút {minute=second} giây",
    "{hour} giờ (đúng|rưỡi|rưởi|kém {minute=less} phút?)",
)
def _spoken(
    at: Site, hour: int, minute: int | None = None, second: int | None = None, less: int | None = None
) -> TimeValue | None:
    if is_joined(at):
        return None
    if less is not None:
        return time_of((hour - 1) % 24, 60 - less) if less else None
    if minute is None and _HALVES.has(at.tokens, at.end - 1):
        minute = 30
    if at.tokens.bare and at.end - at.start == 2 and _NOW.after(at.tokens, at.start) is not None:
        return None  # `bây giờ`, or `bảy giờ`
    return time_of(hour, minute or 0, second)


@book.rule("clock", "clock time", "{digital}", "{spoken}", "{digital} (giờ|phút)")
def _clock(digital: TimeValue | None = None, spoken: TimeValue | None = None) -> TimeValue | None:
    return digital or spoken


@book.rule(
    "clock",
    "time with a part of the day",
    "({digital=time}|{spoken=time}) {part_word=part}",
    "({digital=time}|{spoken=time}) (am|pm|a . m .?|p . m .?)",
)
def _with_part(at: Site, time: TimeValue, part: str = "") -> TimeValue | None:
    keys = at.tokens.keys[at.start : at.end]
    part = part or ("MO" if "am" in keys or "a" in keys else "AF")
    return replace(time, hour=hour_of(time.hour or 0, part))


def hour_of(hour: int, part: str) -> int:
    """Return the hour of the day for one that was told by a part of the day: 9 giờ tối is 21.

    12 at night is the end of the day, 24.
    """
    if part in ("AF", "EV"):
        return hour + _NOON if hour < _NOON else hour
    if part == "MI":
        return hour + _NOON if hour <= 3 else hour
    if part == "NI":
        return hour + _NOON if 6 <= hour <= _NOON else hour
    return 0 if hour == _NOON else hour


@book.rule(
    "some_day", "day of a time",
    "{day}", "{slashed_day}", "{weekday}", "{weekday_and_day}", "{relative_date}", "{lunar_day}", "{holiday}",
    "ngày? {some_weekday}",
)  # fmt: skip
def _some_day(**parts: TimeValue) -> TimeValue:
    (value,) = parts.values()
    return value


@book.rule(
    "day_time",
    "time and day",
    "{clock} (',' |-|–|của|ngày)? {some_day}",
    "{some_day} (',' lúc?|-|–|lúc|vào lúc)? {clock}",
    "{full_day} ~ t ~ {clock} (~ z)?",
)
def _and_day(
    clock: TimeValue, some_day: TimeValue | None = None, full_day: TimeValue | None = None
) -> TimeValue | None:
    day = some_day or full_day
    assert day is not None
    if day.kind == "impossible":
        return day
    return replace(day, kind="time", hour=clock.hour, minute=clock.minute, second=clock.second)


@book.rule(
    "day_time",
    "part of a day and time",
    "buổi? {part_word=part} ','? {some_day=day} (',' lúc?|-|–|lúc|vào lúc)? ({digital=clock}|{spoken=clock})",
)
def _part_and_time(part: str, day: TimeValue, clock: TimeValue) -> TimeValue | None:
    if day.kind == "impossible":
        return day
    hour = hour_of(clock.hour or 0, part)
    return replace(day, kind="time", hour=hour, minute=clock.minute, second=clock.second)


@book.rule(
    "day_time",
    "time and part of a relative day",
    "({digital=clock}|{spoken=clock}) ','? {relative_time}",
    "{relative_time} ','? lúc? ({digital=clock}|{spoken=clock})",
)
def _and_relative(clock: TimeValue, relative_time: TimeValue) -> TimeValue:
    hour = hour_of(clock.hour or 0, relative_time.part)
    return replace(relative_time, part="", hour=hour, minute=clock.minute, second=clock.second)


@book.rule(
    "day_time",
    "part of a day",
    "buổi? {part_word=part} ','? ({some_day=day}|{dashed_day=day})",
    "buổi? {part_word=part} và {part_word=other} {some_day=day}",
)
def _part_of_day(part: str, day: TimeValue, other: str = "") -> TimeValue | None:
    return day if day.kind == "impossible" else None if other else replace(day, kind="time", part=part)


@book.rule("day_time", "part of a relative day", "{relative_time}")
def _relative(relative_time: TimeValue) -> TimeValue:
    return relative_time


@book.rule("time_of_day", "time of day", "{clock}")
def _alone(at: Site, clock: TimeValue) -> TimeValue | None:
    last, count = at.tokens.key(at.end - 1), at.end - at.start
    if clock.hour and _HOURS.has(at.tokens, at.end - 1) and count <= 3:
        # `Khoảng 8 giờ, ` begins a report, elsewhere it is a length.
        is_time = _AT.before(at.tokens, at.start) is not None or at.start <= _ABOUT.has(at.tokens, 0)
        return clock if is_time else None
    if within(at, _HOURS) and _LENGTHS.before(at.tokens, at.start) is not None:
        return None
    if (
        _MINUTES.has(at.tokens, at.end - 1)
        and (clock.hour or 0) <= _NOON
        and at.start
        and not _AT.before(at.tokens, at.start)
    ):
        # `dài nhất (5 giờ 53 phút)`
        return clock if at.before() in (",", ".", ";", "–", "-") else None
    if last == "h" and not at.tokens.touches(at.end - 1) and not _AT.before(at.tokens, at.start):
        return None  # `12 h` is a length
    if last in ("h", "g") and (_LENGTHS.before(at.tokens, at.start) or last == "g"):
        return None
    return clock
