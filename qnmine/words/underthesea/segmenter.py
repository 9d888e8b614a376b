"""Underthesea's word segmentation in bulk: its tokens, its model, its words, with offsets."""

from __future__ import annotations

from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.underthesea.chunks import Chunks
from qnmine.words.underthesea.forms import RUST, Forms
from qnmine.words.underthesea.labelling import Labeller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.chunks import Tokens
    from qnmine.words.underthesea.expression import Expression
    from qnmine.words.underthesea.marks import Span
    from qnmine.words.underthesea.tables import Tables

_INSIDE = "I-W"
_BATCH = 200_000
# What was met so far is kept in tables that only one thread at a time may add to.
_LOCK = Lock()


class UndertheseaSegmenter:
    """The word segmenter of underthesea, with spans instead of rewritten words.

    The words are exactly those of `underthesea.word_tokenize`, except that combining marks and joiners
    stay with the letter or sign that they belong to and that invisible characters are in no word. Two more
    differences hardly occur: runs of more than a thousand characters without white space are cut for the
    expression, and letters that have a case only since a Unicode version later than Python's count as
    capitals here.
    """

    def __init__(self, tables: Tables, expression: Expression) -> None:
        """Take a model of two labels, one of them `I-W`."""
        self._inside = tables.labels.index(_INSIDE)
        forms = Forms(tables.vocabulary, RUST)
        self._chunks = Chunks(expression, forms)
        self._labeller = Labeller(tables, forms)

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of sentences in NFC, in order."""
        return [spans for batch in _batches(sentences) for spans in self._segment(batch)]

    def words(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the words as `underthesea.word_tokenize` writes them: normalised tokens and spaces."""
        return [words for batch in _batches(sentences) for words in self._words(batch)]

    def _segment(self, sentences: Sequence[str]) -> Iterator[list[Span]]:
        with _LOCK:
            tokens = self._chunks.tokens(sentences)
            begin, end, counts = self._joins(tokens)
        words = zip(tokens.starts[begin].tolist(), tokens.ends[end].tolist(), strict=True)
        return (list(islice(words, count)) for count in counts)

    def _words(self, sentences: Sequence[str]) -> Iterator[list[str]]:
        with _LOCK:
            tokens = self._chunks.tokens(sentences)
            forms = tokens.forms()
            begin, end, counts = self._joins(tokens)
        bounds = zip(begin.tolist(), end.tolist(), strict=True)
        words = (
            " ".join(forms[first : last + 1]) if last > first else forms[first] for first, last in bounds
        )
        return (list(islice(words, count)) for count in counts)

    def _joins(self, tokens: Tokens) -> tuple[Ints, Ints, list[int]]:
        """Return the first and last token of each word, and how many words each sentence has."""
        lengths = tokens.lengths
        full = lengths[lengths > 0]
        if not len(full):
            return full, full, [0] * len(lengths)
        labels = self._labeller.labels(tokens.classes, full)
        begins = labels != self._inside
        begins[np.cumsum(full) - full] = True
        begin = np.flatnonzero(begins)
        end = np.append(begin[1:], len(labels)) - 1
        before = np.append(0, np.cumsum(begins))
        bounds = np.append(0, np.cumsum(lengths))
        return begin, end, np.diff(before[bounds]).tolist()


def _batches(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a list of sentences where it holds so many characters that the arrays fill the cache."""
    first = size = 0
    for number, sentence in enumerate(sentences):
        size += len(sentence)
        if size > _BATCH:
            yield sentences[first : number + 1]
            first, size = number + 1, 0
    if first < len(sentences):
        yield sentences[first:]
