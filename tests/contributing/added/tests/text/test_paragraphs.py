"""Paragraphs, with offsets into the text as it is."""

from __future__ import annotations

import pytest

from qnmine.text.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một.\nHai ba.", [(0, "Một."), (5, "Hai ba.")]),
        ("\n  Thụt vào \r\n\r\n\tCuối", [(3, "Thụt vào"), (17, "Cuối")]),
        ("x", [(0, "x")]),
        (" \n\n", []),
        ("", []),
    ],
)
def test_a_paragraph_is_a_line_with_something_on_it(text: str, found: list[tuple[int, str]]) -> None:
    rows = list(paragraphs(text))
    assert [(row.start, row.text) for row in rows] == found
    assert [row.paragraph for row in rows] == list(range(1, len(rows) + 1))
    assert all(text[row.start : row.end] == row.text for row in rows)
