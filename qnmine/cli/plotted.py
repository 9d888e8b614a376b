"""What the rows of tables look like: from the rows that were kept for `--plot` to pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.statistics.keyword_table import KEYNESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from qnmine.cli.plotting import Draw, Kept
    from qnmine.entities.network import Cooccurrences, Edge
    from qnmine.languages import Phrases
    from qnmine.plots.figure import Size
    from qnmine.plots.lettering import Lettering

MOST, MOST_OF_GROUP = 40, 10
"""Bars and strips of one picture, and of each panel where there are groups."""


def most_of(by: Sequence[str]) -> int:
    """Return how many rows of a group are drawn, if there are groups by these columns."""
    return MOST_OF_GROUP if by else MOST


def keyword_bars(kept: Kept, measure: str) -> Draw:
    """Return what draws terms by what ranks them."""
    column = "count" if measure == "count" else "score"
    return _bars(kept, ("term", column), KEYNESS.get(measure, measure))


def entity_bars(kept: Kept) -> Draw:
    """Return what draws entities by their mentions, coloured by type."""
    return _bars(kept, ("name", "mentions", "type"), "mentions")


def _bars(kept: Kept, columns: tuple[str, ...], measure: str) -> Draw:
    def draw(phrases: Phrases, letter: Lettering, size: Size | None) -> Figure:
        from qnmine.plots.bars import Bar, Panel, bars_figure

        panels = [
            Panel(
                kept.title(group),
                # A place that has been split has a row for each of its successors.
                list(dict.fromkeys(Bar(*cells) for cells in kept.cells(group, *columns))),
                kept.of[group],
            )
            for group in kept.rows
        ]
        axis = phrases(f"axis.{measure}")
        return bars_figure(panels, axis, phrases, letter, size=size, of=len(kept.of))

    return draw


def trend_lines(kept: Kept) -> Draw:
    """Return what draws terms from period to period."""

    def draw(phrases: Phrases, letter: Lettering, size: Size | None) -> Figure:
        from qnmine.plots.lines import Line, Panel, lines_figure
        from qnmine.statistics.trend import every_period

        values: dict[tuple[object, ...], dict[str, dict[str, float | None]]] = {}
        for group in kept.rows:
            for term, period, value in kept.cells(group, "term", "period", "per_million"):
                values.setdefault(group, {}).setdefault(term, {})[period] = value
        shown = {period for terms in values.values() for line in terms.values() for period in line}
        periods = list(every_period(shown))
        panels = [
            Panel(
                kept.title(group),
                [Line(term, [line.get(period) for period in periods]) for term, line in terms.items()],
            )
            for group, terms in values.items()
        ]
        lines = max((len(panel.lines) for panel in panels), default=0)
        return lines_figure(panels, periods, phrases, letter, size=size, of=len(kept.of), of_lines=lines)

    return draw


def strips(kept: Kept, column: str) -> Draw:
    """Return what draws where terms stand; the column holds a `Strip` for each."""

    def draw(phrases: Phrases, letter: Lettering, size: Size | None) -> Figure:
        from qnmine.plots.strips import Panel, Strip, strips_figure

        panels = []
        for group in kept.rows:
            cells = kept.cells(group, "term", "count", column)
            sizes = cells[0][2].sizes if cells else []
            found = [Strip(term, count, strip.places) for term, count, strip in cells]
            panels.append(Panel(kept.title(group), found, sizes, kept.of[group]))
        return strips_figure(panels, phrases, letter, size=size, of=len(kept.of))

    return draw


def network(counts: Cooccurrences, edges: Sequence[Edge]) -> Draw:
    """Return what draws the entities that these edges join."""

    def draw(phrases: Phrases, letter: Lettering, size: Size | None) -> Figure:
        from qnmine.plots.graph import graph_of
        from qnmine.plots.network import network_figure

        return network_figure(graph_of(counts, edges), counts.window, phrases, letter, size=size)

    return draw
