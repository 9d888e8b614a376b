"""GraphML: well formed whatever the names, in our order, and read back by networkx."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Table
from qnmine.output.graphml import graphml_lines, xml_text

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def _graph(names: list[str], edges: list[tuple[int, int, int, float | None]]) -> str:
    nodes = [(name, f"T{number}", number) for number, name in enumerate(names)]
    rows = [(*nodes[one][:2], *nodes[two][:2], count, npmi) for one, two, count, npmi in edges]
    return "".join(
        graphml_lines(
            Table(("label", "type", "mentions"), nodes, (str, str, int)),
            Table(("a", "a_type", "b", "b_type", "count", "npmi"), rows, (str, str, str, str, int, float)),
            key=2,
            weight="count",
        )
    )


SMALL = """\
<key id="node0" for="node" attr.name="label" attr.type="string"/>
<key id="node1" for="node" attr.name="type" attr.type="string"/>
<key id="node2" for="node" attr.name="mentions" attr.type="int"/>
<key id="edge0" for="edge" attr.name="weight" attr.type="int"/>
<key id="edge1" for="edge" attr.name="count" attr.type="int"/>
<key id="edge2" for="edge" attr.name="npmi" attr.type="double"/>
<graph edgedefault="undirected">
<node id="n1"><data key="node0">Đảng &amp; “A”</data><data key="node1">T0</data>\
<data key="node2">0</data></node>
<node id="n2"><data key="node0">B</data><data key="node1">T1</data><data key="node2">1</data></node>
<edge source="n1" target="n2">\
<data key="edge0">4</data><data key="edge1">4</data><data key="edge2">0.5</data></edge>
<edge source="n2" target="n2"><data key="edge0">1</data><data key="edge1">1</data></edge>
</graph>
</graphml>
"""


def test_the_whole_of_a_small_graph() -> None:
    written = _graph(["Đảng & “A”", "B"], [(0, 1, 4, 0.5), (1, 1, 1, None)])
    assert written[written.index("<key") :] == SMALL


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a<b>&\"'", "a&lt;b&gt;&amp;\"'"),
        ("\x00\x1f\ud800\udfff\ufffe", "\ufffd" * 5),
        ("\t\n\x85\u2028", "\t\n\x85\u2028"),
        ("\r", "&#13;"),
        ("]]>", "]]&gt;"),
    ],
)
def test_text(text: str, written: str) -> None:
    assert xml_text(text) == written


def test_an_empty_graph_is_a_graph() -> None:
    root = ElementTree.fromstring(_graph([], []))
    (graph,) = root.findall(f"{GRAPHML}graph")
    assert list(graph) == []


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=5))
def test_any_name_gives_well_formed_xml(names: list[str]) -> None:
    root = ElementTree.fromstring(_graph(names, [(0, len(names) - 1, 1, None)]))
    labels = [node.findtext(f"{GRAPHML}data") or "" for node in root.iter(f"{GRAPHML}node")]
    assert len(labels) == len(names)
    for label, name in zip(labels, names, strict=True):
        assert len(label) == len(name)
        assert all(one in (other, "\ufffd") for one, other in zip(label, name, strict=True))


def test_networkx_reads_it() -> None:
    networkx = pytest.importorskip("networkx")
    content = _graph(["Đảng", "a < b & c"], [(0, 1, 4, -0.25), (1, 1, 2, None)])
    graph = networkx.read_graphml(io.BytesIO(content.encode()))
    assert not graph.is_directed()
    assert dict(graph.nodes(data=True)) == {
        "n1": {"label": "Đảng", "type": "T0", "mentions": 0},
        "n2": {"label": "a < b & c", "type": "T1", "mentions": 1},
    }
    assert graph.edges["n1", "n2"] == {"weight": 4, "count": 4, "npmi": -0.25}
    assert graph.edges["n2", "n2"] == {"weight": 2, "count": 2}
