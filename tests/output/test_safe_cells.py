"""CSV for spreadsheets: nothing in it runs, and what was written can be had back."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Table
from qnmine.output.safe_cells import marked, unmarked
from tests.output.writing import table, texts, written

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the published attacks look like, and what only looks like them.
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?"&A1,"xem")',
    "+84 912 345 678",
    "-5",
    "- Gạch đầu dòng",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1",
    "\tchữ",
    "\r\n",
    "\n=1",
    "  =1",
    "\u00a0=1",
    '"=1"',
    "'=1",
    "''=1",
    "'\t",
    "\ufeff=1",
    "\u200b-1",
    "\x00=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " \u200b'＝x",
)
HARMLESS = ("", "Hạ Long", "1=2", "a-b", "5", "–5", "’=", "'tis", "(=1)", "a, =1", "25/6/2024", "  ", "€-1")
DANGEROUS = re.compile(r"[\t\r\n=+\-@＝＋－＠]")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert marked(text).startswith("'")
    assert unmarked(marked(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("một; =1", "một;' =1"),
        ("một;=1;-2", "một;'=1;'-2"),
        ("một\n=1", "một\n'=1"),
        ("một\n\n- hai", "một\n'\n'- hai"),
        ("một\t@x", "một\t'@x"),
        ("một;'=1", "một;''=1"),
        ("một; hai", "một; hai"),
    ],
)
def test_where_a_spreadsheet_with_other_separators_begins_a_cell(text: str, safe: str) -> None:
    assert marked(text) == safe
    assert unmarked(safe) == text


PIECES = st.sampled_from(
    [*"=+-@＝＋－＠'\"; \t\r\n,x1ă", "\ufeff", "\u200b", "\x00", "\u202e", "=1", "'=", "abc"]
)
TEXT = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=8))


@given(TEXT)
def test_what_is_marked_comes_back(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert marked(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(
    columns=st.lists(TEXT, min_size=1, max_size=3, unique=True),
    rows=st.lists(st.tuples(TEXT, st.integers(-9, 9), st.lists(TEXT, max_size=2).map(tuple)), max_size=4),
)
def test_no_cell_of_a_file_is_run(
    format: str,  # noqa: A002
    delimiter: str,
    columns: list[str],
    rows: list[tuple[str, int, tuple[str, ...]]],
) -> None:
    names = (*columns, *("b", "c", "d"))[:3]
    data = written(Table(names, rows), format, safe=True).decode()
    header, *read = csv.reader(io.StringIO(data, newline=""), delimiter=delimiter)
    assert [unmarked(name) for name in header] == list(names)
    for cells, row in zip(read, rows, strict=True):
        assert cells[1] == str(row[1])  # a number stays one
        for cell, text in ((cells[0], row[0]), (cells[2], " | ".join(row[2]))):
            assert unmarked(cell) == text
            assert not DANGEROUS.match(cell)
    # Whoever cuts at semicolons and knows no quotes meets no formula at the beginning of a text either.
    for cell in re.split(r"[;\n]", data):
        assert not DANGEROUS.match(cell) or re.match(r"-\d", cell) or cell[0] in "\t\r\n"


def rows_of(data: bytes) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_lists_headers_and_numbers() -> None:
    rows = table("=name variants n value", ("Ông An", ("=a", "b"), -5, -1.5), ("-x", ("a", "=b"), None, 1))
    assert rows_of(written(rows, "csv", safe=True)) == [
        ["'=name", "variants", "n", "value"],
        ["Ông An", "'=a | b", "-5", "-1.5"],
        ["'-x", "a | =b", "", "1"],
    ]


def test_without_it_text_is_as_it_was() -> None:
    rows = texts("t", [(text,) for text in FORMULAS])
    assert [cell for (cell,) in rows_of(written(rows, "csv"))[1:]] == list(FORMULAS)
