"""Two corpora side by side: counted by hand, symmetric, and the numbers of the pure measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.cli.compare import MEASURES as MEASURES_OF_THE_HELP
from qnmine.statistics import keyness
from qnmine.statistics.comparison import MEASURES, Comparison, Measure, TermPair, compare, comparison
from qnmine.statistics.significance import p_value
from qnmine.statistics.terms import TermCounts, WordTerms
from tests.statistics.coded_corpora import corpora
from tests.statistics.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.words.running import RunningWords

SIGNED = ("log_likelihood", "chi_square", "log_ratio")


def counted(a: Sequence[RunningWords], b: Sequence[RunningWords], *lengths: int) -> TermCounts:
    counts = TermCounts(WordTerms(lengths or (1,), stopwords={"và"}))
    for side, corpus in enumerate((a, b)):
        if corpus:
            counts.add_documents(corpus, [side] * len(corpus))
    return counts


def rows(a: Sequence[str], b: Sequence[str], *lengths: int, **options: object) -> list[Comparison]:
    with counted(spoken(*a), spoken(*b), *lengths) as counts:
        return list(compare(counts, **options))  # type: ignore[arg-type]


A = ("Kinh_tế số và kinh_tế biển .", "kinh_tế 2024 biển")
B = ("Bóng_đá và bóng_đá biển", "đội bóng_đá , kinh_tế mới mới mới mới mới mới")


def test_every_column_by_hand() -> None:
    found = rows(A, B)
    first = found[0]
    assert (first.more_in, first.term) == ("A", "kinh tế")
    assert (first.count_a, first.count_b, first.docs_a, first.docs_b) == (3, 1, 2, 1)
    assert (first.per_million_a, first.per_million_b) == (375_000, 1_000_000 / 13)
    four = 3, 1, 8, 13
    assert first.log_likelihood == pytest.approx(keyness.log_likelihood_keyness(*four), abs=1e-6)
    assert first.log_likelihood_p == pytest.approx(p_value(keyness.log_likelihood_keyness(*four)), abs=1e-9)
    assert first.chi_square == pytest.approx(keyness.chi_square_keyness(*four), abs=1e-6)
    assert first.chi_square_p == pytest.approx(p_value(keyness.chi_square_keyness(*four)), abs=1e-9)
    assert first.log_ratio == pytest.approx(keyness.log_ratio(*four), abs=1e-6)
    assert first.percent_diff == pytest.approx(100 * (3 / 8 - 1 / 13) * 13, abs=1e-6)
    assert first.odds_ratio == pytest.approx(3 * 12 / (1 * 5), abs=1e-6)
    # và is a stop word, 2024 no term: both are words of the corpora all the same.
    assert [(row.more_in, row.term, row.count_a, row.count_b) for row in found] == [
        ("A", "kinh tế", 3, 1),
        ("A", "số", 1, 0),
        ("A", "biển", 2, 1),
        ("B", "mới", 0, 6),
        ("B", "bóng đá", 0, 3),
        ("B", "đội", 0, 1),
    ]
    assert all(row.log_likelihood > 0 for row in found[:3])
    assert all(row.log_likelihood < 0 and row.chi_square < 0 for row in found[3:])


def test_what_is_as_frequent_in_both_comes_last_and_is_on_no_side() -> None:
    found = rows(("biển xanh",), ("Biển trời",))
    assert [(row.more_in, row.term) for row in found] == [("A", "xanh"), ("B", "trời"), (None, "biển")]
    last = found[-1]
    assert (last.log_likelihood, last.log_likelihood_p, last.log_ratio, last.odds_ratio) == (0, 1, 0, 1)


def test_sides_are_decided_by_exact_shares() -> None:
    # ½ in the place of 0 makes log_ratio 0, but a word that A alone has is no word of both.
    row = comparison(TermPair("x", 1, 0, 1, 0), 12, 6)
    assert (row.more_in, row.log_ratio) == ("A", 0)
    huge = 10**17
    assert comparison(TermPair("x", huge, huge - 1, 1, 1), 2 * huge, 2 * huge).more_in == "A"


def test_only_what_is_frequent_wide_spread_and_sure_enough() -> None:
    both = {row.term for row in rows(A, B)}
    assert both == {"kinh tế", "biển", "số", "mới", "bóng đá", "đội"}
    assert {row.term for row in rows(A, B, min_count=4)} == {"kinh tế", "mới"}, "3 + 1 and 0 + 6"
    assert {row.term for row in rows(A, B, min_docs=3)} == {"kinh tế", "biển"}
    sure = rows(A, B, max_p=0.05)
    assert {row.term for row in sure} == {row.term for row in rows(A, B) if row.log_likelihood_p <= 0.05}
    assert [row.term for row in sure] == ["mới"]


def test_a_corpus_without_words_cannot_be_compared() -> None:
    assert rows(A, ()) == rows((), B) == rows(A, ("… !",)) == []


def test_names_are_spelled_as_in_both_together() -> None:
    found = rows(("Thăm Hạ_Long , HẠ_LONG",), ("ở Hạ_Long và Hạ_Long , hạ_long",))
    assert {row.term: (row.count_a, row.count_b) for row in found}["Hạ Long"] == (2, 3)


def test_sequences_that_were_cut_in_two_ways_are_one_term() -> None:
    found = {row.term: row for row in rows(("vùng kinh_tế số",), ("Kinh tế_số",), 1, 2, 3)}
    assert (found["kinh tế số"].count_a, found["kinh tế số"].count_b) == (1, 1)
    assert (found["vùng kinh tế"].count_a, found["vùng kinh tế"].count_b) == (1, 0)
    assert found["kinh tế số"].per_million_a == 1_000_000 / 3, "of words, as in keywords"


def test_the_help_has_the_measures_of_the_room() -> None:
    assert MEASURES_OF_THE_HELP == MEASURES


measures = st.sampled_from(MEASURES)


@given(corpora, corpora, measures)
def test_swapped_corpora_change_places(
    a: list[RunningWords], b: list[RunningWords], measure: Measure
) -> None:
    with counted(a, b, 1, 2) as counts:
        there = list(compare(counts, measure=measure))
        back = list(compare(counts, sides=(1, 0), measure=measure))
    swapped = {"A": "B", "B": "A", None: None}
    order = {"A": 0, "B": 1, None: 2}
    assert [row.term for row in back] == [
        row.term for row in sorted(there, key=lambda row: order[swapped[row.more_in]])
    ]
    by_term = {row.term: row for row in there}
    for row in back:
        other = by_term[row.term]
        assert row.more_in == swapped[other.more_in]
        assert (row.count_a, row.docs_a, row.per_million_a) == (
            other.count_b,
            other.docs_b,
            other.per_million_b,
        )
        assert [getattr(row, name) for name in SIGNED] == pytest.approx(
            [-getattr(other, name) for name in SIGNED], abs=2e-6
        )


@given(corpora, corpora, measures)
def test_sides_are_in_order_of_the_measure(
    a: list[RunningWords], b: list[RunningWords], measure: Measure
) -> None:
    with counted(a, b) as counts:
        found = list(compare(counts, measure=measure))
    sides = [row.more_in for row in found]
    assert sides == sorted(sides, key=lambda side: (side is None, side))
    for row in found:
        shares = row.per_million_a, row.per_million_b
        assert row.more_in == ("A" if shares[0] > shares[1] else "B" if shares[0] < shares[1] else None)
    if measure in SIGNED:
        values = [getattr(row, measure) for row in found if row.more_in == "A"]
        assert values == sorted(values, reverse=True)
        values = [getattr(row, measure) for row in found if row.more_in == "B"]
        assert values == sorted(values)


@given(corpora, corpora, st.integers(0, 7))
def test_neither_memory_nor_cuts_matter(a: list[RunningWords], b: list[RunningWords], cut: int) -> None:
    with counted(a, b, 1, 2) as whole, counted(a[cut:], b[:cut], 1, 2) as merged:
        with counted(a[:cut], b[cut:], 1, 2) as rest:
            merged.merge(rest)
        expected = list(compare(whole))
        assert list(compare(merged)) == expected
        assert list(compare(whole, memory_rows=2)) == expected
