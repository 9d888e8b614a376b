"""Where in a word each syllable token stands, as qnmine's own segmenter cuts its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.segmenter import WordSegmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.chunks import Tokens

ALONE, FIRST, INSIDE, LAST = 1, 2, 3, 4
"""Values of the `word` column (0: padding)."""


def word_places(sentences: Sequence[str], tokens: Tokens) -> Ints:
    """The place in its word of each syllable token of some sentences; words end where their sentence does."""
    starts, counts = WordSegmenter.load().word_starts(sentences)
    sizes = np.fromiter(map(len, sentences), np.int64, len(sentences))
    bases = np.cumsum(sizes) - sizes
    marks = np.zeros(int(sizes.sum()) + 1, bool)
    marks[starts + np.repeat(bases, counts)] = True
    begins = marks[tokens.starts + np.repeat(bases, tokens.lengths)]
    behind = np.append(begins[1:], True)
    behind[np.cumsum(tokens.lengths)[tokens.lengths > 0] - 1] = True
    return np.where(begins, np.where(behind, ALONE, FIRST), np.where(behind, LAST, INSIDE)).astype(np.int64)
