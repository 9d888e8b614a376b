"""GraphML: a network for Gephi, Cytoscape, igraph and networkx, written with the standard library alone.

http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.output.tables import Row, Table

# XML cannot hold these, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def graphml_lines(nodes: Table, edges: Table, *, key: int = 1, weight: str | None = None) -> Iterator[str]:
    """Yield an undirected graph, line by line, each with its newline.

    The first `key` columns of `nodes` tell them apart, the first 2 x `key` columns of `edges` are those of
    the nodes that they join. Nodes get the ids n1, n2, … in their order. All columns of the nodes and the
    other columns of the edges become attributes under their names, with the types of the tables; an empty
    cell (None) is left out. The column `weight` of the edges is written under the name `weight` as well,
    which Gephi and networkx look for. Characters that XML cannot hold (NUL, lone surrogates) become U+FFFD.
    """
    extra = () if weight is None else (edges.columns.index(weight),)
    places = (*extra, *range(2 * key, len(edges.columns)))
    yield _HEAD
    yield from _declarations("node", nodes, range(len(nodes.columns)))
    yield from _declarations("edge", edges, places, ("weight",) * len(extra))
    yield '<graph edgedefault="undirected">\n'
    ids: dict[Row, str] = {}
    for number, row in enumerate(nodes.rows, 1):
        ids[row[:key]] = f"n{number}"
        yield f'<node id="n{number}">{_data("node", row)}</node>\n'
    for row in edges.rows:
        ends = f'source="{ids[row[:key]]}" target="{ids[row[key : 2 * key]]}"'
        yield f"<edge {ends}>{_data('edge', [row[place] for place in places])}</edge>\n"
    yield "</graph>\n</graphml>\n"


def xml_text(text: str) -> str:
    """Return text as the content of an XML element."""
    return escape(_ILLEGAL.sub("\ufffd", text), {"\r": "&#13;"})


def _declarations(kind: str, table: Table, places: Sequence[int], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield the declaration of each attribute: a column, the first ones under other names."""
    types = table.types or (None,) * len(table.columns)
    for number, place in enumerate(places):
        name = names[number] if number < len(names) else table.columns[place]
        declared = _TYPES.get(types[place] or str, "string")
        named = f'attr.name={quoteattr(name)} attr.type="{declared}"'
        yield f'<key id="{kind}{number}" for="{kind}" {named}/>\n'


def _data(kind: str, cells: Sequence[object]) -> str:
    """Return the attributes of one node or edge."""
    return "".join(
        f'<data key="{kind}{number}">{xml_text(cell_text(cell))}</data>'
        for number, cell in enumerate(cells)
        if cell is not None
    )
