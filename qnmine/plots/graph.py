"""What of a co-occurrence network can be drawn, and where: the entities mentioned most, placed by springs."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.network import Cooccurrences, Edge, Node

MOST_NODES, MOST_EDGES = 40, 160
_SEED, _ITERATIONS, _DIGITS = 1, 300, 4


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes and edges that are drawn; `places` are those of the nodes, in the unit square.

    `of` is how many entities occur with others at all. Edges hold the places of their nodes in `nodes`.
    """

    nodes: list[Node]
    places: list[tuple[float, float]]
    edges: list[tuple[int, int, Edge]]
    of: int


def graph_of(counts: Cooccurrences, edges: Sequence[Edge], *, most: int = MOST_NODES) -> Graph:
    """Return the entities mentioned most that these edges, the best first, join, placed in the plane.

    The same counts have the same places.
    """
    nodes = counts.nodes(edges)
    numbers = {(node.label, node.type): number for number, node in enumerate(nodes[:most])}
    joined: list[tuple[int, int, Edge]] = []
    for edge in edges:
        ends = numbers.get((edge.source, edge.source_type)), numbers.get((edge.target, edge.target_type))
        if ends[0] is not None and ends[1] is not None:
            joined.append((ends[0], ends[1], edge))
    joined = joined[:MOST_EDGES]
    kept = sorted({number for one in joined for number in one[:2]})
    place = {number: at for at, number in enumerate(kept)}
    joined = [(place[source], place[target], edge) for source, target, edge in joined]
    return Graph([nodes[number] for number in kept], _placed(len(kept), joined), joined, len(nodes))


def _placed(size: int, edges: Sequence[tuple[int, int, Edge]]) -> list[tuple[float, float]]:
    """Return places of nodes in the unit square, by the springs of Fruchterman & Reingold (1991)."""
    import networkx

    graph: Any = networkx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from((source, target, sqrt(edge.count)) for source, target, edge in edges)
    if not size:
        return []
    # Parts without a link to the rest would fly off to the corners: weak springs hold them together.
    parts = sorted(map(min, networkx.connected_components(graph)))
    graph.add_weighted_edges_from((parts[0], part, 0.3) for part in parts[1:])
    distance = 1.6 / sqrt(size)
    found = networkx.spring_layout(graph, k=distance, iterations=_ITERATIONS, seed=_SEED)
    xs, ys = ([float(found[node][axis]) for node in range(size)] for axis in (0, 1))
    return list(zip(_spread(xs), _spread(ys), strict=True))


def _spread(values: Sequence[float]) -> list[float]:
    """Return values between 0 and 1, in part by rank, so that crowds in the middle have more room."""
    low, high = min(values), max(values)
    if high == low:
        return [0.5] * len(values)
    order = sorted(range(len(values)), key=lambda at: (values[at], at))
    rank = {at: place / max(len(values) - 1, 1) for place, at in enumerate(order)}
    return [
        round((value - low) / (high - low) * 0.5 + rank[at] * 0.5, _DIGITS) for at, value in enumerate(values)
    ]
