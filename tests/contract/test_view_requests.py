"""Views that are no tables on wrong requests, and without the packages of the extras."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import environment, qnmine
from tests.contract.test_hostile_inputs import SENTENCE
from tests.contract.test_views import PLOTS, VIEWS, names_in, needs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.csv"
    path.write_text(f'text,date\n"{SENTENCE}",2024-06-25\n', encoding="utf-8")
    return path


REFUSED: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    *[
        (view, arguments)
        for view in VIEWS.values()
        for arguments in [
            ("missing.txt",),
            ("Ông Phạm Văn Thể",),
            ("*.nothing",),
            ("one.csv", "--text-column", "title"),
            ("one.csv", "--encoding", "utf-9"),
            ("one.csv", "--text", "x"),
            ("one.csv", "-o", "no/such/folder/out.html"),
            ("one.csv", "-o", "folder"),
            ("one.csv", "-o", "one.csv"),
            ("one.csv", "-o", "one.html", "--corrections", "one.html"),
            ("one.csv", "-o", "old.html", "--no-clobber"),
            ("one.csv", "-o", "new.html", "--errors", "./new.html"),
            ("one.csv", "--errors", "one.csv"),
            ("one.csv", "--lang", "de"),
            ("one.csv", "--model", "missing.model"),
            ("one.csv", "--words", "missing.txt"),
            ("one.csv", "--min-score", "2"),
            ("one.csv", "--reference-date", "25/6/2024"),
            ("one.csv", "--nothing"),
        ]
    ],
    *[
        (("show",), arguments)
        for arguments in [
            ("one.csv", "--only", "PERSON"),
            ("one.csv", "-f", "pdf"),
            ("one.csv", "--width", "3"),
            ("one.csv", "-o", "out.docx"),
        ]
    ],
    *[
        (("explain",), arguments)
        for arguments in [
            ("missing.txt",),
            ("Hạ Long", "--sentence", "99"),
            ("Hạ Long", "--steps", "dreams"),
            ("Hạ Long", "--lang", "de"),
            ("Hạ Long", "--all-features"),
            ("Hạ Long", "--text", "x"),
            ("one.csv", "-o", "one.csv"),
            ("Hạ Long", "-o", "no/such/folder/out.json"),
            ("Hạ Long", "-o", "old.html", "--no-clobber"),
            ("Hạ Long", "--model", "missing.model"),
        ]
    ],
    *[
        (plot, arguments)
        for plot in PLOTS.values()
        for arguments in [
            ("one.csv", "--plot", "plot.gif"),
            ("one.csv", "--plot", "plot"),
            ("one.csv", "-o", "new.csv", "--plot", "no/such/folder/plot.svg"),
            ("one.csv", "-o", "old.csv", "--plot", "old.svg", "--no-clobber"),
            ("picture.svg", "--from", "csv", "--plot", "picture.svg"),
            ("one.csv", "--plot", "link.svg"),
            ("one.csv", "--errors", "new.svg", "--plot", "./new.svg"),
            ("one.csv", "-o", "old.svg", "-f", "csv", "--plot", "./old.svg"),
            ("one.csv", "--plot", "new.svg", "--plot-size", "wide"),
            ("one.csv", "--plot", "new.svg", "--lang", "de"),
            ("one.csv", "--plot-size", "85x60"),
            ("missing.csv", "--plot", "old.svg"),
        ]
    ],
]


@pytest.mark.parametrize(("command", "arguments"), REFUSED, ids=lambda words: " ".join(words))
def test_wrong_requests_are_refused_in_one_line(
    command: tuple[str, ...], arguments: tuple[str, ...], one: Path, tmp_path: Path
) -> None:
    for needed in ("report", "plot"):
        needs(needed)
    (tmp_path / "picture.svg").write_bytes(one.read_bytes())
    (tmp_path / "link.svg").symlink_to(one)
    for name in ("old.csv", "old.svg", "old.html", "one.html"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    before = {name: (tmp_path / name).read_bytes() for name in names_in(tmp_path) if name != "folder"}
    result = qnmine(*command, *arguments, cwd=tmp_path)
    assert result.code == 2, result.err
    assert result.out == b""
    (line,) = result.err.splitlines()
    assert line.startswith("qnmine: error: ")
    named = [word for word in arguments[1:] if word.startswith("-")] or list(arguments[:1])
    assert any(word.strip("./") in line for word in (*named, *arguments)), line
    assert names_in(tmp_path) == sorted([*before, "folder"])
    assert all((tmp_path / name).read_bytes() == data for name, data in before.items())


@pytest.mark.parametrize(
    ("arguments", "module", "extra"),
    [
        (("report",), "jinja2", "report"),
        (("report",), "vl_convert", "report"),
        (("report",), "networkx", "report"),
        (("network", "--plot", "plot.svg"), "networkx", "plot"),
        *[((*command, "--plot", "plot.svg"), "matplotlib", "plot") for command in PLOTS.values()],
    ],
)
def test_a_missing_extra_is_named(
    arguments: tuple[str, ...], module: str, extra: str, one: Path, tmp_path: Path
) -> None:
    for needed in ("report", "plot"):
        needs(needed)
    result = without((module,), *arguments, one.name, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert f"pip install 'qnmine[{extra}]'" in line
    assert names_in(tmp_path) == ["one.csv"]


@pytest.mark.parametrize("command", ["show", "explain"])
def test_no_extra_is_needed_to_look_at_a_text(command: str, tmp_path: Path) -> None:
    optional = ("jinja2", "vl_convert", "networkx", "matplotlib", "flask", "waitress", "pyarrow", "dask")
    result = without(optional, command, "--text", SENTENCE, "--lang", "en", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "Phạm Văn Thể" in result.stdout


def without(modules: tuple[str, ...], *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where some modules are not installed."""
    program = (
        f"import sys, importlib.util as u; missing = {modules!r}; find = u.find_spec\n"
        "for name in missing: sys.modules[name] = None\n"
        "u.find_spec = lambda name, *rest: None if name in missing else find(name, *rest)\n"
        "from qnmine.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=cwd,
        env={**environment(), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
