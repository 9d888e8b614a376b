"""Two corpora side by side: which terms set them apart, in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qnmine.statistics import keyness
from qnmine.statistics.frequency import PER_MILLION, WordCounts, term_counts
from qnmine.statistics.ranking import Ranked, Ranking
from qnmine.statistics.significance import p_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Measure = Literal["log_likelihood", "chi_square", "log_ratio", "percent_diff", "odds_ratio", "count"]
MEASURES: tuple[Measure, ...] = (
    "log_likelihood",
    "chi_square",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
    "count",
)

_EFFECTS = {
    "log_ratio": keyness.log_ratio,
    "percent_diff": keyness.percent_diff,
    "odds_ratio": keyness.odds_ratio,
}
_DIGITS = 6  # further ones of a logarithm may depend on the machine
_DIGITS_OF_P = 10  # for the many terms of a corpus limits are small (0.05 / 1,000,000)
_SIDES = ("A", "B", None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often a term occurs in the corpora A and B.

    `more_in` is the one (`A`, `B`) in which it has more of the words, None if neither. `docs` are documents
    with the term; `log_likelihood` and `chi_square` are negative where it is rarer in A; `p` is that of
    `log_likelihood`, with ten decimal places. The measures are those of `qnmine.statistics.keyness`, with
    six.
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
    p: float
    chi_square: float
    log_ratio: float
    percent_diff: float
    odds_ratio: float


@dataclass(frozen=True, slots=True)
class TermPair:
    """The counts of a term in two corpora, and its documents in them."""

    term: str
    count_a: int
    count_b: int
    docs_a: int
    docs_b: int


def compare(
    a: WordCounts,
    b: WordCounts,
    *,
    measure: Measure = "log_likelihood",
    min_count: int = 1,
    min_docs: int = 1,
    max_p: float = 1.0,
    stopwords: Collection[str] = frozenset(),
) -> Iterator[Comparison]:
    """Yield the terms of two corpora, first those that A has more of, then those of B, then the others.

    On each side they come by the measure as that side sees it, the strongest difference first, so that the
    two sides change places with the corpora; ties by code point. `count` is the count in that corpus. Terms
    are those of `keywords`, spelled as in both corpora together; `min_count` and `min_docs` hold for both
    together, `max_p` for `p`. Nothing is yielded if one of the corpora has no words.
    """
    pairs = _terms(a, b, stopwords)
    chosen = (
        pair
        for pair in pairs
        if pair.count_a + pair.count_b >= min_count and pair.docs_a + pair.docs_b >= min_docs
    )
    yield from compare_terms(chosen, a.words, b.words, measure=measure, max_p=max_p)


def compare_terms(
    pairs: Iterable[TermPair], words_a: int, words_b: int, *, measure: Measure, max_p: float = 1.0
) -> Iterator[Comparison]:
    """Yield the terms of corpora of so many words in the order of `compare`."""
    if not (words_a and words_b):
        return
    with Ranking() as ranking:
        ranking.extend(
            Ranked(
                _SIDES.index(row.more_in), _strength(row, measure, words_a, words_b), row.term, _cells(row)
            )
            for row in (_comparison(pair, words_a, words_b) for pair in pairs)
            if row.p <= max_p
        )
        for side, _, term, cells in ranking:
            yield Comparison(_SIDES[side], term, *cells)  # type: ignore[arg-type]  # cells of such a row


def _terms(a: WordCounts, b: WordCounts, stopwords: Collection[str]) -> Iterator[TermPair]:
    """Yield the terms of both corpora with their counts, in no particular order."""
    if b.vocabulary is not a.vocabulary:
        own, b = b, WordCounts(a.vocabulary)
        b.merge(own)
    both = WordCounts(a.vocabulary)
    both.merge(a)
    both.merge(b)
    spellings = both.spellings()
    of_a = {term: (count, docs) for term, count, docs in term_counts(a, spellings, stopwords)}
    for term, count, docs in term_counts(b, spellings, stopwords):
        count_a, docs_a = of_a.pop(term, (0, 0))
        yield TermPair(term, count_a, count, docs_a, docs)
    for term, (count, docs) in of_a.items():
        yield TermPair(term, count, 0, docs, 0)


def _comparison(pair: TermPair, words_a: int, words_b: int) -> Comparison:
    four = pair.count_a, pair.count_b, words_a, words_b
    likelihood = keyness.log_likelihood_keyness(*four)
    share_a, share_b = pair.count_a * words_b, pair.count_b * words_a
    return Comparison(
        more_in="A" if share_a > share_b else "B" if share_a < share_b else None,
        term=pair.term,
        count_a=pair.count_a,
        count_b=pair.count_b,
        per_million_a=PER_MILLION * pair.count_a / words_a,
        per_million_b=PER_MILLION * pair.count_b / words_b,
        docs_a=pair.docs_a,
        docs_b=pair.docs_b,
        log_likelihood=_rounded(keyness.signed(likelihood, *four)),
        p=round(p_value(likelihood), _DIGITS_OF_P),
        chi_square=_rounded(keyness.signed(keyness.chi_square_keyness(*four), *four)),
        log_ratio=_rounded(keyness.log_ratio(*four)),
        percent_diff=_rounded(keyness.percent_diff(*four)),
        odds_ratio=_rounded(keyness.odds_ratio(*four)),
    )


def _strength(row: Comparison, measure: Measure, words_a: int, words_b: int) -> float:
    """Return what ranks a term on its side: the measure with that side in the place of A."""
    if measure == "log_likelihood":
        return abs(row.log_likelihood)
    if measure == "chi_square":
        return abs(row.chi_square)
    a, b, c, d = row.count_a, row.count_b, words_a, words_b
    if row.more_in == "B":
        a, b, c, d = b, a, d, c
    return a if measure == "count" else _rounded(_EFFECTS[measure](a, b, c, d))


def _cells(row: Comparison) -> tuple[int | float, ...]:
    """Return what stands after the term."""
    return tuple(getattr(row, name) for name in Comparison.__slots__[2:])


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # never -0
