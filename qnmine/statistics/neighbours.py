"""How often words stand beside another one, and what that tells of a pair: its measure of association.

Places are pairs of neighbours; `first` counts those with the one word on the left, `second` those with the
other on the right (Evert 2008; see `qnmine.statistics.association`).
"""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from qnmine.statistics import association
from qnmine.statistics.ngrams import windows
from qnmine.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.statistics.coding import Bools, CodedWords, Ints
    from qnmine.statistics.ngrams import NgramBlock

MEASURES = ("npmi", "mi", "mi3", "t", "z", "log_likelihood", "dice", "log_dice")

_GROUP_BITS = 32
_KEY = (1 << _GROUP_BITS) - 1
_DIGITS = 6  # further ones of a logarithm may depend on the machine


class Neighbours:
    """Counts of words as the left and the right ones of pairs; those of parts add up to the whole."""

    def __init__(self) -> None:
        self._pairs: Counter[int] = Counter()
        # The numbers are those of keys of the vocabulary, with that of the group in the higher bits.
        self._left, self._right, self._all = Tally(), Tally(), Tally()

    def add(self, coded: CodedWords, inside: Bools, groups: Ints) -> None:
        """Count the words of a batch that are `inside`; `groups` holds the group of each word."""
        keys = coded.vocabulary.key_of[coded.forms] | groups << _GROUP_BITS
        starts = windows(coded, 2, inside).starts
        self._left.add(keys[starts])
        self._right.add(keys[starts + 1])
        self._all.add(keys[inside])
        count(self._pairs, groups[starts])

    def merge(self, other: Neighbours, numbers: Ints) -> None:
        """Add the counts of another part; `numbers` holds for its keys those of the vocabulary."""
        self._pairs.update(other._pairs)
        for mine, more in ((self._left, other._left), (self._right, other._right), (self._all, other._all)):
            keys, counts = more.items()
            mine.add((keys & ~_KEY) | numbers[keys & _KEY], counts)

    def scores(self, block: NgramBlock, measure: str) -> tuple[list[float], list[float | None]]:
        """Return what pairs are ranked by, and their scores with six decimal places.

        A phrase that was cut in several ways is measured where it was cut as it is shown. Pairs that are
        rarer than chance would have them rank last by log-likelihood, however sure that is; those whose
        measure is not defined come at the end.
        """
        groups = block.groups << _GROUP_BITS
        first, second = groups | block.keys[:, 0], groups | block.keys[:, 1]
        joint = block.cut_counts.tolist()
        if measure in _OF_WORDS:
            numbers = (joint, _counts_of(first, self._all), _counts_of(second, self._all))
            scores = list(map(_OF_WORDS[measure], *numbers))
        else:
            totals = [self._pairs[group] for group in block.groups.tolist()]
            places = (joint, _counts_of(first, self._left), _counts_of(second, self._right), totals)
            scores = list(map(_OF_PLACES[measure], *places))
        scores = [None if score is None else round(score, _DIGITS) for score in scores]
        ranks = [-inf if score is None else score for score in scores]
        if measure == "log_likelihood":
            scores = [None if score is None else abs(score) for score in scores]
        return ranks, scores


def count(counter: Counter[int], numbers: Ints) -> None:
    """Add numbers to a counter."""
    values, counts = np.unique(numbers, return_counts=True)
    counter.update(dict(zip(values.tolist(), counts.tolist(), strict=True)))


def _counts_of(keys: Ints, tally: Tally) -> list[int]:
    """Return how often keys were counted; all of them were."""
    numbers, counts = tally.items()
    found: list[int] = counts[np.searchsorted(numbers, keys)].tolist()
    return found


def _signed_log_likelihood(joint: int, first: int, second: int, total: int) -> float:
    """Return the log-likelihood, negative for pairs that are rarer than chance would have them."""
    strength = association.log_likelihood(joint, first, second, total)
    return -strength if joint * total < first * second else strength


_OF_PLACES: dict[str, Callable[[int, int, int, int], float | None]] = {
    "npmi": association.npmi,
    "mi": association.mi,
    "mi3": association.mi3,
    "t": association.t_score,
    "z": association.z_score,
    "log_likelihood": _signed_log_likelihood,
}
_OF_WORDS: dict[str, Callable[[int, int, int], float | None]] = {
    "dice": association.dice,
    "log_dice": association.log_dice,
}
