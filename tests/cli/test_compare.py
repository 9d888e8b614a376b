"""`qnmine compare` as its users call it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.cli.shaping import columns_of
from qnmine.statistics.comparison import Comparison
from tests import SEEDS
from tests.contract.harness import environment, qnmine
from tests.contract.test_hostile_inputs import READABLE

if TYPE_CHECKING:
    from pathlib import Path

NEWS = """\
id,section,date,body
1,Kinh tế,2023-01-02,Giá vàng tăng. Chứng khoán giảm.
2,Thể thao,2024-05-06,Đội tuyển Việt Nam thắng. Đội tuyển vui.
3,"Văn hóa, xã hội",2024-05-06,Lễ hội đình làng.
4,,2024-05-06,Không có gì.
5,Kinh tế,2023-01-02,Giá xăng tăng. Việt Nam vui.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, texts in {"old": SEEDS_OLD, "new": SEEDS_NEW}.items():
        (tmp_path / name).mkdir()
        for seed in texts:
            (tmp_path / name / seed).write_bytes((SEEDS / seed).read_bytes())
    (tmp_path / "news.csv").write_text(NEWS, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Biển xanh và biển rộng.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Núi cao, biển xa.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


SEEDS_OLD = sorted(path.name for path in SEEDS.iterdir())[:3]
SEEDS_NEW = sorted(path.name for path in SEEDS.iterdir())[3:]


def test_two_folders_and_what_their_words_are(folder: Path) -> None:
    result = qnmine("compare", "old", "new", cwd=folder)
    assert result.code == 0
    assert result.header == list(columns_of(Comparison))
    assert result.err.splitlines() == [
        "qnmine: A is old (3 documents, 2469 words), B is new (2 documents, 1421 words)",
        f"qnmine: 5 documents, 0 failed, {len(result.rows)} rows",
    ]
    # As grep has it: trung tâm is in the first three texts only, thôn in none of these.
    rows = {row["term"]: row for row in result.rows}
    assert [rows["trung tâm"][name] for name in ("more_in", "count_a", "count_b")] == ["A", "33", "0"]
    assert [rows["thôn"][name] for name in ("more_in", "count_a", "count_b")] == ["B", "0", "4"]
    old = {row["term"]: row["count"] for row in qnmine("keywords", "old", cwd=folder).rows}
    new = {row["term"]: row["count"] for row in qnmine("keywords", "new", cwd=folder).rows}
    assert {(row["term"].lower(), row["count_a"]) for row in result.rows if row["count_a"] != "0"} == {
        (term.lower(), count) for term, count in old.items()
    }
    assert sum(int(row["count_b"]) for row in result.rows) == sum(map(int, new.values()))


def test_a_limit_shows_both_ends_and_swapping_swaps_them(folder: Path) -> None:
    there = qnmine("compare", "old", "new", "--limit", "3", cwd=folder).rows
    back = qnmine("compare", "new", "old", "--limit", "3", cwd=folder).rows
    assert [row["more_in"] for row in there][:6] == ["A"] * 3 + ["B"] * 3
    assert [row["term"] for row in there[:3]] == [row["term"] for row in back[3:6]]
    assert [row["log_likelihood"] for row in there[:3]] == [
        row["log_likelihood"].lstrip("-") for row in back[3:6]
    ]


@pytest.mark.parametrize(
    ("call", "stdin"),
    [
        (("a.txt", "b.txt"), None),
        (("a.txt", "--with", "b.txt"), None),
        (("-", "b.txt"), b"a.txt"),
        (("a.txt", "-"), b"b.txt"),
        (("--with", "b.txt"), b"a.txt"),
        (("a.txt", "--with", "-"), b"b.txt"),
        (("--files-from", "-", "--with", "b.txt"), b"!a.txt\n"),
        (("--text", "Biển xanh và biển rộng.", "--with", "b.*"), None),
    ],
)
def test_a_side_may_come_from_anywhere(call: tuple[str, ...], stdin: bytes | None, folder: Path) -> None:
    if stdin is not None:
        stdin = stdin[1:] if stdin.startswith(b"!") else (folder / stdin.decode()).read_bytes()
    result = qnmine("compare", *call, "--columns", "more_in,term,count_a,count_b", stdin=stdin, cwd=folder)
    assert result.code == 0, result.err
    assert [tuple(row.values()) for row in result.rows] == [
        ("A", "rộng", "1", "0"),
        ("A", "xanh", "1", "0"),
        ("A", "biển", "2", "1"),  # 2 of 5 words, 1 of 4
        ("B", "cao", "0", "1"),
        ("B", "núi", "0", "1"),
        ("B", "xa", "0", "1"),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("compare A B", "--with", "--by")),
        (("a.txt",), ("1 path", "compare A B")),
        (("a.txt", "b.txt", "old"), ("3 paths", "--with")),
        (("--text", "x"), ("--text", "--with")),
        (("--text", "x", "a.txt"), ("--text", "--with")),
        (("a.txt", "missing"), ("missing",)),
        (("a.txt", "--with", "missing"), ("missing",)),
        (("-", "-"), ("standard input",)),
        (("a.txt", "b.txt", "--groups", "x,y"), ("--groups", "--by")),
        (("a.txt", "b.txt", "--date-column", "date"), ("--date-column", "--by")),
        (("news.csv", "--text-column", "body", "--by", "section", "--with", "a.txt"), ("--by", "--with")),
        (("news.csv", "--text-column", "body", "--by", "topic"), ("--by topic", "section")),
        (("news.csv", "--text-column", "body", "--by", "section", "--groups", "x"), ("--groups", "X,Y")),
        (("news.csv", "--text-column", "body", "--by", "section", "--groups", "x,x"), ("--groups",)),
        (("news.csv", "--text-column", "body", "--by", "section", "--groups", "x,y"), ("'x'", "'Kinh tế'")),
        (("news.csv", "--text-column", "body", "--by", "section"), ("more than two", "--groups")),
        (("news.csv", "--text-column", "body", "--by", "doc", "--groups", "1,x"), ("'x'",)),
        (("a.txt", "b.txt", "--by", "doc", "--text-column", "body"), ("--text-column body",)),
        (("a.txt", "b.txt", "--text-column", "body"), ("--text-column body",)),
        (("a.txt", "b.txt", "--keep", "x"), ("--keep",)),
        (("a.txt", "b.txt", "-o", "b.txt"), ("b.txt",)),
        (("a.txt", "b.txt", "--max-p", "2"), ("--max-p",)),
        (("a.txt", "b.txt", "--ngrams", "0"), ("--ngrams",)),
        (("a.txt", "b.txt", "--pos", "XX"), ("--pos XX",)),
        (("a.txt", "b.txt", "--stopwords", "none.txt"), ("--stopwords", "none.txt")),
    ],
)
def test_wrong_requests_are_refused_in_one_line(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    monkeypatch.chdir(folder)
    assert run(["compare", *arguments]) == 2  # in this process, for speed
    written = capsys.readouterr()
    assert written.out == ""
    (line,) = written.err.splitlines()
    assert line.startswith("qnmine: error: ")
    for word in words:
        assert word in line
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_two_groups_of_one_corpus(folder: Path) -> None:
    call = ("compare", "news.csv", "--text-column", "body", "--columns", "more_in,term,count_a,count_b")
    named = qnmine(*call, "--by", "section", "--groups", "Thể thao, Kinh tế", cwd=folder)
    assert named.err.splitlines()[0] == (
        "qnmine: A is section Thể thao (1 document, 5 words), B is section Kinh tế (2 documents, 10 words)"
    )
    rows = [tuple(row.values()) for row in named.rows]
    assert ("A", "đội tuyển", "2", "0") in rows
    assert ("B", "giá", "0", "2") in rows
    assert named.err.splitlines()[1] == (
        "qnmine: warning: --by section: 1 document is in no group and left out, for example 4"
    )
    assert named.err.splitlines()[2].startswith("qnmine: 3 documents, 0 failed, ")
    commas = qnmine(
        *call, "--by", "section", "--groups", "Kinh tế", "--groups", "Văn hóa, xã hội", cwd=folder
    )
    assert ("B", "lễ hội", "0", "1") in [tuple(row.values()) for row in commas.rows]


def test_the_only_two_groups_need_no_names(folder: Path) -> None:
    call = ("compare", "news.csv", "--text-column", "body", "--by", "year", "--date-column", "date")
    result = qnmine(*call, cwd=folder)
    assert result.err.startswith("qnmine: A is year 2023 (2 documents, ")
    first = qnmine(*call, "--groups", "2023,2024", cwd=folder)
    assert first.out == result.out
    path = folder / "reversed.csv"
    header, *lines = NEWS.splitlines()
    path.write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    again = qnmine("compare", "reversed.csv", *call[2:], cwd=folder)
    assert again.out == result.out, "whatever comes first"


def test_groups_that_are_not_two(folder: Path) -> None:
    path = folder / "one.csv"
    path.write_text("text,section\nHạ Long,x\nHà Nội,\n", encoding="utf-8")
    alone = qnmine("compare", path, "--by", "section", cwd=folder)
    assert (alone.code, alone.out) == (2, b"")
    assert "there is only 'x'" in alone.err
    path.write_text("text,section\nHà Nội,\n", encoding="utf-8")
    assert "no document has a value" in qnmine("compare", path, "--by", "section", cwd=folder).err


def test_a_table_beside_texts(folder: Path) -> None:
    result = qnmine("compare", "news.csv", "old", "--text-column", "body", "--limit", "1", cwd=folder)
    assert result.code == 0, result.err
    assert result.err.startswith("qnmine: A is news.csv (5 documents, ")
    back = qnmine("compare", "old", "news.csv", "--text-column", "body", "--limit", "1", cwd=folder)
    assert back.code == 0, back.err


def test_a_failed_document_is_told_with_its_side(folder: Path) -> None:
    for name in ("old", "new"):
        (folder / name / "x.txt").write_bytes(b"\xff")
    result = qnmine("compare", "old", "new", "--errors", "errors.csv", cwd=folder)
    assert result.code == 3
    told = [line for line in result.err.splitlines() if "x.txt" in line]
    assert [line.split(": ")[1:3] for line in told] == [["A", "x.txt"], ["B", "x.txt"]]
    assert result.err.splitlines()[-1].startswith("qnmine: 5 documents, 2 failed, ")
    errors = (folder / "errors.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in errors] == ["name", "A: x.txt", "B: x.txt"]
    assert qnmine("compare", "old", "new", "--strict", cwd=folder).code == 1


def test_files_on_both_sides_are_told(folder: Path) -> None:
    result = qnmine("compare", "old", "--with", f"old/{SEEDS_OLD[0]}", cwd=folder)
    assert "warning: 1 file is in A and in B" in result.err
    same = qnmine("compare", "a.txt", "./a.txt", cwd=folder)
    assert {row["more_in"] for row in same.rows} == {""}


@pytest.mark.parametrize("call", [("empty.txt", "a.txt"), ("a.txt", "empty.txt")])
def test_a_side_without_words_gives_an_empty_table(call: tuple[str, ...], folder: Path) -> None:
    result = qnmine("compare", *call, cwd=folder)
    assert result.code == 0
    assert result.header == list(columns_of(Comparison))
    assert result.rows == []
    side = "AB"[call.index("empty.txt")]
    assert f"warning: {side}, empty.txt, has no words, so that there is nothing to compare" in result.err


@pytest.mark.parametrize("side", [0, 1])
def test_difficult_inputs_on_either_side(side: int, folder: Path) -> None:
    (folder / "odd").mkdir()
    for number, data in enumerate(READABLE.values()):
        (folder / "odd" / f"{number:02}.txt").write_bytes(data)
    call = ("odd", "a.txt") if side == 0 else ("a.txt", "odd")
    result = qnmine("compare", *call, "--ngrams", "1-2", cwd=folder)
    assert result.code == 0, result.err
    assert result.header == list(columns_of(Comparison))
    assert result.err.splitlines()[-1].startswith(f"qnmine: {len(READABLE) + 1} documents, 0 failed, ")
    (row,) = [row for row in result.rows if row["term"] == "Hạ Long"]
    assert int(row[("docs_a", "docs_b")[side]]) >= 8


def test_what_is_counted(folder: Path) -> None:
    def terms(*options: str) -> set[str]:
        return {row["term"] for row in qnmine("compare", "a.txt", "b.txt", *options, cwd=folder).rows}

    assert terms() == {"biển", "rộng", "xanh", "núi", "cao", "xa"}
    assert terms("--no-stopwords") == {"biển", "rộng", "xanh", "núi", "cao", "xa", "và"}
    assert terms("--pos", "N") == {"biển", "núi"}
    assert terms("--min-count", "2") == terms("--min-docs", "2") == {"biển"}
    assert terms("--max-p", "0.0001") == set()
    assert "biển xanh" in terms("--ngrams", "2")


def test_the_sides_are_beside_each_other_at_a_terminal(folder: Path) -> None:
    shown = qnmine("compare", "old", "new", "-f", "table", "--limit", "5", env={"COLUMNS": "80"}, cwd=folder)
    lines = shown.text.splitlines()
    assert lines[:3] == ["A: old (3 documents, 2469 words)", "B: new (2 documents, 1421 words)", ""]
    assert lines[3].split() == ["more", "in", "A", "A", "B", "G²", "more", "in", "B", "A", "B", "G²"]
    assert len(lines) == 10
    assert lines[5].startswith("trung tâm")
    assert all(len(line) <= 80 for line in lines)
    assert shown.err.splitlines() == ["qnmine: 5 documents, 0 failed, 10 rows"]
    one = qnmine(
        "compare", "old", "new", "-f", "table", "--limit", "1", "--columns", "more_in,term", cwd=folder
    )
    assert one.text.splitlines()[3].split() == ["more_in", "term"]
    by_count = qnmine(
        "compare", "old", "new", "-f", "table", "--limit", "1", "--measure", "count", cwd=folder
    )
    assert by_count.text.splitlines()[3].split() == ["more", "in", "A", "A", "B", "more", "in", "B", "A", "B"]


def test_quiet_says_nothing(folder: Path) -> None:
    assert qnmine("compare", "old", "new", "-q", cwd=folder).err == ""


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", "compare", "old", "new", "--ngrams", "1-5", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"more_in,term,")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told_in_one_line(folder: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        words = [sys.executable, "-m", "qnmine", "compare", "a.txt", "b.txt", "-q"]
        process = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, cwd=folder, env=environment(), check=False
        )
    assert process.returncode == 1
    (line,) = process.stderr.decode().splitlines()
    assert "no space left" in line
