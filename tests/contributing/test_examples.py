"""What CONTRIBUTING.md shows is applied to a copy of the project, and does there what it says."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests import ROOT
from tests.contributing.applying import ADDED, EDITS, HERE, changes_of, copy_with_examples, replace_once
from tests.documents.blocks import blocks_of, steps_of
from tests.documents.terminal import in_terminal, prepare

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
APPLIED = "with the examples of this page"
TESTS = (
    "tests/numbers/test_corpus.py",
    "tests/numbers/test_units.py",
    "tests/corpus/readers/test_eml.py",
    "tests/text/test_paragraphs.py",
    "tests/cli/test_program.py",
    "tests/contract/test_hostile_inputs.py",
)
CONCERNED = "ages or every_rule or decade or furlong or eml or paragraph"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_with_examples(tmp_path_factory.mktemp("project"))


def test_the_project_s_own_tests_hold_for_the_examples(project: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-k", CONCERNED, *TESTS],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout.decode()[-3000:]


STEPS = [
    step
    for block in blocks_of(DOCUMENT)
    if block.language == "console" and block.mark == ("not run", APPLIED)
    for step in steps_of(block)
]


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
def test_what_the_examples_show_is_what_comes_out(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    environment = prepare(folder)
    packages = tmp_path / "packages"
    install_villages(packages)
    environment["PYTHONPATH"] = os.pathsep.join([str(project), str(packages), environment["PYTHONPATH"]])
    shown = {step.command: step.shown for step in STEPS}
    assert len(shown) == len(STEPS) >= 5
    assert {step: in_terminal(step, folder, environment) for step in shown} == shown


def install_villages(folder: Path) -> None:
    """Lay the package of the engine into a folder, as an installer does."""
    described = tomllib.loads((HERE / "villages" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / f"{described['name'].replace('-', '_')}-{described['version']}.dist-info"
    info.mkdir(parents=True)
    metadata = f"Metadata-Version: 2.1\nName: {described['name']}\nVersion: {described['version']}\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    lines = [
        line
        for group, names in described["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in names.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (folder / "villages.py").write_bytes((HERE / "villages" / "villages.py").read_bytes())


def test_everything_that_is_applied_is_shown_or_named() -> None:
    files = [*ADDED.rglob("*.*"), *EDITS.iterdir(), *(HERE / "villages").glob("*.*")]
    named = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert [name for name in sorted(named) if name not in DOCUMENT] == []


def test_an_edit_changes_the_lines_it_shows_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\ntwo\nthree\none\n", encoding="utf-8")
    ((path, before, after), (_, again, twice)) = changes_of("--- a.py\n two\n+new\n-three\n@@\n-one\n+One\n")
    replace_once(tmp_path / path, before, after, "x.diff")
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one\ntwo\nnew\none\n"
    with pytest.raises(AssertionError, match=r"x\.diff: these lines stand 2 times in a\.py"):
        replace_once(tmp_path / "a.py", again, twice, "x.diff")
