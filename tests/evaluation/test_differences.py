"""Differences: every disagreement once, in order, with its kind and its context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.evaluation import Span, SpanRecord, difference_columns, differences

TEXT = "Ông Thể thăm Hạ Long và Huế"
THE, HA_LONG, HUE = Span(4, 7, "PER"), Span(13, 20, "LOC"), Span(24, 27, "LOC")
GOLD = [SpanRecord("a", TEXT, (THE, HA_LONG, HUE))]


def rows(
    *systems: tuple[Span, ...], gold: list[SpanRecord] = GOLD, context: int = 40
) -> list[tuple[object, ...]]:
    named = {f"s{number}": {"a": spans} for number, spans in enumerate(systems)}
    return [row.cells() for row in differences(gold, named, context=context)]


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        ((THE, HA_LONG, HUE), []),
        ((THE, HUE), [(13, 20, "missed", "LOC", "")]),
        ((THE, HA_LONG, HUE, Span(0, 3, "PER")), [(0, 3, "spurious", "", "PER")]),
        ((THE, Span(13, 20, "ORG"), HUE), [(13, 20, "type", "LOC", "ORG")]),
        (
            (THE, Span(16, 20, "LOC"), HUE),
            [(13, 20, "boundary", "LOC", ""), (16, 20, "boundary", "", "LOC")],
        ),
        (
            (THE, Span(13, 27, "ORG")),  # one span over two of the gold's, of another type
            [
                (13, 20, "boundary", "LOC", ""),
                (13, 27, "boundary", "", "ORG"),
                (24, 27, "boundary", "LOC", ""),
            ],
        ),
        ((THE, Span(7, 13, "LOC"), HA_LONG, HUE), [(7, 13, "spurious", "", "LOC")]),  # adjacent on both sides
        ((THE, THE, HA_LONG, HUE), [(4, 7, "type", "PER", "PER | PER")]),
    ],
)
def test_one_system(predicted: tuple[Span, ...], expected: list[tuple[object, ...]]) -> None:
    found = rows(predicted)
    assert [(start, end, kind, gold, got) for _, start, end, _, kind, gold, got, _, _ in found] == expected


def test_several_systems_share_a_row() -> None:
    found = rows((THE, HA_LONG, HUE), (THE, Span(13, 20, "ORG")), (THE, Span(16, 20, "LOC"), HUE))
    assert [row[1:-2] for row in found] == [
        (13, 20, "Hạ Long", "type | boundary", "LOC", "LOC", "ORG", ""),
        (16, 20, "Long", "boundary", "", "", "", "LOC"),
        (24, 27, "Huế", "missed", "LOC", "LOC", "", "LOC"),
    ]


def test_the_context_stops_at_the_text_and_records_keep_their_order() -> None:
    gold = [SpanRecord("z", TEXT, (THE,)), SpanRecord("a", TEXT, (HUE,))]
    found = list(differences(gold, {"s": {}}, context=5))
    assert [(row.doc, row.left, row.text, row.right) for row in found] == [
        ("z", "Ông ", "Thể", " thăm"),
        ("a", "g và ", "Huế", ""),
    ]
    assert all(row.left == row.right == "" for row in differences(gold, {"s": {}}, context=0))


def test_columns_are_named_after_the_systems_and_never_twice() -> None:
    assert difference_columns(["crf", "text"]) == (
        *("doc", "start", "end", "text", "kind", "gold"),
        *("crf", "system_text", "left", "right"),
    )
    assert len(rows((THE,), ())[0]) == len(difference_columns(["s0", "s1"]))


spans = st.lists(
    st.builds(
        lambda start, length, label: Span(start, start + length, label),
        *map(st.integers, (0, 1), (19, 8)),
        st.sampled_from("PL"),
    ),
    max_size=6,
    unique_by=lambda span: (span.start, span.end),
).map(tuple)


@given(spans, spans)
def test_the_kinds_account_for_every_span_that_is_not_alike(
    ours: tuple[Span, ...], theirs: tuple[Span, ...]
) -> None:
    found = list(differences([SpanRecord("a", TEXT, ours)], {"s": {"a": theirs}}))
    assert [(row.start, row.end) for row in found] == sorted(
        {(s.start, s.end) for s in set(ours) ^ set(theirs)}
    )
    for row in found:
        place = Span(row.start, row.end, "")
        other = theirs if row.gold else ours
        overlaps = any(span.start < place.end and place.start < span.end for span in other)
        assert row.text == TEXT[row.start : row.end]
        assert (row.kind == "type") == bool(row.gold and row.predicted[0])
        assert (row.kind in {"missed", "spurious"}) == (not overlaps)
