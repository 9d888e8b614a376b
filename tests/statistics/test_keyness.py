"""Measures of keyness: published values, values by hand, SciPy, and what holds for all counts."""

from __future__ import annotations

from math import isclose, log, log2
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qnmine.statistics.keyness import (
    chi_square_keyness,
    log_likelihood_keyness,
    log_ratio,
    odds_ratio,
    percent_diff,
    signed,
)
from tests.statistics.test_significance import BILLION

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[int, int, int, int], float]

MEASURES: tuple[Measure, ...] = (
    log_likelihood_keyness,
    chi_square_keyness,
    log_ratio,
    percent_diff,
    odds_ratio,
)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Draw the counts of one term in two corpora that have words."""
    words, others = draw(st.integers(1, 20_000)), draw(st.integers(1, 20_000))
    return draw(st.integers(0, words)), draw(st.integers(0, others)), words, others


@pytest.mark.parametrize(
    ("counts", "ratio", "difference"),
    [
        # Hardie (2014): 0 is the same frequency, each step of 1 doubles it; %DIFF as Gabrielatos & Marchi
        # (2012) read it: 100 is twice as often, 300 four times
        ((10, 10, 1000, 1000), 0.0, 0.0),
        ((20, 10, 1000, 1000), 1.0, 100.0),
        ((40, 10, 1000, 1000), 2.0, 300.0),
        ((160, 10, 1000, 1000), 4.0, 1500.0),
        ((5, 10, 1000, 1000), -1.0, -50.0),
        ((10, 10, 1000, 8000), 3.0, 700.0),
        # ½ for a count of 0
        ((8, 0, 1000, 1000), 4.0, 1500.0),
        ((0, 8, 1000, 1000), -4.0, -100.0),
        ((0, 8, 2000, 1000), -5.0, -100.0),
        ((1, 0, 8000, 1000), -2.0, -75.0),  # a reference too small to tell
        ((0, 0, 1000, 4000), 0.0, 0.0),
        ((1000, 500, 1000, 500), 0.0, 0.0),  # all words of both
    ],
)
def test_effect_sizes(counts: tuple[int, int, int, int], ratio: float, difference: float) -> None:
    assert log_ratio(*counts) == pytest.approx(ratio)
    assert percent_diff(*counts) == pytest.approx(difference)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 10, 100, 100), 20 * 90 / (10 * 80)),
        ((10, 10, 50, 50), 1.0),
        ((8, 0, 100, 200), 8.5 * 200.5 / (0.5 * 92.5)),  # ½ added to all four cells
        ((0, 8, 200, 100), 0.5 * 92.5 / (8.5 * 200.5)),
        ((100, 50, 100, 100), 100.5 * 50.5 / (50.5 * 0.5)),  # the only word of the corpus
        ((0, 0, 10, 1000), 1.0),
    ],
)
def test_odds_ratio(counts: tuple[int, int, int, int], expected: float) -> None:
    assert odds_ratio(*counts) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("counts", "four", "two"),
    [
        # the expected counts are 10 and 10, and 90 and 90
        (
            (15, 5, 100, 100),
            2 * (15 * log(1.5) + 5 * log(0.5) + 85 * log(85 / 90) + 95 * log(95 / 90)),
            2 * (15 * log(1.5) + 5 * log(0.5)),
        ),
        # all of the occurrences, 15, in a third of the words: a ln 3
        (
            (15, 0, 1000, 2000),
            2 * (15 * log(3) + 985 * log(985 / 995) + 2000 * log(2000 / 1990)),
            30 * log(3),
        ),
        ((7, 14, 1000, 2000), 0.0, 0.0),
        ((0, 0, 1000, 2000), 0.0, 0.0),
        ((10, 20, 10, 20), 0.0, 0.0),
        # the only word of the corpus, and no word of the reference: Σ O ln(O / E) is 20 ln 2
        ((10, 0, 10, 10), 40 * log(2), 20 * log(2)),
    ],
)
def test_log_likelihood(counts: tuple[int, int, int, int], four: float, two: float) -> None:
    assert log_likelihood_keyness(*counts) == pytest.approx(four)
    assert log_likelihood_keyness(*counts, two_cells=True) == pytest.approx(two)


@pytest.mark.parametrize(
    ("counts", "yates", "expected"),
    [
        ((15, 5, 100, 100), False, 2 * 25 / 10 + 2 * 25 / 90),
        ((15, 5, 100, 100), True, 2 * 4.5**2 / 10 + 2 * 4.5**2 / 90),
        ((7, 14, 1000, 2000), False, 0.0),
        ((0, 0, 1000, 2000), False, 0.0),
        ((10, 20, 10, 20), False, 0.0),
    ],
)
def test_chi_square(counts: tuple[int, int, int, int], yates: bool, expected: float) -> None:
    assert chi_square_keyness(*counts, yates=yates) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((2, 1, 10, 10), 5.0), ((1, 2, 10, 10), -5.0), ((2, 3, 10, 100), 5.0), ((1, 2, 10, 20), 5.0)],
)
def test_signed(counts: tuple[int, int, int, int], expected: float) -> None:
    assert signed(5.0, *counts) == expected
    assert str(signed(0.0, *counts)) == "0.0"


@pytest.mark.parametrize("measure", MEASURES)
def test_counts_that_cannot_be(measure: Measure) -> None:
    for counts in ((0, 1, 0, 10), (1, 0, 10, 0), (0, 0, 0, 0)):
        with pytest.raises(ValueError, match="without words"):
            measure(*counts)
    for counts in ((-1, 1, 10, 10), (1, -1, 10, 10), (11, 1, 10, 10), (1, 11, 10, 10)):
        with pytest.raises(ValueError, match="impossible counts"):
            measure(*counts)


@pytest.mark.parametrize("measure", MEASURES)
def test_large_corpora(measure: Measure) -> None:
    large = (3 * BILLION, 2 * BILLION, 8 * BILLION, 9 * BILLION)
    assert measure(*np.array(large)) == measure(*large)
    assert measure(*large) > 0


def test_a_small_difference_between_large_corpora() -> None:
    # As the words are many, the term rare and the difference small, G² is (a - b)² / (a + b).
    counts = (10**6 + 700, 10**6 - 700, 10**12, 10**12)
    for statistic in (
        log_likelihood_keyness(*counts),
        log_likelihood_keyness(*counts, two_cells=True),
        chi_square_keyness(*counts),
    ):
        assert statistic == pytest.approx(1400**2 / (2 * 10**6), rel=2e-6)


@given(corpora())
def test_swapped_corpora(counts: tuple[int, int, int, int]) -> None:
    a, b, c, d = counts
    for two_cells in (False, True):
        statistic = log_likelihood_keyness(a, b, c, d, two_cells=two_cells)
        swapped = log_likelihood_keyness(b, a, d, c, two_cells=two_cells)
        assert statistic >= 0
        assert isclose(statistic, swapped, rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(chi_square_keyness(a, b, c, d), chi_square_keyness(b, a, d, c), rel_tol=1e-9, abs_tol=1e-9)
    assert log_ratio(a, b, c, d) == pytest.approx(-log_ratio(b, a, d, c), abs=1e-9)
    assert odds_ratio(a, b, c, d) * odds_ratio(b, a, d, c) == pytest.approx(1)
    assume(a * d != b * c)
    assert signed(1.0, a, b, c, d) == -signed(1.0, b, a, d, c)


@given(corpora())
def test_the_effect_sizes_agree(counts: tuple[int, int, int, int]) -> None:
    a, b, c, d = counts
    assume(a and b)
    assert log_ratio(a, b, c, d) == pytest.approx(log2(1 + percent_diff(a, b, c, d) / 100), abs=1e-9)
    assume(abs(a * d - b * c) > 1e-6 * a * d)
    direction = signed(1.0, a, b, c, d)
    assert direction * log_ratio(a, b, c, d) > 0
    assert direction * percent_diff(a, b, c, d) > 0
    assume(a < c and b < d)
    assert direction * (odds_ratio(a, b, c, d) - 1) > 0


@given(corpora())
def test_scipy(counts: tuple[int, int, int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    a, b, c, d = counts
    assume(a + b and a + b < c + d)
    table = [[a, b], [c - a, d - b]]
    g_test = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    pearson = stats.chi2_contingency(table, correction=False)
    assert log_likelihood_keyness(a, b, c, d) == pytest.approx(g_test.statistic, rel=1e-9, abs=1e-9)
    assert chi_square_keyness(a, b, c, d) == pytest.approx(pearson.statistic, rel=1e-9, abs=1e-9)
    # The form of two cells is a test of how the occurrences fit the sizes of the corpora.
    fit = stats.power_divergence([a, b], [c * (a + b) / (c + d), d * (a + b) / (c + d)], lambda_=0)
    assert log_likelihood_keyness(a, b, c, d, two_cells=True) == pytest.approx(
        fit.statistic, rel=1e-9, abs=1e-9
    )
    if not (a in (0, c) or b in (0, d)):
        assert odds_ratio(a, b, c, d) == pytest.approx(
            stats.contingency.odds_ratio(table, kind="sample").statistic
        )
