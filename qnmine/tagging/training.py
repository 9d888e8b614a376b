"""Training of the linear-chain CRF: regularised likelihood by stochastic gradients.

The objective is the negative log-likelihood of the label sequences plus `l1` times the sum of absolute
weights plus `l2` / 2 times the sum of squared weights. It is minimised in minibatches with AdaGrad and
proximal steps (Duchi, Hazan & Singer 2011); a feature pays its penalty in equal shares at the minibatches
that hold it. The weights are averaged over the ends of the last epochs. Training may go on from another
model: what is learnt, and penalised, is then the difference from its weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.errors import UsageError
from qnmine.tagging.columns import KEY_BITS, MARGIN
from qnmine.tagging.decoding import forward_backward
from qnmine.tagging.labels import allowed_transitions
from qnmine.tagging.model import FORBIDDEN, LinearModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Table, Template
    from qnmine.tagging.decoding import Floats

_START = 1e-8


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    Penalties `l1` and `l2`, passes over the data, how many of the last passes are averaged, the step size
    of AdaGrad, sequences in a minibatch, the share of features dropped at each step (so that none leans on
    another), the smallest weight and the smallest count of a feature kept.
    """

    l1: float = 0.1
    l2: float = 0.3
    epochs: int = 12
    averaged: int = 6
    rate: float = 0.03
    minibatch: int = 128
    dropout: float = 0.4
    least_weight: float = 0.02
    least_count: int = 2


@dataclass(frozen=True, slots=True)
class _Minibatch:
    """Some sequences: sparse features x `rows` of the weights, the gold labels and transitions."""

    features: Any
    rows: Ints
    gold: Ints
    pairs: npt.NDArray[np.float64]
    starts: Ints
    lengths: Ints


def train_linear(
    tables: Sequence[tuple[Table, Ints]],
    labels: tuple[str, ...],
    sizes: dict[str, int],
    templates: tuple[Template, ...],
    settings: Settings,
    progress: Callable[[int, float], None] | None = None,
    base: LinearModel | None = None,
) -> LinearModel:
    """Train on tables with their label numbers (one a position).

    With a `base` (of the same labels, sizes and templates) its weights are the start, and those of features
    that the tables do not have stay. The result is the same on every run with the same input. `progress` is
    called after each pass with its number and the loss in nats a token. UsageError without SciPy.
    """
    matrix, keys = _features([table for table, _ in tables], sizes, templates, settings.least_count)
    minibatches = list(_minibatches(tables, matrix, len(labels), settings.minibatch))
    tokens = max(1, sum(len(part.gold) for part in minibatches))
    learner = _Learner(minibatches, len(keys), labels, settings)
    if base is not None:
        learner.start_from(base.rows(keys), base.transitions)
    averaged = max(1, min(settings.averaged, settings.epochs))
    weights = np.zeros_like(learner.weights)
    transitions = np.zeros_like(learner.transitions)
    random = np.random.default_rng(0)
    for epoch in range(1, settings.epochs + 1):
        loss = sum(learner.step(minibatches[n]) for n in random.permutation(len(minibatches)).tolist())
        if progress is not None:
            progress(epoch, loss / tokens)
        if epoch > settings.epochs - averaged:
            weights += learner.weights / averaged
            transitions += learner.transitions / averaged
    weights += learner.base_weights
    transitions += learner.base_transitions
    keys, weights = keys[1:], weights[1:]
    if base is not None:
        others = np.setdiff1d(base.keys, keys)
        keys, weights = np.concatenate([keys, others]), np.concatenate([weights, base.rows(others)])
    weights[np.abs(weights) < settings.least_weight] = 0
    return LinearModel.from_rows(labels, sizes, templates, keys, weights, transitions[:-1])


def _features(
    tables: Sequence[Table], sizes: dict[str, int], templates: tuple[Template, ...], least_count: int
) -> tuple[npt.NDArray[np.int32], Ints]:
    """All features of all positions, (positions, templates), numbered from 1; and the key of each number.

    0 stands for no feature; values that occur less than `least_count` times are none.
    """
    matrix = np.zeros((sum(table.count for table in tables), len(templates)), np.int32)
    keys = [np.zeros(1, np.int64)]
    total = 1
    for number, template in enumerate(templates):
        wanted = {column for column, _ in template.parts}
        values = [template.pack(table.by_position(wanted), sizes, table.count) for table in tables]
        distinct, inverse, counts = np.unique(np.concatenate(values), return_inverse=True, return_counts=True)
        kept = (distinct > 0) & (counts >= least_count)
        numbers = np.where(kept, np.cumsum(kept) + total - 1, 0).astype(np.int32)
        matrix[:, number] = numbers[inverse]
        keys.append(distinct[kept] | (number << KEY_BITS))
        total += len(keys[-1])
    return matrix, np.concatenate(keys)


def _minibatches(
    tables: Sequence[tuple[Table, Ints]], matrix: npt.NDArray[np.int32], labels: int, size: int
) -> Iterator[_Minibatch]:
    """Random sequences of all tables together, `size` at a time."""
    starts, lengths, gold, base = [], [], [], 0
    for table, numbers in tables:
        starts.append(table.starts - MARGIN + base)
        lengths.append(table.lengths)
        gold.append(numbers[MARGIN : MARGIN + table.count])
        base += table.count
    every_start, every_length, every_gold = map(np.concatenate, (starts, lengths, gold))
    order = np.random.default_rng(0).permutation(len(every_start))
    for first in range(0, len(order), size):
        chosen = order[first : first + size]
        yield _minibatch(every_start[chosen], every_length[chosen], every_gold, matrix, labels)


def _minibatch(
    starts: Ints, lengths: Ints, gold: Ints, matrix: npt.NDArray[np.int32], labels: int
) -> _Minibatch:
    try:
        from scipy.sparse import csr_array
    except ImportError:
        raise UsageError("training needs SciPy; install it with: pip install 'qnmine[train]'") from None
    firsts = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(firsts, lengths)
    positions = np.repeat(starts, lengths) + within
    values = matrix[positions]
    fired = values > 0
    rows, columns = np.unique(values[fired], return_inverse=True)
    pointers = np.concatenate([[0], np.cumsum(fired.sum(axis=1))])
    ones = np.ones(len(columns), np.float32)
    shape = (len(positions), len(rows))
    features = csr_array((ones, columns.astype(np.int32), pointers.astype(np.int32)), shape=shape)
    numbers = gold[positions]
    before = np.where(within == 0, labels, np.concatenate([[0], numbers[:-1]]))
    pairs = np.bincount(before * labels + numbers, minlength=(labels + 1) * labels).astype(np.float64)
    return _Minibatch(features, rows, numbers, pairs.reshape(labels + 1, labels), firsts, lengths)


class _Learner:
    """Weights (features, labels) and transitions with their AdaGrad sums of squared gradients."""

    def __init__(
        self, minibatches: list[_Minibatch], features: int, labels: tuple[str, ...], settings: Settings
    ) -> None:
        count = len(labels)
        self.weights = np.zeros((features, count), np.float32)
        self.transitions = np.zeros((count + 1, count), np.float32)
        self._squares = np.full((features, count), _START, np.float32)
        self._transition_squares = np.full((count + 1, count), _START)
        self._settings = settings
        self._forbidden = ~allowed_transitions(labels)
        self._random = np.random.default_rng(1)
        self._transition_share = 1 / max(1, len(minibatches))
        shares = np.zeros(features, np.float32)
        for part in minibatches:
            shares[part.rows] += 1
        self._shares = 1 / np.maximum(shares, 1)
        self.base_weights = np.zeros((1, count), np.float32)
        self.base_transitions = np.zeros((1, count), np.float32)

    def start_from(self, weights: Floats, transitions: Floats) -> None:
        """Learn differences from these weights (features, labels) and transitions (labels, labels)."""
        self.base_weights = weights
        self.base_transitions = np.vstack([transitions, np.zeros_like(transitions[:1])])

    def step(self, part: _Minibatch) -> float:
        """One descent step; the negative log-likelihood of the minibatch before it."""
        weights = self.weights[part.rows]
        features = self._thinned(part.features)
        emissions: Floats = features @ (weights + self._base(part.rows))
        transitions = self.transitions + self.base_transitions
        allowed = np.where(self._forbidden, FORBIDDEN, transitions).astype(np.float32)
        found = forward_backward(emissions, allowed, part.starts, part.lengths)
        places = np.arange(len(part.gold))
        loss = found.log_partition - float(emissions[places, part.gold].sum())
        loss -= float((allowed * part.pairs).sum())
        surplus = found.marginals
        surplus[places, part.gold] -= 1
        self._descend(part.rows, weights, features.T @ surplus)
        self._descend_transitions(found.pairs - part.pairs)
        return loss

    def _base(self, rows: Ints) -> Floats:
        return self.base_weights[rows] if len(self.base_weights) > 1 else self.base_weights

    def _thinned(self, features: Any) -> Any:
        """The features without a random share of them, the others scaled up to the same expectation."""
        if not self._settings.dropout:
            return features
        kept = self._random.random(len(features.data), np.float32) >= self._settings.dropout
        data = kept.astype(np.float32) / np.float32(1 - self._settings.dropout)
        return type(features)((data, features.indices, features.indptr), shape=features.shape)

    def _descend(self, rows: Ints, weights: Floats, gradient: Floats) -> None:
        share = self._shares[rows, None]
        gradient += self._settings.l2 * share * weights
        squares = self._squares[rows] + gradient * gradient
        step = self._settings.rate / np.sqrt(squares)
        weights -= step * gradient
        threshold = self._settings.l1 * share * step
        self.weights[rows] = np.sign(weights) * np.maximum(np.abs(weights) - threshold, 0)
        self._squares[rows] = squares

    def _descend_transitions(self, gradient: npt.NDArray[np.float64]) -> None:
        gradient += self._settings.l2 * self._transition_share * self.transitions
        gradient[-1] = 0  # the start is known by the padding before it
        self._transition_squares += gradient**2
        step = self._settings.rate / np.sqrt(self._transition_squares)
        self.transitions -= (step * gradient).astype(np.float32)
