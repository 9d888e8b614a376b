"""Rows of scores: order, averages, groups, several systems, intervals."""

from __future__ import annotations

import pytest

from qnmine.errors import UsageError
from qnmine.evaluation import Span, SpanRecord, compare, side_by_side
from qnmine.evaluation.matches import ENTITY_MATCHES, TAG_MATCHES, WORD_MATCHES

PER, LOC = Span(0, 3, "PER"), Span(5, 9, "LOC")
GOLD = [
    SpanRecord("a", "x" * 20, (PER, LOC), {"source": "news", "n": 1}),
    SpanRecord("b", "x" * 20, (PER,), {"source": "wiki"}),
    SpanRecord("c", "x" * 20, (), {}),
]
STRICT = {"strict": ENTITY_MATCHES["strict"]}
RIGHT = {record.id: record.entities for record in GOLD}
HALF = {"a": (PER, Span(5, 8, "LOC")), "c": (LOC,)}


def test_rows_stand_by_match_type_and_system() -> None:
    rows = compare(GOLD, {"right": RIGHT, "half": HALF})
    assert [(row.match, row.type, row.system) for row in rows[:8]] == [
        ("strict", "LOC", "right"),
        ("strict", "LOC", "half"),
        ("strict", "PER", "right"),
        ("strict", "PER", "half"),
        ("strict", "micro", "right"),
        ("strict", "micro", "half"),
        ("strict", "macro", "right"),
        ("strict", "macro", "half"),
    ]
    assert [(row.match, row.type) for row in rows[::2]] == [
        *(("strict", label) for label in ("LOC", "PER", "micro", "macro")),
        *(("lenient", label) for label in ("LOC", "PER", "micro", "macro")),
        ("boundary", "micro"),
    ]


@pytest.mark.parametrize(
    ("match", "label", "counts", "ratios"),
    [
        ("strict", "LOC", (1, 2, 0), (0.0, 0.0, 0.0)),
        ("strict", "PER", (2, 1, 1), (1.0, 0.5, 2 / 3)),
        ("strict", "micro", (3, 3, 1), (1 / 3, 1 / 3, 1 / 3)),
        ("strict", "macro", (3, 3, 1), (0.5, 0.25, 1 / 3)),
        ("lenient", "LOC", (1, 2, 1), (0.5, 1.0, 2 / 3)),
        ("lenient", "micro", (3, 3, 2), (2 / 3, 2 / 3, 2 / 3)),
        ("lenient", "macro", (3, 3, 2), (0.75, 0.75, 2 / 3)),
        ("boundary", "micro", (3, 3, 1), (1 / 3, 1 / 3, 1 / 3)),
    ],
)
def test_the_figures_by_hand(
    match: str, label: str, counts: tuple[int, int, int], ratios: tuple[float, float, float]
) -> None:
    (row,) = (row for row in compare(GOLD, {"half": HALF}) if (row.match, row.type) == (match, label))
    assert (row.gold, row.predicted, row.correct) == counts
    for found, expected in zip((row.precision, row.recall, row.f1), ratios, strict=True):
        assert found == pytest.approx(expected)
    assert (row.group, row.system, row.f1_low, row.f1_high) == ("", "half", None, None)


def test_a_perfect_system_has_ones_everywhere() -> None:
    for row in compare(GOLD, {"right": RIGHT}, resamples=50):
        assert (row.precision, row.recall, row.f1, row.f1_low, row.f1_high) == (1.0, 1.0, 1.0, 1.0, 1.0)


def test_groups_come_by_code_point_and_a_record_without_the_key_has_the_empty_group() -> None:
    rows = [row for row in compare(GOLD, {"half": HALF}, by="source", matches=STRICT) if row.type == "micro"]
    assert [(row.group, row.gold, row.predicted, row.correct) for row in rows] == [
        ("", 0, 1, 0),
        ("news", 2, 2, 1),
        ("wiki", 1, 0, 0),
    ]


def test_other_values_of_a_key_are_written_as_json() -> None:
    assert {row.group for row in compare(GOLD, {"half": HALF}, by="n")} == {"", "1"}


def test_a_group_where_nobody_has_a_span_has_no_ratio() -> None:
    (micro, macro) = compare([GOLD[2]], {"none": {}}, matches=STRICT, resamples=10)
    assert (micro.precision, micro.recall, micro.f1, micro.f1_low, micro.f1_high) == (None,) * 5
    assert (macro.precision, macro.recall, macro.f1, macro.f1_low, macro.f1_high) == (None,) * 5


def test_an_unknown_key_and_an_empty_gold_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="no gold record has the key 'year'; there are: n, source"):
        compare(GOLD, {"half": HALF}, by="year")
    with pytest.raises(UsageError, match="the gold has no record"):
        compare([], {"half": HALF})


def test_side_by_side_has_a_column_for_each_system() -> None:
    columns, rows = side_by_side(compare(GOLD, {"right": RIGHT, "half": HALF}, matches=STRICT))
    assert columns == ("group", "match", "type", "gold", "right", "half")
    assert rows == [
        ("", "strict", "LOC", 1, 1.0, 0.0),
        ("", "strict", "PER", 2, 1.0, pytest.approx(2 / 3)),
        ("", "strict", "micro", 3, 1.0, pytest.approx(1 / 3)),
        ("", "strict", "macro", 3, 1.0, pytest.approx(1 / 3)),
    ]
    assert side_by_side(compare(GOLD, {"half": HALF}, matches=STRICT), "recall")[1][1][-1] == 0.5


def made(right: int, wrong: int) -> tuple[list[SpanRecord], dict[str, tuple[Span, ...]]]:
    """One span a record, found in the first `right` of them."""
    gold = [SpanRecord(str(number), "x" * 9, (PER,)) for number in range(right + wrong)]
    return gold, {record.id: record.entities for record in gold[:right]}


def test_the_interval_is_that_of_the_drawn_records() -> None:
    # Recall is the share of n = 100 records drawn; F1 = 2r/(1+r) grows with it. The 95% points of the
    # binomial share with p = 0.8 are about 0.72 and 0.87, so those of F1 0.837 and 0.930.
    gold, system = made(80, 20)
    row = next(row for row in compare(gold, {"s": system}, resamples=2000) if row.type == "micro")
    assert row.f1 == pytest.approx(2 * 0.8 / 1.8)
    assert row.f1_low == pytest.approx(2 * 0.72 / 1.72, abs=0.012)
    assert row.f1_high == pytest.approx(2 * 0.87 / 1.87, abs=0.012)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    gold, system = made(30, 20)
    first = compare(gold, {"s": system}, resamples=200, seed=1)
    assert compare(gold, {"s": system}, resamples=200, seed=1) == first
    assert compare(gold, {"s": system}, resamples=200, seed=2) != first


def test_intervals_do_not_depend_on_how_the_draws_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    gold, system = made(30, 20)
    whole = compare(gold, {"s": system}, resamples=99)
    monkeypatch.setattr("qnmine.evaluation.bootstrap._BLOCK", 500)
    assert compare(gold, {"s": system}, resamples=99) == whole


def test_equal_systems_have_equal_intervals() -> None:
    gold, system = made(30, 20)
    rows = compare(gold, {"one": system, "two": system}, resamples=100)
    for one, two in zip(rows[::2], rows[1::2], strict=True):
        assert (one.f1_low, one.f1_high) == (two.f1_low, two.f1_high)


def test_words_have_lengths_a_whole_and_sentences_and_their_intervals() -> None:
    gold = [SpanRecord(str(n), "x" * 9, (Span(0, 2, "1"), Span(2, 9, "2"))) for n in range(10)]
    system = {record.id: record.entities[: 1 + (record.id < "8")] for record in gold}
    rows = compare(gold, {"s": system}, matches=WORD_MATCHES, resamples=200)
    assert [(row.match, row.type, row.gold, row.predicted, row.correct) for row in rows] == [
        ("strict", "1", 10, 10, 10),
        ("strict", "2", 10, 8, 8),
        ("strict", "all", 20, 18, 18),
        ("sentence", "all", 10, 10, 8),
    ]
    sentence = rows[-1]
    assert (sentence.precision, sentence.recall, sentence.f1) == (0.8, 0.8, 0.8)
    assert sentence.f1_low is not None
    assert sentence.f1_high is not None
    assert 0.4 <= sentence.f1_low < 0.8 < sentence.f1_high <= 1


def test_side_by_side_has_no_gold_where_it_is_not_the_same_for_all() -> None:
    moved = {"a": (Span(0, 3, "LOC"),), "b": (PER,)}
    _, rows = side_by_side(compare(GOLD, {"right": RIGHT, "moved": moved}, matches=TAG_MATCHES))
    assert rows[-1] == ("", "aligned", "micro", None, 1.0, 0.5)
    assert rows[-2] == ("", "boundary", "micro", 3, 1.0, pytest.approx(0.8))
