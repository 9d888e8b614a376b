"""Underthesea's recognition of names in bulk."""

from __future__ import annotations

from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qnmine.tagging.best_labels import Decoder
from qnmine.words.chunks import batches, cut
from qnmine.words.underthesea.forms import PYTHON, Forms
from qnmine.words.underthesea.scoring import Scorer
from qnmine.words.underthesea.tagger import WordClasses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.tables import Tables

_BATCH = 5_000
# What was met so far is kept in tables that only one thread at a time may add to.
_LOCK = Lock()


class UndertheseaEntityTagger:
    """The entity tagger of underthesea (`ner_crf_2017_10_12`).

    It reads words as `underthesea.word_tokenize` writes them and their tags as `underthesea.pos_tag` has
    them. It was trained with the labels before each word as well, for which underthesea gives it the same
    sign everywhere; so does this.
    """

    def __init__(self, words: Tables, tags: Tables) -> None:
        """Take the tables for the words and those for their tags, of the same labels and transitions."""
        self._labels = words.labels
        self._words, self._tags = _Column(words), _Column(tags)
        self._decoder = Decoder(words.transitions)

    def labels(self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the label of each word of sentences, exactly as `underthesea.ner` has it.

        `tags` holds the parts of speech, a tag for each word. Labels are `O`, and `B-` and `I-` of `PER`,
        `ORG`, `LOC` and `MISC`.
        """
        rest = iter(tags)
        parts = ((part, list(islice(rest, len(part)))) for part in batches(sentences, _BATCH))
        return [labels for part, tags_of_part in parts for labels in self._batch(part, tags_of_part)]

    def _batch(self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]]) -> list[list[str]]:
        counts = list(map(len, sentences))
        lengths = np.array([count for count in counts if count], np.int64)
        with _LOCK:
            numbers = self._numbers(self._words.classes.of(sentences), self._tags.classes.of(tags), lengths)
        return cut(map(self._labels.__getitem__, numbers.tolist()), counts)

    def _numbers(self, words: Ints, tags: Ints, lengths: Ints) -> Ints:
        """Return the number of the label of each word, given the classes of words and of tags."""
        scores = self._words.scorer.scores(words, lengths) + self._tags.scorer.scores(tags, lengths)
        labels, doubtful = self._decoder.best(scores, lengths)
        if doubtful:
            bounds = np.append(0, np.cumsum(lengths))
            for sentence in doubtful:
                part = slice(bounds[sentence], bounds[sentence + 1])
                of_words = self._words.scorer.ordered_scores(words[part])
                ordered = self._tags.scorer.ordered_scores(tags[part], of_words)
                labels[part] = self._decoder.best_in_order(ordered)
        return labels


class _Column:
    """What scores one column of the tagger, and the classes of its forms."""

    def __init__(self, tables: Tables) -> None:
        forms = Forms(tables.vocabulary, PYTHON)
        self.classes = WordClasses(forms)
        self.scorer = Scorer(tables, forms)
