"""How evenly terms are spread over the parts of a corpus: the table of `qnmine dispersion`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
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
_DIGITS = 6  # further ones of a root or logarithm may be those of its rounding, and would decide ranks
_NONE = np.empty(0, np.int64)
_FEW, _REMEMBERED = 2, 1 << 16


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How a term is spread over the parts of a corpus; a measure is None where it is not defined.

    `range` is the number of parts with the term; the measures are those of `qnmine.statistics.dispersion`,
    the first three rounded to six digits.
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
        self._words, self._names = words, names
        self._terms, firsts, self._places = occurrences.by_term()
        self._bounds = np.append(firsts, len(self._places))
        self._counts = np.diff(self._bounds)
        in_documents = _runs(self._places, np.cumsum(documents[documents > 0]), firsts)
        self._docs = np.diff(np.searchsorted(in_documents, self._bounds))
        # Of each term and each part with it: how often it occurs there, and how many words the part has.
        runs = _runs(self._places, np.cumsum(self.sizes), firsts)
        self._held = np.diff(np.append(runs, len(self._places)))
        held_by = np.searchsorted(np.cumsum(self.sizes), self._places[runs], side="right")
        self._held_by = self.sizes[held_by]
        self._held_bounds = np.searchsorted(runs, self._bounds)
        self._ranges = np.diff(self._held_bounds)
        whole = Parts(len(self.sizes), words, int(self.sizes.min(initial=words)))
        self._measures = lru_cache(_REMEMBERED)(partial(_measures, whole))

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
        if index < 0:
            return Dispersion(name, 0, 0, 0, *self._measures((), ()), None), _NONE
        places = self._places[self._bounds[index] : self._bounds[index + 1]]
        held = slice(self._held_bounds[index], self._held_bounds[index + 1])
        counts, sizes = tuple(self._held[held].tolist()), tuple(self._held_by[held].tolist())
        # Most terms are in few parts, and many of these in parts of the same sizes.
        measures = self._measures if len(counts) <= _FEW else self._measures.__wrapped__
        arf = average_reduced_frequency(places.tolist(), self._words)
        row = Dispersion(
            name, len(places), int(self._docs[index]), len(counts), *measures(counts, sizes), arf
        )
        return row, places


def _runs(places: Ints, ends: Ints, firsts: Ints) -> Ints:
    """Return the indices at which a term, or a part that it is in, begins; parts end at `ends`."""
    held = np.searchsorted(ends, places, side="right")
    new = np.diff(held, prepend=-1) != 0
    new[firsts] = True
    return np.flatnonzero(new)


def _measures(
    whole: Parts, counts: tuple[int, ...], sizes: tuple[int, ...]
) -> tuple[float | None, float | None, float | None, float | None, float | None]:
    """Return the measures that compare parts, in the order of the columns."""
    rooted = (measure(counts, sizes, whole) for measure in (juilland_d, carroll_d2, rosengren_s))
    juilland, carroll, rosengren = (value if value is None else round(value, _DIGITS) for value in rooted)
    return (
        juilland,
        carroll,
        rosengren,
        deviation_of_proportions(counts, sizes, whole),
        dp_norm(counts, sizes, whole),
    )


def _slices(words: int, parts: int) -> Ints:
    """Return the sizes of so many slices, without those that have no word."""
    parts = min(parts, words)
    return np.diff(np.arange(parts + 1, dtype=np.int64) * words // max(parts, 1))


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
