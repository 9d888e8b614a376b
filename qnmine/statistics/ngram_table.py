"""N-grams of a corpus: words that stand side by side in a sentence, and the table made of their counts.

A word is one with a letter or digit; punctuation separates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from qnmine.statistics import neighbours
from qnmine.statistics.frequency import PER_MILLION
from qnmine.statistics.neighbours import Neighbours
from qnmine.statistics.ngrams import MEMORY_ROWS
from qnmine.statistics.ranking import MEMORY_ROWS as RANKED_ROWS
from qnmine.statistics.ranking import Ranked, Ranking
from qnmine.statistics.terms import TermCounts, WordTerms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qnmine.statistics.coding import CodedWords, Ints
    from qnmine.statistics.ngrams import NgramBlock
    from qnmine.words.running import RunningWords

MEASURES = ("count", *neighbours.MEASURES)
LONGEST = 9


@dataclass(frozen=True, slots=True)
class Ngram:
    """How often a sequence of words occurs, and in how many documents; `score` is None for plain counts.

    `per_million` is 10^6 x count / all words that contain a letter or digit.
    """

    term: str
    words: int
    count: int
    docs: int
    per_million: float
    score: float | None


class Ngrams(TermCounts):
    """Counts of the n-grams of a corpus; counts of its parts add up to those of the whole.

    `lengths` are numbers of words, from 1 to LONGEST. N-grams that begin or end with a word of `stopwords`
    (lower case) are left out, and with `tags` those with a word of another part of speech. Groups, words and
    temporary files are as in `TermCounts`.

    A phrase that was cut into words in several ways is one n-gram, shown as the cut of the fewest words.
    """

    def __init__(
        self,
        lengths: Collection[int] = (2,),
        *,
        stopwords: Collection[str] = (),
        tags: Collection[str] = (),
        memory_rows: int = MEMORY_ROWS,
    ) -> None:
        if not lengths or min(lengths) < 1 or max(lengths) > LONGEST:
            raise ValueError(f"n-grams have 1 to {LONGEST} words, not {lengths}")
        self._words = WordTerms(lengths, stopwords=stopwords, tags=tags, numbers=True)
        super().__init__(self._words, memory_rows=memory_rows)
        self.lengths = self._words.lengths
        self._neighbours = Neighbours()

    def _observe(self, batch: Sequence[RunningWords], coded: CodedWords, groups: Ints) -> None:  # noqa: ARG002
        """Note the words of pairs, which their measures need."""
        if self.lengths == (2,):
            self._neighbours.add(coded, self._words.inside(coded), groups[coded.documents])

    def __getstate__(self) -> dict[str, Any]:
        """Return what was counted; what finds the words is not needed to merge it."""
        return {**super().__getstate__(), "_words": None}

    def merge(self, other: Self) -> None:
        """Add the counts of another part of the corpus, made with the same lengths, stop words and tags."""
        super().merge(other)
        numbers = self.spelled.vocabulary.keys_from(other.spelled.vocabulary)
        self._neighbours.merge(other._neighbours, numbers)

    def rows(
        self,
        groups: Sequence[int] = (0,),
        *,
        measure: str = MEASURES[0],
        min_count: int = 1,
        min_docs: int = 1,
        memory_rows: int = RANKED_ROWS,
    ) -> Iterator[tuple[int, Ngram]]:
        """Yield the n-grams of groups, in the order given, each with the number of its group.

        Within a group they come by `measure` (see `Neighbours.scores`), the highest first, then by code
        point. Only counts tell of n-grams of other than two words: raises ValueError for other measures.
        """
        if measure not in MEASURES or (measure != "count" and self.lengths != (2,)):
            raise ValueError(f"no measure of n-grams of {list(self.lengths)} words: {measure!r}")
        place = {group: number for number, group in enumerate(groups)}
        spelled = self._spellings()
        with Ranking(memory_rows=memory_rows) as ranking:
            for block in self._sequences.blocks(min_count=min_count, min_docs=min_docs):
                counts = block.counts.tolist()
                ranks, scores = counts, list[float | None]([None]) * len(counts)
                if measure != "count":
                    ranks, scores = self._neighbours.scores(block, measure)
                lengths = np.count_nonzero(block.keys >= 0, axis=1).tolist()
                cells = zip(lengths, counts, block.docs.tolist(), scores, strict=True)
                rows = zip(block.groups.tolist(), ranks, _terms(block, spelled), cells, strict=True)
                ranking.extend(Ranked(place[row[0]], *row[1:]) for row in rows if row[0] in place)
            for number, _, term, numbers in ranking:
                yield groups[number], self._ngram(groups[number], term, *numbers)  # type: ignore[arg-type]

    def _ngram(self, group: int, term: str, words: int, count: int, docs: int, score: float | None) -> Ngram:
        return Ngram(term, words, count, docs, PER_MILLION * count / self.words[group], score)

    def _spellings(self) -> list[str]:
        """Return how each key is shown."""
        shown = list(self.spelled.vocabulary.keys)
        for key, form in self.spelled.spellings().items():
            shown[key] = form
        return shown


def _terms(block: NgramBlock, spelled: Sequence[str]) -> Iterator[str]:
    """Yield each n-gram as it is shown."""
    for keys in block.keys.tolist():
        yield " ".join([spelled[key] for key in keys if key >= 0])
