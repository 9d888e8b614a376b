"""Terms from period to period: counts by hand, gaps, the calendar, and that counts merge."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.queries import Query
from qnmine.statistics.trend import PeriodFrequency, TrendCounts, every_period
from tests.statistics.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = [Query.parse("giá vàng"), Query.parse("biển")]


def counted(*documents: tuple[str, str]) -> TrendCounts:
    """Count documents: a period and a text each."""
    counts = TrendCounts(QUERIES)
    for period, text in documents:
        (words,) = spoken(text)
        counts.add_document(words, period)
    return counts


def test_counts_by_period_with_the_gaps() -> None:
    counts = counted(
        ("2024-01", "giá vàng , giá_vàng tăng"),
        ("2023-11", "giá vàng"),
        ("2024-01", "biển xanh"),
        ("2024-01", "…"),
    )
    assert list(counts.rows()) == [
        PeriodFrequency("2023-11", "giá vàng", 1, 1, 500_000.0, 1, 2),
        PeriodFrequency("2023-12", "giá vàng", 0, 0, None, 0, 0),
        PeriodFrequency("2024-01", "giá vàng", 2, 1, 2_000_000 / 6, 3, 6),
        PeriodFrequency("2023-11", "biển", 0, 0, 0.0, 1, 2),
        PeriodFrequency("2023-12", "biển", 0, 0, None, 0, 0),
        PeriodFrequency("2024-01", "biển", 1, 1, 1_000_000 / 6, 3, 6),
    ]
    assert counts.found() == {0, 1}
    assert counts.periods() == ["2023-11", "2024-01"]


def test_a_period_without_words_has_no_frequency() -> None:
    rows = list(counted(("2024", "…")).rows())
    assert [(row.per_million, row.period_docs, row.period_words) for row in rows] == [(None, 1, 0)] * 2
    assert list(counted().rows()) == []
    assert counted(("2024", "núi")).found() == set()


def test_the_words_of_a_document_are_told() -> None:
    (words,) = spoken("giá_vàng : 5 triệu .")
    assert TrendCounts(QUERIES).add_document(words, "2024") == 3
    assert TrendCounts(QUERIES).add_document(replace(words, size=5), "2024") == 5, "as they were segmented"


@pytest.mark.parametrize(
    ("given_periods", "every"),
    [
        ((), []),
        (("2024",), ["2024"]),
        (("2024", "2021"), ["2021", "2022", "2023", "2024"]),
        (("0998", "1001"), ["0998", "0999", "1000", "1001"]),
        (("2023-Q3", "2024-Q2"), ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"]),
        (("2023-11", "2024-02", "2024-01"), ["2023-11", "2023-12", "2024-01", "2024-02"]),
        (("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (("2023-02-28", "2023-03-01"), ["2023-02-28", "2023-03-01"]),
        (("1999-12-31", "2000-01-01"), ["1999-12-31", "2000-01-01"]),
    ],
)
def test_every_period(given_periods: Sequence[str], every: list[str]) -> None:
    assert list(every_period(given_periods)) == every


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        ("0001", "9999", 9999),
        ("0001-Q1", "9999-Q4", 4 * 9999),
        ("0001-01", "9999-12", 12 * 9999),
        ("9998-12-31", "9999-12-31", 366),
        ("2024-01-01", "2024-12-31", 366),
        ("2025-01-01", "2025-12-31", 365),
    ],
)
def test_to_the_ends_of_the_calendar(first: str, last: str, length: int) -> None:
    periods = list(every_period((last, first)))
    assert (periods[0], periods[-1], len(periods)) == (first, last, length)
    assert sorted(set(periods)) == periods


documents = st.lists(
    st.tuples(
        st.sampled_from(("2023-11", "2024-01", "2024-02")),
        st.lists(st.sampled_from(("giá", "vàng", "giá_vàng", "biển", ",")), max_size=6).map(" ".join),
    ),
    max_size=8,
)


@given(documents, st.data())
def test_counts_of_parts_add_up(corpus: list[tuple[str, str]], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(corpus)), max_size=3)))
    merged = TrendCounts(QUERIES)
    for first, last in pairwise([0, *cuts, len(corpus)]):
        merged.merge(counted(*corpus[first:last]))
    whole = counted(*data.draw(st.permutations(corpus)))
    assert list(merged.rows()) == list(whole.rows())
