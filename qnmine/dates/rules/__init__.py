"""The rules that read times: `book` has them all; of two readings of one span the first here counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.rules import (
    calendar,
    clock,
    days,
    durations,
    holidays,
    intervals,
    lengths,
    lunar_days,
    members,
    months,
    relative,
    sets,
    vague,
    weekdays,
    years,
)
from qnmine.dates.rules.figures import explains_day, follows_day, is_date
from qnmine.rules.engine import RuleBook

if TYPE_CHECKING:
    from qnmine.dates.value import TimeValue
    from qnmine.rules.engine import Site

_PARTS = (
    calendar, days, months, years, relative, weekdays, clock, lengths, durations, sets, lunar_days, holidays,
    vague, intervals,
)  # fmt: skip
book = RuleBook()
for _part in _PARTS:
    book += _part.book

# A member of a list goes before what it would be by itself.
book += members.book
_top = RuleBook()


@_top.rule(
    "time", "time expression",
    "{interval}", "{part_of_year}", "{set}", "{day_time}", "{holiday}", "{lunar_day}", "{lunar_months}",
    "{weekday_and_day}", "{day}", "{weekday}", "{month}", "{quarter_of_year}", "{half}", "{year}", "{decade}",
    "{century}", "{time_of_day}", "{relative_date}", "{relative_week}", "{relative_month}",
    "{relative_quarter}", "{relative_year}", "{relative_period}", "{relative_decade}", "{relative_century}",
    "{duration}", "{vague}",
)  # fmt: skip
def _time(**parts: TimeValue) -> TimeValue:
    (value,) = parts.values()
    return value


@_top.rule("time", "date in figures after another date or an occasion", "{slashed_day}")
def _slashed(at: Site, slashed_day: TimeValue) -> TimeValue | None:
    return slashed_day if is_date(at, slashed_day) else None


@_top.rule("time", "date with a dash after another date or an occasion", "{dashed_day}")
def _dashed(at: Site, dashed_day: TimeValue) -> TimeValue | None:
    return dashed_day if explains_day(at) or follows_day(at) else None


book += _top
