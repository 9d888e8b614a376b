"""The closing count of a run: every document once, as done or as failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import run
from qnmine.text import document as documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


def test_a_document_whose_analysis_fails_is_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Hạ Long đẹp.", encoding="utf-8")
    sound = documents.sentences

    def faulty(document: documents.Document) -> Iterator[documents.Sentence]:
        if document.id == "b.txt":
            raise ValueError("odd")
        return sound(document)

    monkeypatch.setattr(documents, "sentences", faulty)
    out = tmp_path / "out.csv"
    assert run(["sentences", str(tmp_path), "-o", str(out)]) == ExitCode.SOME_DOCUMENTS_FAILED
    failure, count = capsys.readouterr().err.splitlines()
    assert failure.startswith("qnmine: b.txt: could not be analysed (ValueError: odd)")
    assert count == "qnmine: 2 documents, 1 failed, 2 rows"
    assert [line.split(",")[0] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "doc",
        "a.txt",
        "c.txt",
    ]
