"""Apply what a worked example shows to a copy of the project: files that are new, lines that change.

An edit is a diff without line numbers: `--- PATH` names a file, `@@` begins another place in it; lines begin
with a space, `-` or `+`, and those with a space or `-` must stand in the file in one place, as a whole.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = ROOT / "tests" / "contributing"
ADDED, EDITS = HERE / "added", HERE / "edits"
_COPIED = ("qnmine", "tests", "seeds", "examples")


def copy_with_examples(folder: Path) -> Path:
    """Copy the project into a folder that exists and apply all examples; return the folder."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "added"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ADDED, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for edit in sorted(EDITS.glob("*.diff")):
        for path, before, after in changes_of(edit.read_text(encoding="utf-8")):
            replace_once(folder / path, before, after, edit.name)
    return folder


def changes_of(edit: str) -> Iterator[tuple[str, str, str]]:
    """Yield each change of an edit: its file, the lines that stand there, and those that take their place."""
    for part in edit.split("--- ")[1:]:
        path, _, rest = part.partition("\n")
        for place in rest.split("@@\n"):
            lines = [(line[:1], line[1:]) for line in place.splitlines(keepends=True)]
            before = "".join(text for sign, text in lines if sign != "+")
            yield path, before, "".join(text for sign, text in lines if sign != "-")


def replace_once(path: Path, before: str, after: str, edit: str) -> None:
    """Change a file in the one place that is meant; AssertionError if there is none, or several."""
    text = path.read_text(encoding="utf-8")
    found = text.count(before)
    assert found == 1, f"{edit}: these lines stand {found} times in {path.name}:\n{before}"
    path.write_text(text.replace(before, after), encoding="utf-8")
