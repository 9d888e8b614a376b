"""Which texts a page holds when it cannot hold them all: a random sample, and how much of each."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.layers import Mark
    from qnmine.report.analysis import Analysed

CHARACTERS = 5_000
"""So much of each text there is room for, on average."""

_WORD_END = 200  # a cut stands at the end of a word, if there is one so near


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a corpus a page holds: texts, entities of each type, mentions of each entity.

    All `texts` together have `CHARACTERS` characters each, on average; the longest are cut. `seed` chooses
    the texts.
    """

    texts: int = 60
    entities: int = 500
    mentions: int = 100
    seed: int = 0

    @property
    def characters(self) -> int:
        """How many characters all texts together may have."""
        return self.texts * CHARACTERS


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of the page with its marks; `number` is its place in the corpus, from 0.

    `length` is that of the whole text, of which `document` may hold the beginning only.
    """

    number: int
    document: Document
    marks: list[Mark]
    length: int

    @property
    def is_cut(self) -> bool:
        """Whether this is the beginning of a longer text."""
        return len(self.document.text) < self.length


class Sample:
    """Texts drawn at random while they come by, each as likely as any other; all, if there are few."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._random = random.Random(limits.seed)
        self._drawn: list[tuple[float, int, ShownText]] = []
        self.seen = 0

    def add(self, analysed: Analysed) -> None:
        """Take the next document, or pass it by."""
        number, chance = self.seen, self._random.random()
        self.seen += 1
        if len(self._drawn) < self._limits.texts:
            heapq.heappush(self._drawn, (chance, number, self._shown(number, analysed)))
        elif self._drawn and chance > self._drawn[0][0]:
            heapq.heapreplace(self._drawn, (chance, number, self._shown(number, analysed)))

    def _shown(self, number: int, analysed: Analysed) -> ShownText:
        """Return what there could be room for of a document, without the views that analysis needed."""
        document = analysed.document
        copy = Document(document.id, document.text, document.meta)
        return _cut(ShownText(number, copy, analysed.marks, len(document.text)), self._limits.characters)

    def texts(self) -> list[ShownText]:
        """Return the texts drawn, in the order of the corpus; where room is short the longest are cut."""
        texts = [text for _, _, text in sorted(self._drawn, key=lambda drawn: drawn[1])]
        most = longest([len(text.document.text) for text in texts], self._limits.characters)
        return [_cut(text, most) for text in texts]


def longest(lengths: Sequence[int], room: int) -> int:
    """Return the length to which texts have to be cut so that together they take no more than `room`."""
    most, left = room, room
    for waiting, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        most = left // waiting
        if length > most:
            return most
        left -= length
    return max(lengths, default=0)


def _cut(text: ShownText, most: int) -> ShownText:
    """Return the beginning of a text, with the marks that stand in it whole."""
    whole = text.document
    if len(whole.text) <= most:
        return text
    ends = (place for place in range(most, max(most - _WORD_END, 0), -1) if whole.text[place].isspace())
    end = next(ends, most)
    inside = (mark.end <= end for mark in text.marks)
    document = Document(whole.id, whole.text[:end], whole.meta)
    return ShownText(text.number, document, list(compress(text.marks, inside)), text.length)
