"""Horizontal bars: terms by count or score, entities by mentions and type, in one panel or one by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.plots.figure import BLUE, OF_TYPES, add_note, grid_of, new_figure, nothing, with_figures
from qnmine.plots.lettering import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qnmine.languages import Phrases
    from qnmine.plots.figure import Size
    from qnmine.plots.lettering import Lettering

_WIDTH, _MARGIN, _STEP = 120, 16, 4.6  # millimetres
_WIDE, _TITLE = 170, 6
_LONGEST = 28  # letters, where panels stand side by side


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is called, how long it is, its type if it is an entity."""

    label: str
    value: float
    type: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of a group, the first of `of`; the title is that of the group."""

    title: str
    bars: Sequence[Bar]
    of: int


def bars_figure(
    panels: Sequence[Panel], axis: str, phrases: Phrases, letter: Lettering, *, size: Size | None, of: int
) -> Figure:
    """Return the bars of panels, of `of` that there are; `axis` tells what is measured."""
    if not any(panel.bars for panel in panels):
        return nothing(phrases, size)
    columns = min(len(panels), 2)
    rows = -(-len(panels) // columns)
    most = max(len(panel.bars) for panel in panels)
    titled = _TITLE if len(panels) > 1 else 0
    types = [type_ for type_ in OF_TYPES if any(bar.type == type_ for panel in panels for bar in panel.bars)]
    height = _MARGIN + rows * (titled + most * _STEP) + (5 if types else 0) + (rows - 1) * 5
    figure = new_figure(size or (_WIDTH if columns == 1 else _WIDE, height))
    axes = grid_of(figure, len(panels), columns, sharex=True)
    for number, (panel, one) in enumerate(zip(panels, axes, strict=True)):
        _draw(one, panel, most, phrases, letter, wide=columns == 1)
        if number + columns >= len(panels):
            one.set_xlabel(axis, loc="center" if columns == 1 else "right")
            one.tick_params(labelbottom=True)
    if types:
        _add_legend(figure, types, phrases)
    add_note(figure, _notes(panels, phrases, of))
    return figure


def _draw(axes: Axes, panel: Panel, most: int, phrases: Phrases, letter: Lettering, *, wide: bool) -> None:
    """Draw the bars of a panel, the first on top, each with its figure behind it."""
    places = list(range(len(panel.bars)))
    values = [bar.value for bar in panel.bars]
    colours = [OF_TYPES.get(bar.type, BLUE) for bar in panel.bars]
    drawn = axes.barh(places, values, height=0.72, color=colours, linewidth=0)
    for number, one in enumerate(drawn):
        one.set_gid(f"bar-{number + 1}")
    told = [_figure(bar.value, phrases) for bar in panel.bars]
    axes.bar_label(drawn, labels=told, padding=2, fontsize=7)
    axes.set_yticks(
        places, [letter(bar.label, LONGEST if wide else _LONGEST) for bar in panel.bars], va="center_baseline"
    )
    axes.set_ylim(most - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.1 if wide else 0.25)  # room for the figures behind the bars
    if any(value < 0 for value in values):
        axes.axvline(0, linewidth=0.6)
    axes.grid(axis="x")
    axes.locator_params(
        axis="x", nbins=6, steps=[1, 2, 5, 10], integer=all(map(float.is_integer, map(float, values)))
    )
    with_figures(axes.xaxis, phrases)
    if panel.title:
        # At the right there is room for it above the names, which may leave little for the bars.
        axes.set_title(letter(panel.title), loc="left" if wide else "right")


def _figure(value: float, phrases: Phrases) -> str:
    """Return a count, or a score with two decimals, as the language writes it."""
    if isinstance(value, int):
        return phrases.figure(value)
    whole, _, decimals = f"{abs(value):.2f}".partition(".")
    sign = "−" if value < 0 else ""
    return sign + phrases.figure(int(whole)) + ("," if phrases.language == "vi" else ".") + decimals


def _add_legend(figure: Figure, types: Sequence[str], phrases: Phrases) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=OF_TYPES[type_], label=phrases(f"type.{type_}")) for type_ in types]
    figure.legend(handles=handles, loc="outside upper left", ncols=len(types), handlelength=1.0)


def _notes(panels: Sequence[Panel], phrases: Phrases, of: int) -> list[str]:
    """Return what is not in the picture: rows of the one panel, or groups."""
    notes = []
    if len(panels) == 1 and panels[0].of > len(panels[0].bars):
        notes.append(phrases("note.of_rows", shown=len(panels[0].bars), of=panels[0].of))
    if of > len(panels):
        notes.append(phrases("note.of_groups", shown=len(panels), of=of))
    return notes
