"""Between words and the subwords of a model: alignment, windows of long sentences, a label for each word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OVERLAP = 0.25
"""The share of a window that the next one reads again."""

# A word ends with its last letter or digit: marks around it are words of their own, marks inside are not.
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?|\S")


@dataclass(frozen=True, slots=True)
class Subwords:
    """The subwords of one sentence: their numbers in the vocabulary, and for each word its first one.

    The first subword of a word is a place among `ids`, -1 where the tokenizer leaves the word out.
    """

    ids: list[int]
    first: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of subwords that a model reads at once: from `start` to `end`.

    Its labels are taken for those from `keep` to `drop`; nearer to an edge another window knows more.
    """

    start: int
    end: int
    keep: int
    drop: int


def word_spans(sentence: str) -> list[tuple[int, int]]:
    """Return the words of a sentence as models for names are taught: `(TP.HCM),` is `( TP.HCM ) ,`."""
    return [match.span() for match in _WORD.finditer(sentence)]


def align(
    ids: Sequence[int], offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], sentence: str
) -> Subwords:
    """Give each word the subword that holds its beginning; a tokenizer tells the characters of subwords.

    Offsets may begin with white space and may be empty, as tokenizers have them; both rows are in order.
    White space alone, directly before a word, is the first subword of that word: so do models learn it.
    """
    first, word = [-1] * len(words), 0
    for place, (start, end) in enumerate(offsets):
        while start < end and sentence[start].isspace():
            start += 1
        while word < len(words) and words[word][1] <= start:
            word += 1
        here = word
        # A subword may hold several words, as `(TP.HCM)` does in some vocabularies.
        while here < len(words) and (words[here][0] <= start or words[here][0] < end):
            if first[here] < 0:
                first[here] = place
            here += 1
    return Subwords(list(ids), first)


def joined(pieces: Sequence[Sequence[int]]) -> Subwords:
    """Join the subwords of words that were cut one by one."""
    before = accumulate(map(len, pieces), initial=0)
    first = [place if piece else -1 for piece, place in zip(pieces, before, strict=False)]
    return Subwords([number for piece in pieces for number in piece], first)


def windows(count: int, capacity: int) -> list[Window]:
    """Cut a row of subwords into windows of at most so many; they overlap where there is more than one."""
    if count <= capacity:
        return [Window(0, count, 0, count)] if count else []
    overlap = int(capacity * OVERLAP)
    starts = [*range(0, count - capacity, capacity - overlap), count - capacity]
    keeps = [
        0,
        *(start + (before + capacity - start) // 2 for before, start in pairwise(starts)),
    ]
    drops = [*keeps[1:], count]
    return [
        Window(start, start + capacity, keep, drop)
        for start, keep, drop in zip(starts, keeps, drops, strict=True)
    ]
