"""The co-occurrence network: windows, pairs, ranking, and that parts of a corpus add up."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.cli import network as command
from qnmine.corpus import read
from qnmine.entities import Mention, entities_of, network
from qnmine.entities.corrections import Correction, Corrections
from qnmine.entities.network import Cooccurrences, Edge, Node
from qnmine.statistics.association import log_likelihood, npmi
from qnmine.text.document import Document
from tests import SEEDS
from tests.strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Bác thăm Hạ Long. Thể ở Hạ Long.\nĐảng họp.\n\n  \nThể gặp Bác. Bác nói: Bác vui.\r\nHết"


def _found(*documents: tuple[str, Sequence[str]]) -> list[tuple[Document, list[Mention]]]:
    """Documents with their mentions: every occurrence of the texts, `LOC` for Hạ Long, `PER` for others."""
    result = []
    for number, (text, names) in enumerate(documents):
        lines = [Correction("add", name, "LOC" if name == "Hạ Long" else "PER") for name in names]
        document = Document(f"d{number}", text)
        result.append((document, Corrections(lines).apply([], document)))
    return result


def _counts(window: str, found: Sequence[tuple[Document, list[Mention]]]) -> Cooccurrences:
    counts = Cooccurrences(window)
    for document, mentions in found:
        counts.add_document(document, mentions)
    return counts


SAMPLE = _found((TEXT, ["Bác", "Hạ Long", "Thể", "Đảng"]), ("Đảng và Bác.", ["Bác", "Đảng"]), (" ", []))


@pytest.mark.parametrize(
    ("window", "total", "pairs"),
    [
        (
            "sentence",
            7,
            {
                ("Bác", "Hạ Long"): (1, 1),
                ("Hạ Long", "Thể"): (1, 1),
                ("Bác", "Thể"): (1, 1),
                ("Bác", "Đảng"): (1, 1),
            },
        ),
        (
            "paragraph",
            5,
            {
                ("Bác", "Hạ Long"): (1, 1),
                ("Hạ Long", "Thể"): (1, 1),
                ("Bác", "Thể"): (2, 1),
                ("Bác", "Đảng"): (1, 1),
            },
        ),
        (
            "document",
            2,
            {
                ("Bác", "Hạ Long"): (1, 1),
                ("Hạ Long", "Thể"): (1, 1),
                ("Bác", "Thể"): (1, 1),
                ("Bác", "Đảng"): (2, 2),
                ("Hạ Long", "Đảng"): (1, 1),
                ("Thể", "Đảng"): (1, 1),
            },
        ),
    ],
)
def test_windows(window: str, total: int, pairs: dict[tuple[str, str], tuple[int, int]]) -> None:
    counts = _counts(window, SAMPLE)
    assert counts.windows == total
    assert {(edge.source, edge.target): (edge.count, edge.docs) for edge in counts.edges()} == pairs
    assert counts.warnings() == []


def test_an_edge_has_its_measures_and_a_node_its_counts() -> None:
    counts = _counts("paragraph", SAMPLE)
    first = counts.edges()[0]
    assert first == Edge(
        "Bác",
        "PER",
        "Thể",
        "PER",
        2,
        1,
        round(npmi(2, 3, 2, 5) or 0, 6),
        round(log_likelihood(2, 3, 2, 5), 6),
    )
    assert counts.nodes([first]) == [Node("Bác", "PER", 5, 2, 3), Node("Thể", "PER", 2, 1, 2)]


def test_names_of_two_types_are_two_entities() -> None:
    mentions = [
        Mention("d", 1, at, at + 1, "A", type_, "A") for at, type_ in enumerate(["PER", "LOC", "PER"])
    ]
    counts = _counts("sentence", [(Document("d", "AAA"), mentions)])
    (edge,) = counts.edges()
    assert (edge.source_type, edge.target_type, edge.count, edge.npmi) == ("LOC", "PER", 1, None)


def test_names_inside_names_are_left_out() -> None:
    mentions = [Mention("d", 1, 0, 3, "A B", "ORG", "A B"), Mention("d", 1, 2, 3, "B", "LOC", "B", depth=1)]
    assert _counts("sentence", [(Document("d", "A B"), mentions)]).edges() == []


def _ranked(measure: str, min_count: int = 1) -> list[tuple[str, str]]:
    # A B: 3 of 3 and 4; A C: rarer than chance; D E: once, never apart
    windows = ["A B", "A B", "A B", "A C", "C F", "C F", "C F", "C F", "A", "A", "D E"]
    found = _found(*[(text, text.split()) for text in windows])
    edges = _counts("document", found).edges(measure=measure, min_count=min_count)
    return [(edge.source, edge.target) for edge in edges]


def test_ranking() -> None:
    assert _ranked("count") == [("C", "F"), ("A", "B"), ("A", "C"), ("D", "E")]
    assert _ranked("count", 2) == [("C", "F"), ("A", "B")]
    assert _ranked("npmi") == [("D", "E"), ("C", "F"), ("A", "B"), ("A", "C")]
    assert _ranked("log_likelihood") == [("C", "F"), ("D", "E"), ("A", "B"), ("A", "C")]


def test_a_window_that_is_a_list_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_ENTITIES", 2)
    counts = _counts("document", SAMPLE)
    assert [(edge.source, edge.target, edge.count) for edge in counts.edges()] == [("Bác", "Đảng", 1)]
    assert counts.windows == 1
    (message,) = counts.warnings()
    assert message == (
        "1 document was left out, first in d0: over 2 entities are a list, not a context; "
        "use a smaller --window"
    )


def test_nothing() -> None:
    counts = Cooccurrences()
    assert counts.edges() == []
    assert counts.nodes([]) == []
    assert counts.warnings() == []
    for wrong in (lambda: Cooccurrences("line"), lambda: counts.edges(measure="pmi")):
        with pytest.raises(ValueError, match="no "):
            wrong()


def test_the_command_offers_what_there_is() -> None:
    assert command.WINDOWS == network.WINDOWS
    assert command.MEASURES == network.MEASURES


_DOCUMENTS = st.lists(
    st.one_of(any_text(), st.lists(st.sampled_from("AB.\n"), max_size=9).map(" ".join)), max_size=5
)
_NAMES = ["A", "B", "Hạ Long", "Quảng", "Ninh", "TP", "\u0301", "."]


@given(_DOCUMENTS, st.integers(0, 5), st.sampled_from(network.WINDOWS))
def test_parts_add_up_on_any_text(documents: list[str], cut: int, window: str) -> None:
    found = _found(*[(text, _NAMES) for text in documents])
    whole = _counts(window, found)
    merged = _counts(window, found[:cut])
    merged.merge(_counts(window, found[cut:]))
    edges = whole.edges(measure="npmi")
    assert merged.edges(measure="npmi") == edges
    assert merged.nodes(edges) == whole.nodes(edges)
    for node in whole.nodes(edges):
        assert node.docs <= node.windows <= whole.windows
        assert node.windows <= node.mentions


def test_the_seeds_against_a_count_by_sentence() -> None:
    found = list(entities_of(read(SEEDS)))
    sentences: dict[tuple[str, int], set[tuple[str, str]]] = {}
    for _, mentions in found:
        for mention in mentions:
            sentences.setdefault((mention.doc, mention.sentence), set()).add((mention.name, mention.type))
    pairs = Counter(pair for names in sentences.values() for pair in combinations(sorted(names), 2))
    edges = _counts("sentence", found).edges()
    assert {
        ((edge.source, edge.source_type), (edge.target, edge.target_type)): edge.count for edge in edges
    } == pairs
    total = sum(len(document.sentence_spans) for document, _ in found)
    for edge in edges[:20]:
        ends = ((edge.source, edge.source_type), (edge.target, edge.target_type))
        first, second = (sum(key in names for names in sentences.values()) for key in ends)
        assert edge.log_likelihood == round(log_likelihood(edge.count, first, second, total), 6)
