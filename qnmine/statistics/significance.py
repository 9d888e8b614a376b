"""Tests of independence of two things that are counted together: pure functions on four counts.

All take the counts of a table of two by two: `joint`, the places with both things; `first` and `second`, the
places with the one and with the other; `total`, all places. In Evert's notation (2008) O11, R1, C1 and N; the
other cells follow. Counts are integers of any size. Counts that cannot be (more places with both than with
one) are a ValueError.
"""

from __future__ import annotations

from math import erfc, fsum, log, log1p, sqrt
from operator import index


def checked(joint: int, first: int, second: int, total: int) -> tuple[int, int, int, int]:
    """Return the counts of a table as Python's integers, which do not overflow as NumPy's do.

    ValueError where no table has these counts.
    """
    joint, first, second, total = index(joint), index(first), index(second), index(total)
    if not (0 <= joint <= min(first, second) and first + second - joint <= total):
        raise ValueError(f"impossible counts: {joint} with both, {first} and {second} of {total} with one")
    return joint, first, second, total


def log_likelihood(joint: int, first: int, second: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio G², 0 or more: how sure it is that chance alone does not do this.

    2 Σ O ln(O / E) over the four cells of the table of places with and without each of the two, with E as
    independence expects it (Dunning 1993). A cell without a place counts 0, as its limit does; so does a
    table with an empty margin. No smoothing. Compare with χ² of one degree of freedom: 3.84 is p < 0.05,
    10.83 p < 0.001. It is high as well where two things shun each other.
    """
    joint, first, second, total = checked(joint, first, second, total)
    without_first, without_second = total - first, total - second
    surplus = joint * total - first * second
    return likelihood_ratio(
        (
            (joint, first * second, surplus),
            (first - joint, first * without_second, -surplus),
            (second - joint, without_first * second, -surplus),
            (total - first - second + joint, without_first * without_second, surplus),
        ),
        total,
    )


def likelihood_ratio(cells: tuple[tuple[int, int, int], ...], total: int) -> float:
    """Return 2 Σ O ln(O / E) over cells (`O`, `E` x `total`, (`O` - `E`) x `total`), all exact integers."""
    terms = []
    for observed, expected, surplus in cells:
        if observed:
            excess = surplus / expected
            # In a large cell O/E is so close to 1 that the logarithm of the rounded ratio tells nothing.
            ratio = log1p(excess) if excess > -0.5 else log(observed * total / expected)
            terms.append(observed * ratio)
    # Rounding may leave a trace below 0.
    return max(0.0, 2 * fsum(terms))


def chi_square(joint: int, first: int, second: int, total: int, *, yates: bool = False) -> float:
    """Return Pearson's χ² of the table, 0 or more.

    N (O11 O22 - O12 O21)² / (R1 R2 C1 C2), the same as Σ (O - E)² / E over the four cells (Pearson 1900).
    `yates` takes ½ off each |O - E|, to 0 at most (Yates 1934). Cells may be 0; with an empty margin nothing
    speaks against independence: 0. No smoothing. Not to be trusted where an expected count is below 5.
    """
    joint, first, second, total = checked(joint, first, second, total)
    margins = first * (total - first) * second * (total - second)
    if not margins:
        return 0.0
    doubled = 2 * abs(joint * total - first * second)
    if yates:
        doubled = max(0, doubled - total)
    return doubled * doubled * total / (4 * margins)


def p_value(statistic: float) -> float:
    """Return the probability of a χ² of one degree of freedom at least as large: erfc(√(x / 2)).

    For `log_likelihood` and `chi_square`; the sign of a signed statistic does not matter. Above about 1480 it
    is 0.0, as no float is smaller. It holds for one test: of thousands of terms, some are below any limit by
    chance.
    """
    return erfc(sqrt(abs(statistic) / 2))
