"""`qnmine --version`, alone and with everything."""

from __future__ import annotations

import re
import tomllib

import pytest

import qnmine as package
from qnmine.manifests.digests import digest_of_file, shipped, shipped_model
from qnmine.manifests.environment import LIBRARIES
from tests import ROOT
from tests.contract.harness import fresh, qnmine

BOTH = [("--version", "--verbose"), ("--verbose", "--version"), ("-v", "--version"), ("--version", "-v")]


def test_alone_it_is_one_line() -> None:
    result = qnmine("--version")
    assert (result.code, result.text, result.err) == (0, f"qnmine {package.__version__}\n", "")


@pytest.mark.parametrize("arguments", BOTH)
def test_with_verbose_in_any_order_it_tells_all(arguments: tuple[str, str]) -> None:
    result = qnmine(*arguments)
    assert (result.code, result.err) == (0, "")
    lines = result.text.splitlines()
    assert lines[0] == f"qnmine {package.__version__}"
    assert re.search(r"^Python +3\.", result.text, re.MULTILINE)
    for one in shipped():
        assert f"{one.short}  {one.size:,} bytes" in result.text
    for extra, libraries in LIBRARIES.items():
        assert not extra or f"[{extra}]" in result.text
        assert all(name in result.text for name in libraries)


def test_a_fact_is_a_line_whatever_the_name_of_a_folder() -> None:
    told = fresh("--version", "--verbose", env={"QNMINE_CACHE_DIR": "/nowhere/a\nb"}).text
    assert r"/nowhere/a\nb (not made yet)" in told


def test_no_model_is_loaded_for_it() -> None:
    result = fresh("--version", "--verbose", env={"PYTHONVERBOSE": "", "PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in result.err.splitlines()}
    assert "qnmine.manifests.digests" in imported
    assert not imported & {"pandas", "underthesea", "qnmine.entities", "qnmine.tagging.model", "matplotlib"}


def test_verbose_before_a_command_is_that_of_the_command() -> None:
    result = qnmine("-v", "sentences", "--text", "Một câu.", "--csv")
    assert (result.code, len(result.rows)) == (0, 1)


def test_the_digests_are_those_of_the_files() -> None:
    models = ROOT / "qnmine" / "data" / "models"
    for name in ("entities", "words"):
        assert shipped_model(name).sha256 == digest_of_file(models / f"{name}.model")


def test_the_libraries_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> tuple[str, ...]:
        return tuple(sorted(re.split(r"[<>=\[]", one)[0] for one in requirements))

    extras = {name: names(several) for name, several in project["optional-dependencies"].items()}
    for other in ("all", "test", "dev"):
        del extras[other]
    expected = {"": names(project["dependencies"]), **extras}
    assert {name: tuple(sorted(several)) for name, several in LIBRARIES.items()} == expected
