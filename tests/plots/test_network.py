"""Pictures of networks: where circles are, and names that can be read."""

from __future__ import annotations

import itertools

import pytest

pytest.importorskip("matplotlib")

from qnmine.corpus import open_corpus
from qnmine.entities import entities_of
from qnmine.entities.network import Cooccurrences
from qnmine.languages import load_phrases
from qnmine.plots.figure import style
from qnmine.plots.graph import MOST_NODES, graph_of
from qnmine.plots.lettering import Lettering
from qnmine.plots.network import network_figure
from tests import SEEDS


@pytest.fixture(scope="module")
def counts() -> Cooccurrences:
    found = Cooccurrences("sentence")
    for document, mentions in entities_of(open_corpus([str(SEEDS)])):
        found.add_document(document, mentions)
    return found


def test_what_is_drawn(counts: Cooccurrences) -> None:
    edges = counts.edges()
    graph = graph_of(counts, edges)
    assert graph == graph_of(counts, edges)
    assert graph.of == len(counts.nodes(edges))
    assert 30 < len(graph.nodes) <= MOST_NODES
    assert graph.nodes[0].label == "Quảng Ninh"
    for source, target, edge in graph.edges:
        assert (graph.nodes[source].label, graph.nodes[target].label) == (edge.source, edge.target)
    assert graph_of(counts, []).nodes == []
    few = graph_of(counts, edges, most=5)
    assert [node.label for node in few.nodes] == [node.label for node in graph.nodes[: len(few.nodes)]]


def test_names_do_not_cover_each_other(counts: Cooccurrences) -> None:
    graph = graph_of(counts, counts.edges())
    with style():
        figure = network_figure(graph, counts.window, load_phrases("plots", "vi"), Lettering(), size=None)
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    names = [text.get_text() for text in figure.axes[0].texts]
    assert {"Quảng Ninh", "UNESCO", "Foxconn", "Phạm Văn Thể"} <= set(names)
    covered = [
        one
        for one, other in itertools.combinations(boxes, 2)
        if one.overlaps(other)
        and min(one.x1, other.x1) - max(one.x0, other.x0) > 6
        and min(one.y1, other.y1) - max(one.y0, other.y0) > 4
    ]
    assert len(covered) <= 2
    assert all(box.x0 >= -1 and box.x1 <= figure.bbox.width + 1 for box in boxes)
