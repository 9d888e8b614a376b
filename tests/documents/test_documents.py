"""Every block of the documentation is run, and what it shows is what comes out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests import ROOT
from tests.documents.running import run_document

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "examples").rglob("*.md"))
    if path.name != "CHANGELOG.md" and "reference" not in path.parts
)


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_what_a_document_shows_is_what_comes_out(document: Path, tmp_path: Path) -> None:
    findings = run_document(document.read_text(encoding="utf-8"), tmp_path / "run")
    assert not findings.faults, "\n".join([str(document.relative_to(ROOT)), *findings.faults])
