from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Table
from qnmine.output.values import cell_text
from tests.output.writing import table, texts, written

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from(',"\r\n\t |\ufeff\u2028=')))
ANY_CELL = st.one_of(
    ANY_TEXT, st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.tuples(ANY_TEXT, ANY_TEXT)
)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("Hạ Long", 3), "Hạ Long,3"),
        ((None, ""), ","),
        (("a,b", 'nói "có"'), '"a,b","nói ""có"""'),
        (("a\nb", "a\rb"), '"a\nb","a\rb"'),
        (("a\r\nb", "\r"), '"a\r\nb","\r"'),
        ((" a ", "a;b\tc"), " a ,a;b\tc"),
        ((1e-07, 28000000000000), "0.0000001,28000000000000"),
        ((float("nan"), float("inf")), ","),
        ((True, 3.0), "true,3"),
        ((date(2024, 6, 25), ("Hạ Long", "HẠ LONG")), "2024-06-25,Hạ Long | HẠ LONG"),
        (("=1+1", "-5"), "=1+1,-5"),
        (("\ud800", "x\0y"), "\ufffd,x\0y"),
    ],
)
def test_lines(cells: tuple[object, ...], line: str) -> None:
    assert written(table("a b", cells), "csv") == f"a,b\n{line}\n".encode()


def test_an_empty_result_has_a_header() -> None:
    assert written(table("doc text"), "csv") == b"doc,text\n"
    assert written(table("doc text"), "tsv") == b"doc\ttext\n"
    assert written(table("doc text"), "csv", header=False) == b""


@pytest.mark.parametrize("empty", [None, "", float("nan"), ()])
def test_a_lone_empty_cell_is_no_blank_line(empty: object) -> None:
    assert written(table("name", (empty,), ("a",)), "csv") == b'name\n""\na\n'
    if not empty:
        assert written(texts("name", [("",), (None,)]), "csv") == b'name\n""\n""\n'


def test_tsv_quotes_like_csv() -> None:
    rows = table("a b", ("x\ty", 'z"'), ("a,b", "c"))
    assert written(rows, "tsv") == b'a\tb\n"x\ty"\t"z"""\na,b\tc\n'


def test_a_byte_order_mark_comes_first_and_once() -> None:
    assert written(table("a", ("đ",)), "csv", bom=True) == "\ufeffa\nđ\n".encode()
    assert written(table("a", ("đ",)), "csv", bom=True, header=False) == "\ufeffđ\n".encode()


def test_typed_rows_are_written_like_untyped_ones() -> None:
    rows = [("a", 1), ("b\r", None), (None, 2)]
    assert written(Table(("t", "n"), rows, (str, int)), "csv") == written(Table(("t", "n"), rows), "csv")
    assert written(Table(("t", "x"), [("a", 1e-07)], (str, float)), "csv") == b"t,x\na,0.0000001\n"


def test_names_of_columns_are_quoted_too() -> None:
    assert written(Table(("a,b", "c"), []), "csv") == b'"a,b",c\n'


@given(st.lists(st.tuples(ANY_CELL, ANY_CELL), max_size=5), st.sampled_from(["csv", "tsv"]))
def test_python_reads_the_same_cells_back(rows: list[tuple[object, ...]], name: str) -> None:
    data = written(Table(("a", "b"), rows), name)
    assert data.count(b"\r\n") == sum(cell_text(cell).count("\r\n") for row in rows for cell in row)
    read = csv.reader(
        io.StringIO(data.decode(), newline=""), delimiter="," if name == "csv" else "\t", strict=True
    )
    expected = [[cell_text(cell).encode("utf-8", "replace").decode() for cell in row] for row in rows]
    assert [[cell.replace("\ufffd", "?") for cell in row] for row in read] == [
        ["a", "b"],
        *[[cell.replace("\ufffd", "?") for cell in row] for row in expected],
    ]


@given(st.lists(st.tuples(ANY_TEXT), max_size=4))
def test_a_single_column_of_any_text_comes_back(rows: list[tuple[str]]) -> None:
    data = written(texts("a", rows), "csv").decode()
    read = list(csv.reader(io.StringIO(data, newline="")))
    assert [row[0].replace("\ufffd", "?") for row in read[1:]] == [
        text.encode("utf-8", "replace").decode().replace("\ufffd", "?") for (text,) in rows
    ]


# The C parser of pandas ends a cell at NUL, so that is the one character left out.
@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers())
    )
)
def test_pandas_reads_the_same_cells_back(rows: list[tuple[str, int]]) -> None:
    data = written(Table(("text", "n"), rows), "csv")
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert frame.to_numpy().tolist() == [[text, str(number)] for text, number in rows]
