"""Tests of independence: published tables, hand-made ones, and what SciPy and NLTK compute."""

from __future__ import annotations

from math import inf, isclose, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qnmine.statistics.significance import checked, chi_square, log_likelihood, p_value

BILLION = 10**9
CELLS = st.tuples(*[st.integers(0, 10_000)] * 4)
"""Both, the first alone, the second alone, neither."""


def counts(cells: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Turn cells into the counts that the measures take."""
    both, one, other, _ = cells
    return both, both + one, both + other, sum(cells)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # Dunning (1993), Computational Linguistics 19, table 2
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
        # independence, and perfect association of half of the places: 2 N ln 2
        ((10, 10, 10, 10), 0.0),
        ((50, 0, 0, 50), 200 * log(2)),
        ((0, 50, 50, 0), 200 * log(2)),
        # an empty margin tells nothing
        ((0, 0, 7, 9), 0.0),
        ((3, 4, 0, 0), 0.0),
        ((0, 0, 0, 0), 0.0),
    ],
)
def test_log_likelihood(cells: tuple[int, int, int, int], expected: float) -> None:
    assert log_likelihood(*counts(cells)) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("cells", "yates", "expected"),
    [
        # Manning & Schütze (1999), table 5.8: "new companies"
        ((8, 15820, 4667, 14287181), False, 1.55),
        # 100 (20·40 - 10·30)² / (30·70·50·50); half of N less in the bracket with Yates' correction
        ((20, 10, 30, 40), False, 100 * 500**2 / (30 * 70 * 50 * 50)),
        ((20, 10, 30, 40), True, 100 * 450**2 / (30 * 70 * 50 * 50)),
        ((50, 0, 0, 50), False, 100.0),
        ((10, 10, 10, 10), True, 0.0),  # the correction does not pass 0
        ((0, 0, 7, 9), False, 0.0),
        ((0, 0, 0, 0), True, 0.0),
    ],
)
def test_chi_square(cells: tuple[int, int, int, int], yates: bool, expected: float) -> None:
    assert chi_square(*counts(cells), yates=yates) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [(0.0, 1.0), (3.841459, 0.05), (6.634897, 0.01), (10.827566, 0.001), (-10.827566, 0.001), (5000.0, 0.0)],
)
def test_p_value(statistic: float, expected: float) -> None:
    assert p_value(statistic) == pytest.approx(expected, rel=1e-6, abs=0)


@pytest.mark.parametrize(
    "impossible", [(3, 2, 5, 10), (3, 5, 2, 10), (-1, 2, 2, 5), (0, 3, 3, 5), (1, 1, 1, 0), (2, 3, 3, 3)]
)
def test_counts_that_cannot_be(impossible: tuple[int, int, int, int]) -> None:
    for measure in (checked, log_likelihood, chi_square):
        with pytest.raises(ValueError, match="impossible counts"):
            measure(*impossible)


def test_counts_are_whole_numbers() -> None:
    with pytest.raises(TypeError):
        log_likelihood(1.5, 2, 3, 10)  # type: ignore[arg-type]


def test_numpy_integers_do_not_overflow() -> None:
    large = (40_000, 3 * BILLION, 70_000, 8 * BILLION)
    arrays = tuple(np.array(large))
    assert log_likelihood(*arrays) == log_likelihood(*large)
    assert chi_square(*arrays) == chi_square(*large)


@pytest.mark.parametrize("surplus", [-30, 1, 100])
def test_nothing_is_lost_in_large_corpora(surplus: int) -> None:
    # The counts are so near to what chance gives that G² is (O - E)² Σ 1/E to many digits.
    first = second = 10**11
    total = 10**12
    expected = 10**10
    inverse = 1 / expected + 2 / (first - expected) + 1 / (total - 2 * first + expected)
    result = log_likelihood(expected + surplus, first, second, total)
    assert result == pytest.approx(surplus**2 * inverse, rel=1e-6)
    assert chi_square(expected + surplus, first, second, total) == pytest.approx(result, rel=1e-6)


def test_rounding_does_not_pass_zero() -> None:
    counts_by_chance = (13_666_009_734_683, 89_889_408_927_575, 57_124_112_716_967, 375_738_992_385_508)
    assert log_likelihood(*counts_by_chance) >= 0


def test_a_cell_far_below_what_chance_gives() -> None:
    total = 10**40
    result = log_likelihood(1, total // 2, total // 2, total)
    assert isclose(result, 2 * log(2) * total, rel_tol=1e-9)
    assert result < inf


@given(CELLS)
def test_turned_tables(cells: tuple[int, int, int, int]) -> None:
    both, one, other, neither = cells
    for measure in (log_likelihood, chi_square):
        value = measure(*counts(cells))
        assert value >= 0
        for turned in ((both, other, one, neither), (one, both, neither, other), (neither, other, one, both)):
            assert isclose(measure(*counts(turned)), value, rel_tol=1e-9, abs_tol=1e-9)


@given(CELLS)
def test_scipy(cells: tuple[int, int, int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    both, one, other, neither = cells
    assume(all((both + one, other + neither, both + other, one + neither)))
    table = [[both, one], [other, neither]]
    g_test = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert log_likelihood(*counts(cells)) == pytest.approx(g_test.statistic, rel=1e-9, abs=1e-9)
    for yates in (False, True):
        pearson = stats.chi2_contingency(table, correction=yates)
        statistic = chi_square(*counts(cells), yates=yates)
        assert statistic == pytest.approx(pearson.statistic, rel=1e-9, abs=1e-9)
        assert p_value(pearson.statistic) == pytest.approx(pearson.pvalue, rel=1e-9, abs=1e-300)


@given(st.floats(0, 1400))
def test_the_p_value_of_scipy(statistic: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert p_value(statistic) == pytest.approx(stats.chi2.sf(statistic, 1), rel=1e-9, abs=0)


@given(CELLS)
def test_nltk(cells: tuple[int, int, int, int]) -> None:
    nltk = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    both, one, other, neither = cells
    assume(all((both + one, other + neither, both + other, one + neither)))
    joint, first, second, total = counts(cells)
    margins = (joint, (first, second), total)
    # NLTK adds 1e-20 within the logarithm.
    assert log_likelihood(joint, first, second, total) == pytest.approx(
        nltk.likelihood_ratio(*margins), rel=1e-9, abs=1e-8
    )
    assert chi_square(joint, first, second, total) == pytest.approx(nltk.chi_sq(*margins), rel=1e-9, abs=1e-9)
