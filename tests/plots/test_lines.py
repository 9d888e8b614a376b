"""Lines over time: gaps where there are no texts, and which periods are named."""

from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")

from qnmine.languages import load_phrases
from qnmine.plots.figure import style
from qnmine.plots.lettering import Lettering
from qnmine.plots.lines import MOST_LINES, Line, Panel, lines_figure, period_label, ticks

MONTHS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]


def test_a_period_without_texts_is_a_gap() -> None:
    panel = Panel("", [Line("giá vàng", [1.0, None, 3.0])])
    phrases = load_phrases("plots", "vi")
    with style():
        figure = lines_figure([panel], MONTHS[:3], phrases, Lettering(), size=None, of=1, of_lines=1)
    (line,) = figure.axes[0].get_lines()
    values = list(line.get_ydata())  # type: ignore[arg-type]
    assert values[0] == 1
    assert values[1] != values[1]  # not a number
    assert [text.get_text() for text in figure.axes[0].get_xticklabels()] == ["1/2022", "2/2022", "3/2022"]


def test_more_lines_than_can_be_told_apart_are_told() -> None:
    lines = [Line(str(number), [1.0]) for number in range(MOST_LINES + 2)]
    with style():
        figure = lines_figure(
            [Panel("", lines)],
            ["2024"],
            load_phrases("plots", "en"),
            Lettering(),
            size=None,
            of=1,
            of_lines=9,
        )
    assert len(figure.axes[0].get_lines()) == MOST_LINES
    assert figure.get_supxlabel() == "7 of 9 lines"


@pytest.mark.parametrize(
    ("periods", "most", "named"),
    [
        (MONTHS[:6], 8, MONTHS[:6]),
        (MONTHS, 8, ["2022-01", "2023-01", "2024-01"]),
        (
            [f"{year}" for year in range(1945, 2025)],
            8,
            ["1945", "1955", "1965", "1975", "1985", "1995", "2005", "2015"],
        ),
        (
            ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"],
            4,
            ["2024-Q1", "2025-Q1"],
        ),
        ([f"2024-01-{day:02}" for day in range(1, 32)], 8, [f"2024-01-{day:02}" for day in range(1, 32, 5)]),
    ],
)
def test_the_periods_that_are_named(periods: list[str], most: int, named: list[str]) -> None:
    assert [periods[place] for place in ticks(periods, most)] == named


@pytest.mark.parametrize(
    ("period", "vietnamese"),
    [("2024", "2024"), ("2024-06", "6/2024"), ("2024-Q2", "quý 2/2024"), ("2024-06-05", "05/06/2024")],
)
def test_periods_in_two_languages(period: str, vietnamese: str) -> None:
    assert period_label(period, load_phrases("plots", "vi")) == vietnamese
    assert period_label(period, load_phrases("plots", "en")) == period
