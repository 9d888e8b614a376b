"""Into which group a document falls."""

from __future__ import annotations

import unicodedata

import pytest

from qnmine.corpus.grouping import Grouping
from qnmine.errors import UsageError


def test_columns_the_document_and_periods() -> None:
    grouping = Grouping(("quarter", "section", "doc"), "date")
    assert grouping.columns() == {"date": "--date-column", "section": "--by"}
    assert grouping.key("a", {"date": "2024-06-25", "section": "Xã hội"}) == ("2024-Q2", "Xã hội", "a")
    assert grouping.warnings() == []


def test_a_column_may_be_called_like_a_period_if_there_is_no_date_column() -> None:
    grouping = Grouping(("year",))
    assert grouping.columns() == {"year": "without --date-column, --by"}
    assert grouping.key("a", {"year": 2024}) == ("2024",)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, ""),
        ("", ""),
        (3, "3"),
        (2.0, "2"),
        (True, "true"),
        (("a", "b"), "a | b"),
        (" Xã hội\n", "Xã hội"),
        (unicodedata.normalize("NFD", "Xã hội"), "Xã hội"),
        ("Hoà Bình", "Hoà Bình"),
    ],
)
def test_values_are_text(cell: object, value: str) -> None:
    assert Grouping(("x",)).key("a", {"x": cell}) == (value,)
    assert Grouping(("x",)).key("a", {}) == ("",)


def test_what_is_no_date_is_told_once_with_an_example() -> None:
    grouping = Grouping(("month", "year"), "date")
    cells = ["2024-06-25", "hôm qua", "", None, "2024"]
    keys = [grouping.key(f"d{number}", {"date": cell}) for number, cell in enumerate(cells)]
    assert keys == [("2024-06", "2024"), ("", ""), ("", ""), ("", ""), ("", "2024")]
    (line,) = grouping.warnings()
    assert line.startswith(
        "--date-column date: 4 documents have no date that fits --by, for example d1 (hôm qua)"
    )


def test_an_empty_cell_in_the_example_is_called_empty() -> None:
    grouping = Grouping(("year",), "date")
    grouping.key("a\n", {"date": None})
    assert "1 document has no date that fits --by, for example a\\n (empty);" in grouping.warnings()[0]


@pytest.mark.parametrize(
    ("by", "date_column", "words"),
    [
        (("a", "a"), None, "--by a: is named twice"),
        (("a",), "date", "--date-column goes with --by day"),
        ((), "date", "--date-column goes with --by day"),
    ],
)
def test_wrong_requests(by: tuple[str, ...], date_column: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Grouping(by, date_column)


def test_groups_in_order() -> None:
    keys = [("b", "9"), ("", "1"), ("b", "10"), ("a", "10"), ("a", ""), ("Đ", "1")]
    assert Grouping(("x", "y")).order(keys) == [
        ("a", "10"),
        ("a", ""),
        ("b", "10"),
        ("b", "9"),
        ("Đ", "1"),
        ("", "1"),
    ]
    assert Grouping(("x", "doc")).order(keys) == [
        ("a", "10"),
        ("a", ""),
        ("b", "9"),
        ("b", "10"),
        ("Đ", "1"),
        ("", "1"),
    ]
    assert Grouping(()).order([()]) == [()]
    assert Grouping(("x",)).order([]) == []
