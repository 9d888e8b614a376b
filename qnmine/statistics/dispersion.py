"""How evenly a term is spread over the parts of a corpus: pure measures on its counts in the parts.

Most take `counts`, the occurrences of the term in parts, and `sizes`, the words of the same parts. Parts
without the term may be left out of both when `whole` describes all parts: a term of a large corpus is in few
of its documents. A part without words is no part. Negative counts, more occurrences than words, and parts
that do not fit `whole` are a ValueError. The order of the parts does not matter.

Where nothing can be told a measure is None: for a term that never occurs, and for those that compare parts
where there is but one. Gries (2008) explains and compares them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log2, sqrt
from operator import index
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a corpus: their number, their words together, and the words of the smallest."""

    number: int
    words: int
    smallest: int

    @classmethod
    def of(cls, sizes: Iterable[int]) -> Parts:
        """Describe parts by their numbers of words; those of 0 words do not count."""
        held = [size for size in map(index, sizes) if size]
        return cls(len(held), sum(held), min(held, default=0))


def range_(counts: Iterable[int]) -> int:
    """Return the number of parts with the term."""
    return sum(1 for count in counts if count)


def juilland_d(counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None) -> float | None:
    """Return Juilland's D, from 0 (all in one part) to 1 (evenly spread).

    1 - V / √(n - 1), with V the standard deviation of the relative frequencies in the n parts by their mean
    (Juilland & Chang-Rodríguez 1964). Relative frequencies make it hold for parts of unequal size, and the
    standard deviation is that of a population (divided by n), both as in Gries (2008). None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    shares = [count / size for count, size in held]
    mean = fsum(shares) / whole.number
    squares = [(share - mean) ** 2 for share in shares]
    variance = (fsum(squares) + (whole.number - len(held)) * mean**2) / whole.number
    # Rounding may leave a trace below 0.
    return max(0.0, 1 - sqrt(variance) / mean / sqrt(whole.number - 1))


def carroll_d2(counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None) -> float | None:
    """Return Carroll's D2, from 0 (all in one part) to 1 (evenly spread).

    The entropy of the relative frequencies, scaled to sum up to 1, by log2 of the number of parts (Carroll
    1970). A part without the term adds 0. None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    shares = [count / size for count, size in held]
    total = fsum(shares)
    entropy = fsum(share / total * log2(total / share) for share in shares)
    return min(1.0, entropy / log2(whole.number))  # rounding may leave a trace above 1


def rosengren_s(counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None) -> float | None:
    """Return Rosengren's S, from the size of the smallest part as a share (all in that) to 1 (evenly spread).

    (Σ √(s v))² / f, with s a part's share of the words, v its count and f the sum of the counts (Rosengren
    1971, for parts of unequal size). A part without the term adds 0. None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    roots = fsum(sqrt(count * size) for count, size in held)
    # Rounding may leave a trace above 1.
    return min(1.0, roots**2 / (whole.words * sum(count for count, _ in held)))


def deviation_of_proportions(
    counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None
) -> float | None:
    """Return Gries' DP, from 0 (spread as the words are) to almost 1 (all in one small part).

    ½ Σ |v / f - s|, with v / f a part's share of the occurrences and s its share of the words (Gries 2008).
    None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    surplus, occurrences = _surplus(held, whole)
    return surplus / (occurrences * whole.words)


def dp_norm(counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None) -> float | None:
    """Return DP by its largest possible value, 1 - the share of the smallest part: from 0 to 1.

    Lijffijt & Gries (2012), who correct Gries (2008). None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    surplus, occurrences = _surplus(held, whole)
    return surplus / (occurrences * (whole.words - whole.smallest))


def kl_divergence(counts: Sequence[int], sizes: Sequence[int], whole: Parts | None = None) -> float | None:
    """Return the Kullback-Leibler divergence of the occurrences from the words, in bits: 0 is evenly spread.

    Σ p log2(p / s), with p a part's share of the occurrences and s its share of the words (as Gries 2020
    uses it). A part without the term adds 0; nothing bounds it above. None for one part.
    """
    held, whole = _held(counts, sizes, whole)
    if not held or whole.number == 1:
        return None
    occurrences = sum(count for count, _ in held)
    terms = (count / occurrences * log2(count * whole.words / (occurrences * size)) for count, size in held)
    # Rounding may leave a trace below 0.
    return max(0.0, fsum(terms))


def average_reduced_frequency(positions: Iterable[int], words: int) -> float | None:
    """Return the average reduced frequency, from 1 (all in one place) to the count (evenly spread).

    Σ min(d, v) / v, with d the distances from one occurrence to the next and v = `words` / count (Savický &
    Hlaváčová 2002). `positions` count words from 0 in the whole corpus, in any order, each once; the corpus
    is a circle, in which the last occurrence is followed by the first. So it needs no parts, but depends on
    the order of the documents. None without an occurrence; a position outside, or twice, is a ValueError.
    """
    places, words = sorted(map(index, positions)), index(words)
    if not places:
        return None
    if places[0] < 0 or places[-1] >= words:
        raise ValueError(f"positions from {places[0]} to {places[-1]} are not all from 0 to {words - 1}")
    distances = [later - earlier for earlier, later in pairwise(places)]
    if 0 in distances:
        raise ValueError("a position is given twice")
    distances.append(places[0] + words - places[-1])
    return sum(min(distance * len(places), words) for distance in distances) / words


def _surplus(held: list[tuple[int, int]], whole: Parts) -> tuple[int, int]:
    """Return the occurrences above the share of their parts, x the words of the whole, and all occurrences.

    What some parts have too much of is what the others lack: half of the sum of differences.
    """
    occurrences = sum(count for count, _ in held)
    return sum(max(0, count * whole.words - size * occurrences) for count, size in held), occurrences


def _held(
    counts: Sequence[int], sizes: Sequence[int], whole: Parts | None
) -> tuple[list[tuple[int, int]], Parts]:
    """Return count and size of the parts with the term, and what is known of all parts."""
    parts = [(index(count), index(size)) for count, size in zip(counts, sizes, strict=True)]
    if any(not 0 <= count <= size for count, size in parts):
        raise ValueError("a part has fewer than 0 occurrences, or more than words")
    given = Parts.of(size for _, size in parts)
    if whole is None:
        whole = given
    elif given.number > whole.number or given.words > whole.words:
        raise ValueError(f"{given.number} parts of {given.words} words are more than the whole has")
    return [(count, size) for count, size in parts if count], whole
