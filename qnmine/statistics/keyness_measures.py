"""All measures of how two frequencies differ, as tables show them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from qnmine.statistics import keyness
from qnmine.statistics.significance import p_value

_DIGITS = 6  # further ones of a logarithm may depend on the machine
_DIGITS_OF_P = 10  # for the many terms of a corpus limits are small (0.05 / 1,000,000)
_REMEMBERED = 1 << 16


class KeynessMeasures(NamedTuple):
    """The measures of `qnmine.statistics.keyness` to six decimal places, the p-values to ten.

    Log-likelihood and chi-square are negative where the term is rarer than in the reference.
    """

    log_likelihood: float
    log_likelihood_p: float
    chi_square: float
    chi_square_p: float
    log_ratio: float
    percent_diff: float
    odds_ratio: float


@lru_cache(_REMEMBERED)
def keyness_measures(a: int, b: int, c: int, d: int) -> KeynessMeasures:
    """Return the measures of a term that occurs `a` times in `c` words, and `b` times in `d` of a reference.

    Raises ValueError for counts that cannot be, and for a corpus without words.
    """
    likelihood = keyness.log_likelihood_keyness(a, b, c, d)
    chi_square = keyness.chi_square_keyness(a, b, c, d)
    return KeynessMeasures(
        log_likelihood=_rounded(keyness.signed(likelihood, a, b, c, d)),
        log_likelihood_p=round(p_value(likelihood), _DIGITS_OF_P),
        chi_square=_rounded(keyness.signed(chi_square, a, b, c, d)),
        chi_square_p=round(p_value(chi_square), _DIGITS_OF_P),
        log_ratio=_rounded(keyness.log_ratio(a, b, c, d)),
        percent_diff=_rounded(keyness.percent_diff(a, b, c, d)),
        odds_ratio=_rounded(keyness.odds_ratio(a, b, c, d)),
    )


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # never -0
