"""No file of a user is ever run: not as a pickle, not as Python, whatever option names it."""

from __future__ import annotations

import ast
import gzip
import io
import pickle
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests import ROOT, SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What makes objects, or runs code, of bytes or names that come from elsewhere.
_MODULES = frozenset({"cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve", "yaml"})
_LOADING = frozenset({"load", "loads", "Unpickler"})
_NAMES = frozenset({"__import__", "compile", "eval", "exec"})
_NUMPY = frozenset({"load", "memmap"})
_PANDAS = frozenset({"eval", "read_pickle"})

# Each with the reason why no file of a user comes there.
ALLOWED = {
    ("engines/channel.py", "pickle.loads"): "messages of a process that this one started, through a pipe",
    ("engines/dask.py", "pickle.loads"): "answers of the scheduler that the user named",
    ("engines/dask_worker.py", "pickle.loads"): "work from the scheduler that the user named",
    (
        "statistics/ranking.py",
        "pickle.load",
    ): "a folder that this process made for itself (mkdtemp, mode 700)",
    ("words/underthesea/installed.py", "pickle.Unpickler"): "files of an installed package; finds no class",
    ("words/underthesea/installed.py", "exec"): "code of an installed package with a known digest",
    ("words/underthesea/installed.py", "compile"): "the same",
    ("entities/engines/pretrained.py", "eval"): "the method of a network that ends its training",
}


def _calls(tree: ast.AST) -> Iterator[str]:
    """Yield the calls of a module that would run or unpickle something."""
    aliases = {
        (alias.asname or alias.name): alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _MODULES:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Name) and node.id in _NAMES:
            yield node.id
        elif isinstance(node, ast.Attribute):
            owner = aliases.get(node.value.id, "") if isinstance(node.value, ast.Name) else ""
            if (
                (owner in _MODULES and node.attr in _LOADING)
                or (owner == "numpy" and node.attr in _NUMPY)
                or (owner == "pandas" and node.attr in _PANDAS)
            ):
                yield f"{owner}.{node.attr}"
            elif node.attr == "eval":
                yield "eval"
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            yield "allow_pickle"


def test_the_source_has_no_other_place_that_runs_or_unpickles_anything() -> None:
    package = ROOT / "qnmine"
    found = {
        (path.relative_to(package).as_posix(), call)
        for path in package.rglob("*.py")
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


class Trap:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return open, (str(self.path), "w")


def _traps(path: Path) -> dict[str, bytes]:
    """Return bytes that make the file where they are unpickled, in the forms that libraries write."""
    plain = pickle.dumps(Trap(path))
    array = io.BytesIO()
    np.save(array, np.array([Trap(path)], object), allow_pickle=True)
    return {
        "pickle": plain,
        "gz": gzip.compress(plain),
        "npy": array.getvalue(),
        "old": pickle.dumps(Trap(path), 0),
    }


READERS: dict[str, tuple[str | Path, ...]] = {
    "entity model": ("entities", SEEDS, "--model"),
    "evaluated model": ("evaluate", ROOT / "examples" / "annotated.jsonl", "--model"),
    "word model": ("tokenize", SEEDS, "--word-model"),
    "text": ("tokenize", "--from", "text"),
    "lines": ("tokenize", "--from", "lines"),
    "csv": ("tokenize", "--from", "csv"),
    "jsonl": ("tokenize", "--from", "jsonl"),
    "parquet": ("tokenize", "--from", "parquet"),
    "xlsx": ("tokenize", "--from", "xlsx"),
    "spans": ("evaluate",),
    "training": ("train", "-o", "out.model"),
    "stop words": ("keywords", SEEDS, "--stopwords"),
    "corrections": ("entities", SEEDS, "--corrections"),
    "gazetteer": ("entities", SEEDS, "--gazetteer"),
    "reference": ("keywords", SEEDS, "--measure", "keyness", "--reference"),
    "files": ("tokenize", "--files-from"),
}


@pytest.mark.parametrize("case", READERS)
def test_a_pickle_is_refused_wherever_a_file_is_named(case: str, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    for form, data in _traps(sprung).items():
        trap = tmp_path / f"trap.{form}"
        trap.write_bytes(data)
        result = qnmine(*READERS[case], trap, "-q", cwd=tmp_path)
        assert "internal error" not in result.err, result.err
        assert "could not be analysed" not in result.err, result.err
        assert len(result.err.splitlines()) <= 20
        assert not sprung.exists()
    pickle.loads(_traps(sprung)["pickle"]).close()
    assert sprung.exists()  # the traps work


def test_a_pickle_among_the_parts_of_a_run_is_done_anew(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    request = ("sentences", SEEDS, "--csv", "-q", "--resume", parts)
    expected = qnmine(*request).out
    sprung = tmp_path / "sprung"
    saved = sorted(parts.rglob("*.part"))
    assert saved
    for data in _traps(sprung).values():
        for part in saved:
            part.write_bytes(data)
        assert qnmine(*request).out == expected
        (parts / "manifest.json").write_bytes(data)
        result = qnmine(*request)
        assert result.code == 2
        assert "manifest.json cannot be read" in result.err
        assert not sprung.exists()
        shutil.rmtree(parts)
        assert qnmine(*request).out == expected
        saved = sorted(parts.rglob("*.part"))
