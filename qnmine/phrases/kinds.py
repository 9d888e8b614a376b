"""What words mostly are in a corpus: names, verbs; counts that merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.statistics.coding import CodedWords, Vocabulary
    from qnmine.words.running import RunningWords

_OTHER, _VERB, _NAME = 0, 1, 2
_KINDS = 3


class Kinds:
    """Counts of what words are, by their parts of speech and the names over them; none without these."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tally = Tally()
        self._known: dict[str, int] | None = None

    def add_documents(self, batch: Sequence[RunningWords], coded: CodedWords) -> None:
        """Count the words of a batch; without parts of speech there is nothing to count."""
        if not coded.tags:
            return
        kinds = np.where(coded.tagged(("V",)), _VERB, _OTHER)
        offset = 0
        for words in batch:
            for span in words.entities:
                kinds[offset + span.first : offset + span.last] = _NAME
            offset += len(words.forms)
        self._tally.add(self._vocabulary.key_of[coded.forms] * _KINDS + kinds)
        self._known = None

    def merge(self, other: Kinds) -> None:
        """Add the counts of another part of the corpus."""
        coded, counts = other._tally.items()
        keys = self._vocabulary.keys_from(other._vocabulary)[coded // _KINDS]
        self._tally.add(keys * _KINDS + coded % _KINDS, counts)
        self._known = None

    def is_verb(self, word: str) -> bool:
        """Tell whether a word (lower case) is a verb more often than all else."""
        return self._most().get(word) == _VERB

    def is_name(self, word: str) -> bool:
        """Tell whether a word (lower case) is a name more often than all else."""
        return self._most().get(word) == _NAME

    def _most(self) -> dict[str, int]:
        """Return the words that are one of these most of the time."""
        if self._known is None:
            coded, counts = self._tally.items()
            table = np.zeros((len(self._vocabulary.keys), _KINDS), np.int64)
            table[coded // _KINDS, coded % _KINDS] = counts
            kinds = np.argmax(table, axis=1)
            sure = 2 * table.max(axis=1) > table.sum(axis=1)
            keys = np.flatnonzero(sure & (kinds != _OTHER)).tolist()
            self._known = {self._vocabulary.keys[key]: int(kinds[key]) for key in keys}
        return self._known
