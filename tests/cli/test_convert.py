"""`qnmine convert`: a frozen corpus gives the results of the corpus, byte for byte."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.cli.convert import FORMATS, Frozen, frozen_in_sheet
from qnmine.corpus import open_corpus
from qnmine.errors import DocumentError
from qnmine.output import table_of, write_table
from qnmine.output.destination import Destination
from qnmine.text.document import Document
from tests import SEEDS
from tests.cli.mixed import mixed_folder
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ANALYSES = (("entities", "--mentions"), ("sentences",))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed_folder(tmp_path_factory.mktemp("mixed"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed_folder(tmp_path_factory.mktemp("plain"), returns=False)


@pytest.mark.parametrize("end", FORMATS)
def test_results_are_the_same_byte_for_byte(end: str, mixed: Path, plain: Path, tmp_path: Path) -> None:
    corpus = plain if end == "xlsx" else mixed
    path = tmp_path / f"frozen.{end}"
    made = qnmine("convert", corpus, "--encoding", "auto", "--path-columns", "báo", "-o", path)
    assert made.code == 0, made.err
    assert "14 documents, 0 failed, 14 rows" in made.err
    for command, *options in ANALYSES:
        before = qnmine(command, corpus, *options, "--encoding", "auto", "-q")
        after = qnmine(command, path, *options, "-q")
        assert after.err == before.err == ""
        assert after.out == before.out
        assert after.out.count(b"\n") > 10
    ids = [document.id for document in open_corpus([path], on_warning=lambda _: None)]
    assert len(ids) == len(set(ids)) == 14


def test_what_columns_there_are(mixed: Path) -> None:
    result = qnmine("convert", mixed, "--encoding", "auto", "--path-columns", "_/năm")
    rows = {str(row["id"]): row for row in result.json_rows}
    names = [name for name in rows["a.txt"] if name not in {"id", "text"}]
    assert names == (
        "x inside title date author url site language section n tags extra late năm".split()  # noqa: SIM905
    )
    told = {
        name: {column: row[column] for column in names if row[column] not in {None, ""}}
        for name, row in ((name, {**row, "tags": str(row["tags"] or "")}) for name, row in rows.items())
    }
    assert told["A1"] == {"section": "Kinh tế", "n": "1.50"}
    assert told["t.jsonl:1"] == {"n": 3, "tags": "['a', 'b']"}
    assert told["t.jsonl:3"] == {"late": "x"}
    assert told["báo/2024/nfd.txt"] == {"năm": "2024"}
    assert told["q"] == {"inside": "5"}
    assert told["page.html"]["title"] == "Tin Hạ Long"
    assert told["page.html"]["date"] == "2024-06-25"
    only = qnmine("convert", mixed / "t.csv", "--keep", "n", "-f", "csv")
    assert only.header == ["id", "text", "n"]


def test_columns_of_the_same_names_as_id_and_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,text,body,key\n1,own,Một,k1\n", encoding="utf-8")
    options = ("--text-column", "body", "--id-column", "key")
    (row,) = qnmine("convert", tmp_path / "t.csv", *options).json_rows
    assert row == {"id": "k1", "text": "Một", "meta_id": "1", "meta_text": "own"}


def test_columns_that_no_name_tells_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text,a,a,,b,\n1,Hạ Long,x,y,z,w,\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("\tid\ttext\n0\t2\tHà Nội\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,text\n3,Huế\n", encoding="utf-8")
    result = qnmine("convert", tmp_path)
    assert result.code == 0
    (told,) = result.errors
    assert told == (
        "qnmine: warning: a.csv: 2 columns have no name, several columns are called 'a' (and so in 1 more "
        "table); none without a name is kept, of a name the first; give each column a name of its own"
    )
    assert result.json_rows[0] == {"id": "1", "text": "Hạ Long", "a": "x", "b": "w"}
    assert qnmine("convert", tmp_path / "c.csv").err == ""


def test_metadata_and_duplicates(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("a", "b"):
        (texts / f"{name}.txt").write_text("Một hai ba.", encoding="utf-8")
    (tmp_path / "m.csv").write_text("doc,author\na,An\n", encoding="utf-8")
    result = qnmine("convert", texts, "--metadata", tmp_path / "m.csv", "--deduplicate", "exact")
    assert result.json_rows == [{"id": "a.txt", "text": "Một hai ba.", "author": "An"}]
    assert [line.split(": ")[2] for line in result.errors][1:] == ["--deduplicate exact"]


@pytest.mark.parametrize("options", [("--jobs", "2"), ("--resume", "parts")])
def test_the_same_however_it_is_spread(options: tuple[str, str], mixed: Path, tmp_path: Path) -> None:
    whole = qnmine("convert", mixed, "--encoding", "auto", "-q")
    assert qnmine("convert", mixed, "--encoding", "auto", "-q", *options, cwd=tmp_path).out == whole.out
    if options[0] == "--resume":
        again = qnmine("convert", mixed, "--encoding", "auto", *options, cwd=tmp_path)
        assert again.out == whole.out
        assert "done already" in again.err


def test_the_format_is_json_lines_unless_one_is_named(tmp_path: Path) -> None:
    result = qnmine("convert", SEEDS)
    assert [row["id"] for row in result.json_rows] == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert qnmine("convert", SEEDS, "--csv").header == ["id", "text"]
    for name in ("x.md", "x.txt"):
        refused = qnmine("convert", SEEDS, "-o", tmp_path / name)
        assert refused.code == 2
        assert ".jsonl" in refused.err


def test_texts_are_never_marked_for_spreadsheets(tmp_path: Path) -> None:
    refused = qnmine("convert", "--text", "=1+1", "--csv", "--safe-csv")
    assert refused.code == 2
    assert "--safe-csv" in refused.err
    (tmp_path / "qnmine.toml").write_text("[all]\nsafe-csv = true\n", encoding="utf-8")
    assert qnmine("convert", "--text", "=1+1", "--csv", cwd=tmp_path).text == "id,text\ntext,=1+1\n"


def test_columns_that_are_not_seen_beforehand_are_told(tmp_path: Path) -> None:
    lines = [{"text": "x" * 600_000, "a": 1}, {"text": "y" * 600_000, "a": 2}, {"text": "z", "late": 3}]
    data = "\n".join(map(json.dumps, lines)).encode()
    piped = qnmine("convert", "-", "--from", "jsonl", stdin=data)
    assert [list(row) for row in piped.json_rows] == [["id", "text", "a"]] * 3
    assert "only the columns in the first MiB of - are seen before reading" in piped.err
    (tmp_path / "x.jsonl").write_bytes(data)
    read = qnmine("convert", tmp_path / "x.jsonl")
    assert [list(row) for row in read.json_rows] == [["id", "text", "a", "late"]] * 3
    assert len(read.err.splitlines()) == 1


@pytest.mark.parametrize("text", ["a\r\nb", "\x0b", "_x0041_", "ă" * 32_768, "\U0001f600" * 16_384, "\uffff"])
def test_a_text_that_a_sheet_would_change_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match=r"^x: .*; write \.jsonl, \.csv or \.parquet$"):
        frozen_in_sheet([Document("x", text)])


def frozen_and_read(texts: Sequence[str], end: str) -> list[str]:
    """Write texts as a frozen corpus, and read them back."""
    buffer = io.BytesIO()
    rows = (Frozen(str(number), text) for number, text in enumerate(texts))
    write_table(table_of(rows, ("id", "text"), Frozen), Destination(buffer, "", live=False), end)
    buffer.seek(0)
    return [
        document.text for document in open_corpus(["-"], format=end, stdin=buffer, on_warning=lambda _: None)
    ]


TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n\t\"',;=\ufeff\u2028\x85\0 ")))


@pytest.mark.parametrize("end", [end for end in FORMATS if end != "xlsx"])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_texts_come_back(end: str, texts: list[str]) -> None:
    assert frozen_and_read(texts, end) == texts


@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_texts_of_a_sheet_come_back_or_are_refused(texts: list[str]) -> None:
    try:
        frozen_in_sheet([Document("x", text) for text in texts])
    except DocumentError:
        return
    assert frozen_and_read(texts, "xlsx") == texts
