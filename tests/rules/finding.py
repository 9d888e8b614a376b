"""All that a chart has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.rules.engine import Chart, Node


def all_results(chart: Chart, categories: Sequence[str]) -> list[Node]:
    """The results of categories at every position."""
    return [
        node
        for start, begun in chart.starts(categories)
        for category in begun
        for node in chart.results(category, start)
    ]
