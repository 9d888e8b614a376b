"""`qnmine corpus`: everything that was found has a row, with what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.cli.shaping import columns_of
from qnmine.corpus.inventory import Inventory, Listed, count_syllables, listed, listed_failure
from qnmine.corpus.stages.distinct import Duplicate
from qnmine.errors import DocumentError
from qnmine.text.document import Document
from qnmine.text.origin import Origin
from tests import SEEDS
from tests.cli.mixed import NEWS, mixed_folder
from tests.contract.harness import Result, qnmine
from tests.terminal.screen import qnmine_on_screen

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (SEEDS / "001_8d7c8d55cc24d0bc.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = mixed_folder(tmp_path_factory.mktemp("corpus"))
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xfd \x81")
    (folder / "u.txt").write_bytes(ARTICLE.encode("utf-16"))
    (folder / "v.txt").write_text(ARTICLE + "\nTheo báo Quảng Ninh", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    return qnmine("corpus", folder)


def test_every_document_has_a_row_and_so_have_those_that_failed(result: Result) -> None:
    assert result.code == 3
    assert result.header == list(columns_of(Listed))
    rows = {row["doc"]: row for row in result.rows}
    assert list(rows) == [
        "a.txt", "j1", "bad.txt", "báo/2024/nfd.txt", "báo/empty.txt", "more.zip/tin/2023/a.txt", "q",
        "page.html", "subtitles.srt", "A1", "t.csv:2", "t.jsonl:1", "t.jsonl:2", "t.jsonl:3", "tcvn.txt",
        "u.txt", "v.txt",
    ]  # fmt: skip
    assert "16 documents, 1 failed, 17 rows" in result.err
    formats = {name: row["format"] for name, row in rows.items()}
    assert [formats[name] for name in ("j1", "q", "page.html", "subtitles.srt", "t.jsonl:3", "bad.txt")] == [
        "json", "csv", "html", "srt", "jsonl", "text",
    ]  # fmt: skip
    assert rows["a.txt"]["characters"] == str(len(NEWS.format(".\r\n")) + len("\r\nHoà bình.\r\n"))
    assert (rows["page.html"]["title"], rows["page.html"]["date"]) == ("Tin Hạ Long", "2024-06-25")


def test_problems_come_in_words_with_a_remedy(result: Result) -> None:
    problems = {row["doc"]: row["problems"] for row in result.rows if row["problems"]}
    assert problems.pop("bad.txt") in result.errors[0]
    assert problems == {
        "báo/empty.txt": "is empty",
        "t.jsonl:3": "is empty",
        "tcvn.txt": "is TCVN3; read it with --encoding auto",
        "u.txt": "is UTF-16-LE; read it with --encoding auto",
    }


def test_encodings_are_found_out_unless_one_is_named(folder: Path, tmp_path: Path, result: Result) -> None:
    (row,) = (row for row in result.rows if row["doc"] == "tcvn.txt")
    assert row["encoding"] == "tcvn3"
    assert 0.5 < float(row["certainty"]) < 1
    named = qnmine("corpus", folder / "tcvn.txt", "--encoding", "utf-8")
    assert named.code == 3
    assert [(row["encoding"], row["characters"]) for row in named.rows] == [("", "")]
    (tmp_path / "qnmine.toml").write_text('[all]\nencoding = "utf-8"\n', encoding="utf-8")
    assert qnmine("corpus", folder / "tcvn.txt", cwd=tmp_path).code == 3


def test_duplicates_are_listed_and_not_left_out(folder: Path, result: Result) -> None:
    repeated = [row for row in result.rows if row["duplicate_of"]]
    assert [(row["doc"], row["duplicate_of"]) for row in repeated] == [("v.txt", "u.txt")]
    assert 0.95 < float(repeated[0]["similarity"]) < 1
    exact = qnmine("corpus", folder, "--deduplicate", "exact")
    assert [row["duplicate_of"] for row in exact.rows] == [""] * 17


def test_columns_from_elsewhere_can_be_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("doc,date,author\na,2020-01-01,An\n", encoding="utf-8")
    kept = qnmine("corpus", folder / "a.txt", "--metadata", tmp_path / "m.csv", "--keep", "author")
    assert [(row["date"], row["author"]) for row in kept.rows] == [("2020-01-01", "An")]


def test_the_same_with_several_processes(folder: Path, result: Result) -> None:
    again = qnmine("corpus", folder, "--jobs", "2")
    assert (again.out, again.err) == (result.out, result.err)


def test_strict_and_limit(folder: Path) -> None:
    assert qnmine("corpus", folder, "--strict").code == 1
    assert [row["doc"] for row in qnmine("corpus", folder, "--limit", "2").rows] == ["a.txt", "j1"]


def test_a_terminal_shows_what_is_not_empty_and_a_summary(folder: Path) -> None:
    with qnmine_on_screen("corpus", folder, columns=140, lines=60, cwd=folder) as screen:
        assert screen.wait() == 3
        shown = "\n".join(line.rstrip() for line in screen.display).strip()
    header = next(line for line in shown.splitlines() if line.startswith("doc "))
    assert header.split() == [
        "doc", "format", "encoding", "characters", "title", "date", "duplicate_of", "similarity", "problems",
    ]  # fmt: skip
    assert "\n16 documents: " in shown
    assert "\nformats: text 7, csv 3, jsonl 3, json 1, html 1, srt 1" in shown
    assert "\nencodings: utf-8 14, tcvn3 1, utf-16-le 1" in shown
    assert "\nduplicates: 0 with the text of an earlier document, 1 nearly; --deduplicate near" in shown
    assert "\nproblems: 1 failed, 4 to look at" in shown
    with qnmine_on_screen("corpus", SEEDS, columns=80, lines=30) as screen:
        assert screen.wait() == 0
        text = "\n".join(line.rstrip() for line in screen.display)
    assert "problems" not in text
    assert "duplicate_of" not in text
    assert "5 documents: " in text


@pytest.mark.parametrize(
    ("text", "origin", "problems"),
    [
        ("", Origin("pdf"), ["is empty"]),
        (" \n…", None, ["has no letter and no digit"]),
        ("Hà \ufffd\ufffdội", Origin("text", "utf-8"), ["2 characters were lost before (\ufffd); fetch"]),
        ("Hà Nội", Origin("html", "windows-1258"), []),
        ("Hà Nội", Origin("srt", "vni", 0.9), ["is VNI; read it with --encoding auto"]),
        ("Hà Nội", Origin("text", "utf-8", None, ("mojibake",)), ["mojibake; read it with --encoding auto"]),
        ("Hà Nội", Origin("text", "utf-8", None, ("mojibake left as it is",)), ["mojibake left as it is"]),
    ],
)
def test_what_a_user_should_know(text: str, origin: Origin | None, problems: list[str]) -> None:
    document = Document("x", text, {}, origin)
    row = listed(document, count_syllables([document])[0][0], None)
    assert len(row.problems) == len(problems)
    assert all(map(str.startswith, row.problems, problems))


def test_nearly_sure_is_not_sure() -> None:
    row = listed(Document("x", "a", {}, Origin("text", "cp1258", 0.99999)), 1, Duplicate("y", 0.9))
    assert (row.certainty, row.duplicate_of, row.similarity) == (0.99, "y", 0.9)


def test_the_format_of_a_row_that_failed_is_that_of_its_file() -> None:
    for name, known in (("a/x.jsonl:3", "jsonl"), ("x.csv.gz:12", "csv"), ("x.pdf", "pdf"), ("-:1", "")):
        assert listed_failure(DocumentError(name, "is broken"), None).format == known


def test_the_summary_adds_up() -> None:
    inventory = Inventory()
    assert inventory.lines() == ["0 documents: 0 characters, 0 syllables"]
    inventory.add(listed_failure(DocumentError("x.pdf", "is broken", "mend it"), None))
    inventory.add(listed(Document("y", "một hai", {}, Origin("text", "utf-8")), 2, Duplicate("x", 1.0)))
    assert inventory.lines() == [
        "1 document: 7 characters, 2 syllables",
        "formats: text 1",
        "encodings: utf-8 1",
        "duplicates: 1 with the text of an earlier document, 0 nearly; --deduplicate exact leaves them out",
        "problems: 1 failed, 0 to look at",
    ]
    assert listed_failure(DocumentError("x.pdf", "is broken", "mend it"), None).problems == (
        "is broken; mend it",
    )


def test_what_is_right_already_needs_no_remedy() -> None:
    origin = Origin("html", "utf-8", problems=("TCVN3 font", "mojibake put right"))
    row = listed(Document("a", "Hạ Long", origin=origin), 2, None)
    assert row.problems == ("TCVN3 font", "mojibake put right; read it with --encoding auto")
