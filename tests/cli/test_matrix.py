"""`--matrix DIR`: a document-term matrix beside the table."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.cli.matrix import FILES
from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

NEWS = """\
id,words,text
b,x,"Du khách thích Hạ Long. Du khách thích Hạ Long."
a,y,"Và."
c,,"Hạ Long đón du khách, du khách thích Hạ Long."
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ngrams(*arguments: object) -> None:
    assert run(["ngrams", *map(str, arguments), "-q", "-o", os.devnull]) == 0


def test_the_files_of_a_small_corpus(news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "matrix"
    ngrams(news, "--matrix", folder, "--keep", "words", "--limit", 1)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert (folder / "matrix.mtx").read_text(encoding="utf-8") == (
        "%%MatrixMarket matrix coordinate integer general\n"
        "% qnmine: rows are the documents of documents.csv, columns the terms of terms.csv\n"
        "3 4 6\n1 2 2\n1 3 2\n3 1 1\n3 2 1\n3 3 1\n3 4 1\n"
    )
    assert (folder / "terms.csv").read_text(encoding="utf-8") == (
        "column,term,count,docs\n"
        "1,Hạ Long đón,1,1\n2,du khách thích,3,2\n3,thích Hạ Long,3,2\n4,đón du khách,1,1\n"
    )
    assert (folder / "documents.csv").read_text(encoding="utf-8") == (
        "row,doc,words,meta_words\n1,b,6,x\n2,a,1,y\n3,c,6,\n"
    )


def test_the_terms_are_those_of_the_table(news: Path, tmp_path: Path) -> None:
    options = ("--min-docs", 2, "--n", "1-3", "--no-stopwords", "--min-count", 2)
    result = qnmine("ngrams", news, *map(str, options), "--matrix", tmp_path / "m")
    terms = table(tmp_path / "m" / "terms.csv")
    shown = sorted((row["term"], row["count"], row["docs"]) for row in result.rows)
    assert [(row["term"], row["count"], row["docs"]) for row in terms] == shown
    assert [row["column"] for row in terms] == [str(number) for number in range(1, len(shown) + 1)]


def test_scipy_reads_what_the_table_by_document_says(tmp_path: Path) -> None:
    io = pytest.importorskip("scipy.io")
    ngrams(SEEDS, "--n", "2-3", "--matrix", tmp_path)
    matrix = io.mmread(tmp_path / "matrix.mtx").toarray()
    terms, documents = table(tmp_path / "terms.csv"), table(tmp_path / "documents.csv")
    assert matrix.shape == (len(documents), len(terms))
    assert matrix.dtype.kind == "i"
    assert matrix.sum(axis=0).tolist() == [int(row["count"]) for row in terms]
    assert (matrix > 0).sum(axis=0).tolist() == [int(row["docs"]) for row in terms]
    expected: dict[tuple[str, str], int] = defaultdict(int)
    words = {}
    for row in qnmine("ngrams", SEEDS, "--n", "2-3", "--by", "doc").rows:
        expected[row["doc"], row["term"]] = int(row["count"])
        words[row["doc"]] = row["group_words"]
    assert {row["doc"]: row["words"] for row in documents} == words
    assert [row["doc"] for row in documents] == list(words)
    for number, document in enumerate(documents):
        for place, term in enumerate(terms):
            assert matrix[number, place] == expected[document["doc"], term["term"]]


def test_an_empty_corpus(tmp_path: Path) -> None:
    result = qnmine("ngrams", "-", "--matrix", tmp_path / "m", stdin="…".encode())
    assert result.code == 0
    lines = (tmp_path / "m" / "matrix.mtx").read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["1 0 0"]
    assert table(tmp_path / "m" / "terms.csv") == []


def test_old_files_are_replaced_unless_they_are_to_be_kept(news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "terms.csv").write_text("old", encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    refused = qnmine("ngrams", news, "--matrix", folder, "--no-clobber")
    assert refused.code == 2
    assert refused.out == b""
    assert "terms.csv" in refused.err
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {
        "terms.csv": "old",
        "mine.txt": "mine",
    }
    assert qnmine("ngrams", news, "--matrix", folder).code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "mine.txt"])
    assert (folder / "terms.csv").read_text(encoding="utf-8").startswith("column,")


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Du khách đến Hạ Long.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff")
    result = qnmine("ngrams", tmp_path, "--strict", "--matrix", tmp_path / "m")
    assert result.code == 1
    assert not (tmp_path / "m").exists()
    some = qnmine("ngrams", tmp_path, "--matrix", tmp_path / "m")
    assert some.code == 3
    assert [row["doc"] for row in table(tmp_path / "m" / "documents.csv")] == ["a.txt"]


def test_a_reader_that_stops_gets_its_matrix(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests import ROOT
    from tests.contract.harness import environment

    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", "ngrams", "seeds/", "--matrix", str(tmp_path / "m")],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert len(table(tmp_path / "m" / "terms.csv")) > 1000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--matrix", "m", "--by", "doc"), ("--matrix", "--by")),
        (("--matrix", "no/such"), ("no/such",)),
        (("--matrix", "news.csv"), ("news.csv", "folder")),
        (("--matrix", "."), ("documents.csv", "input")),
        (("--matrix", "old", "-o", "old/terms.csv"), ("-o", "old/terms.csv", "--matrix")),
        (("--matrix", "old", "--errors", "old/documents.csv"), ("--errors", "--matrix")),
        (("--matrix", ""), ("--matrix",)),
    ],
)
def test_wrong_requests(news: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    folder = news.parent
    (folder / "old").mkdir()
    news.rename(folder / "documents.csv")
    news.write_text("x", encoding="utf-8")
    before = sorted(path.name for path in folder.rglob("*"))
    result = qnmine("ngrams", "documents.csv", *arguments, cwd=folder)
    assert result.code == 2, result.err
    assert result.out == b""
    (line,) = result.err.splitlines()
    for word in words:
        assert word in line
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_words_of_documents_are_those_of_their_text_also_beside_phrases(tmp_path: Path) -> None:
    plain = {row["doc"]: row["group_words"] for row in qnmine("keywords", SEEDS, "--by", "doc").rows}
    assert qnmine("keywords", SEEDS, "--measure", "rank", "--matrix", tmp_path).code == 0
    assert {row["doc"]: row["words"] for row in table(tmp_path / "documents.csv")} == plain
    ranked = qnmine("keywords", SEEDS, "--measure", "rank", "--by", "doc").rows
    assert {row["doc"]: row["group_words"] for row in ranked} == plain
