"""Counting of entities: order, variants, documents, merging."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities import Entity, EntityCounts, Mention, aggregate


def _mention(doc: str, name: str, type_: str = "LOC", text: str | None = None) -> Mention:
    return Mention(doc, 1, 0, 1, text or name, type_, name)


def test_counts_and_order() -> None:
    mentions = [
        _mention("1", "Hạ Long"),
        _mention("1", "Quảng Ninh", text="QUẢNG NINH"),
        _mention("1", "Quảng Ninh"),
        _mention("2", "Quảng Ninh"),
        _mention("2", "Anh", "PER"),
        _mention("2", "Anh", "LOC"),
        _mention("2", "Quảng Ninh", text="Quảng\n Ninh"),
    ]
    assert aggregate(mentions) == [
        Entity("Quảng Ninh", "LOC", 4, 2, ("Quảng Ninh", "QUẢNG NINH")),
        Entity("Anh", "LOC", 1, 1, ("Anh",)),
        Entity("Anh", "PER", 1, 1, ("Anh",)),
        Entity("Hạ Long", "LOC", 1, 1, ("Hạ Long",)),
    ]


def test_variants_by_count_then_code_point() -> None:
    forms = ["b", "a", "c", "c"]
    assert aggregate([_mention("1", "x", text=form) for form in forms])[0].variants == ("c", "a", "b")


def test_nothing() -> None:
    assert aggregate([]) == []


_DOCUMENTS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["PER", "LOC"]), st.sampled_from("xyz")), max_size=6
    )
)


@given(_DOCUMENTS, st.integers(0, 10))
def test_merged_parts_count_like_the_whole(documents: list[list[tuple[str, str, str]]], cut: int) -> None:
    rows = [[_mention(str(n), *row) for row in document] for n, document in enumerate(documents)]
    parts = []
    for part in (rows[:cut], rows[cut:]):
        counts = EntityCounts()
        for document in part:
            counts.add_document(document)
        parts.append(counts)
    parts[0].merge(parts[1])
    assert parts[0].entities() == aggregate(mention for document in rows for mention in document)
