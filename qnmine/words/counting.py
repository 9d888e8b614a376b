"""How many words documents have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.words.running import brought_words
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.text.document import Document
    from qnmine.words.running import Segmenter

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def count_words(documents: Sequence[Document], segmenter: Segmenter | None = None) -> list[int]:
    """Return the number of words of each document: word tokens that contain a letter or digit.

    The default is the words that a document brings with it, else those of qnmine's own segmenter. Raises
    QnmineError if it cannot be loaded.
    """
    counts = [_brought(document, segmenter) for document in documents]
    others = [document for document, count in zip(documents, counts, strict=True) if count is None]
    segmented = iter(_segmented(others, segmenter or load_segmenter()) if others else ())
    return [next(segmented) if count is None else count for count in counts]


def _brought(document: Document, segmenter: Segmenter | None) -> int | None:
    """Return the number of words that a document brings with it; None if these do not count."""
    brought = brought_words(document, segmenter)
    if brought is None:
        return None
    text = document.normalized.text
    return sum(1 for words in brought for word in words if _LETTER_OR_DIGIT.search(text, *word))


def _segmented(documents: Sequence[Document], segmenter: Segmenter) -> list[int]:
    sentences = [
        document.normalized.text[start:end]
        for document in documents
        for start, end in document.sentence_spans
    ]
    has_word = _LETTER_OR_DIGIT.search
    spans = zip(sentences, segmenter.segment(sentences), strict=True)
    words = (sum(1 for start, end in found if has_word(text, start, end)) for text, found in spans)
    return [sum(next(words) for _ in document.sentence_spans) for document in documents]
