"""Scores of all tokens of many sentences at once: what underthesea adds up feature by feature.

Sentences lie one after the other with room around them, so that a window over an edge meets class 0,
which no n-gram of the model holds. All scores are relative to those of the first label; where there are
two labels a score is a number, else a vector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.underthesea.classes import Classes
from qnmine.words.underthesea.windows import WindowScorer, narrow

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.crfsuite import Doubles
    from qnmine.words.underthesea.forms import Forms
    from qnmine.words.underthesea.tables import Tables


class Scorer:
    """Scores the labels of tokens given by the classes of their forms."""

    def __init__(self, tables: Tables, forms: Forms) -> None:
        self._tables = tables
        self._forms = forms
        self._reach = tables.reach
        self._edges = narrow(tables.edges.reshape(-1, tables.edges.shape[-1]))
        self._scorers = [WindowScorer(window, tables) for window in tables.windows]
        self._single = [scorer for scorer in self._scorers if scorer.size == 1]
        self._several = [scorer for scorer in self._scorers if scorer.size > 1]
        self._classes = Classes(self._single)

    def scores(self, classes: Ints, lengths: Ints) -> Doubles:
        """Score the tokens of sentences that lie one after the other.

        `classes` are those of all tokens, `lengths` the numbers of tokens of the sentences, none of them 0.
        The result is (tokens, labels - 1).
        """
        self._classes.learn(self._forms)
        reach = self._reach
        starts = np.cumsum(lengths + reach) - lengths
        size = int(lengths.sum()) + reach * (len(lengths) + 1)
        inside = np.arange(len(classes)) + np.repeat(np.arange(1, len(lengths) + 1) * reach, lengths)
        spaced = np.zeros(size, np.int64)
        spaced[inside] = classes
        scores = self._at_edges(size, starts, lengths)
        known = self._classes
        for scorer in self._single:
            gains = known.gains[scorer].take(spaced, axis=0)
            for place, offset in enumerate(scorer.offsets):
                scores[reach : size - reach] += gains[reach + offset : size - reach + offset, place]
        columns = known.columns(spaced)
        title = columns.title != 0
        for scorer in self._several:
            scorer.add(scores, columns.plain, columns.lower, title)
        return scores.take(inside, axis=0).reshape(len(classes), self._tables.state.shape[1] - 1)

    def _at_edges(self, size: int, starts: Ints, lengths: Ints) -> Doubles:
        """Score all positions by how far they are from the edges of their sentence."""
        reach = self._reach
        ends = starts + lengths
        before = np.full(size, reach, np.int8)
        after = np.full(size, reach, np.int8)
        for distance in range(reach - 1, -1, -1):
            before[starts + distance] = distance
            after[ends - 1 - distance] = distance
        return self._edges.take(before * np.int8(reach + 1) + after, axis=0)

    def ordered_scores(self, classes: Ints, before: Doubles | None = None) -> Doubles:
        """Score the tokens of one sentence, (tokens, labels), to the last bit as underthesea does.

        The weights of a token are added one template after the other, to those of templates that came
        `before`. Slow: for sentences where rounding decides between labels.
        """
        self._classes.learn(self._forms)
        columns, count = self._classes.columns(classes), len(classes)
        scorers = {scorer.size: scorer for scorer in self._scorers}
        scores = np.zeros((count, self._tables.state.shape[1])) if before is None else before.copy()
        for template, outcomes in zip(self._tables.templates, self._tables.outcomes, strict=True):
            at_start, at_end, true, false, constant = outcomes.tolist()
            start, end = max(0, -template.first), count - max(0, template.last)
            rows = np.full(count, at_end, np.int64)
            rows[:start] = at_start
            if end > start and template.column:
                rows[start:end] = constant
            elif end > start:
                every = scorers[template.size].rows(template, columns, true, false)
                rows[start:end] = every[start + template.first : end + template.first]
            scores += self._tables.state[rows]
        return scores
