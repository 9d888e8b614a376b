"""One reading of a sentence: results that do not overlap and together cover the most."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qnmine.rules.engine import Node

_Weight = tuple[int, int, int]


def best_reading(nodes: Iterable[Node], rank: Mapping[str, int]) -> list[Node]:
    """Return the nodes, in order, that cover most tokens with fewest pieces; then those of better rank.

    `rank` tells for each category how good it is, the lowest first; of several results of one category over
    one span the first counts. One layer: no token is in two of them.
    """
    spans: dict[tuple[int, int], Node] = {}
    for node in nodes:
        held = spans.setdefault((node.start, node.end), node)
        if rank[node.category] < rank[held.category]:
            spans[node.start, node.end] = node
    chosen: list[Node] = []
    cluster: list[Node] = []
    reach = 0
    for start, end in sorted(spans):
        if cluster and start >= reach:
            chosen += _best_of(cluster, rank)
            cluster = []
        cluster.append(spans[start, end])
        reach = max(reach, end)
    return chosen + _best_of(cluster, rank)


def _best_of(cluster: list[Node], rank: Mapping[str, int]) -> list[Node]:
    """Weighted interval scheduling over nodes that touch each other."""
    if len(cluster) < 2:
        return cluster
    ordered = sorted(cluster, key=lambda node: (node.end, node.start))
    ends = [node.end for node in ordered]
    best: list[_Weight] = [(0, 0, 0)]
    taken: list[int | None] = []
    for number, node in enumerate(ordered):
        before = bisect_right(ends, node.start, 0, number)
        tokens, pieces, ranks = best[before]
        weight = (tokens + node.end - node.start, pieces - 1, ranks - rank[node.category])
        better = weight > best[number]
        best.append(weight if better else best[number])
        taken.append(before if better else None)
    chosen, number = [], len(ordered)
    while number:
        before_it = taken[number - 1]
        if before_it is None:
            number -= 1
        else:
            chosen.append(ordered[number - 1])
            number = before_it
    return chosen[::-1]
