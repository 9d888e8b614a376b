"""How many words documents have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.text.document import Document
    from qnmine.words.running import Segmenter

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def count_words(documents: Sequence[Document], segmenter: Segmenter | None = None) -> list[int]:
    """Return the number of words of each document: word tokens that contain a letter or digit.

    The default segmenter is qnmine's own. Raises QnmineError if it cannot be loaded.
    """
    segmenter = segmenter or load_segmenter()
    sentences = [
        document.normalized.text[start:end]
        for document in documents
        for start, end in document.sentence_spans
    ]
    has_word = _LETTER_OR_DIGIT.search
    spans = zip(sentences, segmenter.segment(sentences), strict=True)
    words = (sum(1 for start, end in found if has_word(text, start, end)) for text, found in spans)
    return [sum(next(words) for _ in document.sentence_spans) for document in documents]
