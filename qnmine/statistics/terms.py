"""Counts of terms by group: words, sequences of words or phrases, as a finder has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np

from qnmine.phrases.kinds import Kinds
from qnmine.phrases.ranking import ranked_phrases
from qnmine.statistics.coding import CodedWords
from qnmine.statistics.frequency import WordCounts
from qnmine.statistics.matrix import Column
from qnmine.statistics.ngrams import MEMORY_ROWS, NgramCounts, Spans, windows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qnmine.statistics.coding import Bools, Ints
    from qnmine.statistics.ngrams import InDocuments
    from qnmine.words.running import RunningWords


@dataclass(frozen=True, slots=True)
class Term:
    """How often a term occurs in a group, and in how many of its documents; `words` are in lower case."""

    group: int
    words: tuple[str, ...]
    count: int
    docs: int


class Finder(Protocol):
    """What finds the terms of documents.

    `longest` is the number of words of the longest; `phrases` tells that they are phrases, of which those
    that are only parts of longer ones are no terms.
    """

    longest: int
    phrases: bool

    def spans(self, batch: Sequence[RunningWords], coded: CodedWords) -> list[Spans]:
        """Return where terms stand in the words of a batch."""


class WordTerms:
    """Finds words, and sequences of them with these numbers of words.

    A term has a letter in its first and last word, neither of which is a stop word or a single letter; inside
    there may be any words, but no punctuation. With `numbers` these and single letters may be first and last
    as well. With `tags` all its words have one of these parts of speech.
    """

    def __init__(
        self,
        lengths: Collection[int] = (1,),
        *,
        stopwords: Collection[str] = (),
        tags: Collection[str] = (),
        numbers: bool = False,
    ) -> None:
        self.lengths = tuple(sorted(set(lengths)))
        if not self.lengths or self.lengths[0] < 1:
            raise ValueError(f"a term has one word or more, not {lengths}")
        self.longest, self.phrases = self.lengths[-1], False
        self._stopwords, self._tags, self._numbers = stopwords, tags, numbers

    def inside(self, coded: CodedWords) -> Bools:
        """Tell which words may be part of a term."""
        inside = coded.vocabulary.is_word(coded.forms)
        return inside & coded.tagged(self._tags) if self._tags else inside

    def spans(self, batch: Sequence[RunningWords], coded: CodedWords) -> list[Spans]:  # noqa: ARG002
        """Return where terms stand in the words of a batch."""
        vocabulary, inside = coded.vocabulary, self.inside(coded)
        edges = inside & ~vocabulary.keys_in(self._stopwords)[vocabulary.key_of[coded.forms]]
        if not self._numbers:
            edges &= vocabulary.is_term(coded.forms)
        return [windows(coded, length, inside, edges) for length in self.lengths]


class PhraseTerms:
    """Finds phrases (see `qnmine.phrases.candidates`); the words come with tags, and names as one word.

    Phrases need no list of function words. Those that are, begin or end with one of `stopwords` are left out.
    """

    def __init__(self, *, stopwords: Collection[str] = ()) -> None:
        from qnmine.phrases.candidates import LONGEST, general_words

        self.longest, self.phrases = LONGEST, True
        self._stopwords = stopwords
        general_words()

    def spans(self, batch: Sequence[RunningWords], coded: CodedWords) -> list[Spans]:  # noqa: ARG002
        """Return where phrases stand in the words of a batch."""
        from qnmine.phrases.candidates import candidates

        starts: list[list[int]] = [[] for _ in range(self.longest + 1)]
        offset = 0
        for words in batch:
            for first, last in candidates(words):
                if not (self._stopwords and self._is_stopped(words.forms[first:last])):
                    starts[last - first].append(first + offset)
            offset += len(words.forms)
        return [Spans(np.array(found, np.int64), size) for size, found in enumerate(starts) if found]

    def _is_stopped(self, forms: Sequence[str]) -> bool:
        lower = " ".join(forms).lower()
        return any(one in self._stopwords for one in (forms[0].lower(), forms[-1].lower(), lower))


class TermCounts:
    """Counts of the terms of a corpus by group; counts of its parts add up to those of the whole.

    Groups are numbers that the caller gives; parts that are merged number them alike. `documents` and `words`
    (those with a letter or digit) are by group; `spelled` and `kinds` tell of all words of the corpus. What
    is too much for the memory is kept in temporary files; use it as a context, or call `close`. With `total`
    terms are counted over all groups as well.
    """

    def __init__(
        self, finder: Finder, *, grouped: bool = False, total: bool = False, memory_rows: int = MEMORY_ROWS
    ) -> None:
        self.spelled = WordCounts()
        self.documents: Counter[int] = Counter()
        self.words: Counter[int] = Counter()
        self.phrases, self.longest = finder.phrases, finder.longest
        self.kinds = Kinds(self.spelled.vocabulary)
        self._finder = finder
        vocabulary = self.spelled.vocabulary
        self._sequences = NgramCounts(vocabulary, finder.longest, memory_rows=memory_rows)
        self._total = None
        if total and grouped:
            self._total = NgramCounts(vocabulary, finder.longest, memory_rows=memory_rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        """Return what was counted; what finds terms is not needed to merge it."""
        return {**self.__dict__, "_finder": None}

    def close(self) -> None:
        """Remove the temporary files."""
        self._sequences.close()
        if self._total is not None:
            self._total.close()

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int] = ()) -> InDocuments:
        """Count documents; `groups` holds the number of the group of each, by default 0.

        Returns the counts of each document, for a matrix (`DocumentTerms`).
        """
        coded = CodedWords.of(batch, self.spelled.vocabulary)
        self.spelled.add_coded(coded, len(batch))
        numbers = np.array(groups or [0] * len(batch), np.int64)
        self.documents.update(numbers.tolist())
        for number, size in zip(numbers.tolist(), coded.sizes.tolist(), strict=True):
            self.words[number] += size
        self._observe(batch, coded, numbers)
        spans = self._finder.spans(batch, coded)
        if self._total is not None:
            self._total.add(coded, spans)
        return self._sequences.add(coded, spans, numbers)

    def _observe(self, batch: Sequence[RunningWords], coded: CodedWords, groups: Ints) -> None:  # noqa: ARG002
        """Note what else the measures need; `groups` holds the number of the group of each document."""
        self.kinds.add_documents(batch, coded)

    def merge(self, other: Self) -> None:
        """Add the counts of another part of the corpus, made with the same finder."""
        self.documents.update(other.documents)
        self.words.update(other.words)
        self.spelled.merge(other.spelled)
        self.kinds.merge(other.kinds)
        self._sequences.merge(other._sequences)
        if self._total is not None and other._total is not None:
            self._total.merge(other._total)

    def terms(self, *, min_count: int = 1, min_docs: int = 1) -> Iterator[Term]:
        """Yield the terms of all groups that occur so often and in so many documents, in no order."""
        yield from self._terms(self._sequences, min_count, min_docs)

    def columns(self, *, min_count: int = 1, min_docs: int = 1) -> Iterator[Column]:
        """Yield the terms as columns of a matrix, in no order, if there are no groups."""
        spellings = self.spellings()
        chosen = self._whole_phrases(spellings, min_count) if self.phrases else None
        keys = self.spelled.vocabulary.keys
        for block in self._sequences.blocks(min_count=min_count, min_docs=min_docs):
            columns = (block.keys, block.numbers, block.counts, block.docs)
            for places, *cells in zip(*(column.tolist() for column in columns), strict=True):
                words = [keys[place] for place in places if place >= 0]
                if chosen is None or " ".join(words) in chosen:
                    yield Column(
                        cells[0], " ".join([spellings.get(word, word) for word in words]), *cells[1:]
                    )

    def _whole_phrases(self, spellings: Mapping[str, str], min_count: int) -> set[str]:
        """Return the phrases, in lower case, that are not only parts of longer ones."""
        found = ranked_phrases(list(self.terms(min_count=min(min_count, 2))), self.kinds, spellings)
        return {" ".join(phrase.term.words) for phrase in found}

    def totals(self) -> dict[str, tuple[int, int]]:
        """Return for each term, in lower case, its count and its documents in all groups.

        Raises ValueError for groups whose terms were not counted in all of them (`total`).
        """
        if self._total is None and len(self.documents) > 1:
            raise ValueError("terms of groups were counted without their total")
        counts = self._sequences if self._total is None else self._total
        return {" ".join(term.words): (term.count, term.docs) for term in self._terms(counts, 1, 1)}

    def spellings(self) -> dict[str, str]:
        """Return how words that are not shown in lower case are."""
        keys = self.spelled.vocabulary.keys
        shown = self.spelled.spellings().items()
        return {keys[key]: form for key, form in shown if form != keys[key]}

    def _terms(self, counts: NgramCounts, min_count: int, min_docs: int) -> Iterator[Term]:
        keys = self.spelled.vocabulary.keys
        for block in counts.blocks(min_count=min_count, min_docs=min_docs):
            lengths = np.count_nonzero(block.keys >= 0, axis=1).tolist()
            columns = (block.groups, block.keys, block.counts, block.docs)
            for (group, places, count, docs), length in zip(
                zip(*(column.tolist() for column in columns), strict=True), lengths, strict=True
            ):
                yield Term(group, tuple([keys[place] for place in places[:length]]), count, docs)
