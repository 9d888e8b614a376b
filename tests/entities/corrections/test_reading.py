"""The file of corrections: what is read from it, and what is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.entities.corrections import Correction, read_corrections
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "action,text,type,name,doc"


def _read(path: Path, content: str, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    path.write_text(content, encoding=encoding, newline="")
    return [
        (line.action, line.text, line.type, line.name, line.doc, line.place.rpartition("/")[2])
        for line in read_corrections(path)
    ]


def test_lines_with_their_places(tmp_path: Path) -> None:
    content = f"""{HEADER}
drop,Bác,,,
Retype,VTV, org ,,a.txt

,,,,
merge,"TP. Hạ
Long",,Hạ Long,
rename,Thể,,Phạm Văn Thể
"""
    assert _read(tmp_path / "fixes.csv", content) == [
        ("drop", "Bác", "", "", "", "fixes.csv:2"),
        ("retype", "VTV", "ORG", "", "a.txt", "fixes.csv:3"),
        ("merge", "TP. Hạ Long", "", "Hạ Long", "", "fixes.csv:6"),
        ("rename", "Thể", "", "Phạm Văn Thể", "", "fixes.csv:8"),
    ]


def test_columns_in_any_order_with_notes(tmp_path: Path) -> None:
    content = "\n\nnote,Doc,name,type,TEXT,Action\nsure,,,,Bác,drop\n"
    assert _read(tmp_path / "a.csv", content) == [("drop", "Bác", "", "", "", "a.csv:4")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_spreadsheets_save(delimiter: str, encoding: str, newline: str, tmp_path: Path) -> None:
    lines = [HEADER, "merge,HAGL,ORG,Hoàng Anh Gia Lai,", ",,,,"]
    content = newline.join(lines).replace(",", delimiter)
    assert _read(tmp_path / "a.csv", content, encoding) == [
        ("merge", "HAGL", "ORG", "Hoàng Anh Gia Lai", "", "a.csv:2")
    ]


def test_texts_and_names_are_held_in_one_form(tmp_path: Path) -> None:
    content = f"{HEADER}\nrename,Thuỷ  \u00a0Hoa\u0300,,Hoà,thư\u0323 mục/a.txt\n"
    assert _read(tmp_path / "a.csv", content) == [
        ("rename", "Thủy Hòa", "", "Hòa", "thự mục/a.txt", "a.csv:2")
    ]


def test_a_header_alone_corrects_nothing(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.csv", HEADER) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "fixes.csv: is empty; its first line names the columns: action,text,type,name,doc"),
        ("\n \n", "fixes.csv: is empty"),
        ("action,text,type,doc\n", "fixes.csv:1: no column name (there are: action, text, type, doc)"),
        ("drop,Bác,,,\n", "fixes.csv:1: no column action, text, type, name, doc"),
        ("action,text,type,name,doc,text\n", "fixes.csv:1: 2 columns 'text'"),
        (f"{HEADER}\ndelete,x,,,\n", "fixes.csv:2: there is no action 'delete'; write add, drop"),
        (f"{HEADER}\n\nrenam,x,,y,\n", "fixes.csv:3: there is no action 'renam'; did you mean rename?"),
        (f"{HEADER}\n,x,,,\n", "fixes.csv:2: there is no action ''"),
        (f"{HEADER}\ndrop,x,PERSON,,\n", "fixes.csv:2: there is no type 'PERSON'; write PER, ORG or LOC"),
        (f"{HEADER}\ndrop,,,,a.txt\n", "fixes.csv:2: drop needs a text or a name"),
        (f"{HEADER}\nadd,x,,,\n", "fixes.csv:2: add needs a type"),
        (f"{HEADER}\nadd,,PER,x,\n", "fixes.csv:2: add needs a text"),
        (f"{HEADER}\nretype,x,,,\n", "fixes.csv:2: retype needs a type"),
        (f"{HEADER}\nrename,x,,,\n", "fixes.csv:2: rename needs a name"),
        (f"{HEADER}\nmerge,x,, ,\n", "fixes.csv:2: merge needs a name"),
        (f"{HEADER}\ndrop,a,b,c,d,e\n", "fixes.csv:2: has 6 cells for 5 columns"),
        (f'{HEADER}\ndrop,"x\n', "fixes.csv:2: is not valid CSV"),
        (f'{HEADER}\ndrop,Bác,,,\ndrop,"a" b,,,\n', "fixes.csv:3: is not valid CSV"),
    ],
)
def test_what_is_refused(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "fixes.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_corrections(path)
    message = str(caught.value)
    assert words in message
    assert message.isprintable()


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, content in {"a.csv": b"\xff\xfeaction", "a.xlsx": b"PK\x03\x04"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match=name):
            read_corrections(tmp_path / name)
    with pytest.raises(UsageError, match="no such file"):
        read_corrections(tmp_path / "missing.csv")
    with pytest.raises(UsageError, match="is a folder"):
        read_corrections(tmp_path)
    with pytest.raises(UsageError, match="name the file"):
        read_corrections("-")


def test_how_a_line_is_named() -> None:
    assert str(Correction("drop", "Bác", place="a.csv:2")) == "a.csv:2: drop 'Bác'"
    assert str(Correction("drop", "", name="Bác")) == "drop 'Bác'"
