"""Where terms stand in a corpus: the places of words, and of what queries find, which merge."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.frequency import WordCounts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from qnmine.queries import Query
    from qnmine.queries.entity_name import EntityName
    from qnmine.statistics.coding import Ints
    from qnmine.words.running import RunningWords


_NONE = np.empty(0, np.int64)


class Occurrences:
    """At which words of a corpus terms occur; terms are numbers, words those with a letter or digit.

    The words of each document follow those of the one before. What was found in parts of a corpus, merged in
    the order of the parts, is what is found in the whole. An occurrence takes 12 bytes.
    """

    def __init__(self) -> None:
        self.words = 0
        self._sizes: list[Ints] = []
        self._terms: list[npt.NDArray[np.int32]] = []
        self._places: list[Ints] = []

    def add(self, terms: Ints, places: Ints, sizes: Ints) -> None:
        """Add documents of so many words (`sizes`), whose words `places` count from 0 on.

        The places of a term ascend, and none comes twice.
        """
        self._terms.append(terms.astype(np.int32))
        self._places.append(places + self.words)
        self._sizes.append(sizes)
        self.words += int(sizes.sum())

    def merge(self, other: Occurrences, numbers: Ints | None = None) -> None:
        """Add those of the documents that follow; `numbers` holds what their terms are here."""
        for terms in other._terms:
            self._terms.append(terms if numbers is None else numbers[terms].astype(np.int32))
        self._places += [places + self.words for places in other._places]
        self._sizes += other._sizes
        self.words += other.words

    def sizes(self) -> Ints:
        """Return the number of words of each document, in order; some may have none."""
        return np.concatenate([_NONE, *self._sizes])

    def terms(self) -> Ints:
        """Return the terms that occur, ascending."""
        return np.unique(np.concatenate([_NONE, *map(np.unique, self._terms)]))

    def by_term(self) -> tuple[Ints, Ints, Ints]:
        """Return the terms that occur, ascending, the index of the first place of each, and all places.

        The places are sorted by term, then by place.
        """
        terms = np.concatenate([np.empty(0, np.int32), *self._terms])
        places = np.concatenate([_NONE, *self._places])
        order = np.argsort(terms, kind="stable")
        terms, places = terms[order], places[order]
        firsts = np.flatnonzero(np.diff(terms, prepend=-1))
        return terms[firsts].astype(np.int64), firsts, places


class WordOccurrences:
    """Where the words of a corpus occur: terms (see `qnmine.statistics.keywords`) that are no stop words.

    Documents may come in groups, which have numbers; parts that are merged number them alike. `by_group`
    holds the occurrences in each. With `tags` only words of these parts of speech are counted.
    """

    def __init__(self, *, stopwords: Collection[str] = frozenset(), tags: Collection[str] = ()) -> None:
        self.vocabulary = Vocabulary()
        self.by_group: dict[int, Occurrences] = defaultdict(Occurrences)
        self._spelled = WordCounts(self.vocabulary)
        self._stopwords, self._tags = stopwords, tags

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int] = ()) -> None:
        """Add the documents that follow; `groups` holds the number of the group of each, by default 0."""
        vocabulary, coded = self.vocabulary, CodedWords.of(batch, self.vocabulary)
        keys = vocabulary.key_of[coded.forms]
        wanted = vocabulary.is_term(coded.forms) & ~vocabulary.keys_in(self._stopwords)[keys]
        if self._tags:
            wanted &= coded.tagged(self._tags)
        self._spelled.add_coded(coded, len(batch))
        words = vocabulary.is_word(coded.forms)
        sizes = np.bincount(coded.documents[words], minlength=len(batch))
        places = np.cumsum(words)[wanted] - 1
        _share_out(self.by_group, groups, sizes, keys[wanted], coded.documents[wanted], places)

    def merge(self, other: WordOccurrences) -> None:
        """Add another part of the corpus, which follows."""
        self._spelled.merge(other._spelled)
        numbers = self.vocabulary.keys_from(other.vocabulary)
        for group, occurrences in other.by_group.items():
            self.by_group[group].merge(occurrences, numbers)

    def names(self) -> Mapping[int, str]:
        """Return the words as they are spelled in the corpus, by their numbers."""
        return self._spelled.spellings()


class QueryOccurrences:
    """Where queries are found in a corpus: at the first word of each match.

    The number of a query is its place among `queries`. Matches that begin inside of the same word count as
    one there, and those of signs alone, which are at no word, not at all. Groups are as in `WordOccurrences`.
    """

    def __init__(self, queries: Sequence[Query | EntityName]) -> None:
        self.by_group: dict[int, Occurrences] = defaultdict(Occurrences)
        self._queries = queries
        self._vocabulary = Vocabulary()

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int] = ()) -> None:
        """Add the documents that follow; `groups` holds the number of the group of each, by default 0."""
        before, borders = _words_before(batch, self._vocabulary)
        found = [_places(query, batch, borders.tolist(), before) for query in self._queries]
        terms = np.repeat(np.arange(len(found)), [len(places) for places in found])
        places = np.concatenate([_NONE, *found])
        ends = before[borders[1:]]
        documents = np.searchsorted(ends, places, side="right")
        _share_out(self.by_group, groups, np.diff(ends, prepend=0), terms, documents, places)

    def __getstate__(self) -> dict[str, Any]:
        """Return where they are; the queries are not needed to merge it."""
        return {**self.__dict__, "_queries": ()}

    def merge(self, other: QueryOccurrences) -> None:
        """Add another part of the corpus, which follows."""
        for group, occurrences in other.by_group.items():
            self.by_group[group].merge(occurrences)

    def found(self) -> set[int]:
        """Return the numbers of the queries that are found."""
        return {term for group in self.by_group.values() for term in group.terms().tolist()}

    def names(self) -> Mapping[int, str]:
        """Return the queries, also those that are not found, by their numbers."""
        return {number: query.label for number, query in enumerate(self._queries)}


def _share_out(
    by_group: dict[int, Occurrences],
    groups: Sequence[int],
    sizes: Ints,
    terms: Ints,
    documents: Ints,
    places: Ints,
) -> None:
    """Add the occurrences in a batch of documents to those of their groups.

    `places` count the words of the batch, `documents` the documents that these are in.
    """
    numbers = np.array(groups or [0] * len(sizes), np.int64)
    order = np.argsort(numbers, kind="stable")
    ordered, before = numbers[order], np.cumsum(sizes[order]) - sizes[order]
    starts = np.empty_like(sizes)  # of each document in its group
    starts[order] = before - before[np.searchsorted(ordered, ordered)]
    places = places + (starts - np.cumsum(sizes) + sizes)[documents]
    rows = np.argsort(numbers[documents], kind="stable")
    of_rows = numbers[documents][rows]
    for group in np.unique(numbers).tolist():
        chosen = rows[slice(*np.searchsorted(of_rows, (group, group + 1)).tolist())]
        by_group[group].add(terms[chosen], places[chosen], sizes[numbers == group])


def _words_before(batch: Sequence[RunningWords], vocabulary: Vocabulary) -> tuple[Ints, Ints]:
    """Return how many words with a letter or digit stand before each word of a batch, and before its end.

    The second are the places where the documents begin, and where the last one ends.
    """
    forms = vocabulary.code([form for words in batch for form in words.forms])
    before = np.concatenate(([0], np.cumsum(vocabulary.is_word(forms))))
    return before, np.cumsum([0, *(len(words.forms) for words in batch)])


def _places(
    query: Query | EntityName, batch: Sequence[RunningWords], borders: Sequence[int], before: Ints
) -> Ints:
    """Return the words of a batch at which a query is found.

    `borders` holds where the words of each document begin, `before` how many words with a letter or digit
    stand before each.
    """
    spans = [
        (offset + match.first, offset + match.last)
        for words, offset in zip(batch, borders, strict=False)
        if query.could_match(words.document.normalized.text)
        for match in query.matches(words)
    ]
    firsts, lasts = np.array(spans, np.int64).reshape(-1, 2).T
    places = before[firsts]
    return np.unique(places[before[lasts] > places])
