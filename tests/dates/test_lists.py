"""Times in a list have the month and the year of the last one."""

from __future__ import annotations

import datetime

import pytest

from qnmine.dates import dates

DAY = datetime.date(2025, 6, 21)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("các ngày 5, 6 và 7/7/2024", ["2024-07-05", "2024-07-06", "2024-07-07"]),
        ("Ngày 1 và 2/9/2024", ["2024-09-01", "2024-09-02"]),
        ("hai ngày 11 và 12/11", ["XXXX-11-11", "XXXX-11-12"]),
        ("13 và 14/11", ["XXXX-11-13", "XXXX-11-14"]),
        ("tháng 5, 6/2024", ["2024-05", "2024-06"]),
        ("quý I và quý II năm 2024", ["2024-Q1", "2024-Q2"]),
        ("quý 1, 2 năm 2024", ["2024-Q1", "2024-Q2"]),
        ("quý I và II/2024", ["2024-Q1", "2024-Q2"]),
        ("mùng 1 và mùng 2 Tết 2024", ["2024-02-10", "2024-02-11"]),
        ("8h ngày 5 và 9h ngày 6/7/2024", ["2024-07-05T08:00", "2024-07-06T09:00"]),
        ("ngày 30 và 1/5/2024", ["XXXX-XX-30", "2024-05-01"]),
        ("Ngày 31/12 và 1/1/2025", ["XXXX-12-31", "2025-01-01"]),
        ("ngày 31 và ngày 31/6", ["XXXX-XX-31"]),
        ("tháng 5 tăng, tháng 6/2024 giảm", ["XXXX-05", "2024-06"]),
        ("Họp ngày 5. Ngày 6/7/2024 nghỉ.", ["XXXX-XX-05", "2024-07-06"]),
        ("những năm 70, 80 của thế kỷ XIX", ["187X", "188X"]),
        ("năm 905, 938 và 931", ["0905", "0938", "0931"]),
    ],
)
def test_members_of_a_list(text: str, values: list[str]) -> None:
    assert [date.value for date in dates(text)] == values


def test_what_a_list_tells_is_not_inferred() -> None:
    found = dates("quý I và quý II năm 2024", reference=DAY, infer_year=True)
    assert [(date.value, date.basis) for date in found] == [("2024-Q1", "text"), ("2024-Q2", "text")]
