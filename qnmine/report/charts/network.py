"""The network of entities that occur in the same sentences: circles, lines and names, as Vega draws them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from qnmine.output.display import visible
from qnmine.plots.graph import graph_of
from qnmine.report.charts.chart import COLOURS, FONT, LEGEND, Chart, embedding, label

if TYPE_CHECKING:
    from qnmine.entities.network import Cooccurrences
    from qnmine.languages import Phrases
    from qnmine.plots.graph import Graph

_TYPES = ("PER", "ORG", "LOC")
_HEIGHT = 540
_MARGIN = 34  # so that circles and names at the rim are whole


def network_chart(counts: Cooccurrences, phrases: Phrases) -> Chart | None:
    """Return the network of the entities mentioned most, None if no two occur together."""
    edges = counts.edges()
    if not edges:
        return None
    graph = graph_of(counts, edges)
    _, _, strongest = graph.edges[0]
    description = phrases(
        "network.description",
        nodes=len(graph.nodes),
        of=graph.of,
        edges=len(graph.edges),
        count=strongest.count,
        source=visible(strongest.source),
        target=visible(strongest.target),
    )
    columns = tuple(phrases(f"column.{name}") for name in ("source", "target", "sentences", "docs"))
    rows = tuple(
        (visible(edge.source), visible(edge.target), edge.count, edge.docs) for _, _, edge in graph.edges
    )
    spec = _spec(graph, description, phrases)
    return Chart("network", phrases("network.title"), description, spec, columns, rows)


def _spec(graph: Graph, description: str, phrases: Phrases) -> dict[str, Any]:
    types = [type_ for type_ in _TYPES if any(node.type == type_ for node in graph.nodes)]
    return {
        "description": description,
        "width": 800,
        "height": _HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 4,
        "usermeta": embedding(phrases),
        "signals": [
            {
                "name": "near",  # the circle that is pointed at
                "value": -1,
                "on": [
                    {"events": "@circles:pointerover", "update": "datum.id"},
                    {"events": "@circles:pointerout", "update": "-1"},
                ],
            }
        ],
        "data": [
            {"name": "nodes", "values": _nodes(graph, phrases)},
            {"name": "links", "values": _links(graph)},
        ],
        "scales": [
            {"name": "x", "domain": [0, 1], "range": [_MARGIN, {"signal": f"width - {_MARGIN}"}]},
            {"name": "y", "domain": [0, 1], "range": [_MARGIN, {"signal": f"height - {_MARGIN}"}]},
            {
                "name": "colour",
                "type": "ordinal",
                "domain": [phrases(f"type.{type_}") for type_ in types],
                "range": [COLOURS[type_] for type_ in types],
            },
        ],
        "legends": [{**LEGEND, "fill": "colour", "symbolType": "circle", "direction": "horizontal"}],
        "marks": [_lines(), _circles(phrases), _names()],
    }


def _nodes(graph: Graph, phrases: Phrases) -> list[dict[str, Any]]:
    """Return the circles, the largest first: names are placed in this order, and smaller ones lie above."""
    most = max(node.mentions for node in graph.nodes)
    beside: list[list[int]] = [[] for _ in graph.nodes]
    for source, target, _ in graph.edges:
        beside[source].append(target)
        beside[target].append(source)
    return [
        {
            "id": number,
            "x": x,
            "y": y,
            "name": label(node.label),
            "type": phrases(f"type.{node.type}"),
            "size": round(50 + 1150 * node.mentions / most, 1),
            "font": round(11 + 5 * sqrt(node.mentions / most), 1),
            "beside": beside[number],
            "told": {
                phrases("column.source"): label(node.label, 80),
                phrases("column.type"): phrases(f"type.{node.type}"),
                phrases("column.mentions"): phrases.figure(node.mentions),
                phrases("column.docs"): phrases.figure(node.docs),
            },
        }
        for number, (node, (x, y)) in enumerate(zip(graph.nodes, graph.places, strict=True))
    ]


def _links(graph: Graph) -> list[dict[str, Any]]:
    return [
        {
            "source": source,
            "target": target,
            "from": graph.places[source],
            "to": graph.places[target],
            "width": round(1 + 1.6 * sqrt(edge.count - 1), 2),
            "told": f"{label(edge.source)} – {label(edge.target)}: {edge.count}",
        }
        for source, target, edge in reversed(graph.edges)
    ]


def _lines() -> dict[str, Any]:
    return {
        "type": "rule",
        "name": "lines",
        "from": {"data": "links"},
        "aria": False,
        "encode": {
            "update": {
                "x": {"scale": "x", "signal": "datum.from[0]"},
                "y": {"scale": "y", "signal": "datum.from[1]"},
                "x2": {"scale": "x", "signal": "datum.to[0]"},
                "y2": {"scale": "y", "signal": "datum.to[1]"},
                "stroke": {"value": "var(--faint)"},
                "strokeWidth": {"field": "width"},
                "strokeCap": {"value": "round"},
                "tooltip": {"field": "told"},
                "strokeOpacity": [
                    {"test": "near < 0", "value": 0.4},
                    {"test": "near === datum.source || near === datum.target", "value": 0.9},
                    {"value": 0.08},
                ],
            }
        },
    }


def _circles(phrases: Phrases) -> dict[str, Any]:
    mentions = phrases("column.mentions")
    return {
        "type": "symbol",
        "name": "circles",
        "from": {"data": "nodes"},
        "encode": {
            "enter": {
                "size": {"field": "size"},
                "fill": {"scale": "colour", "field": "type"},
                "stroke": {"value": "var(--paper)"},
                "strokeWidth": {"value": 1.5},
                "tooltip": {"field": "told"},
                "description": {"signal": f"datum.name + ', ' + datum.told[{mentions!r}]"},
            },
            "update": {
                "x": {"scale": "x", "field": "x"},
                "y": {"scale": "y", "field": "y"},
                "opacity": [{"test": _NEAR, "value": 1}, {"value": 0.2}],
            },
        },
    }


_ANCHORS = ["right", "left", "top", "bottom", "top-right", "bottom-right", "top-left", "bottom-left"]
_OFFSETS = (3, 12, 20)  # pixels from the circle; the nearest are tried first
_NEAR = "near < 0 || near === datum.id || indexof(datum.beside, near) >= 0"


def _names() -> dict[str, Any]:
    """Return the names beside the circles; those for which there is no room are left to the tooltips."""
    return {
        "type": "text",
        "name": "names",
        "from": {"data": "circles"},
        "interactive": False,
        "aria": False,
        "encode": {
            "enter": {
                "text": {"field": "datum.name"},
                "font": {"value": FONT},
                "fontSize": {"field": "datum.font"},
                "fill": {"value": "var(--ink)"},
                "stroke": {"value": "var(--paper)"},  # behind the letters, by the style of the page
                "strokeWidth": {"value": 3},
            },
            "update": {
                "fillOpacity": [
                    {"test": _NEAR.replace("datum.", "datum.datum."), "value": 1},
                    {"value": 0.25},
                ],
                "strokeOpacity": [
                    {"test": _NEAR.replace("datum.", "datum.datum."), "value": 1},
                    {"value": 0},
                ],
            },
        },
        "transform": [
            {
                "type": "label",
                "size": [{"signal": "width"}, {"signal": "height"}],
                "avoidBaseMark": True,
                "anchor": _ANCHORS * len(_OFFSETS),
                "offset": [offset for offset in _OFFSETS for _ in _ANCHORS],
                "padding": 20,
            }
        ],
    }
