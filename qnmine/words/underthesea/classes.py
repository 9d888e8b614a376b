"""What is known of each class of form: its columns, and what it adds to the scores by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.underthesea.forms import Columns

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.crfsuite import Doubles
    from qnmine.words.underthesea.forms import Forms
    from qnmine.words.underthesea.windows import WindowScorer


class Classes:
    """Columns over classes and, for each window of one token, what they add; grows with those met."""

    def __init__(self, single: list[WindowScorer]) -> None:
        self._single = single
        self._known = 0
        none = np.zeros(0, np.int64)
        self._columns = Columns(none, none, none, none)
        self.gains: dict[WindowScorer, Doubles] = {}

    def learn(self, forms: Forms) -> None:
        """Take in the classes that were met since."""
        first, end = self._known, len(forms)
        if first == end:
            return
        columns = forms.columns(first)
        for scorer in self._single:
            gains = scorer.gains(columns)
            held = self.gains.get(scorer, gains[:0])
            if end > len(held):
                room = np.zeros_like(gains, shape=(2 * end - first, *gains.shape[1:]))
                self.gains[scorer] = held = np.concatenate([held[:first], room])
            held[first:end] = gains
        # Cut first, so that learning again after an interrupt does no harm.
        old = self._columns
        self._columns = Columns(
            np.append(old.plain[:first], columns.plain),
            np.append(old.lower[:first], columns.lower),
            np.append(old.title[:first], columns.title),
            np.append(old.digit[:first], columns.digit),
        )
        self._known = end

    def columns(self, classes: Ints) -> Columns:
        """Return the columns of classes."""
        known = self._columns
        return Columns(
            known.plain.take(classes),
            known.lower.take(classes),
            known.title.take(classes),
            known.digit.take(classes),
        )
