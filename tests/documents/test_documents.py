"""Every block of the documentation is run, and what it shows is what comes out."""

from __future__ import annotations

import re
import shutil
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
NEEDS = re.compile(r"^<!-- needs: ([\w, -]+) -->$", re.MULTILINE)
"""Programs that pip does not install; without them a document is not run. The checks have them."""


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_what_a_document_shows_is_what_comes_out(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [name for match in NEEDS.findall(text) for name in match.split(", ") if not shutil.which(name)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    findings = run_document(text, tmp_path / "run")
    assert not findings.faults, "\n".join([str(document.relative_to(ROOT)), *findings.faults])
