"""Measures of association on published and hand-made counts, and what holds for all counts."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qnmine.statistics.cooccurrence import log_likelihood, npmi


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # Dunning (1993), Computational Linguistics 19, table 2
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
        # independence, and perfect association of half of the windows: 2 N ln 2
        ((10, 10, 10, 10), 0.0),
        ((50, 0, 0, 50), 200 * log(2)),
        ((0, 50, 50, 0), 200 * log(2)),
    ],
)
def test_log_likelihood_of_published_tables(cells: tuple[int, int, int, int], expected: float) -> None:
    both, second, first, _ = cells
    result = log_likelihood(both, both + first, both + second, sum(cells))
    assert result == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 2, 2, 4), 0.0),  # exactly what chance gives
        ((3, 3, 3, 100), 1.0),  # never apart
        ((0, 3, 5, 100), -1.0),  # never together
        ((2, 4, 8, 64), log(4) / log(32)),
        ((8, 8, 16, 64), log(4) / log(8)),
        ((1, 8, 16, 64), log(1 / 2) / log(64)),
        ((4, 4, 4, 4), None),  # in every window: nothing to tell
        ((0, 0, 3, 10), None),  # one of them never occurs
        ((0, 0, 0, 0), None),
    ],
)
def test_npmi(counts: tuple[int, int, int, int], expected: float | None) -> None:
    assert npmi(*counts) == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    "counts", [(3, 2, 5, 10), (3, 5, 2, 10), (-1, 2, 2, 5), (0, 3, 3, 5), (1, 1, 1, 0), (2, 3, 3, 3)]
)
def test_counts_that_cannot_be(counts: tuple[int, int, int, int]) -> None:
    for measure in (npmi, log_likelihood):
        with pytest.raises(ValueError, match="no counts of windows"):
            measure(*counts)


_CELLS = st.tuples(*[st.integers(0, 10_000)] * 4)


@given(_CELLS)
def test_bounds_and_symmetry(cells: tuple[int, int, int, int]) -> None:
    both, one, other, _ = cells
    counts = (both, both + one, both + other, sum(cells))
    turned = (both, both + other, both + one, sum(cells))
    association = npmi(*counts)
    assert association is None or -1 <= association <= 1 + 1e-12
    assert association == npmi(*turned)
    assert log_likelihood(*counts) >= 0
    assert isclose(log_likelihood(*counts), log_likelihood(*turned), abs_tol=1e-9)
    if association is not None:
        expected = (both + one) * (both + other)
        assert (association > 1e-12) == (both * sum(cells) > expected) or isclose(
            association, 0, abs_tol=1e-9
        )


@given(_CELLS)
def test_the_g_test_of_scipy(cells: tuple[int, int, int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    both, one, other, neither = cells
    assume(all((both + one, other + neither, both + other, one + neither)))
    table = [[both, one], [other, neither]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(both, both + one, both + other, sum(cells)) == pytest.approx(expected, abs=1e-6)
