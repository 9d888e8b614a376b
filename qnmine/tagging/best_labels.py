"""The best labels of many sequences, most of them read off without a search.

A label that beats each other label whatever its neighbours are is that of the best sequence. Such tokens
cut the sequences into short stretches, on which the Viterbi algorithm runs all at once. Two labellings may
score the same but for rounding: such sequences are told, so that the order of additions can decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints

    Doubles = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

# Far above the rounding of sums of weights, far below any weight that matters.
_MARGIN = 1e-9
_LONGEST_STRETCH = 100


class Decoder:
    """Finds the best label sequences under the transitions (labels, labels) of a model, row before column."""

    def __init__(self, transitions: Doubles) -> None:
        self._transitions = transitions
        self._least = _least_lead(transitions)

    def best(self, scores: Doubles, lengths: Ints) -> tuple[Ints, list[int]]:
        """Return the label of each token of sequences, and which of them are left to `best_in_order`.

        These are sequences with other labels as good, and with stretches so long that searching many at
        once gains nothing. `scores` (tokens, labels - 1) are relative to the first label; no length is 0.
        """
        full = np.concatenate([np.zeros((len(scores), 1)), scores], axis=1)
        labels, unclear = self._clear(full)
        ends = np.cumsum(lengths)
        border = np.zeros(len(full) + 1, np.bool_)
        border[ends] = border[0] = True
        first, last = _stretches(unclear, border)
        after_clear = first[~border[first]]
        full[after_clear] += self._transitions[labels[after_clear - 1]]
        before_clear = last[~border[last + 1]]
        full[before_clear] += self._transitions[:, labels[before_clear + 1]].T
        stretches = last - first + 1
        short = stretches <= _LONGEST_STRETCH
        doubtful = np.append(first[~short], self._search(full, first[short], stretches[short], labels))
        return labels, np.unique(np.searchsorted(ends, doubtful, side="right")).tolist()

    def _clear(self, scores: Doubles) -> tuple[Ints, Flags]:
        """The best label of each token by itself, and whether its neighbours may have it otherwise."""
        if scores.shape[1] == 2:
            ahead = scores[:, 1] - scores[:, 0]
            clear: Flags = np.where(ahead > 0, ahead > self._least[1, 0], -ahead > self._least[0, 1])
            return (ahead > 0).astype(np.int64), ~clear
        labels: Ints = scores.argmax(axis=1)
        lead = scores[np.arange(len(scores)), labels][:, None] - scores
        behind = (lead <= self._least[labels]).astype(np.int8)
        return labels, behind.max(axis=1) > 0

    def _search(self, scores: Doubles, starts: Ints, lengths: Ints, labels: Ints) -> Ints:
        """Put the best labels of stretches in their place; return the starts of those with a tie."""
        order = np.argsort(-lengths, kind="stable")
        starts, falling = starts[order], -lengths[order]
        score = scores[starts]
        history: list[tuple[Ints, Flags]] = []
        last, tied = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.bool_)
        into = self._transitions.T
        for step in range(-int(falling[0]) if len(falling) else 0):
            count = int(np.searchsorted(falling, -step))
            if step:
                origin, close, best = _choices(score[:count, None, :] + into)
                history.append((origin, close))
                score = best + scores[starts[:count] + step]
            ended = int(np.searchsorted(falling, -step - 1))
            last[ended:count], tied[ended:count], _ = _choices(score[ended:count])
        for step in range(len(history), -1, -1):
            count = int(np.searchsorted(falling, -step))
            labels[starts[:count] + step] = last[:count]
            if step:
                origin, close = history[step - 1]
                rows = np.arange(count)
                tied[:count] |= close[rows, last[:count]]
                last[:count] = origin[rows, last[:count]]
        return starts[tied]

    def best_in_order(self, scores: Doubles) -> Ints:
        """Return the labels of one sequence, with scores (tokens, labels), by the plain Viterbi algorithm.

        Of labels with the same score to the last bit the first is taken.
        """
        origins = _origins_of_two if scores.shape[1] == 2 else _origins
        label, before = origins(scores, self._transitions)
        labels = np.empty(len(scores), np.int64)
        for place in range(len(scores) - 1, 0, -1):
            labels[place] = label
            label = before[place][label]
        labels[0] = label
        return labels


def _origins(scores: Doubles, transitions: Doubles) -> tuple[int, Sequence[Sequence[int]]]:
    """Return the best last label, and for each token and label the best label of the token before."""
    before = np.zeros(scores.shape, np.int16)
    score, paths = scores[0], np.empty_like(transitions)
    for place in range(1, len(scores)):
        np.add(score[:, None], transitions, out=paths)
        before[place] = paths.argmax(axis=0)
        score = paths.max(axis=0)
        score += scores[place]
    return int(score.argmax()), cast("list[list[int]]", before.tolist())


def _origins_of_two(scores: Doubles, transitions: Doubles) -> tuple[int, Sequence[Sequence[int]]]:
    """The same for two labels, with plain numbers, which are twenty times as fast here."""
    (stay, go), (come, rest) = transitions.tolist()
    (one, two), *others = scores.tolist()
    before = [(0, 0)]
    for first, second in others:
        stayed, came, gone, rested = one + stay, two + come, one + go, two + rest
        before.append((int(came > stayed), int(rested > gone)))
        one = (came if came > stayed else stayed) + first
        two = (rested if rested > gone else gone) + second
    return int(two > one), before


def _stretches(unclear: Flags, border: Flags) -> tuple[Ints, Ints]:
    """Return the first and last tokens of stretches of unclear tokens inside sequences."""
    begins, ends = unclear.copy(), unclear.copy()
    begins[1:] &= ~unclear[:-1] | border[1:-1]
    ends[:-1] &= ~unclear[1:] | border[1:-1]
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _choices(scores: Doubles) -> tuple[Ints, Flags, Doubles]:
    """Choose along the last axis: the best, whether another is as good but for rounding, its score."""
    best = scores.max(axis=-1)
    close = (scores > best[..., None] - _MARGIN).sum(axis=-1) > 1
    return scores.argmax(axis=-1), close, best


def _least_lead(transitions: Doubles) -> Doubles:
    """How far a label (row) must lead over another (column) to be better next to any neighbours.

    The most that its neighbours can take from it, added up over both sides; an edge takes nothing.
    """
    before = transitions[:, None, :] - transitions[:, :, None]  # (neighbour, label, other)
    after = transitions.T[:, None, :] - transitions.T[:, :, None]
    least: Doubles = np.maximum(before.max(axis=0), 0) + np.maximum(after.max(axis=0), 0) + _MARGIN
    np.fill_diagonal(least, -1)
    return least
