"""What stands around the occurrences of a node: counts that merge, and the table made of them.

Co-occurrence is within a surface span (Evert 2008): the places are the words of the corpus that have a letter
or digit, and a word is in the span when it is among the so many words to the left or right of an occurrence
of the node, within its sentence. Where spans overlap a word counts once, for the nearer occurrence, and as on
the right where both are as near. The words of an occurrence are not in its own span, but may be in that of
another. Chance is what the spans would hold if the words were shuffled.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.statistics import association
from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.frequency import WordCounts
from qnmine.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from qnmine.queries import Query
    from qnmine.statistics.coding import Bools, Ints
    from qnmine.words.running import RunningWords

MEASURES = ("log_dice", "log_likelihood", "mi", "mi3", "npmi", "t", "z", "dice", "count")
SPAN = (5, 5)
MIN_COUNT = 2
"""What stood beside the node once may have done so by chance, and `mi`, `npmi` and `z` favour it."""

_KEY_BITS = 32
_KEY = (1 << _KEY_BITS) - 1
_LEFT, _RIGHT = 1, 2
_DIGITS = 6  # further ones of a logarithm may depend on the machine; shares of a corpus need them


@dataclass(frozen=True, slots=True)
class Collocation:
    """A word that occurs around a node.

    `count` is how often it is within the span, of that `left` and `right` of the node; `docs` the documents
    where it is; `node_count` and `collocate_count` the occurrences of the two in all. `expected` is the count
    that chance would give; the measures are those of `qnmine.statistics.association`, with six decimal
    places. `npmi` is None where every word of the corpus is this one and within the span.
    """

    node: str
    collocate: str
    count: int
    left: int
    right: int
    docs: int
    node_count: int
    collocate_count: int
    expected: float
    mi: float
    mi3: float
    npmi: float | None
    t: float
    z: float
    log_likelihood: float
    log_dice: float
    dice: float


class CollocationCounts:
    """Counts of the words around what a query finds; counts of parts add up to those of the whole.

    `span` is the number of words to the left and to the right. Documents may come in groups, which have
    numbers; parts that are merged number them alike. By group, `documents`, `words` (those with a letter or
    digit), `nodes` (occurrences of the node) and `within` (words within the span).
    """

    def __init__(self, query: Query, span: tuple[int, int] = SPAN) -> None:
        self.query = query
        self.span = span
        self.vocabulary = Vocabulary()
        self.documents: Counter[int] = Counter()
        self.words: Counter[int] = Counter()
        self.nodes: Counter[int] = Counter()
        self.within: Counter[int] = Counter()
        self._spelled = WordCounts(self.vocabulary)
        # The numbers are those of keys of the vocabulary, with that of the group in the higher bits.
        self._all = Tally()
        self._joint = Tally()
        self._left = Tally()
        self._docs = Tally()

    def add_documents(
        self, batch: Sequence[RunningWords], groups: Sequence[int] = (), *, tags: Collection[str] = ()
    ) -> None:
        """Count documents; `groups` holds the number of the group of each, by default 0.

        With `tags` only words of these parts of speech are collocates, and only so tagged are they counted.
        The words come with the names over them if the query needs these.
        """
        coded = CodedWords.of(batch, self.vocabulary)
        chosen = coded.tagged(tags) if tags else None
        self._spelled.add_coded(coded, len(batch), chosen)
        numbers_of = groups or [0] * len(batch)
        group_of = np.array(numbers_of, np.int64)[coded.documents]
        is_word = self.vocabulary.is_word(coded.forms)
        is_term = self.vocabulary.is_term(coded.forms)
        if chosen is not None:
            is_term &= chosen
        firsts, lasts = self._occurrences(batch)
        sides = _sides(coded, is_word, firsts, lasts, self.span)

        self.documents.update(numbers_of)
        for number, size in zip(numbers_of, coded.sizes.tolist(), strict=True):
            self.words[number] += size
        _count(self.nodes, group_of[firsts])
        _count(self.within, group_of[sides > 0])
        keys = self.vocabulary.key_of[coded.forms]
        numbers = (group_of << _KEY_BITS) | keys
        self._all.add(numbers[is_term])
        around = is_term & (sides > 0)
        self._joint.add(numbers[around])
        self._left.add(numbers[around & (sides == _LEFT)])
        _, places = np.unique(coded.documents[around] << _KEY_BITS | keys[around], return_index=True)
        self._docs.add(numbers[around][places])

    def __getstate__(self) -> dict[str, Any]:
        """Return what was counted; the query is not needed to merge it."""
        return {**self.__dict__, "query": None}

    def merge(self, other: CollocationCounts) -> None:
        """Add the counts of another part of the corpus, for the same query and span."""
        for mine, theirs in (
            (self.documents, other.documents),
            (self.words, other.words),
            (self.nodes, other.nodes),
            (self.within, other.within),
        ):
            mine.update(theirs)
        self._spelled.merge(other._spelled)
        translated = self.vocabulary.keys_from(other.vocabulary)
        for tally, added in (
            (self._all, other._all),
            (self._joint, other._joint),
            (self._left, other._left),
            (self._docs, other._docs),
        ):
            numbers, counts = added.items()
            tally.add((numbers & ~_KEY) | translated[numbers & _KEY], counts)

    def spellings(self) -> dict[int, str]:
        """Return for each key the spelling to show (see `WordCounts.spellings`)."""
        return self._spelled.spellings()

    def counts(self, group: int = 0) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield each word in the span: its key, count there, count on the left, documents, count in all.

        These are of one group, in no particular order.
        """
        numbers, joint = _of_group(self._joint, group)
        _, docs = _of_group(self._docs, group)  # the same numbers
        left = _values_at(numbers, *_of_group(self._left, group))
        total = _values_at(numbers, *_of_group(self._all, group))
        columns = (numbers & _KEY, joint, left, docs, total)
        yield from zip(*(column.tolist() for column in columns), strict=True)

    def _occurrences(self, batch: Sequence[RunningWords]) -> tuple[Ints, Ints]:
        """Return where in the batch the occurrences of the node begin and end (half-open)."""
        firsts: list[int] = []
        lasts: list[int] = []
        offset = 0
        for words in batch:
            if self.query.could_match(words.document.normalized.text):
                found = self.query.matches(words)
                firsts += [offset + match.first for match in found]
                lasts += [offset + match.last for match in found]
            offset += len(words.forms)
        return np.array(firsts, np.int64), np.array(lasts, np.int64)


def collocations(
    counts: CollocationCounts,
    group: int = 0,
    *,
    measure: str = MEASURES[0],
    min_count: int = MIN_COUNT,
    min_docs: int = 1,
    stopwords: Collection[str] = frozenset(),
    spellings: Mapping[int, str] | None = None,
) -> list[Collocation]:
    """Return the collocates in a group of documents, the highest `measure` first, then by code point.

    A collocate is a term (see `qnmine.statistics.keywords`) that is in the span at least `min_count` times,
    of at least `min_docs` documents, and none of `stopwords` (lower case). By log-likelihood words that are
    rarer there than by chance come last, however sure that is. `spellings` are those of `counts`, which need
    be asked for only once where there are many groups.
    """
    if measure not in MEASURES:
        raise ValueError(f"no measure: {measure!r}")
    nodes, within, words = counts.nodes[group], counts.within[group], counts.words[group]

    @cache  # most collocates share their few counts
    def measures(joint: int, total: int) -> tuple[float | None, ...]:
        return _measures(joint, within, total, words, nodes)

    spellings = counts.spellings() if spellings is None else spellings
    rows = [
        Collocation(
            counts.query.label,
            spellings[key],
            joint,
            left,
            joint - left,
            docs,
            nodes,
            total,
            *measures(joint, total),  # type: ignore[arg-type]  # only npmi is ever None where the two meet
        )
        for key, joint, left, docs, total in counts.counts(group)
        if joint >= min_count and docs >= min_docs and counts.vocabulary.keys[key] not in stopwords
    ]
    score = _score(measure)
    rows.sort(key=lambda row: (-score(row), row.collocate))
    return rows


def _measures(joint: int, within: int, total: int, words: int, nodes: int) -> tuple[float | None, ...]:
    """Return the measures of a collocate, in the order of the columns."""
    table = (joint, within, total, words)
    rounded = (
        association.mi(*table),
        association.mi3(*table),
        association.npmi(*table),
        association.t_score(*table),
        association.z_score(*table),
        association.log_likelihood(*table),
        association.log_dice(joint, nodes, total),
    )
    return (
        association.expected(within, total, words),
        *(None if score is None else round(score, _DIGITS) for score in rounded),
        association.dice(joint, nodes, total),
    )


def _score(measure: str) -> Callable[[Collocation], float]:
    """Return what rows are ranked by, the highest first."""
    if measure == "log_likelihood":
        return lambda row: row.log_likelihood if row.count >= row.expected else -row.log_likelihood
    if measure == "npmi":
        return lambda row: -2.0 if row.npmi is None else row.npmi
    return lambda row: float(getattr(row, measure))


def _sides(coded: CodedWords, is_word: Bools, firsts: Ints, lasts: Ints, span: tuple[int, int]) -> Ints:
    """Return for each token of a batch whether it is within the span (0: it is not), and on which side."""
    sides = np.zeros(len(coded.forms), np.int64)
    if not len(firsts):
        return sides
    places = np.flatnonzero(is_word)
    before = np.concatenate(([0], np.cumsum(is_word)))
    starts, ends = before[firsts], before[lasts]
    sentences, node_sentences = coded.sentences[places], coded.sentences[firsts]
    words = np.arange(len(places))
    following = np.searchsorted(starts, words, side="right")
    preceding = np.searchsorted(ends, words, side="right") - 1
    far = max(span) + 1

    def distances(nodes: Ints, away: Ints, reach: int) -> Ints:
        """Return how far each word is from its node, `far` where that is none or out of reach."""
        inside = np.clip(nodes, 0, len(firsts) - 1)
        near = (nodes == inside) & (node_sentences[inside] == sentences) & (away <= reach)
        return np.where(near, away, far)

    left = distances(following, starts[np.minimum(following, len(starts) - 1)] - words, span[0])
    right = distances(preceding, words - ends[np.maximum(preceding, 0)] + 1, span[1])
    sides[places] = np.where(np.minimum(left, right) == far, 0, np.where(left < right, _LEFT, _RIGHT))
    return sides


def _count(counter: Counter[int], numbers: Ints) -> None:
    values, counts = np.unique(numbers, return_counts=True)
    counter.update(dict(zip(values.tolist(), counts.tolist(), strict=True)))


def _of_group(tally: Tally, group: int) -> tuple[Ints, Ints]:
    """Return the numbers and counts of one group."""
    numbers, counts = tally.items()
    first, last = np.searchsorted(numbers, (group << _KEY_BITS, (group + 1) << _KEY_BITS))
    return numbers[first:last], counts[first:last]


def _values_at(wanted: Ints, numbers: Ints, counts: Ints) -> Ints:
    """Return the counts of the wanted numbers, 0 for those that were not counted; both ascend."""
    if not len(numbers):
        return np.zeros(len(wanted), np.int64)
    places = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.where(numbers[places] == wanted, counts[places], 0)
