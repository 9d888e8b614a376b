"""How closely two things are associated that occur in the same windows of text: pure measures on counts.

All take four counts: `joint`, the windows with both; `first` and `second`, the windows with the one and with
the other; `windows`, all windows. Counts that cannot be (more windows with both than with one) are a
ValueError.
"""

from __future__ import annotations

from math import fsum, log


def npmi(joint: int, first: int, second: int, windows: int) -> float | None:
    """Return the normalised pointwise mutual information, from -1 (never together) to 1 (never apart).

    ln(p(x,y) / (p(x) p(y))) / -ln p(x,y), with p as shares of the windows (Bouma 2009). 0 is what chance
    would give. With no joint window it is -1, its limit; None where every window holds both, so that nothing
    can be told, and where one of them never occurs.
    """
    _check(joint, first, second, windows)
    if joint == windows or not (first and second):
        return None
    if not joint:
        return -1.0
    return log(joint * windows / (first * second)) / log(windows / joint)


def log_likelihood(joint: int, first: int, second: int, windows: int) -> float:
    """Return Dunning's log-likelihood ratio G², 0 or more: how sure it is that chance alone does not do this.

    2 Σ O ln(O / E) over the four cells of the table of windows with and without each of the two, with E as
    independence expects it (Dunning 1993); a cell without a window counts 0. Compare with χ² of one degree
    of freedom: 3.84 is p < 0.05, 10.83 p < 0.001. It is high as well where two things shun each other.
    """
    _check(joint, first, second, windows)
    cells = (
        (joint, first, second),
        (first - joint, first, windows - second),
        (second - joint, windows - first, second),
        (windows - first - second + joint, windows - first, windows - second),
    )
    # The margins of a cell that holds a window are not 0. Rounding may leave a trace below 0.
    terms = (held * log(held * windows / (row * column)) for held, row, column in cells if held)
    return max(0.0, 2 * fsum(terms))


def _check(joint: int, first: int, second: int, windows: int) -> None:
    if not (0 <= joint <= min(first, second) and first + second - joint <= windows):
        raise ValueError(f"no counts of windows: {joint} with both, {first}, {second}, {windows} in all")
