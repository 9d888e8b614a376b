"""One reading of a sentence: results that do not overlap and together cover the most."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qnmine.rules.engine import Chart, Node

_Weight = tuple[int, int, int]


def reading_of(chart: Chart, rank: Mapping[str, int]) -> list[Node]:
    """Return the best reading of a sentence in the categories of `rank`, as `best_reading` has it.

    What cannot be in it is not asked for: nothing that begins inside a result that stands apart, and single
    tokens only where nothing longer is.
    """
    categories = tuple(sorted(rank, key=rank.__getitem__))
    nodes, single = _longest(chart, categories)
    covered = _covered(nodes) if nodes and single else ()
    for start, short in single:
        if start in covered:
            continue
        for category in short:
            if found := chart.results(category, start):
                nodes += found
                break
    return best_reading(nodes, rank) if nodes else []


def _longest(
    chart: Chart, categories: tuple[str, ...]
) -> tuple[list[Node], list[tuple[int, tuple[str, ...]]]]:
    """Return what begins where something of several tokens can, and where and as what single ones can."""
    nodes: list[Node] = []
    single: list[tuple[int, tuple[str, ...]]] = []
    reach = apart = 0
    for start, _ in chart.starts(categories):
        if start < apart:
            continue
        long, short = chart.begun(categories, start)
        for category in long:
            found = chart.results(category, start)
            if not found:
                continue
            nodes += found
            end = found[0].end
            # Of one token only, another category may be better.
            if reach <= start < end - 1 and chart.stands_apart(categories, start, end):
                apart = end
                break
            reach = max(reach, end)
        else:
            if short:
                single.append((start, short))
    return nodes, single


def _covered(nodes: Iterable[Node]) -> set[int]:
    """Return the tokens in results of several that cover all those that they share a token with."""
    covered: set[int] = set()
    for cluster in _clusters({(node.start, node.end) for node in nodes}):
        whole = cluster[0][0], max(end for _, end in cluster)
        if whole in cluster and whole[1] - whole[0] > 1:
            covered.update(range(*whole))
    return covered


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
    for cluster in _clusters(spans):
        chosen += _best_of([spans[span] for span in cluster], rank)
    return chosen


def _clusters(spans: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield spans in order, in groups that share no token with each other."""
    cluster: list[tuple[int, int]] = []
    reach = 0
    for start, end in sorted(spans):
        if cluster and start >= reach:
            yield cluster
            cluster = []
        cluster.append((start, end))
        reach = max(reach, end)
    if cluster:
        yield cluster


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
