"""Tables whose rows are no documents."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.corpus import open_corpus, open_rows
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def rows(
    *paths: Path, **options: Any
) -> tuple[list[tuple[str, str, dict[str, object]]], list[str], list[str]]:
    errors: list[str] = []
    warnings: list[str] = []
    corpus = open_rows(
        paths,
        text_column="text",
        columns=("doc",),
        optional=("depth",),
        on_error=lambda error: errors.append(str(error)),
        on_warning=warnings.append,
        **options,
    )
    return [(row.id, row.text, dict(row.meta)) for row in corpus], errors, warnings


def test_rows_are_called_by_their_place_and_equal_ids_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,doc,text,depth\n1,d,x,0\n1,d,y,1\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": 1, "doc": "d", "text": "z"}\n', encoding="utf-8")
    (tmp_path / "c.tsv").write_text("text\tdoc\nw\te\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(",text,doc\n7,v,e\n", encoding="utf-8")
    assert rows(tmp_path) == (
        [
            ("a.csv:1", "x", {"doc": "d", "depth": "0"}),
            ("a.csv:2", "y", {"doc": "d", "depth": "1"}),
            ("b.jsonl:1", "z", {"doc": "d", "depth": None}),
            ("c.tsv:1", "w", {"doc": "e", "depth": None}),
            ("d.csv:1", "v", {"doc": "e", "depth": None}),
        ],
        [],
        [],
    )


@pytest.mark.parametrize("extension", ["parquet", "xlsx"])
def test_optional_columns_of_binary_tables(extension: str, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow" if extension == "parquet" else "openpyxl")
    for name, columns in (("a", ["text", "doc", "depth"]), ("b", ["doc", "text"])):
        frame = pandas.DataFrame([{"text": "x", "doc": "d", "depth": 1, "id": "i"}])[columns]
        getattr(frame, "to_parquet" if extension == "parquet" else "to_excel")(
            tmp_path / f"{name}.{extension}", index=False
        )
    found, errors, _ = rows(tmp_path)
    assert errors == []
    assert found == [
        (f"a.{extension}:1", "x", {"doc": "d", "depth": 1}),
        (f"b.{extension}:1", "x", {"doc": "d", "depth": None}),
    ]


def test_a_column_that_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("doc,text\nd,x\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text\nx\n", encoding="utf-8")
    found, errors, _ = rows(tmp_path)
    assert [name for name, _, _ in found] == ["a.csv:1"]
    assert len(errors) == 1
    assert errors[0].startswith("b.csv: has no column 'doc'")
    with pytest.raises(UsageError, match=r"--some-option doc: b\.csv has no such column"):
        rows(tmp_path / "b.csv", asked_by={"doc": "--some-option"})


def test_plain_text_has_no_rows() -> None:
    with pytest.raises(UsageError, match="no input is a table"):
        rows(stdin=io.BytesIO(b"Ha Long"))


def test_who_asked_for_a_kept_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,x\nb,c\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"--by url: a\.csv has no such column"):
        open_corpus([tmp_path / "a.csv"], keep=("x", "url"), asked_by={"url": "--by"})
    with pytest.raises(UsageError, match=r"--keep url: a\.csv"):
        open_corpus([tmp_path / "a.csv"], keep=("url",), asked_by={"x": "--by"})
    with pytest.raises(UsageError, match=r"--by a: a string \(--text\) has no columns; leave out --by"):
        open_corpus(text="x", keep=("a",), asked_by={"a": "--by"})
