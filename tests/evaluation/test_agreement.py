"""Agreement of annotators: symmetric F1 and Cohen's kappa, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.evaluation import Span, SpanRecord, agreement
from qnmine.evaluation.agreement import cohen_kappa


def test_kappa_of_a_published_table() -> None:
    """50 grant applications, two readers: 20 yes-yes, 15 no-no, 5 and 10 mixed; kappa 0.40."""
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert cohen_kappa(table) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ({("a", "a"): 3, ("b", "b"): 2}, 1.0),
        ({("a", "b"): 5, ("b", "a"): 5}, -1.0),
        ({("a", "b"): 5}, 0.0),
        ({("a", "a"): 5}, None),  # one label throughout: chance alone makes them agree
        ({}, None),
    ],
)
def test_kappa_at_its_ends(table: dict[tuple[str, str], int], kappa: float | None) -> None:
    assert cohen_kappa(table) == kappa


# 10 letters beside white space: "Ông Thể ở Huế"
RECORD = SpanRecord("a", "Ông Thể ở Huế", ())
ONE = {"a": (Span(4, 7, "PER"), Span(10, 13, "LOC"))}
TWO = {"a": (Span(0, 7, "PER"), Span(10, 13, "LOC"))}


def test_rows_of_a_pair_by_hand() -> None:
    loc, per, micro = agreement([RECORD], {"An": ONE, "Bình": TWO})
    assert (loc.first, loc.second, loc.type, loc.agreed, loc.f1, loc.kappa) == (
        "An",
        "Bình",
        "LOC",
        1,
        1.0,
        1.0,
    )
    assert (per.type, per.first_spans, per.second_spans, per.agreed) == ("PER", 1, 1, 0)
    assert (per.f1, per.lenient_f1) == (0.0, 1.0)
    # PER against the rest over 10 letters: both 3, only Bình 3, neither 4; p_o 0.7, p_e 0.3*0.6 + 0.7*0.4.
    assert per.kappa == pytest.approx((0.7 - 0.46) / (1 - 0.46))
    # LOC 3/3, PER 3/6, none 4/1: p_e 0.09 + 0.18 + 0.04.
    assert micro.kappa == pytest.approx((0.7 - 0.31) / (1 - 0.31))
    assert (micro.type, micro.first_spans, micro.agreed, micro.f1, micro.lenient_f1) == (
        "micro",
        2,
        1,
        0.5,
        1.0,
    )


def test_every_pair_once_in_the_order_given() -> None:
    rows = agreement([RECORD], {"An": ONE, "Bình": TWO, "Chi": {}})
    pairs = [(row.first, row.second) for row in rows if row.type == "micro"]
    assert pairs == [("An", "Bình"), ("An", "Chi"), ("Bình", "Chi")]
    assert list(agreement([RECORD], {"An": ONE})) == []


def test_where_nobody_marks_anything_there_is_no_figure() -> None:
    (row,) = agreement([RECORD], {"An": {}, "Bình": {}})
    assert (row.type, row.f1, row.lenient_f1, row.kappa) == ("micro", None, None, None)


def test_white_space_does_not_count() -> None:
    spaced = SpanRecord("a", "Ông Thể ở" + " " * 1000 + "\nHuế", ())
    moved = {"a": (Span(4, 7, "PER"), Span(1010, 1013, "LOC"))}
    wider = {"a": (Span(0, 7, "PER"), Span(1010, 1013, "LOC"))}
    here = [row.kappa for row in agreement([RECORD], {"1": ONE, "2": TWO})]
    assert [row.kappa for row in agreement([spaced], {"1": moved, "2": wider})] == here


def test_an_outer_span_hides_an_inner_one() -> None:
    nested = {"a": (Span(0, 7, "PER"), Span(4, 7, "LOC"), Span(10, 13, "LOC"))}
    micro = list(agreement([RECORD], {"1": nested, "2": TWO}))[-1]
    assert micro.kappa == 1.0


flat = st.lists(st.integers(0, 12), unique=True, max_size=6).flatmap(
    lambda edges: st.lists(st.sampled_from(["P", "L"]), min_size=3, max_size=3).map(
        lambda labels: tuple(
            Span(start, end, label)
            for start, end, label in zip(sorted(edges)[::2], sorted(edges)[1::2], labels, strict=False)
        )
    )
)


@given(flat, flat)
def test_agreement_is_symmetric_and_the_kappa_that_of_single_letters(
    ours: tuple[Span, ...], theirs: tuple[Span, ...]
) -> None:
    forth = list(agreement([RECORD], {"1": {"a": ours}, "2": {"a": theirs}}))
    back = list(agreement([RECORD], {"2": {"a": theirs}, "1": {"a": ours}}))
    assert [(row.f1, row.lenient_f1, row.kappa) for row in forth] == [
        (row.f1, row.lenient_f1, row.kappa) for row in back
    ]
    table: dict[tuple[str, str], int] = {}
    for place, letter in enumerate(RECORD.text):
        if not letter.isspace():
            key = tuple(
                next((span.type for span in spans if span.start <= place < span.end), "")
                for spans in (ours, theirs)
            )
            table[key[0], key[1]] = table.get((key[0], key[1]), 0) + 1
    assert forth[-1].kappa == cohen_kappa(table)
