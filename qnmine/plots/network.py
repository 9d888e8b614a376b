"""A network of entities that occur together: circles by mentions, lines by windows, names beside them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from qnmine.plots.figure import GREY, OF_TYPES, add_note, new_figure, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qnmine.languages import Phrases
    from qnmine.plots.figure import Size
    from qnmine.plots.graph import Graph
    from qnmine.plots.lettering import Lettering

_SIZE = (170.0, 125.0)
_SMALLEST, _LARGEST = 14.0, 260.0  # points²
_LONGEST = 32


def network_figure(
    graph: Graph, window: str, phrases: Phrases, letter: Lettering, *, size: Size | None
) -> Figure:
    """Return the picture of a graph whose edges count windows of this kind."""
    if not graph.nodes:
        return nothing(phrases, size)
    figure = new_figure(size or _SIZE)
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_xlim(-0.06, 1.06)
    axes.set_ylim(-0.06, 1.06)
    for number, (source, target, edge) in enumerate(graph.edges, 1):
        ends = graph.places[source], graph.places[target]
        axes.plot(
            [x for x, _ in ends],
            [y for _, y in ends],
            color=GREY,
            linewidth=0.5 + 0.8 * sqrt(edge.count - 1),
            zorder=1,
            gid=f"link-{number}",
        )
    most = max(node.mentions for node in graph.nodes)
    areas = [_SMALLEST + (_LARGEST - _SMALLEST) * node.mentions / most for node in graph.nodes]
    for number, (node, place, area) in enumerate(zip(graph.nodes, graph.places, areas, strict=True), 1):
        axes.scatter(
            *place,
            s=area,
            color=OF_TYPES[node.type],
            edgecolors="white",
            linewidths=0.6,
            zorder=2,
            gid=f"node-{number}",
        )
    _add_legend(axes, graph, phrases)
    note = phrases(
        "note.nodes",
        shown=len(graph.nodes),
        of=graph.of,
        edges=len(graph.edges),
        windows=phrases(f"window.{window}"),
    )
    add_note(figure, [note])
    figure.draw_without_rendering()  # places are known after that
    figure.set_layout_engine("none")
    _name(axes, graph, areas, letter)
    return figure


def _add_legend(axes: Axes, graph: Graph, phrases: Phrases) -> None:
    for type_, colour in OF_TYPES.items():
        if any(node.type == type_ for node in graph.nodes):
            axes.scatter([], [], s=30, color=colour, label=phrases(f"type.{type_}"))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, handletextpad=0.2, borderpad=0)


def _name(axes: Axes, graph: Graph, areas: Sequence[float], letter: Lettering) -> None:
    """Write the names beside the circles, where they cover least of other names, circles and lines."""
    from matplotlib.patheffects import withStroke

    figure = axes.get_figure(root=True)
    assert figure is not None
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]  # that of Agg
    point = figure.dpi / 72
    centres = [tuple(axes.transData.transform(place)) for place in graph.places]
    radii = [sqrt(area) / 2 * point for area in areas]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(centres, radii, strict=True)]
    longest = max(min(_LONGEST, int(6 * figure.get_figwidth())), _LONGEST // 2)  # a small plot has no room
    outside = (0.0, 0.0, float(figure.bbox.width), float(figure.bbox.height))
    for number in sorted(range(len(graph.nodes)), key=lambda at: -graph.nodes[at].mentions):
        text: Any = axes.annotate(
            letter(graph.nodes[number].label, longest),
            graph.places[number],
            (0, 0),
            textcoords="offset points",
            fontsize=6.5 + 2 * sqrt(areas[number] / _LARGEST),
            zorder=3,
            path_effects=[withStroke(linewidth=1.6, foreground="white")],
            gid=f"name-{number + 1}",
        )
        boxes = []
        for side in _SIDES:
            _put(text, side, sqrt(areas[number]) / 2)
            x0, y0, x1, y1 = map(float, text.get_window_extent(renderer).extents)
            boxes.append((x0, y0, x1, y1))
        costs = [_cost(box, taken, outside) + choice * point**2 for choice, box in enumerate(boxes)]
        best = costs.index(min(costs))
        x0, y0, x1, y1 = boxes[best]
        if costs[best] > _MOST_COVERED * (x1 - x0) * (y1 - y0):
            text.remove()  # a circle without a name tells more than two names that nobody can read
            continue
        _put(text, _SIDES[best], sqrt(areas[number]) / 2)
        taken.append(boxes[best])


def _put(text: Any, side: tuple[float, float, float], radius: float) -> None:
    """Put a name on a side of its circle, so many points from it."""
    dx, dy, gap = side
    text.set_horizontalalignment("center" if not dx else "left" if dx > 0 else "right")
    text.set_verticalalignment("center" if not dy else "bottom" if dy > 0 else "top")
    text.xyann = dx * (radius + gap), dy * (radius + gap)


_MOST_COVERED = 0.12  # of its own size, by which a name may cover others
_SIDES = tuple(
    (dx, dy, gap)
    for gap in (1.5, 4.0, 9.0)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7))
)
"""Where a name may stand: direction, and points from the circle; the nearest are tried first."""


def _cost(box: tuple[float, ...], taken: Sequence[tuple[float, ...]], outside: tuple[float, ...]) -> float:
    """Return how much of other things a name would cover, and of itself be outside, in square pixels."""
    covered = sum(_shared(box, other) for other in taken)
    inside = _shared(box, outside)
    return covered + 4 * ((box[2] - box[0]) * (box[3] - box[1]) - inside)


def _shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
