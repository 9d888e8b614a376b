"""The tables of `keywords`: terms of groups, ranked by a measure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from qnmine.phrases.ranking import ranked_phrases
from qnmine.statistics.frequency import PER_MILLION, Keyword
from qnmine.statistics.keyness_measures import keyness_measures
from qnmine.statistics.ranking import MEMORY_ROWS, Ranked, Ranking
from qnmine.statistics.terms import Term
from qnmine.statistics.weighting import tf_idf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qnmine.statistics.reference import Reference
    from qnmine.statistics.terms import TermCounts

_DIGITS = 6  # further ones of a logarithm may depend on the machine

REST = "rest"
"""The reference of a group that is all other groups."""


@dataclass(frozen=True, slots=True)
class KeyKeyword:
    """A term beside a reference; `score` is the measure that ranks, negative where the term is rarer here.

    `log_likelihood` and `chi_square` are signed, each with its p-value; see `qnmine.statistics.keyness`.
    """

    term: str
    count: int
    docs: int
    per_million: float
    score: float
    reference_count: int
    reference_per_million: float
    log_likelihood: float
    log_likelihood_p: float
    chi_square: float
    chi_square_p: float
    log_ratio: float
    percent_diff: float
    odds_ratio: float


KEYNESS = {
    "keyness": "log_likelihood",
    "log_likelihood": "log_likelihood",
    "chi_square": "chi_square",
    "log_ratio": "log_ratio",
    "percent_diff": "percent_diff",
    "odds_ratio": "odds_ratio",
}
"""The measures that need a reference, with the columns that they rank by."""

MEASURES = ("count", "tfidf", "rank", *KEYNESS)


def ranked_terms(
    counts: TermCounts,
    measure: str,
    groups: Sequence[int] = (0,),
    *,
    reference: Reference | str | None = None,
    min_count: int = 1,
    min_docs: int = 1,
    memory_rows: int = MEMORY_ROWS,
) -> Iterator[tuple[int, Keyword | KeyKeyword]]:
    """Yield the terms of groups, in the order given, each with the number of its group.

    Within a group they come by `measure` (see MEASURES), the highest first, then by code point. The measures
    of keyness need a `reference`; REST compares each group with all others together, for which counts must
    have been made with `total`, as for tfidf in groups. Phrases alone have a `rank`. Raises ValueError for
    what cannot be measured.
    """
    spellings = counts.spellings()
    place = {group: number for number, group in enumerate(groups)}
    terms = _scored(counts, spellings, place, min_count, min_docs, memory_rows)
    rows = _rows(counts, measure, reference, terms)
    with Ranking(memory_rows=memory_rows) as ranking:
        ranking.extend(
            Ranked(
                place[term.group],
                rank,
                " ".join([spellings.get(word, word) for word in term.words]),
                (term.count, term.docs, *cells),
            )
            for term, rank, cells in rows
            if term.count >= min_count and term.docs >= min_docs
        )
        for number, _, text, row in ranking:
            group = groups[number]
            yield group, _row(text, counts.words[group], *row)  # type: ignore[arg-type]  # as stored above


def _row(text: str, words: int, count: int, docs: int, *cells: float) -> Keyword | KeyKeyword:
    """Return the row of a term of a group with so many words; `cells` are those from its score on."""
    per_million = PER_MILLION * count / words
    row_type: Callable[..., Keyword | KeyKeyword] = Keyword if len(cells) == 1 else KeyKeyword
    return row_type(text, count, docs, per_million, *cells)


def _scored(
    counts: TermCounts,
    spellings: Mapping[str, str],
    place: Mapping[int, int],
    min_count: int,
    min_docs: int,
    memory_rows: int,
) -> Iterator[tuple[Term, float | None]]:
    """Yield the terms of groups, phrases with their score; mere parts of longer ones are left out.

    Phrases that are too rare to be shown may be among them: they tell which others are parts of longer ones.
    """
    if not counts.phrases:
        terms = counts.terms(min_count=min_count, min_docs=min_docs)
        yield from ((term, None) for term in terms if term.group in place)
        return
    # What occurs once tells nothing of what occurs more often, and is most of what there is.
    phrases = (term for term in counts.terms(min_count=min(min_count, 2)) if term.group in place)
    together: Iterable[list[Term]] = [list(phrases)] if len(place) == 1 else _by_group(phrases, memory_rows)
    for group in together:
        yield from ranked_phrases(group, counts.kinds, spellings)


def _rows(
    counts: TermCounts,
    measure: str,
    reference: Reference | str | None,
    terms: Iterable[tuple[Term, float | None]],
) -> Iterator[tuple[Term, float, tuple[float | None, ...]]]:
    """Yield each term with what it is ranked by and the cells from its score on."""
    if measure == "count":
        yield from ((term, term.count, (None,)) for term, _ in terms)
    elif measure == "rank" and counts.phrases:
        ranked = ((term, round(score or 0.0, _DIGITS)) for term, score in terms)
        yield from ((term, score, (score,)) for term, score in ranked)
    elif measure == "tfidf":
        totals, documents = counts.totals(), counts.documents.total()
        for term, _ in terms:
            score = round(tf_idf(term.count, totals[" ".join(term.words)][1], documents), _DIGITS)
            yield term, score, (score,)
    elif measure in KEYNESS and reference is not None:
        compared = _Keyness(counts, reference)
        for term, _ in terms:
            values = compared.values(term, KEYNESS[measure])
            if values is not None:
                yield term, values[0], values
    else:
        raise ValueError(f"these terms cannot be measured by {measure!r}")


def _by_group(terms: Iterable[Term], memory_rows: int) -> Iterator[list[Term]]:
    """Yield the terms of each group together."""
    with Ranking(memory_rows=memory_rows) as ranking:
        ranking.extend(
            Ranked(term.group, 0, "\x1f".join(term.words), (term.count, term.docs)) for term in terms
        )
        for _, rows in groupby(ranking, key=attrgetter("group")):
            yield [Term(row.group, tuple(row.term.split("\x1f")), *row.cells) for row in rows]  # type: ignore[arg-type]


class _Keyness:
    """Compares the terms of groups with a reference."""

    def __init__(self, counts: TermCounts, reference: Reference | str) -> None:
        self._words = counts.words
        self._all_words = counts.words.total()
        self._reference = None if isinstance(reference, str) else reference
        self._totals = counts.totals() if self._reference is None else {}

    def values(self, term: Term, score: str) -> tuple[float, ...] | None:
        """Return the cells of a term from its score on; None if there is nothing to compare it with."""
        text, size = " ".join(term.words), self._words[term.group]
        if self._reference is not None:
            there, others = self._reference.counts.get(text, 0), self._reference.words
        else:
            there, others = self._totals[text][0] - term.count, self._all_words - size
        if not (size and others):
            return None
        there = min(there, others)
        table = (term.count, there, size, others)
        measures = keyness_measures(*table)
        return (getattr(measures, score), there, PER_MILLION * there / others, *measures)
