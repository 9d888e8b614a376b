"""Underthesea's word segmentation in bulk: its tokens, its model, its words, with offsets."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from qnmine.words.chunks import Chunks, batches, cut
from qnmine.words.underthesea.chunks import TokenReader
from qnmine.words.underthesea.forms import RUST, Forms
from qnmine.words.underthesea.labelling import Labeller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.chunks import Tokens
    from qnmine.words.running import Span
    from qnmine.words.underthesea.expression import Expression
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
        self._replaced = expression.replaced
        self._reader = TokenReader(expression, forms)
        self._chunks = Chunks(self._reader)
        self._labeller = Labeller(tables, forms)

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of sentences in NFC, in order."""
        return [spans for batch in batches(sentences, _BATCH) for spans in self._segment(batch)]

    def words(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the words as `underthesea.word_tokenize` writes them: normalised tokens and spaces."""
        return [words for batch in batches(sentences, _BATCH) for words in self._words(batch)]

    def _segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        with _LOCK:
            tokens = self._tokens(sentences)
            first, last, counts = self._joins(tokens)
        return cut(zip(tokens.starts[first].tolist(), tokens.ends[last].tolist(), strict=True), counts)

    def _words(self, sentences: Sequence[str]) -> list[list[str]]:
        with _LOCK:
            tokens = self._tokens(sentences)
            forms = self._reader.forms(tokens.forms)
            first, last, counts = self._joins(tokens)
        bounds = zip(first.tolist(), last.tolist(), strict=True)
        words = (" ".join(forms[one : two + 1]) if two > one else forms[one] for one, two in bounds)
        return cut(words, counts)

    def _tokens(self, sentences: Sequence[str]) -> Tokens:
        self._chunks.trim()
        return self._chunks.tokens(list(map(self._replaced, sentences)))

    def _joins(self, tokens: Tokens) -> tuple[Ints, Ints, list[int]]:
        """Return the first and last token of each word, and how many words each sentence has."""
        lengths = tokens.lengths[tokens.lengths > 0]
        labels = self._labeller.labels(self._reader.classes(tokens.forms), lengths)
        return tokens.words(labels != self._inside)
