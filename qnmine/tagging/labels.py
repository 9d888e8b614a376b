"""Span labels: BIO encoding of typed spans over tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.tagging.columns import Ints

OUTSIDE = "O"


def bio_labels(types: Iterable[str]) -> tuple[str, ...]:
    """The labels for span types: `O`, then `B-` and `I-` of each type."""
    return (OUTSIDE, *(prefix + type_ for type_ in types for prefix in ("B-", "I-")))


def allowed_transitions(labels: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which label (column) may follow which (row); the last row is the start of a sequence.

    `I-X` follows only `B-X` and `I-X`.
    """
    allowed = np.ones((len(labels) + 1, len(labels)), dtype=bool)
    for number, label in enumerate(labels):
        if label.startswith("I-"):
            allowed[:, number] = [before[2:] == label[2:] for before in labels] + [False]
    return allowed


def encode_spans(spans: Iterable[tuple[int, int, str]], count: int, labels: Sequence[str]) -> Ints:
    """Label numbers of `count` tokens for disjoint spans (first token, token after the last, type)."""
    number = {label: n for n, label in enumerate(labels)}
    encoded = np.zeros(count, np.int64)
    for first, last, type_ in spans:
        encoded[first] = number["B-" + type_]
        encoded[first + 1 : last] = number["I-" + type_]
    return encoded


def decode_spans(encoded: Ints, labels: Sequence[str]) -> tuple[Ints, Ints, list[str]]:
    """Spans of a row of label numbers: first tokens, tokens after the last, types.

    An `I-X` that continues nothing of its type begins a span of its own.
    """
    types = sorted({label[2:] for label in labels if label != OUTSIDE})
    type_of = np.array([0 if label == OUTSIDE else types.index(label[2:]) + 1 for label in labels])
    begins = np.array([label.startswith("B-") for label in labels])
    kind = np.concatenate([[0], type_of[encoded], [0]])
    changed = kind[1:] != kind[:-1]
    opening = np.append(begins[encoded], False) | changed
    first = np.flatnonzero(opening & (kind[1:] > 0))
    closing = np.flatnonzero(opening & (kind[:-1] > 0))
    return first, closing, [types[n - 1] for n in kind[1:][first]]
