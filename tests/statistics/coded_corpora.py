"""Small corpora of words, and strategies that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from qnmine import Document
from qnmine.words.running import RunningWords

if TYPE_CHECKING:
    from collections.abc import Sequence


def words_of(*sentences: Sequence[str], tags: Sequence[str] = ()) -> RunningWords:
    """Return the words of one document; syllables are joined by `_`."""
    row = [word.replace("_", " ") for sentence in sentences for word in sentence]
    nowhere = [0] * len(row)
    return RunningWords(Document("d", ""), row, nowhere, nowhere, list(map(len, sentences)), list(tags), [])


def tokens(*sentences: str) -> RunningWords:
    """Return the words of one document: separated by spaces, syllables joined by `_`."""
    return words_of(*(sentence.split() for sentence in sentences))


# Few syllables, so that phrases are cut into words in several ways; `và` is taken for a stop word.
_WORDS = ("a", "b", "c", "A", "a_b", "b_c", "a_b_c", "B_c", "và", "1", "b_2", ",", ".", "“", "\ud800a")

documents = st.lists(st.lists(st.sampled_from(_WORDS), max_size=7), max_size=4).map(
    lambda sentences: words_of(*sentences)
)
corpora = st.lists(documents, max_size=7)
