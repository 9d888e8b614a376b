"""Windows of tokens: their known n-grams indexed, and what each adds to the tokens around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.tagging.lookup import KeyTables
from qnmine.words.underthesea.tables import pack_keys

if TYPE_CHECKING:
    import numpy.typing as npt

    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.crfsuite import Doubles
    from qnmine.words.underthesea.forms import Columns
    from qnmine.words.underthesea.tables import Keyed, Tables, Window
    from qnmine.words.underthesea.templates import Template


def narrow(values: Doubles) -> Doubles:
    """Drop the last axis where there are two labels: numbers are faster than vectors of one."""
    return values[..., 0] if values.shape[-1] == 1 else values


class WindowScorer:
    """A window with its known n-grams indexed and what each adds, by the offset of its first token."""

    def __init__(self, window: Window, tables: Tables) -> None:
        self.size = window.size
        self.offsets = window.offsets
        self._bits = tables.bits
        relative = tables.state[:, 1:] - tables.state[:, :1]
        self._plain = _Ngrams(window.plain, relative, window.dictionary)
        self._lower = _Ngrams(window.lower, relative, window.dictionary)
        self._title = narrow(window.title)
        self._digit = narrow(window.digit)

    def gains(self, columns: Columns) -> Doubles:
        """Return what each class adds as the only token of this window, (classes, offsets, ...)."""
        shape = [1] * (self._title.ndim - 1)
        title = columns.title.reshape(-1, 1, *shape)
        gains = title * self._title + columns.digit.reshape(-1, 1, *shape) * self._digit
        for ngrams, column in ((self._plain, columns.plain), (self._lower, columns.lower)):
            where, numbers = ngrams.index.find(column)
            gains[where] += ngrams.gains[numbers]
        return gains

    def add(self, scores: Doubles, plain: Ints, lower: Ints, title: npt.NDArray[np.bool_]) -> None:
        """Add what the n-grams at all positions give to the scores of the tokens around them."""
        for ngrams, column in ((self._plain, plain), (self._lower, lower)):
            where, numbers = ngrams.index.find(self._keys(column))
            gains = ngrams.gains.take(numbers, axis=0)
            for place, offset in enumerate(self.offsets):
                if ngrams.used[place]:
                    scores[where - offset] += gains[:, place]
        if self._title.any():
            where = np.flatnonzero(self._all(title))
            for place, offset in enumerate(self.offsets):
                if self._title[place].any():
                    scores[where - offset] += self._title[place]

    def _keys(self, column: Ints) -> Ints:
        count = len(column) - self.size + 1
        return pack_keys([column[part : part + count] for part in range(self.size)], self._bits)

    def _all(self, flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Tell for each window whether all its tokens have a flag."""
        count = len(flags) - self.size + 1
        held = flags[:count]
        for part in range(1, self.size):
            held = held & flags[part : part + count]
        return held

    def rows(self, template: Template, columns: Columns, true: int, false: int) -> Ints:
        """Return the row of `Tables.state` that a template gives for each window inside a sentence.

        `true` and `false` are the rows of a template that answers a question.
        """
        if template.function == "istitle":
            answers = self._all(columns.title != 0)
        elif template.function == "isdigit":
            # Of several tokens, joined by spaces, the answer is no.
            answers = self._all(columns.digit != 0) & (self.size == 1)
        else:
            ngrams, column = (
                (self._lower, columns.lower) if template.function else (self._plain, columns.plain)
            )
            keys = self._keys(column)
            where, numbers = ngrams.index.find(keys)
            if template.function != "is_in_dict":
                rows = np.zeros(len(keys), np.int64)
                rows[where] = ngrams.known.attributes[numbers, self.offsets.index(template.first)]
                return rows
            answers = np.zeros(len(keys), np.bool_)
            answers[where] = ngrams.known.listed[numbers] != 0
        return np.where(answers, true, false)


class _Ngrams:
    """The known n-grams of one column: where to find them and what they add, (n-grams, offsets, ...)."""

    def __init__(self, known: Keyed, weights: Doubles, dictionary: Doubles) -> None:
        self.known = known
        self.index = KeyTables(known.keys)
        gains = weights[known.attributes]
        gains += known.listed.reshape(-1, 1, 1) * dictionary
        self.used = [bool(gains[:, place].any()) for place in range(gains.shape[1])]
        self.gains = narrow(gains)
