"""Counting of entities: order, variants, documents, merging."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities import Entity, EntityCounts, Mention, aggregate
from qnmine.entities.aggregation import PlacedEntity
from qnmine.entities.places import Place


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
    assert EntityCounts().placed_entities() == []


def test_those_mentioned_often_enough() -> None:
    mentions = [_mention("1", name) for name in "abbccc"]
    assert [entity.name for entity in aggregate(mentions, min_mentions=2)] == ["c", "b"]


def test_names_inside_names_do_not_count() -> None:
    mentions = [
        _mention("1", "Báo Quảng Ninh", "ORG"),
        Mention("1", 1, 4, 14, "Quảng Ninh", "LOC", "Quảng Ninh", depth=1),
    ]
    assert [entity.name for entity in aggregate(mentions)] == ["Báo Quảng Ninh"]


def test_a_document_that_comes_in_parts_counts_once() -> None:
    counts = EntityCounts()
    first, second = ([_mention("1", "a")], [_mention("1", "a"), _mention("1", "b")])
    seen = counts.add_mentions(first)
    counts.add_to_documents(seen)
    counts.add_to_documents(counts.add_mentions(second) - seen)
    assert [(row.name, row.mentions, row.docs) for row in counts.entities()] == [("a", 2, 1), ("b", 1, 1)]


def test_places_part_entities_and_successors_are_rows() -> None:
    bac_giang = (Place("24", "province", "Bắc Giang", "merged", "Bắc Ninh", "24"),)
    split = tuple(Place("1", "commune", "Quảng Ninh", "split", "x", code) for code in ("12", "11"))
    mentions = [_mention("1", "Bắc Giang"), _mention("1", "Hoà"), _mention("1", "Hoà"), _mention("1", "Hoà")]
    counts = EntityCounts()
    counts.add_document(mentions, [bac_giang, split, (), split])
    rows = counts.placed_entities()
    assert [(row.name, row.mentions, row.docs, row.code, row.current_code) for row in rows] == [
        ("Hoà", 2, 1, "1", "11"),
        ("Hoà", 2, 1, "1", "12"),
        ("Bắc Giang", 1, 1, "24", "24"),
        ("Hoà", 1, 1, "", ""),
    ]
    assert rows[2] == PlacedEntity(
        "Bắc Giang", "LOC", 1, 1, ("Bắc Giang",), "24", "province", "Bắc Giang", "merged", "Bắc Ninh", "24"
    )


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
