"""Every example in a docstring of the package is run, and what it shows is what comes out."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests import ROOT

_MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "qnmine").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_there_are_examples() -> None:
    assert {"qnmine", "qnmine.notebook", "qnmine.corpus.loader"} <= set(_MODULES)


@pytest.mark.parametrize("name", _MODULES)
def test_examples_of_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # they read seeds/
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert found.failed == 0
