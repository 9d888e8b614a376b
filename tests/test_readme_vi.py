"""The Vietnamese README says what the English one does: commands in the same order, figures as measured."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests import ROOT

VIETNAMESE = (ROOT / "README.vi.md").read_text(encoding="utf-8")
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
MEASURED = json.loads((ROOT / "qnmine" / "data" / "measured.json").read_text(encoding="utf-8"))


def _commands(document: str) -> list[str]:
    """Return the commands that a document shows, whatever the language of what they show."""
    return [re.sub(r" --lang \w\w\b", "", line) for line in re.findall(r"^\$ (.*)$", document, re.MULTILINE)]


def _whole(value: dict[str, Any]) -> dict[str, float]:
    """Return the scores of all types together."""
    found: list[dict[str, float]] = [row for row in value["rows"] if row["type"] == "ALL"]
    return found[0]


def test_commands_of_the_english_readme_come_in_its_order() -> None:
    shared = [command for command in _commands(VIETNAMESE) if command in _commands(ENGLISH)]
    assert shared == _commands(ENGLISH)


def test_both_have_the_same_pictures_and_pages_to_read_on() -> None:
    pages = [
        set(re.findall(r"\]\(([\w./-]+\.(?:md|py|png|ipynb|cff))", text)) for text in (VIETNAMESE, ENGLISH)
    ]
    assert pages[0] - {"README.md"} >= pages[1] - {"README.vi.md"} - {"tests/benchmarks/results.json"}


@pytest.mark.parametrize(
    ("title", "scores"),
    [
        ("tên riêng (người, tổ chức, địa danh)", _whole(MEASURED["entities"])),
        ("tên riêng, trên một tờ báo chưa từng học", _whole(MEASURED["entities"]["unseen"])),
        ("tách từ", _whole(MEASURED["words"])),
        ("con số", _whole(MEASURED["numbers"])),
        ("ngày tháng", _whole(MEASURED["dates"])),
    ],
)
def test_figures_are_those_measured(title: str, scores: dict[str, float]) -> None:
    figures = [f"{100 * scores[name]:.1f}".replace(".", ",") for name in ("precision", "recall", "f1")]
    assert f"| {title} | {' | '.join(figures)} |" in VIETNAMESE
