"""N-grams of a corpus: words that stand side by side in a sentence, and the table made of their counts.

A word is one with a letter or digit; punctuation separates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from qnmine.statistics import neighbours
from qnmine.statistics.coding import CodedWords
from qnmine.statistics.frequency import PER_MILLION, WordCounts
from qnmine.statistics.matrix import Column
from qnmine.statistics.neighbours import Neighbours
from qnmine.statistics.ngrams import MEMORY_ROWS, NgramCounts, windows
from qnmine.statistics.ranking import MEMORY_ROWS as RANKED_ROWS
from qnmine.statistics.ranking import Ranked, Ranking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qnmine.statistics.ngrams import InDocuments, NgramBlock
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


class Ngrams:
    """Counts of the n-grams of a corpus; counts of its parts add up to those of the whole.

    `lengths` are numbers of words, from 1 to LONGEST. N-grams that begin or end with a word of `stopwords`
    (lower case) are left out, and with `tags` those with a word of another part of speech. Documents may come
    in groups, which have numbers; parts that are merged number them alike. `documents` and `words` are by
    group. What is too much for the memory is kept in temporary files; use it as a context, or call `close`.

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
        self.lengths = sorted(set(lengths))
        if not self.lengths or self.lengths[0] < 1 or self.lengths[-1] > LONGEST:
            raise ValueError(f"n-grams have 1 to {LONGEST} words, not {lengths}")
        self.documents: Counter[int] = Counter()
        self.words: Counter[int] = Counter()
        self.spelled = WordCounts()
        self._stopwords, self._tags = stopwords, tags
        self._sequences = NgramCounts(self.spelled.vocabulary, self.lengths[-1], memory_rows=memory_rows)
        self._neighbours = Neighbours()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        self._sequences.close()

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int] = ()) -> InDocuments:
        """Count documents; `groups` holds the number of the group of each, by default 0.

        With `tags` the words come with their parts of speech. Returns the counts of each document, for a
        matrix (`DocumentTerms`).
        """
        vocabulary = self.spelled.vocabulary
        coded = CodedWords.of(batch, vocabulary)
        self.spelled.add_coded(coded, len(batch))
        numbers = np.array(groups or [0] * len(batch), np.int64)
        of_words = numbers[coded.documents]
        inside = vocabulary.is_word(coded.forms)
        self.documents.update(numbers.tolist())
        for number, size in zip(numbers.tolist(), coded.sizes.tolist(), strict=True):
            self.words[number] += size
        if self._tags:
            inside &= coded.tagged(self._tags)
        if self.lengths == [2]:
            self._neighbours.add(coded, inside, of_words)
        edges = ~vocabulary.keys_in(self._stopwords)[vocabulary.key_of[coded.forms]]
        spans = [windows(coded, length, inside, edges) for length in self.lengths]
        return self._sequences.add(coded, spans, numbers)

    def merge(self, other: Ngrams) -> None:
        """Add the counts of another part of the corpus, made with the same lengths, stop words and tags."""
        self.documents.update(other.documents)
        self.words.update(other.words)
        vocabulary, theirs = self.spelled.vocabulary, other.spelled.vocabulary
        self.spelled.merge(other.spelled)
        self._sequences.merge(other._sequences)
        numbers = np.array([vocabulary.key(key) for key in theirs.keys], np.int64)
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
        if measure not in MEASURES or (measure != "count" and self.lengths != [2]):
            raise ValueError(f"no measure of n-grams of {self.lengths} words: {measure!r}")
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

    def columns(self, *, min_count: int = 1, min_docs: int = 1) -> Iterator[Column]:
        """Yield the n-grams as columns of a matrix, in no order, if there are no groups."""
        spelled = self._spellings()
        for block in self._sequences.blocks(min_count=min_count, min_docs=min_docs):
            numbers = (column.tolist() for column in (block.numbers, block.counts, block.docs))
            for term, number, count, docs in zip(_terms(block, spelled), *numbers, strict=True):
                yield Column(number, term, count, docs)

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
