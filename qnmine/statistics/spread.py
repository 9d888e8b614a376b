"""How evenly terms are spread over the parts of a corpus: the table of `qnmine dispersion`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.statistics.dispersion import (
    Parts,
    average_reduced_frequency,
    carroll_d2,
    deviation_of_proportions,
    dp_norm,
    juilland_d,
    rosengren_s,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qnmine.statistics.coding import Ints
    from qnmine.statistics.occurrences import Occurrences, QueryOccurrences, WordOccurrences

MEASURES = ("count", "range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "arf")
"""What terms can be ranked by; the most frequent, or most evenly spread, come first."""

_LOWEST_FIRST = frozenset({"dp", "dp_norm"})
_DIGITS = 6  # further ones of a logarithm may depend on the machine
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How a term is spread over the parts of a corpus; a measure is None where it is not defined.

    `range` is the number of parts with the term; the measures are those of `qnmine.statistics.dispersion`.
    """

    term: str
    count: int
    docs: int
    range: int
    juilland_d: float | None
    carroll_d2: float | None
    rosengren_s: float | None
    dp: float | None
    dp_norm: float | None
    arf: float | None


class Spread:
    """The terms of a corpus over its parts: its documents, or `parts` slices of equal length.

    `names` are what the terms are called; those that do not occur may be among them.
    Slices are cut by words, wherever documents end, and differ by a word at most; there are no more than
    words. A document without words is no part.
    """

    def __init__(self, occurrences: Occurrences, names: Mapping[int, str], parts: int | None = None) -> None:
        documents, words = occurrences.sizes(), occurrences.words
        self.sizes = documents[documents > 0] if parts is None else _slices(words, parts)
        self._parts = Parts(len(self.sizes), words, int(self.sizes.min(initial=words)))
        self._ends = np.cumsum(self.sizes)
        self._words, self._names = words, names
        self._terms, self._firsts, self._places = occurrences.by_term()
        self._counts = np.diff(np.append(self._firsts, len(self._places)))
        self._docs = self._held_by(np.cumsum(documents[documents > 0]))
        self._ranges = self._held_by(self._ends)

    def rows(
        self, measure: str = "count", *, min_count: int = 1, min_docs: int = 0
    ) -> Iterator[tuple[Dispersion, Ints]]:
        """Yield each term with its places in the corpus, the most evenly spread by the measure first.

        Ties come by count, descending, then by the code points of the term; where the measure is not defined
        comes last. Terms that do not occur have rows only with a `min_count` of 0. What is ranked by `count`
        or `range` is measured when its row is asked for.
        """
        chosen = np.flatnonzero((self._counts >= min_count) & (self._docs >= min_docs))
        terms = self._terms[chosen].tolist()
        absent = [] if min_count else sorted(self._names.keys() - set(self._terms.tolist()))
        indices = [*chosen.tolist(), *(-1 for _ in absent)]
        named = list(zip(indices, (self._names[term] for term in (*terms, *absent)), strict=True))
        if measure in ("count", "range"):
            ranked = self._ranges if measure == "range" else self._counts
            named.sort(key=lambda one: (-_at(ranked, one[0]), -_at(self._counts, one[0]), one[1]))
            yield from (self._row(index, name) for index, name in named)
            return
        rows = [self._row(index, name) for index, name in named]
        rows.sort(key=lambda row: _rank(row[0], measure))
        yield from rows

    def _row(self, index: int, name: str) -> tuple[Dispersion, Ints]:
        """Return the row of the term at an index (-1: of one that does not occur), and its places."""
        first, count = (0, 0) if index < 0 else (int(self._firsts[index]), int(self._counts[index]))
        places = self._places[first : first + count]
        held = np.searchsorted(self._ends, places, side="right")
        firsts = np.flatnonzero(np.diff(held, prepend=-1))
        counts = np.diff(np.append(firsts, count)).tolist()
        sizes = self.sizes[held[firsts]].tolist()
        row = Dispersion(
            name,
            count,
            _at(self._docs, index),
            len(counts),
            juilland_d(counts, sizes, self._parts),
            _rounded(carroll_d2(counts, sizes, self._parts)),
            rosengren_s(counts, sizes, self._parts),
            deviation_of_proportions(counts, sizes, self._parts),
            dp_norm(counts, sizes, self._parts),
            average_reduced_frequency(places.tolist(), self._words),
        )
        return row, places

    def _held_by(self, ends: Ints) -> Ints:
        """Return in how many of the parts that end there each term occurs."""
        if not len(self._firsts):
            return _NONE
        held = np.searchsorted(ends, self._places, side="right")
        new = np.diff(held, prepend=-1) != 0
        new[self._firsts] = True
        return np.add.reduceat(new.astype(np.int64), self._firsts)


def _slices(words: int, parts: int) -> Ints:
    """Return the sizes of so many slices, without those that have no word."""
    parts = min(parts, words)
    return np.diff(np.arange(parts + 1, dtype=np.int64) * words // max(parts, 1))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _at(numbers: Ints, index: int) -> int:
    return 0 if index < 0 else int(numbers[index])


def _rank(row: Dispersion, measure: str) -> tuple[bool, float, int, str]:
    value: float | None = getattr(row, measure)
    if value is None:
        return True, 0.0, -row.count, row.term
    return False, value if measure in _LOWEST_FIRST else -value, -row.count, row.term


def dispersions(
    found: WordOccurrences | QueryOccurrences,
    group: int = 0,
    *,
    parts: int | None = None,
    measure: str = "count",
    min_count: int = 1,
    min_docs: int = 0,
) -> Iterator[Dispersion]:
    """Yield how each term is spread over the documents of a group, or over `parts` slices (see `Spread`)."""
    spread = Spread(found.by_group[group], found.names(), parts)
    return (row for row, _ in spread.rows(measure, min_count=min_count, min_docs=min_docs))
