"""The paragraph for a paper that the tutorial ends with has no figure that no output above it shows."""

from __future__ import annotations

import re

import pytest

from tests import ROOT
from tests.documents.blocks import blocks_of, steps_of

TUTORIAL = (ROOT / "examples" / "tutorial.md").read_text(encoding="utf-8")
OF_THE_METHOD = {"95"}  # per cent: the interval's own


def _figures(text: str) -> list[str]:
    """Return the figures of a text, without the signs that group thousands."""
    whole = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))", "", text)
    return re.findall(r"\d+(?:\.\d+)?", whole)


def _outputs_before(line: int) -> str:
    shown: list[str] = []
    for block in blocks_of(TUTORIAL):
        if block.line >= line:
            break
        if block.language == "console":
            shown += [step.shown for step in steps_of(block)]
        elif block.language == "pycon":
            shown += [row + "\n" for row in block.text.splitlines() if not row.startswith((">>>", "..."))]
    return "".join(shown)


def _rounds_to(figure: str, shown: str) -> bool:
    places = len(figure.partition(".")[2])
    return places > 0 and f"{float(shown):.{places}f}" == figure


def _not_shown(paragraph: str, outputs: str) -> list[str]:
    """Return the figures of a paragraph that outputs don't show, not even with more decimal places."""
    shown = {*_figures(outputs), *OF_THE_METHOD}
    return [
        figure
        for figure in _figures(paragraph)
        if figure not in shown and not any(_rounds_to(figure, each) for each in shown)
    ]


def _paragraph() -> tuple[int, str]:
    before, _, rest = TUTORIAL.partition("> **Methods.**")
    return before.count("\n") + 1, rest.partition("\n\n")[0]


def test_every_figure_of_the_paragraph_stands_in_an_output_above_it() -> None:
    line, paragraph = _paragraph()
    assert "**Results.**" in paragraph
    assert _not_shown(paragraph, _outputs_before(line)) == []


@pytest.mark.parametrize(
    ("paragraph", "outputs", "missing"),
    [
        ("45 of 3,890 words", "words  3 890\n45 rows\n", []),
        ("46 of 3,890 words", "words  3 890\n45 rows\n", ["46"]),
        ("DP = 0.61, 95 %", "dp  0.6061\n", []),
        ("DP = 0.62", "dp  0.6061\n", ["0.62"]),
        ("1 in all", "0.9287\n", ["1"]),
    ],
)
def test_what_is_not_shown_is_found(paragraph: str, outputs: str, missing: list[str]) -> None:
    assert _not_shown(paragraph, outputs) == missing
