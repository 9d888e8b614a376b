"""What `--reference` may be: tables of frequencies in other programs' form, and other corpora."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.frequency_table import frequency_table
from qnmine.cli.main import run
from qnmine.errors import UsageError
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Compared = Callable[..., dict[str, tuple[int, int]]]

TEXT = "Hòa bình ở Hạ Long. Kinh tế số ở Hạ Long."


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """Return the count and the reference count of each term."""

    def call(*arguments: object) -> dict[str, tuple[int, int]]:
        out = tmp_path / "out.csv"
        assert run(["keywords", *map(str, arguments), "--measure", "keyness", "-q", "-o", str(out)]) == 0
        with out.open(encoding="utf-8", newline="") as file:
            return {
                row["term"]: (int(row["count"]), int(row["reference_count"])) for row in csv.DictReader(file)
            }

    return call


@pytest.mark.parametrize(
    ("name", "table", "words", "counts"),
    [
        ("antconc.tsv", "Type\tRank\tFreq\tRange\nhạ\t1\t5\t1\nlong\t2\t3\t1\n", 8, {"hạ": 5, "long": 3}),
        ("quanteda.csv", '"feature","frequency","group"\n"hạ_long",3,"all"\n', 3, {"hạ long": 3}),
        ("xan.csv", "token,gf,df\nsố,2,1\n", 2, {"số": 2}),
        ("words.tab", "Word\tCount\nHOÀ BÌNH\t2\nHòa bình\t3\n", 5, {"hòa bình": 5}),
        ("bom.csv", "\ufeffterm,n\nsố,2\n", 2, {"số": 2}),
        ("nfd.csv", "ngram,freq\n  ho\u0300a   bi\u0300nh ,2\n", 2, {"hòa bình": 2}),
        ("blank.csv", "count,term\n2,số\n\n3,vốn\n", 5, {"số": 2, "vốn": 3}),
        ("crlf.CSV", 'term,count\r\n"số, vốn",2\r\n', 2, {"số, vốn": 2}),
        # per_million tells how many words there are, that of the most frequent term most exactly.
        ("q.csv", "term,count,docs,per_million,score\nhạ long,4,2,40000,\n", 100, {"hạ long": 4}),
        (
            "rounded.csv",
            "term,count,per_million\nsố,1,33.3\nvà,2000,66666.7\nvốn,0,0\n",
            30000,
            {"số": 1, "và": 2000, "vốn": 0},
        ),
    ],
)
def test_tables_of_frequencies(
    tmp_path: Path, name: str, table: str, words: int, counts: dict[str, int]
) -> None:
    path = tmp_path / name
    path.write_bytes(table.encode())
    found = frequency_table(str(path), ["text"])
    assert found is not None
    assert (found.name, found.words, dict(found.counts)) == (str(path), words, counts)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("corpus.csv", "id,text\n1,số\n"),
        ("corpus.csv", "type,n,text\ntin,3,số\n"),  # a corpus all the same
        ("counts.txt", "term,count\nsố,2\n"),
        ("counts.csv", "term\tcount\nsố\t2\n"),
        ("empty.csv", ""),
        ("utf16.csv", "term,count\n".encode("utf-16").decode("latin-1")),
        ("none.csv", None),
    ],
)
def test_what_is_no_table_of_frequencies_is_a_corpus(tmp_path: Path, name: str, table: str | None) -> None:
    path = tmp_path / name
    if table is not None:
        path.write_bytes(table.encode("latin-1", "ignore") if "utf16" in name else table.encode())
    assert frequency_table(str(path), ["text"]) is None


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("term,count\n", "has no counts"),
        ("term,count\nsố,0\n", "has no counts"),
        ("term,count\nsố,2\nvốn,x\n", "line 3 has no count"),
        ("term,count\nsố,\n", "line 2 has no count"),
        ("term,count\nsố\n", "line 2 has no count"),
        ("term,count\nsố,2.5\n", "line 2 has no count"),
        ("term,count,per_million\nsố,2,nhiều\n", "line 2 has no count"),
        ("term,count\nsố,-2\n", "line 2 has an impossible count, -2"),
        ("term,count,per_million\nsố,2,3000000\n", "line 2 has an impossible count, 2"),
        ("year,term,count,docs,per_million,score,group_docs,group_words\n2024,số,1,1,1,,1,9\n", "--by"),
    ],
)
def test_broken_tables_of_frequencies(tmp_path: Path, table: str, reason: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(UsageError, match=r"^--reference ") as caught:
        frequency_table(str(path), ["text"])
    assert str(caught.value).startswith(f"--reference {path}: ")
    assert reason in str(caught.value)


def test_a_table_that_is_not_utf_8_further_down(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes("term,count\nsố,2\n".encode() + b"v\xe0,3\n")
    with pytest.raises(UsageError, match="not valid UTF-8"):
        frequency_table(str(path), ["text"])


def test_terms_beside_a_table(compared: Compared, tmp_path: Path) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("word,freq\nHOÀ_BÌNH,3\nhạ long,1\nở,90\n", encoding="utf-8")
    words = {"Hạ Long": (2, 1), "hòa bình": (1, 3), "kinh tế": (1, 0), "số": (1, 0)}
    assert compared("--text", TEXT, "--reference", table) == words, "a table has words, not phrases"
    phrases = compared("--text", TEXT, "--reference", table, "--terms", "phrases")
    assert phrases == {"Hạ Long": (2, 1), "hòa bình": (1, 3), "kinh tế số": (1, 0)}


def test_a_table_that_keywords_wrote(compared: Compared, tmp_path: Path) -> None:
    table, old = tmp_path / "old.csv", tmp_path / "old.txt"
    old.write_text("Hạ Long và Hạ Long. Kinh tế biển ở Hạ Long, vốn 2024.", encoding="utf-8")
    assert run(["keywords", str(old), "--no-stopwords", "-q", "-o", str(table)]) == 0
    found = frequency_table(str(table), ["text"])
    assert found is not None
    assert found.words == 9, "those that are no terms, too"
    assert compared("--text", TEXT, "--reference", table)["Hạ Long"] == (2, 3)
    assert compared("--text", TEXT, "--reference", old, "--terms", "words")["Hạ Long"] == (2, 3)


def test_another_corpus_is_read_and_counted_like_the_first(compared: Compared, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.txt").write_text("Kinh tế số và kinh tế số. Hạ Long.", encoding="utf-8")
    (folder / "b.txt").write_text("HẠ LONG đẹp", encoding="utf-8")
    assert compared("--text", TEXT, "--reference", folder) == {
        "Hạ Long": (2, 2), "hòa bình": (1, 0), "kinh tế số": (1, 2),
    }  # fmt: skip
    assert compared("--text", TEXT, "--reference", folder, "--ngrams", "2")["kinh tế số"] == (1, 2)
    table = tmp_path / "new.csv"
    table.write_text(f"no,body\n1,{TEXT}\n", encoding="utf-8")
    columns = ("--text-column", "body", "--id-column", "no")
    assert compared(table, *columns, "--reference", folder)["kinh tế số"] == (1, 2), "texts have no columns"
    again = tmp_path / "again.csv"
    again.write_text("no,body\n7,Kinh tế số\n", encoding="utf-8")
    assert compared(table, *columns, "--reference", again)["kinh tế số"] == (1, 1)


def test_standard_input_on_one_side(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("Kinh tế số.", encoding="utf-8")
    keyness = ("--measure", "keyness", "--columns", "term,count,reference_count", "-q", "--no-header")
    result = qnmine("keywords", "-", "--reference", old, *keyness, stdin=TEXT.encode())
    assert "kinh tế số,1,1" in result.text.splitlines()
    table = tmp_path / "new.csv"
    table.write_text(f"body\n{TEXT}\n", encoding="utf-8")
    result = qnmine(
        "keywords", table, "--text-column", "body", "--reference", "-", *keyness, stdin=b"kinh t\xe1\xba\xbf"
    )
    assert result.code == 0, result.err
    assert "kinh tế số,1,0" in result.text.splitlines()
    for corpus in (("-",), ()):
        result = qnmine("keywords", *corpus, "--reference", "-", *keyness, stdin=TEXT.encode())
        assert (result.code, result.out) == (2, b"")
        (line,) = result.err.splitlines()
        assert "--reference -: standard input is the corpus already" in line


def test_documents_of_the_reference_that_fail(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "good.txt").write_text("Hạ Long.", encoding="utf-8")
    (tmp_path / "old" / "bad.txt").write_bytes("Hạ Long".encode("utf-16-le"))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    arguments = ("keywords", "a.txt", "--measure", "keyness", "--reference", "old")
    result = qnmine(*arguments, cwd=tmp_path)
    assert result.code == 3
    failed, count = result.err.splitlines()
    assert "bad.txt" in failed
    assert count == "qnmine: 1 document, 1 failed, 3 rows"
    assert {row["term"]: row["reference_count"] for row in result.rows}["Hạ Long"] == "1"
    strict = qnmine(*arguments, "--strict", cwd=tmp_path)
    assert (strict.code, strict.out) == (1, b"")


def test_a_corpus_beside_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = qnmine("keywords", "a.txt", "--measure", "log_ratio", "--reference", ".", cwd=tmp_path)
    assert result.code == 0
    (line,) = result.errors
    assert line.startswith("qnmine: warning: --reference .: 1 file is in the corpus as well")
    assert line.endswith("for example a.txt")
    assert [row["score"] for row in result.rows] == ["0"] * 3
