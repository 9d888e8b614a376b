"""Strips: where each term stands in a corpus, with the borders of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from qnmine.plots.figure import BLUE, GREY, add_note, grid_of, new_figure, nothing, with_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qnmine.languages import Phrases
    from qnmine.plots.figure import Size
    from qnmine.plots.lettering import Lettering

_WIDTH, _MARGIN, _STEP, _TITLE = 170, 15, 5.2, 6
_MOST_BORDERS = 200
_CELLS = 4000  # more ticks in a line cannot be told apart, even in print


@dataclass(frozen=True, slots=True)
class Strip:
    """A term and the places, in words, at which it stands."""

    label: str
    count: int
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Panel:
    """The strips of a group, the first of `of`, over parts of these sizes; the title is that of the group."""

    title: str
    strips: Sequence[Strip]
    sizes: Sequence[int]
    of: int


def strips_figure(
    panels: Sequence[Panel], phrases: Phrases, letter: Lettering, *, size: Size | None, of: int
) -> Figure:
    """Return the strips of panels, one below the other, of `of` that there are."""
    if not any(panel.strips for panel in panels):
        return nothing(phrases, size)
    heights = [max(len(panel.strips), 1) for panel in panels]
    titled = _TITLE + 8 if len(panels) > 1 else 0
    figure = new_figure(size or (_WIDTH, _MARGIN + sum(heights) * _STEP + titled * len(panels)))
    axes = grid_of(figure, len(panels), 1, height_ratios=heights)
    for panel, one in zip(panels, axes, strict=True):
        _draw(one, panel, phrases, letter)
    axes[-1].set_xlabel(phrases("axis.place"))
    notes = []
    if len(panels) == 1 and panels[0].of > len(panels[0].strips):
        notes.append(phrases("note.of_rows", shown=len(panels[0].strips), of=panels[0].of))
    if of > len(panels):
        notes.append(phrases("note.of_groups", shown=len(panels), of=of))
    add_note(figure, notes)
    return figure


def _draw(axes: Axes, panel: Panel, phrases: Phrases, letter: Lettering) -> None:
    """Draw a tick for each occurrence; at the right stands how many there are."""
    words = max(sum(panel.sizes), 1)
    for number, strip in enumerate(panel.strips):
        places = (
            sorted({place * _CELLS // words for place in strip.places}) if words > _CELLS else strip.places
        )
        scale = words / _CELLS if words > _CELLS else 1
        axes.vlines(
            [(place + 0.5) * scale for place in places],
            number - 0.36,
            number + 0.36,
            color=BLUE,
            linewidth=0.7,
            gid=f"strip-{number + 1}",
        )
        axes.annotate(
            phrases.figure(strip.count),
            (1, number),
            (3, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=7,
        )
    borders = list(accumulate(panel.sizes))[:-1]
    if len(borders) <= _MOST_BORDERS:
        for border in borders:
            axes.axvline(border, color=GREY, linewidth=0.6, zorder=0)
    axes.set_yticks(
        range(len(panel.strips)), [letter(strip.label) for strip in panel.strips], va="center_baseline"
    )
    axes.set_ylim(len(panel.strips) - 0.4, -0.6)
    axes.set_xlim(0, words)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=7, steps=[1, 2, 5, 10], integer=True)
    with_figures(axes.xaxis, phrases)
    if panel.title:
        axes.set_title(letter(panel.title), loc="left")
