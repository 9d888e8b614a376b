"""What stands beside mentions, as a concordance shows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.mentions import Mention
    from qnmine.text.document import Document

_STRETCH = re.compile(r"\S+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LONGEST_WORD = 100  # on average: a megabyte without a space must not stand beside each of its mentions


def with_context(document: Document, mentions: Sequence[Mention], words: int) -> list[Mention]:
    """Return the mentions of a document with `left` and `right`: so many words to each side.

    A word is here what stands between white space and has a letter or digit; signs come along and do not
    count. Sentences and lines are crossed, and nothing is rewritten: left, text and right are one slice of
    the text as decoded.
    """
    if not mentions:
        return []
    context = _Context(document.text)
    return [
        replace(
            mention,
            left=document.text[context.begin(mention.start, words) : mention.start],
            right=document.text[mention.end : context.end(mention.end, words)],
        )
        for mention in mentions
    ]


class _Context:
    """The words of a text, to count from any place in it."""

    def __init__(self, text: str) -> None:
        stretches = (found.span() for found in _STRETCH.finditer(text))  # \S*\w\S* would not be linear
        spans = [span for span in stretches if _LETTER_OR_DIGIT.search(text, *span)]
        self._text = text
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def begin(self, offset: int, words: int) -> int:
        """Return where the last `words` words before an offset begin."""
        least = max(0, offset - words * _LONGEST_WORD)
        before = bisect_left(self._starts, offset)
        if before and self._ends[before - 1] > offset:  # a word that is cut there, or only a sign before it
            cut = max(self._starts[before - 1], least)
            before -= _LETTER_OR_DIGIT.search(self._text, cut, offset) is None
        if before < words:
            return least
        return max(self._starts[before - words], least)

    def end(self, offset: int, words: int) -> int:
        """Return where the first `words` words after an offset end."""
        most = min(len(self._text), offset + words * _LONGEST_WORD)
        after = bisect_right(self._ends, offset)
        if after < len(self._ends) and self._starts[after] < offset:
            cut = min(self._ends[after], most)
            after += _LETTER_OR_DIGIT.search(self._text, offset, cut) is None
        if after + words > len(self._ends):
            return most
        return min(self._ends[after + words - 1], most)
