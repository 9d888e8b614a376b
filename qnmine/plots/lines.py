"""Lines over time: how often terms occur by period, with gaps where there are no texts."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from qnmine.plots.figure import OF_LINES, add_note, grid_of, new_figure, nothing, with_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qnmine.languages import Phrases
    from qnmine.plots.figure import Size
    from qnmine.plots.lettering import Lettering

MOST_LINES = 7
_SIZE, _WIDE, _PANEL = (140.0, 75.0), 170, 48
_MARKERS = "osD^vPX"
_MANY = 40  # points that need no mark each
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A term with its values by period, None where there are no texts."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """The lines of a group; the title is that of the group."""

    title: str
    lines: Sequence[Line]


def lines_figure(
    panels: Sequence[Panel],
    periods: Sequence[str],
    phrases: Phrases,
    letter: Lettering,
    *,
    size: Size | None,
    of: int,
    of_lines: int,
) -> Figure:
    """Return the lines of panels, of `of` that there are, over all periods; there are `of_lines` by panel."""
    if not periods or not panels:
        return nothing(phrases, size)
    columns = min(len(panels), 2)
    rows = -(-len(panels) // columns)
    figure = new_figure(size or (_SIZE if columns == 1 else (_WIDE, 22 + rows * _PANEL)))
    axes = grid_of(figure, len(panels), columns, sharex=True, sharey=True)
    for number, (panel, one) in enumerate(zip(panels, axes, strict=True)):
        _draw(one, panel, len(periods), letter)
        one.tick_params(labelbottom=number + columns >= len(panels))
        if number % columns == 0:
            one.set_ylabel(phrases("axis.per_million"))
            with_figures(one.yaxis, phrases)
        places = ticks(periods, _MOST_TICKS if columns == 1 else _MOST_TICKS // 2)
        one.set_xticks(places, [period_label(periods[place], phrases) for place in places])
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=min(len(labels), 3))
    notes = []
    if of_lines > MOST_LINES:
        notes.append(phrases("note.of_lines", shown=MOST_LINES, of=of_lines))
    if of > len(panels):
        notes.append(phrases("note.of_groups", shown=len(panels), of=of))
    add_note(figure, notes)
    return figure


def ticks(periods: Sequence[str], most: int) -> list[int]:
    """Return the places of at most so many periods to name, at even distances.

    Months, quarters and days begin with the first of a year or month where these are few enough.
    """
    firsts = [place for place, period in enumerate(periods) if period.endswith(("-01", "-Q1"))]
    if "-" in periods[0] and len(firsts) >= 2 and len(periods) > most:
        months = [place for place in firsts if periods[place].count("-") < 2]
        years = [place for place in firsts if periods[place].count("-") == 1 or "-01-01" in periods[place]]
        chosen = months or (years if len(years) >= 2 else firsts)
        return chosen[:: -(-len(chosen) // most)]
    step = -(-len(periods) // most)
    step = next(nice for nice in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10**6) if nice >= step)
    return list(range(0, len(periods), step))


def period_label(period: str, phrases: Phrases) -> str:
    """Return a period as the language writes it."""
    if phrases.language == "en" or "-" not in period:
        return period
    parts = period.split("-")
    if parts[1].startswith("Q"):
        return f"quý {parts[1][1:]}/{parts[0]}"
    return "/".join(
        reversed([parts[0], *(part.lstrip("0") if len(parts) == 2 else part for part in parts[1:])])
    )


def _draw(axes: Axes, panel: Panel, periods: int, letter: Lettering) -> None:
    """Draw the lines of a panel; a mark stands on each value, so that one between gaps is seen."""
    for number, line in enumerate(panel.lines[:MOST_LINES]):
        values = [nan if value is None else value for value in line.values]
        axes.plot(
            range(periods),
            values,
            color=OF_LINES[number],
            marker=_MARKERS[number],
            markersize=3 if periods <= _MANY else 1.2,
            linewidth=1.1,
            clip_on=False,  # a mark on the axis is whole
            label=letter(line.label, 30),
            gid=f"line-{number + 1}",
        )
    axes.grid(axis="y")
    axes.set_ylim(bottom=0)
    axes.margins(x=0.02)
    if panel.title:
        axes.set_title(letter(panel.title), loc="left")
