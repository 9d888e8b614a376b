"""Frequencies of words over a corpus: counts that merge, and the table made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.statistics.coding import CodedWords, Vocabulary, is_single_letter
from qnmine.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qnmine.statistics.coding import Bools, Ints
    from qnmine.words.running import RunningWords

PER_MILLION = 1_000_000
_MAJORITY_FOR_CAPITALS = 0.75


@dataclass(frozen=True, slots=True)
class Keyword:
    """How often a term occurs, and in how many documents; `score` is empty for plain counts."""

    term: str
    count: int
    docs: int
    per_million: float
    score: float | None


class WordCounts:
    """Counts of the words of a corpus; counts of its parts add up to those of the whole.

    `words` are those with a letter or digit, `documents` all documents. Groups of one corpus may share a
    vocabulary.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        self.words = 0
        self.documents = 0
        # Twice the number of a form, plus 1 where a capital is no evidence of a name.
        self._forms = Tally()
        self._docs = Tally()

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int] = ()) -> None:  # noqa: ARG002
        """Count the words of documents, whatever their groups."""
        self.add_coded(CodedWords.of(batch, self.vocabulary), len(batch))

    def add_coded(self, coded: CodedWords, documents: int, chosen: Bools | None = None) -> None:
        """Count words that are coded already; with `chosen` only these have rows of the table."""
        self.words += int(coded.sizes.sum())
        self.documents += documents
        wanted = self.vocabulary.is_named(coded.forms)
        if chosen is not None:
            wanted &= chosen
        forms = coded.forms[wanted]
        self._forms.add(2 * forms + coded.initial[wanted])
        keys = self.vocabulary.key_of[forms]
        pairs = np.unique(coded.documents[wanted] * len(self.vocabulary.keys) + keys)
        self._docs.add(pairs % max(len(self.vocabulary.keys), 1))

    def merge(self, other: WordCounts) -> None:
        """Add the counts of another part of the corpus."""
        self.words += other.words
        self.documents += other.documents
        numbers = self.vocabulary.code(other.vocabulary.forms)
        coded, counts = other._forms.items()
        self._forms.add(2 * numbers[coded // 2] + coded % 2, counts)
        keys, docs = other._docs.items()
        self._docs.add(self.vocabulary.keys_from(other.vocabulary)[keys], docs)

    def counts(self) -> tuple[Ints, Ints, Ints]:
        """Return the keys of the words that a table may list, their counts and their documents."""
        coded, counts = self._forms.items()
        total = Tally()
        total.add(self.vocabulary.key_of[coded // 2], counts)
        keys, counts = total.items()
        return keys, counts, self._docs.items()[1]

    def spellings(self) -> dict[int, str]:
        """Return for each key the spelling to show: names keep their capitals, other words have none.

        A title or a slogan gives a common noun capitals, so a bare majority of them does not make a name.
        Only places where a capital is evidence of a name count, if there are any.
        """
        vocabulary, (coded, counts) = self.vocabulary, self._forms.items()
        forms, inside = coded // 2, coded % 2 == 0
        keys, cased = vocabulary.key_of[forms], vocabulary.is_cased(forms)
        spelled = {key: vocabulary.keys[key] for key in np.unique(keys).tolist()}
        of_key = _sums(keys[inside], counts[inside], len(vocabulary.keys))
        of_cased = _sums(keys[inside & cased], counts[inside & cased], len(vocabulary.keys))
        is_name = (of_cased > 0) & (of_cased >= _MAJORITY_FOR_CAPITALS * of_key)
        evidence = np.where(inside, cased & is_name[keys], of_key[keys] == 0)
        found = _most_common(keys[evidence], forms[evidence], counts[evidence], vocabulary.forms)
        return spelled | {key: form for key, form in found if of_key[key] or _looks_like_a_name(form)}


def keywords(counts: WordCounts, *, stopwords: Collection[str] = frozenset()) -> list[Keyword]:
    """Return the terms by count, descending, then by code point.

    A term is a word with a letter, but no single one such as the `B` of a label (`ý` and `ổ` are words by
    their tone mark). Case variants count together; capitals are shown where a clear majority has them,
    of the occurrences where a capital is evidence of a name. `stopwords` (lower case) are left out.
    `per_million` is 10^6 x count / all words that contain a letter or digit, stop words included.
    """
    rows = [
        Keyword(term, count, docs, PER_MILLION * count / counts.words, None)
        for term, count, docs in term_counts(counts, counts.spellings(), stopwords)
    ]
    rows.sort(key=lambda row: (-row.count, row.term))
    return rows


def term_counts(
    counts: WordCounts, spellings: Mapping[int, str], stopwords: Collection[str] = frozenset()
) -> Iterator[tuple[str, int, int]]:
    """Yield each word that is a term and no stop word, as it is spelled, with its count and documents."""
    vocabulary = counts.vocabulary
    keys, numbers, docs = counts.counts()
    for key, count, inside in zip(keys.tolist(), numbers.tolist(), docs.tolist(), strict=True):
        lower = vocabulary.keys[key]
        if lower not in stopwords and not is_single_letter(lower):
            yield spellings[key], count, inside


def _sums(keys: Ints, counts: Ints, size: int) -> Ints:
    """Return the sum of the counts of each key."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, keys, counts)
    return sums


def _most_common(keys: Ints, numbers: Ints, counts: Ints, forms: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each key with its most common form; of equally common ones the first by code point."""
    order = np.lexsort((-counts, keys))
    keys, numbers, counts = keys[order], numbers[order], counts[order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    ranks = np.cumsum(np.diff(keys, prepend=-1) != 0) - 1
    best = counts == counts[firsts][ranks]
    chosen: dict[int, str] = {}
    for key, number in zip(keys[best].tolist(), numbers[best].tolist(), strict=True):
        form = forms[number]
        chosen[key] = min(form, chosen.get(key, form))
    yield from chosen.items()


def _looks_like_a_name(form: str) -> bool:
    """Whether the capitals of a word that was only seen at the beginning of sentences are its own."""
    syllables: Sequence[str] = form.split()
    if len(syllables) > 1:
        return all(syllable[:1].isupper() for syllable in syllables)
    return any(letter.isupper() for letter in form[1:])
