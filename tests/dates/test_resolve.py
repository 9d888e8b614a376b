from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.dates.join import interval
from qnmine.dates.resolve import in_year, resolved
from qnmine.dates.value import IMPOSSIBLE, Offset, TimeValue, bounds_of, value_of

DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


def date(year: int | None, month: int | None, day: int) -> TimeValue:
    return TimeValue("date", year=year, month=month, day=day)


@pytest.mark.parametrize(
    ("value", "begins", "ends"),
    [
        (TimeValue("year", year=1), "0001-01-01", "0001-12-31"),
        (TimeValue("year", year=0), None, None),
        (TimeValue("year", year=-110), None, None),
        (TimeValue("year", year=9999), "9999-01-01", "9999-12-31"),
        (TimeValue("month", year=2023, month=2), "2023-02-01", "2023-02-28"),
        (TimeValue("month", year=1900, month=2), "1900-02-01", "1900-02-28"),
        (TimeValue("century", year=1800), "1800-01-01", "1899-12-31"),
        (TimeValue("century", year=0), "0001-01-01", "0099-12-31"),
        (TimeValue("decade", year=1990), "1990-01-01", "1999-12-31"),
        (TimeValue("quarter", year=2024, quarter=4), "2024-10-01", "2024-12-31"),
        (TimeValue("half", year=2024, half=2), "2024-07-01", "2024-12-31"),
        (TimeValue("month", month=2), None, None),
        (date(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (replace(TimeValue("year", year=2030), modifier="trước"), None, "2029-12-31"),
        (replace(TimeValue("year", year=2030), modifier="sau"), "2031-01-01", None),
        (replace(TimeValue("year", year=2030), modifier="đầu"), "2030-01-01", "2030-12-31"),
        (replace(TimeValue("year", year=1), modifier="trước"), None, None),
        (replace(TimeValue("year", year=9999), modifier="sau"), None, None),
    ],
)
def test_bounds(value: TimeValue, begins: str | None, ends: str | None) -> None:
    found = [day and day.isoformat() for day in bounds_of(value)]
    assert found == [begins, ends]


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (date(None, None, 1), date(None, 6, 5), "XXXX-06-01/XXXX-06-05"),
        (date(None, 12, 28), date(2024, 1, 3), "2023-12-28/2024-01-03"),
        (date(2023, 12, 28), date(None, 1, 3), "2023-12-28/2024-01-03"),
        (date(2024, 1, 1), date(None, None, 15), "2024-01-01/2024-01-15"),
        (TimeValue("time", hour=8), TimeValue("time", hour=10, year=2024, month=9, day=2),
         "2024-09-02T08:00/2024-09-02T10:00"),
    ],
)  # fmt: skip
def test_ends_inherit_what_only_the_other_tells(first: TimeValue, last: TimeValue, value: str) -> None:
    found = interval(first, last)
    assert found is not None
    assert value_of(found) == value


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 6, 5), date(2024, 6, 3)),
        (date(2024, 6, 5), IMPOSSIBLE),
        (date(2024, 6, 5), date(2024, 6, 5)),
        (date(None, None, 31), date(None, 6, 30)),
    ],
)
def test_what_cannot_be_an_interval(first: TimeValue, last: TimeValue) -> None:
    assert interval(first, last) is None


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year"]), st.integers(-3, 3))
def test_relative_times_begin_so_many_units_away(reference: datetime.date, grain: str, count: int) -> None:
    kind = {"day": "date", "week": "date"}.get(grain, grain)
    weekday = 1 if grain == "week" else None
    value = TimeValue(kind, weekday=weekday, offset=Offset(count, grain))  # type: ignore[arg-type]
    found, basis = resolved(value, reference)
    begins, _ = bounds_of(found)
    assert begins is not None
    months = (begins.year - reference.year) * 12 + begins.month - reference.month
    assert basis == "reference"
    match grain:
        case "day":
            assert (begins - reference).days == count
        case "week":
            monday = reference - datetime.timedelta(days=reference.weekday())
            assert (begins - monday).days == 7 * count
        case "month":
            assert (begins.day, months) == (1, count)
        case "quarter":
            assert (begins.month % 3, (months + (reference.month - 1) % 3) // 3) == (1, count)
        case _:
            assert (begins.month, begins.year - reference.year) == (1, count)


@given(DAYS, DAYS)
def test_the_nearest_day_is_within_half_a_year_or_a_leap(
    day: datetime.date, reference: datetime.date
) -> None:
    found, basis = resolved(date(None, day.month, day.day), reference, infer_year=True)
    begins, _ = bounds_of(found)
    assert begins is not None
    assert basis == "inferred"
    assert (begins.month, begins.day) == (day.month, day.day)
    assert abs((begins - reference).days) <= (183 if (day.month, day.day) != (2, 29) else 4 * 366)


@given(DAYS)
def test_nothing_that_is_told_is_changed(day: datetime.date) -> None:
    value = date(1999, 5, 7)
    assert resolved(value, day, infer_year=True) == (value, "text")


def test_in_year() -> None:
    assert in_year(date(None, 2, 29), 2023) is None
    assert in_year(date(None, 2, 29), 2024) == date(2024, 2, 29)
    assert in_year(date(1999, 2, 1), 2024) is None
    assert in_year(TimeValue("time", hour=8), 2024) is None
