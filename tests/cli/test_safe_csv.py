"""`--safe-csv` through the program: everything that it writes as CSV, however the work is spread."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "=cmd|' A0.txt").write_text("=1+1 là công thức. @SUM(A1) Quảng Ninh.\n", encoding="utf-8")
    (folder / "b.txt").write_text("- Chào Hạ Long!\nNhiệt độ -5 °C.", encoding="utf-8")
    (folder / "=hỏng.txt").write_bytes(b"\xff\xfe\xfa")
    return folder


def cells_of(path: Path, delimiter: str = ",") -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [cell for row in csv.reader(stream, delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("name", ["out.csv", "out.tsv"])
def test_rows_and_errors_are_safe_and_the_same_however_they_are_made(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    out, errors = tmp_path / name, tmp_path / "errors.csv"
    request = ["sentences", str(corpus), "--safe-csv", "-o", str(out), "--errors", str(errors), "-q"]
    assert run(request) == 3
    written = out.read_bytes()
    cells = cells_of(out, "\t" if name.endswith("tsv") else ",")
    assert "'=1+1 là công thức." in cells
    assert "'=cmd|' A0.txt" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "-", "@"))]
    assert cells_of(errors)[3] == "'=hỏng.txt"
    for spread in (
        ["--jobs", "2"],
        ["--resume", str(tmp_path / "parts")],
        ["--resume", str(tmp_path / "parts")],
    ):
        assert run([*request, *spread]) == 3
        assert out.read_bytes() == written


def test_a_resumed_run_does_not_mix_safe_rows_with_others(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = ["sentences", str(corpus), "--csv", "-q", "--resume", str(tmp_path / "parts")]
    assert run(request) == 3
    capsys.readouterr()
    assert run([*request, "--safe-csv"]) == 2
    assert "--safe-csv was not given when it was begun" in capsys.readouterr().err


def test_the_tables_of_a_matrix_are_safe(corpus: Path, tmp_path: Path) -> None:
    request = ["keywords", str(corpus), "--csv", "--safe-csv", "-q", "-o", str(tmp_path / "words.csv")]
    assert run([*request, "--matrix", str(tmp_path / "matrix")]) == 3
    assert "'=cmd|' A0.txt" in cells_of(tmp_path / "matrix" / "documents.csv")


@pytest.mark.parametrize("format", ["table", "jsonl", "json", "markdown", "conllu", "xlsx", "parquet"])
def test_it_is_refused_where_it_means_nothing(
    format: str,  # noqa: A002
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["tokenize", "--text", "a", "--safe-csv", "--format", format]) == 2
    assert f"--safe-csv does not go with --format {format}" in capsys.readouterr().err


def test_from_settings_it_holds_where_it_can(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "qnmine.toml").write_text("[all]\nsafe-csv = true\n", encoding="utf-8")
    assert run(["sentences", str(corpus / "b.txt"), "--csv", "-q"]) == 0
    assert "'- Chào Hạ Long!" in capsys.readouterr().out
    assert run(["sentences", str(corpus / "b.txt"), "--jsonl", "-q"]) == 0
    assert '"- Chào Hạ Long!"' in capsys.readouterr().out
