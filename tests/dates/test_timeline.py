"""Dates counted by year, quarter and month: what is counted where, and what is left out."""

from __future__ import annotations

import pytest

from qnmine.dates import Date
from qnmine.dates.timeline import PeriodCount, PeriodName, Timeline

DOCUMENTS = (
    [
        ("date", "2024-06-25"),
        ("date", "2024-06-30"),
        ("month", "2024-04"),
        ("quarter", "2024-Q2"),
        ("half", "2024-H2"),
        ("time", "2024-09-02T14:30"),
        ("interval", "1994-12-17/2024-12-17"),
        ("interval", "2021/2025"),
        ("duration", "P5Y"),
        ("set", "P1D"),
        ("set", "XXXX-11-08"),
        ("vague", "PRESENT_REF"),
    ],
    [
        ("year", "2024"),
        ("year", "-0110"),
        ("year", "0938"),
        ("decade", "199X"),
        ("century", "18XX"),
        ("century", ""),
        ("date", "XXXX-12-23"),
        ("date", ""),
        ("time", "T14:30"),
        ("interval", "XXXX-06-01/XXXX-06-05"),
    ],
)


def timeline(period: PeriodName) -> Timeline:
    counted = Timeline(period)
    for number, document in enumerate(DOCUMENTS):
        rows = (Date(str(number), 1, 0, 1, "x", kind, value, "", "", "", "") for kind, value in document)
        counted.add_document(rows)
    return counted


@pytest.mark.parametrize(
    ("period", "rows", "left_out"),
    [
        (
            "year",
            [("-0110", 1, 1), ("0938", 1, 1), ("1994", 1, 1), ("2021", 1, 1), ("2024", 7, 2)],
            "of 18 dates these are not counted: 5 without a year, 2 less exact than a year",
        ),
        (
            "quarter",
            [("1994-Q4", 1, 1), ("2024-Q2", 4, 1), ("2024-Q3", 1, 1)],
            "of 18 dates these are not counted: 5 without a year, 7 less exact than a quarter",
        ),
        (
            "month",
            [("1994-12", 1, 1), ("2024-04", 1, 1), ("2024-06", 2, 1), ("2024-09", 1, 1)],
            "of 18 dates these are not counted: 5 without a year, 8 less exact than a month",
        ),
    ],
)
def test_dates_count_where_they_begin(
    period: PeriodName, rows: list[tuple[str, int, int]], left_out: str
) -> None:
    counted = timeline(period)
    assert counted.rows() == [PeriodCount(*row) for row in rows]
    assert counted.warnings() == [f"--timeline: {left_out}"]


def test_nothing_is_told_where_all_are_counted() -> None:
    counted = Timeline()
    assert (counted.rows(), counted.warnings()) == ([], [])
    counted.add_document([Date("a", 1, 0, 1, "x", "year", "2024", "", "", "", "text")])
    assert counted.warnings() == []
