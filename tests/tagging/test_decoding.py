"""Viterbi and marginals against the enumeration of all label sequences; BIO spans."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.tagging.decoding import Spans, forward_backward, marginals, span_probabilities, viterbi
from qnmine.tagging.labels import allowed_transitions, bio_labels, decode_spans, encode_spans

LABELS = bio_labels(["PER", "LOC"])


def _lay_out(lengths: list[int]) -> tuple[np.ndarray, np.ndarray, int]:
    """Starts and lengths of sequences with two positions of padding around each."""
    starts = 2 + np.cumsum([0, *(length + 2 for length in lengths)])
    return starts[:-1].astype(np.int64), np.array(lengths, np.int64), int(starts[-1])


def _score(path: tuple[int, ...], emissions: np.ndarray, transitions: np.ndarray) -> float:
    score = float(transitions[-1, path[0]])
    score += sum(float(emissions[n, label]) for n, label in enumerate(path))
    return score + sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=4), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_against_enumeration(lengths: list[int], seed: int, labels: int) -> None:
    random = np.random.default_rng(seed)
    starts, counts, size = _lay_out(lengths)
    emissions = random.normal(size=(size, labels)).astype(np.float32)
    transitions = random.normal(size=(labels + 1, labels)).astype(np.float32)
    best = viterbi(emissions, transitions, starts, counts)
    probabilities = marginals(emissions, transitions, starts, counts)
    inside = np.zeros(size, bool)
    pairs, log_partition = np.zeros((labels + 1, labels)), 0.0
    for start, length in zip(starts.tolist(), lengths, strict=True):
        if not length:
            continue
        part = slice(start, start + length)
        inside[part] = True
        paths = list(itertools.product(range(labels), repeat=length))
        scores = np.array([_score(path, emissions[part], transitions) for path in paths])
        assert tuple(best[part].tolist()) == paths[int(scores.argmax())]
        weights = np.exp(scores - scores.max())
        expected = np.zeros((length, labels))
        for path, weight in zip(paths, weights / weights.sum(), strict=True):
            expected[range(length), path] += weight
        np.testing.assert_allclose(probabilities[part], expected, atol=1e-4)
        log_partition += float(np.log(np.exp(scores - scores.max()).sum()) + scores.max())
        for path, weight in zip(paths, weights / weights.sum(), strict=True):
            for before, after in itertools.pairwise((labels, *path)):
                pairs[before, after] += weight
    found = forward_backward(emissions, transitions, starts, counts)
    np.testing.assert_allclose(found.pairs, pairs, atol=1e-4)
    assert abs(found.log_partition - log_partition) < 1e-3
    assert not best[~inside].any()
    assert not probabilities[~inside].any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=3), st.integers(0, 2**32 - 1))
def test_the_probability_of_a_span_is_the_sum_over_the_labellings_that_have_it(
    lengths: list[int], seed: int
) -> None:
    random = np.random.default_rng(seed)
    starts, counts, size = _lay_out(lengths)
    emissions = random.normal(size=(size, len(LABELS))).astype(np.float32)
    transitions = random.normal(size=(len(LABELS) + 1, len(LABELS))).astype(np.float32)
    transitions[~allowed_transitions(LABELS)] = -1e4
    expected: dict[tuple[int, int, str], float] = {}
    for start, length in zip(starts.tolist(), lengths, strict=True):
        if not length:
            continue
        paths = list(itertools.product(range(len(LABELS)), repeat=length))
        scores = np.array([_score(path, emissions[start : start + length], transitions) for path in paths])
        weights = np.exp(scores - scores.max())
        spans_of_sequence = {
            (start + first, start + after, type_): 0.0
            for first in range(length)
            for after in range(first + 1, length + 1)
            for type_ in ("PER", "LOC")
        }
        for path, weight in zip(paths, weights / weights.sum(), strict=True):
            for first, after, type_ in zip(*decode_spans(np.array(path), LABELS), strict=True):
                spans_of_sequence[start + int(first), start + int(after), type_] += weight
        expected |= spans_of_sequence
    spans = Spans(
        np.array([first for first, _, _ in expected], np.int64),
        np.array([after for _, after, _ in expected], np.int64),
        np.array([LABELS.index(f"B-{type_}") for _, _, type_ in expected], np.int64),
        np.array([LABELS.index(f"I-{type_}") for _, _, type_ in expected], np.int64),
    )
    found = span_probabilities(emissions, transitions, starts, counts, spans)
    np.testing.assert_allclose(found, list(expected.values()), atol=1e-5)


def test_inside_follows_only_its_own_type() -> None:
    allowed = allowed_transitions(LABELS)
    pairs = {(before, after) for before in (*LABELS, "start") for after in LABELS}
    refused = {
        (before, after)
        for before, after in pairs
        if after[0] == "I" and before not in (after, "B" + after[1:])
    }
    names = (*LABELS, "start")
    got = {(names[a], LABELS[b]) for a, b in zip(*np.nonzero(~allowed), strict=True)}
    assert got == refused


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ([], []),
        (["O", "O"], []),
        (["B-PER", "I-PER", "O", "B-LOC"], [(0, 2, "PER"), (3, 4, "LOC")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["B-PER", "I-LOC", "I-LOC"], [(0, 1, "PER"), (1, 3, "LOC")]),
        (["O", "I-PER"], [(1, 2, "PER")]),
        (["I-LOC", "B-LOC", "I-LOC"], [(0, 1, "LOC"), (1, 3, "LOC")]),
    ],
)
def test_decoded_spans(labels: list[str], spans: list[tuple[int, int, str]]) -> None:
    first, last, types = decode_spans(np.array([LABELS.index(label) for label in labels], np.int64), LABELS)
    assert list(zip(first.tolist(), last.tolist(), types, strict=True)) == spans


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(["PER", "LOC"]))))
def test_spans_survive_encoding(pieces: list[tuple[int, int, str]]) -> None:
    spans, at = [], 0
    for gap, length, type_ in pieces:
        spans.append((at + gap, at + gap + length, type_))
        at += gap + length
    first, last, types = decode_spans(encode_spans(spans, at + 1, LABELS), LABELS)
    assert list(zip(first.tolist(), last.tolist(), types, strict=True)) == spans
