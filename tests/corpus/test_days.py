"""Dates in the cells of tables, and their periods."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.corpus.days import PERIODS, Day, day_of
from tests.strategies import any_text

THE_DAY = Day(2024, 6, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-06-05",
        "2024-6-5",
        " 2024-06-05 ",
        "2024/06/05",
        "2024.06.05",
        "20240605",
        20240605,
        "05/06/2024",
        "5/6/2024",
        "5-6-2024",
        "05.06.2024",
        "2024-06-05T08:30:00",
        "2024-06-05T23:30:00.123456+07:00",
        "2024-06-05T23:30Z",
        "2024-06-05 08:30",
        "05/06/2024 08:30",
        "05/06/2024, 08:30",
        "05/06/2024 - 08:30",
        "5/6/2024 8:30 AM",
        "08:30 05/06/2024",
        "08h30, ngày 05/06/2024",
        "Thứ tư, 5/6/2024, 08:30 (GMT+7)",
        "thứ 4, 05/06/2024",
        "Chủ nhật 5-6-2024",
        date(2024, 6, 5),
        datetime(2024, 6, 5, 23, 59),
    ],
)
def test_a_date(cell: object) -> None:
    assert day_of(cell) == THE_DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024", Day(2024)),
        (2024, Day(2024)),
        ("2024-06", Day(2024, 6)),
        ("06/2024", Day(2024, 6)),
        ("29/2/2024", Day(2024, 2, 29)),
        ("0999-01-01", Day(999, 1, 1)),
    ],
)
def test_an_odd_or_partial_date(cell: object, day: Day) -> None:
    assert day_of(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        None,
        True,
        3.5,
        -5,
        45448,  # a day number of Excel
        1717545600,  # seconds since 1970
        "hôm qua",
        "06/25/2024",  # month before day is not guessed
        "31/2/2024",
        "29/2/2023",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "0000-01-01",
        "5/6/24",
        "5/6",
        "2024-06/05",
        "2024-06-05 và 2024-06-06",
        "từ 5/6/2024",
        "12024-06-05",
        "٢٠٢٤-٠٦-٠٥",
        "x" * 1_000_000,
        ("2024-06-05",),
    ],
)
def test_no_date(cell: object) -> None:
    assert day_of(cell) is None


def test_periods() -> None:
    assert [THE_DAY.period(period) for period in PERIODS] == ["2024-06-05", "2024-06", "2024-Q2", "2024"]
    assert [Day(2024, 6).period(period) for period in PERIODS] == ["", "2024-06", "2024-Q2", "2024"]
    assert [Day(2024).period(period) for period in PERIODS] == ["", "", "", "2024"]
    quarters = [Day(2024, month).period("quarter")[-1] for month in range(1, 13)]
    assert quarters == list("111222333444")


FORMS = (
    "{0:04}-{1:02}-{2:02}", "{2:02}/{1:02}/{0:04}", "{2}-{1}-{0:04}", "{0:04}/{1}/{2}", "{0:04}{1:02}{2:02}",
)  # fmt: skip


@given(st.dates(), st.sampled_from(FORMS))
def test_any_date_in_any_form_comes_back(day: date, form: str) -> None:
    found = day_of(form.format(day.year, day.month, day.day))
    assert found == Day(day.year, day.month, day.day)
    assert found.period("day") == day.isoformat()


@given(any_text(5))
def test_any_cell_is_read_or_not(cell: str) -> None:
    found = day_of(cell)
    assert found is None or found.period("year").isdigit()
