"""The map of the code in CONTRIBUTING.md has every folder of the package and of the tests, and no others."""

from __future__ import annotations

import re

from tests import ROOT

DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def folders(name: str) -> set[str]:
    """The folders with code or data directly below one of the project."""
    return {path.name for path in (ROOT / name).iterdir() if any(path.glob("*.*"))} - {"__pycache__"}


def named(name: str) -> list[str]:
    """The folders that have a row in the map, in its order."""
    return re.findall(rf"^\| `{name}/(\w+)/` \| .{{10,}} \|$", DOCUMENT, re.MULTILINE)


def test_the_map_has_every_room_and_no_other() -> None:
    assert sorted(named("qnmine")) == sorted(folders("qnmine"))


def test_the_tests_mirror_the_rooms_and_the_map_has_the_others() -> None:
    assert sorted(named("tests")) == sorted(folders("tests") - folders("qnmine"))


def test_it_stays_short() -> None:
    assert DOCUMENT.count("\n") <= 375
