"""Two corpora side by side: which terms set them apart, in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from qnmine.statistics.frequency import PER_MILLION
from qnmine.statistics.keyness_measures import keyness_measures
from qnmine.statistics.ranking import MEMORY_ROWS, Ranked, Ranking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.statistics.terms import TermCounts

Measure = Literal["log_likelihood", "chi_square", "log_ratio", "percent_diff", "odds_ratio", "count"]
MEASURES: tuple[Measure, ...] = (
    "log_likelihood",
    "chi_square",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
    "count",
)

_SIDES = ("A", "B", None)
_REMEMBERED = 1 << 16  # of the many rare terms most have the same few counts


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often a term occurs in the corpora A and B.

    `more_in` is the one (`A`, `B`) in which it has more of the words, None if neither. `docs` are documents
    with the term; `log_likelihood` and `chi_square` are negative where it is rarer in A, each with its
    p-value (ten decimal places). The measures are those of `qnmine.statistics.keyness` (six).
    """

    more_in: str | None
    term: str
    count_a: int
    count_b: int
    per_million_a: float
    per_million_b: float
    docs_a: int
    docs_b: int
    log_likelihood: float
    log_likelihood_p: float
    chi_square: float
    chi_square_p: float
    log_ratio: float
    percent_diff: float
    odds_ratio: float


class TermPair(NamedTuple):
    """How often a term occurs in two corpora, and in how many of their documents."""

    term: str
    count_a: int
    count_b: int
    docs_a: int
    docs_b: int


def compare(
    counts: TermCounts,
    *,
    sides: tuple[int, int] = (0, 1),
    measure: Measure = "log_likelihood",
    min_count: int = 1,
    min_docs: int = 1,
    max_p: float = 1.0,
    memory_rows: int = MEMORY_ROWS,
) -> Iterator[Comparison]:
    """Yield the terms of two corpora, first those that A has more of, then those of B, then the others.

    `sides` are the groups of the counts that are A and B. Among those of one side, terms come by the measure
    as that side sees it, the strongest difference first, so that the two change places with the corpora; ties
    by code point. `count` is the count in that corpus. `min_count` and `min_docs` hold for both together,
    `max_p` for `log_likelihood_p`. Nothing is yielded if a corpus has no words.
    """
    words_a, words_b = (counts.words[side] for side in sides)
    if not (words_a and words_b):
        return
    with Ranking(memory_rows=memory_rows) as ranking:
        for pair in _pairs(counts, sides, memory_rows):
            if pair.count_a + pair.count_b >= min_count and pair.docs_a + pair.docs_b >= min_docs:
                four = pair.count_a, pair.count_b, words_a, words_b
                if keyness_measures(*four).log_likelihood_p <= max_p:
                    side = _SIDES.index(_more_in(*four))
                    ranking.extend([Ranked(side, _strength(measure, *four), pair.term, pair[1:])])
        for _, _, term, cells in ranking:
            yield comparison(TermPair(term, *cells), words_a, words_b)  # type: ignore[arg-type]  # as stored


def _pairs(counts: TermCounts, sides: tuple[int, int], memory_rows: int) -> Iterator[TermPair]:
    """Yield the terms of both corpora, spelled as in both together."""
    spellings = counts.spellings()
    with Ranking(memory_rows=memory_rows) as found:
        for term in counts.terms():
            if term.group in sides:
                spelled = " ".join([spellings.get(word, word) for word in term.words])
                cells = (sides.index(term.group), term.count, term.docs, len(term.words), spelled)
                found.extend([Ranked(0, 0, " ".join(term.words), cells)])
        # A sequence may have been cut into words otherwise in the other corpus: it is one term all the same.
        for _, rows in groupby(found, key=attrgetter("term")):
            cells_of = [row.cells for row in rows]
            there: dict[object, Any] = {side: (count, docs) for side, count, docs, *_ in cells_of}
            _, shown = min((words, spelled) for *_, words, spelled in cells_of)
            (count_a, docs_a), (count_b, docs_b) = (there.get(side, (0, 0)) for side in (0, 1))
            yield TermPair(str(shown), count_a, count_b, docs_a, docs_b)


def comparison(pair: TermPair, words_a: int, words_b: int) -> Comparison:
    """Return the row of a term of corpora of so many words."""
    term, count_a, count_b, docs_a, docs_b = pair
    shares = PER_MILLION * count_a / words_a, PER_MILLION * count_b / words_b
    measures = keyness_measures(count_a, count_b, words_a, words_b)
    more_in = _more_in(count_a, count_b, words_a, words_b)
    return Comparison(more_in, term, count_a, count_b, *shares, docs_a, docs_b, *measures)


def _more_in(a: int, b: int, c: int, d: int) -> str | None:
    """Return the corpus with more of a term in relation to its words; None if they have as much."""
    return "A" if a * d > b * c else "B" if a * d < b * c else None


@lru_cache(_REMEMBERED)
def _strength(measure: Measure, a: int, b: int, c: int, d: int) -> float:
    """Return what ranks a term on its side: the measure with that side in the place of A."""
    if a * d < b * c:
        a, b, c, d = b, a, d, c
    return a if measure == "count" else float(getattr(keyness_measures(a, b, c, d), measure))
