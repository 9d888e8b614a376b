"""`qnmine ngrams` as its users call it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from qnmine import read
from qnmine.cli.main import run
from qnmine.statistics.ngram_table import LONGEST, MEASURES
from qnmine.words.running import forms_by_sentence, running_words
from tests import ROOT, SEEDS
from tests.contract.harness import environment, qnmine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rows = Callable[..., list[dict[str, str]]]

NEWS = """\
id,date,section,text
a,2024-06-25,Xã hội,"Du khách đến Hạ Long. Du khách thích Hạ Long."
b,26/06/2024,Xã hội,"Hạ Long đón du khách."
c,2024-07-01,Kinh tế,"Năm 2024 Hạ Long đón du khách, đón du khách mới."
d,hôm qua,,"Không có gì."
"""

# With so little room in memory everything goes to temporary files.
SMALL = """
from qnmine.statistics import ngram_table
ngram_table.Ngrams.__init__.__kwdefaults__["memory_rows"] = {counted}
ngram_table.Ngrams.rows.__kwdefaults__["memory_rows"] = {ranked}
from qnmine.cli.main import main
main()
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    def call(*arguments: object) -> list[dict[str, str]]:
        out = tmp_path / "out.csv"
        assert run(["ngrams", *map(str, arguments), "-q", "-o", str(out)]) == 0
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return call


def columns(found: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in found]


def test_pairs_of_words_without_stop_words(rows: Rows, news: Path) -> None:
    found = rows(news)
    assert list(found[0]) == ["term", "words", "count", "docs", "per_million"]
    assert columns(found, "term", "words", "count", "docs") == [
        ("đón du khách", "2", "3", "2"),
        ("Hạ Long đón", "2", "2", "2"),
        ("2024 Hạ Long", "2", "1", "1"),
        ("du khách thích", "2", "1", "1"),
        ("thích Hạ Long", "2", "1", "1"),
    ]


def test_lengths_stop_words_and_least_counts(rows: Rows, news: Path, tmp_path: Path) -> None:
    assert {row["words"] for row in rows(news, "--n", "2-3")} == {"2", "3"}
    assert columns(rows(news, "--n", "4-9"), "term", "words") == [("2024 Hạ Long đón du khách", "4")]
    assert columns(rows(news, "--n", "1", "--limit", 2), "term", "count") == [
        ("du khách", "5"), ("Hạ Long", "4"),
    ]  # fmt: skip
    assert ("không có gì",) in columns(rows(news, "--no-stopwords", "--n", 3), "term")
    assert not any("đón" in row["term"] for row in rows(news, "--stopwords", _file(tmp_path, "đón")))
    assert columns(rows(news, "--min-docs", 2), "term") == [("đón du khách",), ("Hạ Long đón",)]
    assert columns(rows(news, "--min-count", 3), "term") == [("đón du khách",)]
    assert columns(rows(news, "--pos", "Np,V", "--limit", 1), "term") == [("Hạ Long đón",)]


def _file(folder: Path, line: str) -> Path:
    path = folder / "mine.txt"
    path.write_text(f"{line}\n", encoding="utf-8")
    return path


def test_groups(rows: Rows, news: Path) -> None:
    found = rows(news, "--by", "month", "--date-column", "date", "--limit", 1)
    assert next(iter(found[0])) == "month"
    assert columns(found, "month", "term", "count", "docs", "group_docs", "group_words") == [
        ("2024-06", "Hạ Long đón", "1", "1", "2", "9"),
        ("2024-07", "đón du khách", "2", "1", "1", "8"),
    ]
    by_section = rows(news, "--by", "section", "--measure", "t")
    assert [row["section"] for row in by_section] == sorted(row["section"] for row in by_section)
    assert all(row["score"] for row in by_section)


@pytest.mark.parametrize("measure", MEASURES)
def test_ranked_by_a_measure(rows: Rows, measure: str) -> None:
    found = rows(SEEDS, "--measure", measure, "--min-count", 2)
    assert found
    name = "count" if measure == "count" else "score"
    shown = [float(row[name]) for row in found]
    if measure == "log_likelihood":  # pairs that shun each other come last; none does so on the seeds
        assert all(score > 0 for score in shown)
    assert shown == sorted(shown, reverse=True)


def test_the_seeds_as_they_read() -> None:
    found = {row["term"]: row for row in qnmine("ngrams", SEEDS, "--n", "2-3").rows}
    texts = [document.normalized.text.lower() for document in read(SEEDS)]
    for term in ("tỉnh quảng ninh", "kinh tế số", "đổi mới sáng tạo", "bí thư tỉnh ủy"):
        (row,) = (row for shown, row in found.items() if shown.lower() == term)
        assert int(row["count"]) <= sum(text.count(term) for text in texts)
        assert int(row["docs"]) <= sum(term in text for text in texts)
    words = running_words(list(read(SEEDS)))
    pairs = sum(
        (pair[0].lower(), pair[1].lower()) == ("tỉnh", "quảng ninh")
        for document in words
        for sentence in forms_by_sentence(document)
        for pair in pairwise(sentence)
    )
    assert int(found["tỉnh Quảng Ninh"]["count"]) == pairs == 20


def test_a_terminal_shows_the_columns_that_tell_something(news: Path) -> None:
    def header(*arguments: str) -> list[str]:
        result = qnmine("ngrams", news, "--format", "table", *arguments)
        return result.text.split("\n", 1)[0].split()

    assert header() == ["term", "count", "docs", "per_million"]
    assert header("--n", "2-3") == ["term", "words", "count", "docs", "per_million"]
    assert header("--by", "section", "--measure", "mi") == [
        "section", "term", "count", "docs", "per_million", "score",
    ]  # fmt: skip
    assert header("--columns", "words,term") == ["words", "term"]


def test_entities_as_words(rows: Rows) -> None:
    text = "Ông Phạm Văn Thể thăm Trường Đại học Hạ Long."
    assert columns(rows("--text", text, "--join-entities", "--n", 1), "term") == [
        ("Phạm Văn Thể",),
        ("Trường Đại học Hạ Long",),
        ("thăm",),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--n", "0"), ("--n", "1 to 9")),
        (("--n", "3-2"), ("--n", "3-2")),
        (("--n", "10"), ("--n", "10")),
        (("--n", "two"), ("--n", "two")),
        (("--n", "2-3", "--measure", "npmi"), ("npmi", "--n 2")),
        (("--measure", "chance"), ("--measure", "npmi")),
        (("--pos", "NOUN"), ("--pos", "NOUN")),
        (("--by", "month"), ("month",)),
    ],
)
def test_wrong_requests(news: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    result = qnmine("ngrams", news, *arguments)
    assert result.code == 2
    assert result.out == b""
    (line,) = result.err.splitlines()
    for word in words:
        assert word in line


def test_the_choices_are_those_of_the_library() -> None:
    from qnmine.cli import ngrams

    assert (ngrams.MEASURES, ngrams.LONGEST) == (MEASURES, LONGEST)


def _small(
    *arguments: str | Path,
    folder: Path,
    before: Callable[[], None] | None = None,
    counted: int = 1,
    ranked: int = 50,
) -> subprocess.Popen[bytes]:
    program = SMALL.format(counted=counted, ranked=ranked)
    return subprocess.Popen(
        [sys.executable, "-c", program, "ngrams", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**environment(), "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=before,
    )


def test_the_same_rows_through_temporary_files(tmp_path: Path) -> None:
    arguments = ("seeds/", "--n", "2-4", "--by", "doc", "-q")
    out, errors = _small(*arguments, folder=tmp_path).communicate(timeout=120)
    assert errors == b""
    assert out == qnmine("ngrams", *arguments, cwd=ROOT).out
    assert not list(tmp_path.iterdir())


def test_a_terminated_run_leaves_no_temporary_files(tmp_path: Path) -> None:
    process = _small("-", "--from", "lines", folder=tmp_path)
    assert process.stdin is not None
    process.stdin.write("Du khách thích Hạ Long, thích biển.\n".encode() * 40_000)
    process.stdin.flush()
    begin = time.monotonic()
    while not list(tmp_path.iterdir()):
        time.sleep(0.05)
        assert process.poll() is None
        assert time.monotonic() - begin < 60
    process.terminate()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["qnmine: error: interrupted"]
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
@pytest.mark.parametrize(("counted", "ranked"), [(1, 10_000), (10_000, 500)])
def test_no_room_for_temporary_files_is_told_in_one_line(tmp_path: Path, counted: int, ranked: int) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

    process = _small("seeds/", folder=tmp_path, before=limit, counted=counted, ranked=ranked)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    (line,) = errors.decode().splitlines()
    assert line.startswith(f"qnmine: error: {tmp_path}: ")
    assert line.endswith("; name a folder with room in the variable TMPDIR")
    assert not list(tmp_path.iterdir())
    assert out in (b"", b"term,words,count,docs,per_million\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_reader_that_stops_leaves_no_temporary_files(tmp_path: Path) -> None:
    process = _small("seeds/", folder=tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert not list(tmp_path.iterdir())
