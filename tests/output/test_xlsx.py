from __future__ import annotations

import io
import re
import time
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.output import Table
from qnmine.output import xlsx as module
from tests.output.writing import table, texts, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

openpyxl = pytest.importorskip("openpyxl", reason="needs the extra qnmine[xlsx]")


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def cells(rows: Table, **options: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet_of(written(rows, "xlsx", **options)).iter_rows()]


def test_values_keep_their_kind() -> None:
    rows = table(
        "doc n value flag day variants",
        ("007", 1, 0.5, True, date(1850, 6, 25), ("a", "b")),
        ("1e5", 28000000000000, float("nan"), None, None, ()),
    )
    assert cells(rows) == [
        ["doc", "n", "value", "flag", "day", "variants"],
        ["007", 1, 0.5, True, "1850-06-25", "a | b"],
        ["1e5", 28000000000000, None, None, None, None],
    ]
    assert cells(table("n", (2**53,), (2**53 + 1,))) == [["n"], [2**53], [str(2**53 + 1)]]


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "#N/A", "#REF!", "=", "TRUE"]
)
def test_text_is_never_a_formula(text: str) -> None:
    sheet = sheet_of(written(texts("t", [(text,)]), "xlsx"))
    assert sheet["A2"].value == text
    assert sheet["A2"].data_type == "s"
    assert sheet_of(written(Table((text,), []), "xlsx"))["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\ud800b\uffff", "a\ufffdb\ufffd"),
        ("dòng 1\r\ndòng 2\rdòng 3\n", "dòng 1\ndòng 2\ndòng 3\n"),
        ("  lề  ", "  lề  "),
        ("\t", "\t"),
        ("<b>&amp;]]>", "<b>&amp;]]>"),
        ("e\u0302\u0301", "e\u0302\u0301"),
    ],
)
def test_awkward_text(text: str, shown: str) -> None:
    assert cells(texts("t", [(text,)]), header=False) == [[shown]]


def test_what_looks_like_an_escape_of_excel_is_escaped() -> None:
    data = written(texts("t", [("_x0041_",)]), "xlsx", header=False)
    assert b"_x005F_x0041_" in ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_the_header_is_frozen_bold_and_filters() -> None:
    sheet = sheet_of(written(texts("a b", [("x", "y")] * 3), "xlsx"))
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet_of(written(texts("a", []), "xlsx"))["A1"].value == "a"


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 4)
    assert len(cells(table("n", (1,), (2,), (3,)))) == 4
    with pytest.raises(QnmineError, match="write CSV or Parquet, or use --limit"):
        cells(table("n", (1,), (2,), (3,), (4,)))
    assert len(cells(table("n", (1,), (2,), (3,), (4,)), header=False)) == 4


@pytest.mark.parametrize(
    ("text", "fits"), [("đ" * 32_767, True), ("đ" * 32_768, False), ("😀" * 16_384, False)]
)
def test_a_cell_is_never_cut(text: str, fits: bool) -> None:
    if fits:
        assert cells(texts("t", [(text,)]), header=False) == [[text]]
    else:
        with pytest.raises(QnmineError, match="row 1: 't' is longer than the 32,767"):
            cells(texts("t", [(text,)]))


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(texts("a", [("x",)]), "xlsx")
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    time.sleep(1.1)  # openpyxl writes the time in whole seconds
    assert written(texts("a", [("x",)]), "xlsx") == first
    assert ZipFile(io.BytesIO(first)).testzip() is None


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"), min_size=1)


@settings(max_examples=20)
@given(st.lists(st.tuples(TEXT), min_size=1, max_size=20))
def test_any_text_comes_back(rows: list[tuple[object, ...]]) -> None:
    assert cells(texts("a", rows), header=False) == [[text] for (text,) in rows]


def test_an_abandoned_workbook_leaves_no_file_and_no_complaint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import gc
    import tempfile

    def rows() -> Iterator[tuple[object, ...]]:
        yield from [("x",)] * 500
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        written(Table(("t",), rows()), "xlsx")
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr().err == ""


HOSTILE = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.org")',
        '=WEBSERVICE("http://example.org")',
        "{=1}",
    ),
    *(
        "@SUM(1)",
        "+1",
        "-1",
        "＝1",
        "\t=1",
        "http://example.org",
        "mailto:a@example.org",
        "file:///etc/passwd",
    ),
    *(
        "_x003D_1",
        "_x005F_x003D_1",
        "</t></is></c><c><f>1+1</f></c>",
        "<!--",
        "&lt;f&gt;",
        "]]>",
        "#REF!",
        "TRUE",
    ),
)


def test_the_file_itself_has_text_and_nothing_that_runs() -> None:
    rows = [(text, f"a {text}") for text in HOSTILE]
    data = written(Table(("=h()", "@h"), rows), "xlsx")
    archive = ZipFile(io.BytesIO(data))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r"<c\b[^>]*>.*?</c>", sheet, re.DOTALL)
    assert len(cells) == 2 * len(HOSTILE) + 2
    assert all(re.search(r't="(?:s|inlineStr)"', cell) for cell in cells)
    assert not re.search(r"<(?:f|hyperlink|oleObject|dde|control)\b", sheet)
    for name in archive.namelist():
        assert not re.search("external|connection|vba|embedding|hyperlink", name, re.IGNORECASE)
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in archive.read(name)
    back = [[cell.value for cell in row] for row in sheet_of(data).iter_rows()]
    # openpyxl does not read the escapes that Excel reads.
    assert [row[0] for row in back[1:]] == [re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", text) for text in HOSTILE]


def test_a_full_disk_is_told_also_where_lxml_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    class SerialisationError(Exception):
        """As lxml has it."""

    def full(*_: object) -> None:
        raise SerialisationError("IO_ENOSPC")

    monkeypatch.setattr("openpyxl.worksheet._write_only.WriteOnlyWorksheet.append", full)
    with pytest.raises(QnmineError, match=r"^memory: cannot be written \(no space left on device\)$"):
        written(texts("t", [("a",)]), "xlsx")


@pytest.mark.parametrize(
    ("text", "too_long"),
    [
        ("ă" * 32_767, False),
        ("ă" * 32_768, True),
        ("👋" * 16_383, False),  # two units each
        ("👋" * 16_384, True),
        ("\ud800" * 32_768, True),  # has no form in UTF-16, and is no reason to fail
    ],
)
def test_a_cell_is_measured_in_units_of_utf_16(text: str, too_long: bool) -> None:
    assert module.exceeds_cell(text) is too_long
