"""How much more often a term is used in one corpus than in another: pure measures on counts of one term.

All take four counts: `a` of `c` words in the corpus, `b` of `d` words in the reference (the letters of Rayson
& Garside 2000). The reference must not contain the corpus: for a part and its whole, `b` and `d` count the
rest. Integers of any size. A corpus without words, and more occurrences than words, are a ValueError. Where
the term is in neither corpus there is no difference, and the measures say so (0, or a ratio of 1).

Significance (`log_likelihood_keyness`, `chi_square_keyness`) says how sure a difference is, and grows with
the corpora; the size of the effect (`log_ratio`, `percent_diff`, `odds_ratio`) says how large it is.
"""

from __future__ import annotations

from math import log2
from operator import index

from qnmine.statistics.significance import chi_square, likelihood_ratio, log_likelihood


def log_likelihood_keyness(a: int, b: int, c: int, d: int, *, two_cells: bool = False) -> float:
    """Return the log-likelihood ratio G² of the two frequencies, 0 or more (see `signed` and `p_value`).

    Over the four cells a, b, c - a and d - b (Dunning 1993); a cell of 0 counts 0, without smoothing.
    `two_cells` leaves out those of the other words, as Rayson & Garside (2000) and Wmatrix do:
    2 (a ln(a / E1) + b ln(b / E2)), with E1 = c (a + b) / (c + d) and E2 = d (a + b) / (c + d). Of four cells
    it is larger, by a factor of about 1 / (1 - p) for a term with a share p of all words: next to nothing
    but for the most frequent words.
    """
    a, b, c, d = _checked(a, b, c, d)
    if not two_cells:
        return log_likelihood(a, a + b, c, c + d)
    surplus = a * d - b * c
    return likelihood_ratio(((a, c * (a + b), surplus), (b, d * (a + b), -surplus)), c + d)


def chi_square_keyness(a: int, b: int, c: int, d: int, *, yates: bool = False) -> float:
    """Return Pearson's χ² of the two frequencies, 0 or more (see `signed` and `p_value`).

    Over the table of two by two, a and b, c - a and d - b; `yates` corrects for continuity. No smoothing. It
    overrates terms with expected counts below 5; G² does less.
    """
    a, b, c, d = _checked(a, b, c, d)
    return chi_square(a, a + b, c, c + d, yates=yates)


def signed(statistic: float, a: int, b: int, c: int, d: int) -> float:
    """Return a statistic, which is 0 or more, as negative where the term is rarer than in the reference."""
    a, b, c, d = _checked(a, b, c, d)
    return -statistic if a * d < b * c and statistic else statistic


def log_ratio(a: int, b: int, c: int, d: int) -> float:
    """Return log2 of the ratio of the relative frequencies: 1 is twice as often, -1 half as often, 0 equal.

    log2((a / c) / (b / d)) (Hardie 2014). A count of 0 is taken as ½, as Hardie does, so that the ratio is
    finite, and larger the more often the other corpus has the term. Its sign may then differ from that of
    `signed`, where the corpus without the term is by far the smaller.
    """
    a, b, c, d = _checked(a, b, c, d)
    if not (a or b):
        return 0.0
    return log2((2 * a or 1) * d / ((2 * b or 1) * c))


def percent_diff(a: int, b: int, c: int, d: int) -> float:
    """Return %DIFF, the difference in percent of the relative frequency in the reference.

    (a / c - b / d) 100 / (b / d) (Gabrielatos & Marchi 2012): 100 is twice as often, -50 half as often, -100
    never. Where the reference has no occurrence, ½ is put in its place, as in `log_ratio`; Gabrielatos and
    Marchi put in 10^-18, and get numbers of some twenty digits.
    """
    a, b, c, d = _checked(a, b, c, d)
    if not (a or b):
        return 0.0
    a, b = 2 * a, 2 * b or 1
    return 100 * (a * d - b * c) / (b * c)


def odds_ratio(a: int, b: int, c: int, d: int) -> float:
    """Return the odds of the term in the corpus by those in the reference: 1 is no difference.

    a (d - b) / (b (c - a)). Where a cell is 0, ½ is added to all four (Haldane 1956, Anscombe 1956), only
    then.
    """
    a, b, c, d = _checked(a, b, c, d)
    if not (a or b):
        return 1.0
    cells = (a, b, c - a, d - b)
    if not all(cells):
        cells = (2 * a + 1, 2 * b + 1, 2 * (c - a) + 1, 2 * (d - b) + 1)
    one, other, others, rest = cells
    return one * rest / (other * others)


def _checked(a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
    """Return the counts as Python's integers; ValueError where no two corpora have them."""
    a, b, c, d = index(a), index(b), index(c), index(d)
    if not (c and d):
        raise ValueError("a corpus without words has no relative frequencies")
    if not (0 <= a <= c and 0 <= b <= d):
        raise ValueError(f"impossible counts: {a} of {c} words, {b} of {d} words")
    return a, b, c, d
