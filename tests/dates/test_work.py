"""The rules do no more work for a token in a long line than in a short one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.dates import dates_of
from qnmine.text.document import Document

if TYPE_CHECKING:
    from types import FrameType

LINES = [
    "1/", "1/2", "/", "1 ", "12", "tháng ", "tháng 1 ", "năm ", "năm 1 ", "ngày 1 tháng ", "từ ",
    "từ ngày 1 đến ",
    "1 - ", "2024 - ", "2024-", "mỗi ", "nửa ", "một năm ", "thứ hai ", "1:", "1h", "sáng ", "thế kỷ ",
    "ngày 1/1/2024 - ", "giai đoạn ", "1 năm 1 tháng 1 ngày ", "1, ", "ngày 1, ", "1 và ",
    "quý I, ", "năm 905, ", "những năm 70, ", "ngày 5, 6 và 7/7, ", "100 – ", "từ năm 1945 đến nay ",
]  # fmt: skip


def calls(text: str) -> int:
    """Return how many functions are called to read a text."""
    count = 0

    def counted(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        dates_of([Document("line", text)])
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("line", LINES)
def test_work_grows_with_the_line(line: str) -> None:
    calls(line)  # the grammar is made once
    short, long = calls(line * 200), calls(line * 800)
    assert long <= 4.5 * short + 2000


@pytest.mark.parametrize(
    ("line", "last"), [("/", ""), ("1", ""), ("-/", ""), ("tháng ", ""), ("tháng 5. ", "XXXX-05")]
)
def test_lines_of_100000_characters(line: str, last: str) -> None:
    count = 100_000 // len(line)
    (rows,) = dates_of([Document("line", line * count)])
    assert [row.value for row in rows] == [last] * (count if last else 0)
