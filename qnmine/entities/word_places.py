"""Where in a word each syllable token stands, as qnmine's own segmenter cuts its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.segmenter import WordSegmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.text.document import Document
    from qnmine.text.syllables import Syllables

ALONE, FIRST, INSIDE, LAST = 1, 2, 3, 4
"""Values of the `word` column (0: padding)."""

_DOCUMENT_BITS = 40


def word_places(documents: Sequence[Document], tokens: Sequence[Syllables]) -> Ints:
    """The place in its word of each token of documents, one document after the other.

    `tokens` are the syllables of each document.
    """
    sentences, offsets = [], []
    for number, document in enumerate(documents):
        text = document.normalized.text
        for start, end in document.sentence_spans:
            sentences.append(text[start:end])
            offsets.append((number << _DOCUMENT_BITS) + start)
    starts, counts = WordSegmenter.load().word_starts(sentences)
    words = starts + np.repeat(np.array(offsets, np.int64), counts)
    own = np.concatenate(
        [np.empty(0, np.int64), *(part.starts + (n << _DOCUMENT_BITS) for n, part in enumerate(tokens))]
    )
    if not len(own):
        return own
    begins = np.zeros(len(own), bool)
    if len(words):
        begins = words[np.minimum(np.searchsorted(words, own), len(words) - 1)] == own
    behind = np.append(begins[1:], True)
    behind[np.cumsum([len(part) for part in tokens if len(part)], dtype=np.int64) - 1] = True
    return np.where(begins, np.where(behind, ALONE, FIRST), np.where(behind, LAST, INSIDE)).astype(np.int64)
