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
    order, active = _by_length(lengths)
    if not active:
        return best
    begin = starts[order]
    ends = np.cumsum(active)
    positions = np.concatenate([begin[:count] + step for step, count in enumerate(active)])
    # Step by step, so that what one step reads stands together; a row a label, as each is one operation.
    scores = np.ascontiguousarray(emissions[positions].T)
    scores[:, : active[0]] += transitions[-1][:, None]
    between = transitions[:-1][:, :, None]
    for here, before, count in zip(ends[:-1].tolist(), (ends - active).tolist(), active[1:], strict=False):
        paths = scores[:, None, before : before + count] + between
        scores[:, here : here + count] += paths.max(axis=0)
    label = np.zeros(len(order), np.int64)
    found = np.empty(len(positions), np.int64)
    into = np.ascontiguousarray(transitions[:-1].T)
    longer = 0
    for step in range(len(active) - 1, -1, -1):
        count, first = active[step], int(ends[step]) - active[step]
        label[longer:count] = scores[:, first + longer : first + count].argmax(axis=0)
        found[first : first + count] = label[:count]
        if step:
            before = int(ends[step - 1]) - active[step - 1]
            paths = scores[:, before : before + count].T + into[label[:count]]
            label[:count] = paths.argmax(axis=1)
        longer = count
    best[positions] = found
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
    """Label probabilities and expected transitions; arguments as for `viterbi`."""
    lattice = _lattice(emissions, transitions, starts, lengths)
    labels = emissions.shape[1]
    pairs = np.zeros((labels + 1, labels))
    marginals = (lattice.forward * lattice.backward).astype(np.float32)
    weighted = lattice.backward * lattice.here
    first = starts[lengths > 0]
    pairs[-1] = weighted[first].sum(axis=0) * lattice.jump[-1]
    beginning = np.zeros(len(emissions), bool)
    beginning[first] = True
    later = np.flatnonzero(lattice.inside & ~beginning)
    pairs[:-1] = (lattice.forward[later - 1].T @ weighted[later]) * lattice.jump[:-1]
    return Expectations(marginals, pairs, lattice.log_partition)


def span_probabilities(
    emissions: Floats, transitions: Floats, starts: Ints, lengths: Ints, spans: Spans
) -> npt.NDArray[np.float64]:
    """The probability (spans,) that exactly these spans are labelled so; other arguments as for `viterbi`.

    It is the sum over all labellings of the sentence that have the span, with its type and both ends.
    """
    lattice = _lattice(emissions, transitions, starts, lengths)
    follows = lattice.here * lattice.backward  # how well each label goes on from here
    probability = lattice.forward[spans.first, spans.begin]
    width = spans.after - spans.first
    for step in range(1, int(width.max(initial=0))):
        longer = np.flatnonzero(width > step)
        inside, at = spans.inside[longer], spans.first[longer] + step
        before = np.where(step == 1, spans.begin[longer], inside)
        probability[longer] *= lattice.jump[before, inside] * lattice.here[at, inside]
    last = np.where(width > 1, spans.inside, spans.begin)
    end = spans.after - 1
    goes_on = np.zeros(len(end))
    more = np.flatnonzero(lattice.inside[np.minimum(spans.after, len(emissions) - 1)])
    goes_on[more] = lattice.jump[last[more], spans.inside[more]] * follows[end[more] + 1, spans.inside[more]]
    return np.clip(probability * (lattice.backward[end, last] - goes_on), 0, 1)


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of positions from `first` to before `after`, with their labels `begin` and `inside` (spans,)."""

    first: Ints
    after: Ints
    begin: Ints
    inside: Ints


@dataclass(frozen=True, slots=True)
class _Lattice:
    """Scaled path sums (positions, labels): up to a position, from it on, and of the position alone.

    `jump` (labels + 1, labels) are the factors of transitions; `inside` tells the positions in sequences.
    """

    forward: npt.NDArray[np.float64]
    backward: npt.NDArray[np.float64]
    here: npt.NDArray[np.float64]
    jump: npt.NDArray[np.float64]
    inside: npt.NDArray[np.bool_]
    log_partition: float


def _lattice(emissions: Floats, transitions: Floats, starts: Ints, lengths: Ints) -> _Lattice:
    """Run forwards and backwards over all sequences at once.

    Works on scaled probabilities (Rabiner 1989, section V.A) in double precision.
    """
    order, active = _by_length(lengths)
    begin = starts[order]
    top = emissions.max(axis=1, keepdims=True)
    here = np.exp(emissions - top, dtype=np.float64)
    jump = np.exp(transitions, dtype=np.float64)
    forward, backward = np.zeros(emissions.shape), np.zeros(emissions.shape)
    scale = np.ones(len(emissions))
    inside = np.zeros(len(emissions), bool)
    for step, count in enumerate(active):
        position = begin[:count] + step
        before = forward[position - 1] @ jump[:-1] if step else jump[-1]
        sums = before * here[position]
        scale[position] = sums.sum(axis=1)
        forward[position] = sums / scale[position, None]
        inside[position] = True
    here /= scale[:, None]
    following = np.ones((len(begin), emissions.shape[1]))
    for step in range(len(active) - 1, -1, -1):
        count = active[step]
        position = begin[:count] + step
        backward[position] = following[:count]
        following[:count] = (following[:count] * here[position]) @ jump[:-1].T
    log_partition = float(np.log(scale[inside]).sum() + top[inside].sum())
    return _Lattice(forward, backward, here, jump, inside, log_partition)


def _by_length(lengths: Ints) -> tuple[Ints, list[int]]:
    """Sequences from the longest to the shortest, and how many of them reach each step."""
    order = np.argsort(-lengths, kind="stable")
    if not len(order) or lengths[order[0]] == 0:
        return order[:0], []
    reaching = np.cumsum(np.bincount(lengths)[::-1])[::-1][1:]
    return order[lengths[order] > 0], [int(count) for count in reaching]
