"""How often words and sequences of words occur in general Vietnamese: the built-in reference."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator, Sequence

SOURCE = "Vietnamese Wikipedia of 2017"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Counts of terms (lower case, syllables separated by spaces) in a text of so many words and documents.

    Terms that are rarer than the list goes are missing.
    """

    words: int
    documents: int
    counts: Mapping[str, int]


class _Lines(Mapping[str, int]):
    """Counts in sorted lines `term TAB count TAB documents`, which are read only where they are asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __getitem__(self, term: str) -> int:
        line = (
            self._lines[place] if (place := bisect_left(self._lines, f"{term}\t")) < len(self._lines) else ""
        )
        found, _, rest = line.partition("\t")
        if found != term or not line:
            raise KeyError(term)
        return int(rest.partition("\t")[0])

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def items(self) -> ItemsView[str, int]:
        """Return all terms with their counts, in one pass."""
        cut = (line.split("\t", 2) for line in self._lines)
        return {term: int(count) for term, count, _ in cut}.items()


@cache
def word_frequencies() -> Frequencies:
    """Return how often words occur that were seen at least three times."""
    return _read("words")


@cache
def sequence_frequencies() -> Frequencies:
    """Return how often two to four words occur together, at least five times and in three documents."""
    return _read("sequences")


@cache
def frequent_words(number: int) -> frozenset[str]:
    """Return the most frequent words, in lower case; ties by code point."""
    counts = dict(word_frequencies().counts.items())
    return frozenset(sorted(counts, key=lambda word: (-counts[word], word))[:number])


@cache
def frequent_syllables(number: int) -> frozenset[str]:
    """Return the most frequent syllables of these words, in lower case; ties by code point."""
    counts: Counter[str] = Counter()
    for word, count in word_frequencies().counts.items():
        for syllable in word.split(" "):
            counts[syllable] += count
    return frozenset(sorted(counts, key=lambda syllable: (-counts[syllable], syllable))[:number])


def _read(name: str) -> Frequencies:
    data = files("qnmine.data").joinpath("frequencies", f"{name}.tsv.gz").read_bytes()
    lines = gzip.decompress(data).decode().split("\n")
    header = [line for line in lines[:8] if line.startswith("# ")]
    sizes = dict(line[2:].split(": ", 1) for line in header if ": " in line)
    # The header is a line more than the comments; a line end stands at the end.
    return Frequencies(int(sizes["words"]), int(sizes["documents"]), _Lines(lines[len(header) + 1 : -1]))
