"""Decoding of many sequences at once: the best labels (Viterbi) and the label probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints

Floats = npt.NDArray[np.float32]


def viterbi(emissions: Floats, transitions: Floats, starts: Ints, lengths: Ints) -> Ints:
    """The best label at each position (0 outside the sequences).

    `emissions` is (positions, labels); `transitions` (labels + 1, labels) scores a label (column) after
    another (row), its last row stands for the start of a sequence. All sequences advance together, the
    longest first, so that each step is one array operation.
    """
    best = np.zeros(len(emissions), np.int64)
    back = np.zeros(emissions.shape, np.int8)
    order, active = _by_length(lengths)
    if not active:
        return best
    begin, ends = starts[order], lengths[order]
    between = transitions[:-1].T
    score = transitions[-1] + emissions[begin]
    last = np.zeros(len(order), np.int64)
    for step, count in enumerate(active):
        if step:
            position = begin[:count] + step
            paths = score[:count, None, :] + between
            origin = paths.argmax(axis=2)
            back[position] = origin
            score[:count] = np.take_along_axis(paths, origin[:, :, None], 2)[:, :, 0] + emissions[position]
        done = np.flatnonzero(ends[:count] == step + 1)
        last[done] = score[done].argmax(axis=1)
    for step in range(len(active) - 1, -1, -1):
        count = active[step]
        position = begin[:count] + step
        best[position] = last[:count]
        last[:count] = back[position, last[:count]]
    return best


def marginals(emissions: Floats, transitions: Floats, starts: Ints, lengths: Ints) -> Floats:
    """The probability of each label at each position (0 outside the sequences)."""
    return forward_backward(emissions, transitions, starts, lengths).marginals


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the forward-backward algorithm finds.

    `marginals` (positions, labels) are label probabilities, `pairs` (labels + 1, labels) the expected
    number of transitions in all sequences together, the last row from the start; `log_partition` is the
    summed logarithm of the partition functions.
    """

    marginals: Floats
    pairs: npt.NDArray[np.float64]
    log_partition: float


def forward_backward(emissions: Floats, transitions: Floats, starts: Ints, lengths: Ints) -> Expectations:
    """Label probabilities and expected transitions; arguments as for `viterbi`.

    Works on scaled probabilities (Rabiner 1989, section V.A) in double precision, all sequences at once.
    """
    labels = emissions.shape[1]
    result = np.zeros(emissions.shape, np.float32)
    pairs = np.zeros((labels + 1, labels))
    order, active = _by_length(lengths)
    if not active:
        return Expectations(result, pairs, 0.0)
    begin = starts[order]
    top = emissions.max(axis=1, keepdims=True)
    factor = np.exp(emissions - top, dtype=np.float64)
    jump = np.exp(transitions, dtype=np.float64)
    forward = np.zeros(emissions.shape)
    scale = np.ones(len(emissions))
    for step, count in enumerate(active):
        position = begin[:count] + step
        before = forward[position - 1] @ jump[:-1] if step else jump[-1]
        here = before * factor[position]
        scale[position] = here.sum(axis=1)
        forward[position] = here / scale[position, None]
    backward = np.ones((len(begin), labels))
    for step in range(len(active) - 1, -1, -1):
        count = active[step]
        position = begin[:count] + step
        result[position] = forward[position] * backward[:count]
        weighted = backward[:count] * factor[position] / scale[position, None]
        if step:
            pairs[:-1] += (forward[position - 1].T @ weighted) * jump[:-1]
            backward[:count] = weighted @ jump[:-1].T
        else:
            pairs[-1] = weighted.sum(axis=0) * jump[-1]
    inside = scale > 0
    inside &= forward.any(axis=1)
    return Expectations(result, pairs, float(np.log(scale[inside]).sum() + top[inside].sum()))


def _by_length(lengths: Ints) -> tuple[Ints, list[int]]:
    """Sequences from the longest to the shortest, and how many of them reach each step."""
    order = np.argsort(-lengths, kind="stable")
    if not len(order) or lengths[order[0]] == 0:
        return order[:0], []
    reaching = np.cumsum(np.bincount(lengths)[::-1])[::-1][1:]
    return order[lengths[order] > 0], [int(count) for count in reaching]
