"""A model at work: the labels of the tokens of many sentences, as underthesea gives them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.tagging.best_labels import Decoder
from qnmine.words.underthesea.scoring import Scorer

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.forms import Forms
    from qnmine.words.underthesea.tables import Tables


class Labeller:
    """Labels tokens given by the classes of their forms."""

    def __init__(self, tables: Tables, forms: Forms) -> None:
        self._scorer = Scorer(tables, forms)
        self._decoder = Decoder(tables.transitions)

    def labels(self, classes: Ints, lengths: Ints) -> Ints:
        """Return the number of the label of each token of sentences of these lengths (none of them 0)."""
        labels, doubtful = self._decoder.best(self._scorer.scores(classes, lengths), lengths)
        if doubtful:
            bounds = np.append(0, np.cumsum(lengths))
            for sentence in doubtful:
                tokens = slice(bounds[sentence], bounds[sentence + 1])
                labels[tokens] = self._decoder.best_in_order(self._scorer.ordered_scores(classes[tokens]))
        return labels
