"""Parquet and XLSX, which come with optional packages."""

from __future__ import annotations

import datetime
import gzip
import io
import sys
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.errors import UsageError
from tests.corpus.loading import load, load_bytes, write

if TYPE_CHECKING:
    from pathlib import Path

openpyxl = pytest.importorskip("openpyxl")
pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table(**columns: Any) -> bytes:
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), buffer, row_group_size=2)
    return buffer.getvalue()


def test_xlsx_rows(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 6, 25)
    rows = [
        ("id", "text", "ngày", "n"),
        ("007", "Hạ Long\nxanh", day, 1.5),
        (None,) * 4,
        (8, 12, None, True),
        (None, None, "x", 2),
    ]
    write(tmp_path, {"a.xlsx": workbook(*rows)})
    loaded = load(tmp_path / "a.xlsx", keep=["ngày", "n"])
    assert (loaded.errors, loaded.warnings) == ([], [])
    assert loaded.pairs == [("007", "Hạ Long\nxanh"), ("8", "12"), ("a.xlsx:4", "")]
    assert [dict(d.meta) for d in loaded.documents] == [
        {"ngày": "2024-06-25", "n": 1.5},
        {"ngày": None, "n": True},
        {"ngày": "x", "n": 2},
    ]
    assert loaded.corpus.bytes_read == loaded.corpus.total_bytes


def test_parquet_rows(tmp_path: Path) -> None:
    data = table(
        text=["một", None, "ba"],
        id=pyarrow.array([1, 2, None], pyarrow.int64()),
        gia=[Decimal("1.50"), None, Decimal("2.00")],
        lap=[["a"], [], None],
        ngay=[datetime.date(2024, 6, 25)] * 3,
    )
    write(tmp_path, {"a.parquet": data})
    loaded = load(tmp_path, keep=["gia", "lap", "ngay"])
    assert loaded.pairs == [("1", "một"), ("2", ""), ("a.parquet:3", "ba")]
    assert [dict(d.meta) for d in loaded.documents] == [
        {"gia": "1.50", "lap": ("a",), "ngay": "2024-06-25"},
        {"gia": None, "lap": (), "ngay": "2024-06-25"},
        {"gia": "2.00", "lap": None, "ngay": "2024-06-25"},
    ]
    assert loaded.warnings == ["a.parquet: 1 of 3 rows has no text in 'text' (first: row 2)"]


def test_parquet_text_stored_as_bytes_or_as_categories() -> None:
    data = table(text=pyarrow.array(["ạ".encode(), b"\xff", b"b"], pyarrow.binary()))
    loaded = load_bytes(data, "parquet")
    assert loaded.pairs == [("-:1", "ạ"), ("-:3", "b")]
    assert [str(error) for error in loaded.errors] == ["-:2: holds bytes that are not UTF-8 text"]
    assert load_bytes(table(text=pyarrow.array(["a", "b", "a"]).dictionary_encode()), "parquet").texts == [
        "a",
        "b",
        "a",
    ]


def test_parquet_values_without_json_form_are_text() -> None:
    data = table(
        text=["x"],
        d=[datetime.timedelta(hours=1)],
        t=[datetime.time(14, 30)],
        s=[{"ngày": datetime.date(2024, 6, 25)}],
    )
    (document,) = load_bytes(data, "parquet", keep=["d", "t", "s"]).documents
    assert dict(document.meta) == {"d": "1:00:00", "t": "14:30:00", "s": '{"ngày":"2024-06-25"}'}


def test_parquet_lists_of_plain_values_stay_lists() -> None:
    day = datetime.date(2024, 6, 25)
    data = table(
        text=["x"],
        days=[[day, None]],
        raw=[["ạ".encode()]],
        n=[[1, 2]],
        pairs=[[{"a": day}]],
        nested=[[["a"], ["b"]]],
    )
    (document,) = load_bytes(data, "parquet", keep=["days", "raw", "n", "pairs", "nested"]).documents
    assert dict(document.meta) == {
        "days": ("2024-06-25", ""),
        "raw": ("ạ",),
        "n": ("1", "2"),
        "pairs": '[{"a":"2024-06-25"}]',
        "nested": '[["a"],["b"]]',
    }
    broken = load_bytes(table(text=["x"], raw=[[b"\xff"]]), "parquet", keep=["raw"])
    assert [str(error) for error in broken.errors] == ["-:1: holds bytes that are not UTF-8 text"]


def test_a_sheet_with_wrong_dimensions_is_read_whole() -> None:
    source = io.BytesIO(workbook(("id", "text"), ("a", "một"), ("b", "hai")))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                assert b'ref="A1:B3"' in content
                content = content.replace(b'ref="A1:B3"', b'ref="A1"')
            new.writestr(name, content)
    assert load_bytes(target.getvalue(), "xlsx").pairs == [("a", "một"), ("b", "hai")]


def test_parquet_text_that_is_not_utf8_ends_the_file() -> None:
    text = pyarrow.Array.from_buffers(
        pyarrow.string(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\1\0\0\0"), pyarrow.py_buffer(b"\xff")]
    )
    assert "is a damaged Parquet file" in str(load_bytes(table(text=text), "parquet").errors[0])


def test_lists_are_no_text() -> None:
    assert str(load_bytes(table(text=[["a"]]), "parquet").errors[0]) == "-:1: 'text' is a list, not text"


@pytest.mark.parametrize("format_", ["xlsx", "parquet"])
def test_pipes_compressed_copies_and_damaged_files(format_: str, tmp_path: Path) -> None:
    data = workbook(("text",), ("x",)) if format_ == "xlsx" else table(text=["x"])
    assert load_bytes(data, format_).pairs == [("-:1", "x")]
    write(
        tmp_path,
        {
            f"a.{format_}.gz": gzip.compress(data),
            f"b.{format_}": data[:-20],
            f"c.{format_}": b"",
            f"d.{format_}": data,
        },
    )
    loaded = load(tmp_path)
    assert loaded.pairs == [(f"a.{format_}.gz:1", "x"), (f"d.{format_}:1", "x")]
    assert loaded.failures == [f"b.{format_}", f"c.{format_}"]
    assert all("is no readable" in str(error) for error in loaded.errors)


@pytest.mark.parametrize("format_", ["xlsx", "parquet"])
def test_missing_columns(format_: str, tmp_path: Path) -> None:
    data = workbook(("id", "body"), (1, "x")) if format_ == "xlsx" else table(id=[1], body=["x"])
    write(tmp_path, {f"a.{format_}": data})
    with pytest.raises(UsageError, match=r"--text-column text: .* has no such column; it has id, body"):
        load(tmp_path)
    assert load_bytes(data, format_).failures == ["-"]


def test_empty_sheets() -> None:
    assert load_bytes(workbook(), "xlsx").documents == []
    assert load_bytes(workbook(("text",)), "xlsx").documents == []


@pytest.mark.parametrize(("format_", "module"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_missing_packages(format_: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    write(tmp_path, {f"a.{format_}": b"x", "b.txt": "x"})
    told = f'a.{format_}: is {format_}, which needs an optional package; pip install "qnmine[{format_}]"'
    loaded = load(tmp_path)
    assert loaded.texts == ["x"]
    assert [str(error) for error in loaded.errors] == [told]
    with pytest.raises(UsageError) as raised:
        load(tmp_path / f"a.{format_}")
    assert str(raised.value) == told
    with pytest.raises(UsageError, match="pip install"):
        load_bytes(b"x", format_)
