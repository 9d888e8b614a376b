"""What the frequencies of a corpus are compared with: general Vietnamese, a table, or another corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.data.frequencies import SOURCE, sequence_frequencies, word_frequencies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.data.frequencies import Frequencies


@dataclass(frozen=True, slots=True)
class Reference:
    """Counts of terms (lower case) in a text of so many words; `name` is what to call it."""

    name: str
    words: int
    counts: Mapping[str, int]


def general_reference(*, words_only: bool = False) -> Reference:
    """Return the frequencies of general Vietnamese: of words and, unless `words_only`, of two to four.

    Words that it has less than three times, and sequences less than five times or in less than three
    documents, count 0.
    """
    words = word_frequencies()
    counts = words.counts if words_only else _Either(words, sequence_frequencies())
    return Reference(SOURCE, words.words, counts)


class _Either(Mapping[str, int]):
    """Counts of terms that may be one word here and several there: the sum of both."""

    def __init__(self, words: Frequencies, sequences: Frequencies) -> None:
        self._words, self._sequences = words.counts, sequences.counts

    def __getitem__(self, term: str) -> int:
        found = self._words.get(term, 0)
        if " " in term:
            found += self._sequences.get(term, 0)
        if not found:
            raise KeyError(term)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from self._words
        yield from (term for term in self._sequences if term not in self._words)

    def __len__(self) -> int:
        return sum(1 for _ in self)
