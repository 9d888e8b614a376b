"""Underthesea's part-of-speech tagger in bulk."""

from __future__ import annotations

from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.chunks import batches, cut
from qnmine.words.underthesea.forms import PYTHON, Forms, without_surrogates
from qnmine.words.underthesea.labelling import Labeller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.tables import Tables

_BATCH = 5_000
_MOST_WORDS = 200_000
# What was met so far is kept in tables that only one thread at a time may add to.
_LOCK = Lock()


class UndertheseaTagger:
    """The part-of-speech tagger of underthesea (`pos_crf_2017_10_11`).

    It was trained on words as `underthesea.word_tokenize` writes them: with one space between syllables,
    with tone marks where the text has them (both `hòa` and `hoà` occur), and with common misspellings put
    right. `UndertheseaSegmenter.words` gives these; of other words only the spelling matters.
    """

    def __init__(self, tables: Tables) -> None:
        forms = Forms(tables.vocabulary, PYTHON)
        self._labels = tables.labels
        self._classes = WordClasses(forms)
        self._labeller = Labeller(tables, forms)

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags that there are, in the order of the model."""
        return self._labels

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the tag of each word of sentences, exactly as `underthesea.pos_tag` has it."""
        return [tags for batch in batches(sentences, _BATCH) for tags in self._tag(batch)]

    def _tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        counts = list(map(len, sentences))
        lengths = np.array([count for count in counts if count], np.int64)
        with _LOCK:
            classes = self._classes.of(sentences)
            labels = self._labeller.labels(classes, lengths)
        return cut(map(self._labels.__getitem__, labels.tolist()), counts)


class WordClasses(dict[str, int]):
    """The class of each word met so far."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms

    def of(self, sentences: Sequence[Sequence[str]]) -> Ints:
        """Return the class of each word of sentences, one after the other; forgets if there are too many."""
        if len(self) > _MOST_WORDS:
            self.clear()
        return np.fromiter(map(self.__getitem__, chain.from_iterable(sentences)), np.int64)

    def __missing__(self, word: str) -> int:
        number = self[word] = self._forms.number(without_surrogates(word))
        return number
