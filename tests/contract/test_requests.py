"""Every command on wrong requests, closed pipes and odd terminals."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests import ROOT, SEEDS
from tests.contract.harness import COLUMNS, CORPUS_COMMANDS, environment, qnmine

if TYPE_CHECKING:
    from pathlib import Path

AGGREGATE = (
    "entities",
    "network",
    "timeline",
    "keywords",
    "keyness",
    "ngrams",
    "collocations",
    "dispersion",
    "profile",
)
TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024, trao 2 tỷ đồng."


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.txt",), ("missing.txt",)),
        (("Ông Phạm Văn Thể",), ("--text",)),
        (("*.nothing",), ("*.nothing",)),
        (("table.csv",), ("text", "--text-column", "title, body")),
        (("table.csv", "--text-column", "title", "--keep", "url"), ("url",)),
        (("one.txt", "--from", "words"), ("words", "jsonl")),
        (("one.txt", "--encoding", "utf-9"), ("utf-9",)),
        (("one.txt", "--text", "x"), ("--text",)),
        (("one.txt", "-o", "no/such/folder/out.csv"), ("no/such/folder",)),
        (("one.txt", "-o", "folder"), ("folder",)),
        (("one.txt", "-o", "one.txt"), ("one.txt",)),
        (("one.txt", "-o", "out.doc"), ("out.doc",)),
        (("one.txt", "-o", "old.csv", "--no-clobber"), ("old.csv",)),
        (("one.txt", "--columns", "nothing"), ("nothing",)),
        (("one.txt", "--sort", "nothing"), ("nothing",)),
        (("one.txt", "--limit", "-1"), ("--limit",)),
        (("one.txt", "--nothing"), ("--nothing",)),
    ],
)
def test_wrong_requests_are_refused_in_one_line(
    command: str, arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
) -> None:
    if command in AGGREGATE and "--keep" in arguments:
        pytest.skip("a table of counts carries no columns: refused for another reason, below")
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "table.csv").write_text("title,body\nx,y\n", encoding="utf-8")
    (tmp_path / "old.csv").write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    words_of_call = list(CORPUS_COMMANDS[command])
    if "-o" in arguments and "--csv" in words_of_call:  # --csv would win over the extension
        words_of_call.remove("--csv")
    result = qnmine(*words_of_call, *arguments, cwd=tmp_path)
    assert result.code == 2, result.err
    assert result.out == b""
    (line,) = result.err.splitlines()
    assert line.startswith("qnmine: error: ")
    for word in words:
        assert word in line
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_a_reader_that_goes_away_ends_the_run_quietly(command: str, unbuffered: bool, tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text(f"{TEXT}\n" * 5000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", *CORPUS_COMMANDS[command], str(path), "--from", "lines", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(unbuffered=unbuffered),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert errors == b""
    assert first.decode().rstrip("\n").split(",") == COLUMNS[command]


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_output_is_utf8_whatever_the_code_page(command: str) -> None:
    code_page = {"PYTHONIOENCODING": "cp1258", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    usual = qnmine(*CORPUS_COMMANDS[command], "-", stdin=TEXT.encode())
    other = qnmine(*CORPUS_COMMANDS[command], "-", stdin=TEXT.encode(), env=code_page)
    assert other.code == 0, other.err
    assert other.out == usual.out
    assert other.text.isascii() == (command in {"timeline", "profile", "corpus"})
    assert b"\r" not in other.out


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_stdin_path_and_string_give_the_same_rows(command: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    results = {
        "a.txt": qnmine(*CORPUS_COMMANDS[command], path),
        "-": qnmine(*CORPUS_COMMANDS[command], "-", stdin=TEXT.encode()),
        "text": qnmine(*CORPUS_COMMANDS[command], "--text", TEXT),
    }
    without_doc = []
    for doc, result in results.items():
        assert result.code == 0, result.err
        assert all(row.get("doc", doc) == doc for row in result.rows)
        # `corpus` tells what a text was read from, `convert` calls its document `id`.
        left_out = {"doc", "id", "format", "encoding"}
        without_doc.append([{key: row[key] for key in row.keys() - left_out} for row in result.rows])
    assert without_doc[0]
    assert without_doc[0] == without_doc[1] == without_doc[2]
    piped = qnmine(*CORPUS_COMMANDS[command], stdin=TEXT.encode())
    assert piped.out == results["-"].out


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_the_same_rows_in_every_format_and_through_a_file(command: str, tmp_path: Path) -> None:
    csv_out = qnmine(*CORPUS_COMMANDS[command], SEEDS, "--csv")
    jsonl = qnmine(*CORPUS_COMMANDS[command], SEEDS, "--jsonl")
    assert csv_out.code == jsonl.code == 0
    assert len(csv_out.rows) == len(jsonl.json_rows) > 0
    for row, other in zip(csv_out.rows, jsonl.json_rows, strict=True):
        assert list(row) == list(other) == COLUMNS[command]
        for column, cell in row.items():
            value = other[column]
            if isinstance(value, float):
                assert float(cell) == value
            else:
                assert cell == (
                    " | ".join(value) if isinstance(value, list) else str("" if value is None else value)
                )
    out = tmp_path / "out.csv"
    assert qnmine(*CORPUS_COMMANDS[command], SEEDS, "-o", out).out == b""
    assert out.read_bytes() == csv_out.out


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_limit_sample_and_columns(command: str) -> None:
    everything = qnmine(*CORPUS_COMMANDS[command], SEEDS).rows
    column = COLUMNS[command][-1] if command != "keywords" else "term"
    few = qnmine(*CORPUS_COMMANDS[command], SEEDS, "--limit", "3", "--columns", column)
    assert few.header == [column]
    assert [row[column] for row in few.rows] == [row[column] for row in everything[:3]]
    drawn = [qnmine(*CORPUS_COMMANDS[command], SEEDS, "--sample", "4", "--seed", seed).rows for seed in "112"]
    assert len(drawn[0]) == 4
    assert drawn[0] == drawn[1]
    assert all(row in everything for row in drawn[0])
    if command != "normalize":
        assert drawn[0] != drawn[2]


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_output_is_refused(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    result = qnmine(*CORPUS_COMMANDS[command], "--text", TEXT, "-o", folder / "out.csv")
    assert result.code == 2
    assert "closed" in result.err


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("command", CORPUS_COMMANDS)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told_in_one_line(command: str, unbuffered: bool) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        process = subprocess.run(
            [sys.executable, "-m", "qnmine", *CORPUS_COMMANDS[command], "--text", TEXT],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(unbuffered=unbuffered),
            check=False,
        )
    assert process.returncode == 1
    (line,) = process.stderr.decode().splitlines()
    assert "no space left" in line


@pytest.mark.parametrize("command", AGGREGATE)
def test_a_table_of_counts_carries_no_columns(command: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,url\nHạ Long,x\n", encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], path, "--keep", "url")
    assert result.code == 2
    assert "--keep" in result.err
    assert result.out == b""


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_the_list_of_errors_is_a_file_of_its_own(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    arguments = (*CORPUS_COMMANDS[command], "a.txt", "b.txt")
    same = qnmine(*arguments, "-o", "out.csv", "--errors", "./out.csv", cwd=tmp_path)
    assert same.code == 2
    assert "--errors" in same.err
    lines = qnmine(*arguments, "--errors", "errors.jsonl", cwd=tmp_path)
    assert lines.code == 3
    assert (tmp_path / "errors.jsonl").read_text(encoding="utf-8").startswith('{"name":')
    again = qnmine(*arguments, "-o", "out.csv", "--errors", "errors.jsonl", "--no-clobber", cwd=tmp_path)
    assert again.code == 2
    assert "errors.jsonl" in again.err


@pytest.mark.parametrize("command", sorted(set(CORPUS_COMMANDS) - set(AGGREGATE)))
def test_kept_columns_come_last_and_a_clash_is_renamed(command: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("id,text,url,doc\na,Năm 2024 Hạ Long đón 3 triệu khách,x,y\n", encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], path, "--keep", "url,doc")
    assert result.code == 0, result.err
    doc, clash = ("id", "doc") if command == "convert" else ("doc", "meta_doc")
    assert result.header == [*COLUMNS[command], "url", clash]
    assert result.rows
    assert {(row[doc], row["url"], row[clash]) for row in result.rows} == {("a", "x", "y")}


@pytest.mark.parametrize("call", [("--help",), ("--version",), ("entities", "-h")])
def test_help_into_a_pipe_that_is_closed_or_full(call: tuple[str, ...]) -> None:
    words = [sys.executable, "-m", "qnmine", *call]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0
    closed = subprocess.run(["sh", "-c", '"$0" "$@" >&-', *words], capture_output=True, cwd=ROOT, check=False)
    assert b"Traceback" not in closed.stderr


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_a_terminated_run_leaves_the_old_file_and_no_other(command: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    words = [
        sys.executable,
        "-m",
        "qnmine",
        *CORPUS_COMMANDS[command],
        "-",
        "--from",
        "lines",
        "-o",
        str(out),
    ]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert process.stdin is not None
    process.stdin.write(f"{TEXT}\n".encode() * 50)
    process.stdin.flush()
    while len(list(tmp_path.iterdir())) == 1:  # until it has begun to write
        time.sleep(0.05)
        assert process.poll() is None
    process.terminate()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["qnmine: error: interrupted"]
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert out.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("command", ["tokenize", "sentences", "mentions", "numbers", "dates"])
@pytest.mark.parametrize("output", ["--csv", "--jsonl"])
def test_a_reader_of_a_slow_pipe_gets_the_rows_of_a_document_at_once(command: str, output: str) -> None:
    words = [sys.executable, "-m", "qnmine", *CORPUS_COMMANDS[command], "-", "--from", "lines", output]
    process = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{TEXT}\n".encode())
    process.stdin.flush()
    if output == "--csv":
        assert process.stdout.readline().startswith(b"doc,")
    line = process.stdout.readline()  # would wait for ever if the row were held back
    assert b"-:1" in line
    rest, _ = process.communicate(f"{TEXT}\n".encode(), timeout=60)
    assert b"-:2" in rest
    assert process.returncode == 0
