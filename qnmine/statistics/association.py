"""How strongly two things are associated that occur together: pure measures on counts.

`log_likelihood` and all measures that compare with chance take four counts: `joint`, the places with both;
`first` and `second`, the places with the one and with the other; `total`, all places (O11, R1, C1 and N of
Evert 2008). What a place is, is up to the counting, but it must be the same for all four:

- bigrams: places are pairs of neighbours; `first` have the one word on the left, `second` the other on the
  right;
- entities in one sentence or document: places are windows of text;
- collocates within a span around a node: places are words. `first` counts the words within the span of any
  node, each once where spans overlap, not the occurrences of the node: for a span of five words to each side
  it is up to ten times as large. `second` counts the collocate, `joint` the collocate within the spans.
  Chance is then what the span would hold if words were shuffled (Evert's surface co-occurrence).

Only `dice` and `log_dice` need no places: they take the occurrences of the two words themselves.

Counts that cannot be (more places with both than with one) are a ValueError. Counts are integers of any size.
There is no smoothing; where a measure is not defined it is None.
"""

from __future__ import annotations

from math import log, log2, sqrt
from operator import index

from qnmine.statistics.significance import checked, log_likelihood

__all__ = ["dice", "expected", "log_dice", "log_likelihood", "mi", "mi3", "npmi", "t_score", "z_score"]


def expected(first: int, second: int, total: int) -> float | None:
    """Return the count of places with both that chance would give, R1 C1 / N; None where N is 0."""
    _, first, second, total = checked(max(0, first + second - total), first, second, total)
    return first * second / total if total else None


def mi(joint: int, first: int, second: int, total: int) -> float | None:
    """Return the (pointwise) mutual information log2(O / E), in bits; 0 is what chance would give.

    Church & Hanks (1990). It favours rare words: rank by it only above a minimal count. None where the two
    never meet, which is minus infinity.
    """
    return _log2_of_power(joint, first, second, total, 1)


def mi3(joint: int, first: int, second: int, total: int) -> float | None:
    """Return the cubed mutual information log2(O³ / E), which favours rare words less (Daille 1994).

    None where the two never meet. It is not 0 for chance.
    """
    return _log2_of_power(joint, first, second, total, 3)


def npmi(joint: int, first: int, second: int, total: int) -> float | None:
    """Return the normalised pointwise mutual information, from -1 (never together) to 1 (never apart).

    ln(p(x,y) / (p(x) p(y))) / -ln p(x,y), with p as shares of the places (Bouma 2009). 0 is what chance
    would give. With no joint place it is -1, its limit; None where every place holds both, so that nothing
    can be told, and where one of them never occurs.
    """
    joint, first, second, total = checked(joint, first, second, total)
    if joint == total or not (first and second):
        return None
    if not joint:
        return -1.0
    return log(joint * total / (first * second)) / log(total / joint)


def t_score(joint: int, first: int, second: int, total: int) -> float | None:
    """Return the t-score (O - E) / √O: how sure it is that they meet more often than by chance.

    Church, Gale, Hanks & Hindle (1991), with O as the estimate of the variance. It favours frequent pairs; 2
    is the usual limit. Negative where they shun each other; None where they never meet.
    """
    joint, first, second, total = checked(joint, first, second, total)
    return (joint * total - first * second) / total / sqrt(joint) if joint else None


def z_score(joint: int, first: int, second: int, total: int) -> float | None:
    """Return the z-score (O - E) / √E: the distance from chance in its standard deviations.

    Dennis (1965), as Evert (2008) gives it. Berry-Rogghe (1973) divides by √(E (1 - p)) instead, with p the
    share of the collocate, and finds slightly more. It favours rare pairs. Negative where they shun each
    other, down to -√E where they never meet; None where one of them never occurs.
    """
    joint, first, second, total = checked(joint, first, second, total)
    if not (first and second):
        return None
    return (joint * total - first * second) / total / sqrt(first * second / total)


def dice(joint: int, first: int, second: int) -> float | None:
    """Return the Dice coefficient 2 O / (f1 + f2), with the occurrences of the two words (Dice 1945).

    From 0 (never together) to 1 (never apart); more where `joint` counts several collocates of one node. It
    does not depend on the size of the corpus. None where neither occurs.
    """
    joint, first, second = index(joint), index(first), index(second)
    if min(joint, first, second) < 0 or (joint and not (first and second)):
        raise ValueError(f"impossible counts: {joint} together, {first} and {second} alone")
    return 2 * joint / (first + second) if first or second else None


def log_dice(joint: int, first: int, second: int) -> float | None:
    """Return logDice, 14 + log2 of `dice`, as Sketch Engine does (Rychlý 2008).

    14 where the two are never apart, usually below 10; one more is twice as often; 0 is one meeting in 16,384
    occurrences (the mean of both). It compares across corpora. None where they never meet.
    """
    coefficient = dice(joint, first, second)
    return 14 + log2(coefficient) if coefficient else None


def _log2_of_power(joint: int, first: int, second: int, total: int, power: int) -> float | None:
    """Return log2 of O, raised to a power, by E; None without a joint place."""
    joint, first, second, total = checked(joint, first, second, total)
    return log2(joint**power * total / (first * second)) if joint else None
