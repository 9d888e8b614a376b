"""Documents laid out for the tagger: sentences as padded rows of syllable tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.word_places import word_places
from qnmine.tagging.columns import MARGIN
from qnmine.text.syllables import Syllables, syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.entities.surfaces import Surfaces
    from qnmine.tagging.columns import Ints
    from qnmine.text.document import Document

LONGEST_SEQUENCE = 400
"""A sentence of more tokens is tagged in pieces, so that memory and time stay flat."""

LARGEST_SLICE = 60_000
"""Positions that are tagged at once."""

SPACED, GLUED = 1, 2
"""Values of the `gap` column: what stands between a token and the one before it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The tokens of some documents in padded positions.

    `types` are surface numbers (0 is padding), `gap` what stands before a token, `word` where it stands in
    its word, `group` the number of the document (-1 for padding); `starts`, `lengths` the sequences;
    `documents`, `first` and `last` the document of each position and its span in the normalised text.
    """

    types: Ints
    gap: Ints
    word: Ints
    group: Ints
    document: Ints
    first: Ints
    last: Ints
    starts: Ints
    lengths: Ints


def lay_out(documents: Sequence[Document], groups: Sequence[int], surfaces: Surfaces) -> Batch:
    """Lay out the sentences of documents; documents of one group number share document evidence."""
    tokens = [syllables(document.normalized.text) for document in documents]
    sizes = np.array([len(part) for part in tokens], np.int64)
    base = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    bounds = [_sequences(document, part) for document, part in zip(documents, tokens, strict=True)]
    spans = np.concatenate(
        [b + offset for b, offset in zip(bounds, base[:-1], strict=True)] or [np.empty((0, 2))]
    )
    spans = spans.astype(np.int64)
    lengths = spans[:, 1] - spans[:, 0]
    starts = MARGIN + np.concatenate([[0], np.cumsum(lengths + MARGIN)]).astype(np.int64)
    size = int(starts[-1]) if len(lengths) else 2 * MARGIN
    within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    source = np.repeat(spans[:, 0], lengths) + within
    target = np.repeat(starts[:-1], lengths) + within
    document = np.repeat(np.arange(len(documents), dtype=np.int64), sizes)

    def place(values: Ints, padding: int = 0) -> Ints:
        column = np.full(size, padding, np.int64)
        column[target] = values[source]
        return column

    forms = [form for part in tokens for form in part.forms]
    empty = np.empty(0, np.int64)
    return Batch(
        types=place(surfaces.number(forms)),
        gap=place(np.concatenate([_gaps(part) for part in tokens] or [empty])),
        word=place(word_places(documents, tokens)),
        group=place(np.asarray(groups, np.int64)[document], -1),
        document=place(document, -1),
        first=place(np.concatenate([part.starts for part in tokens] or [empty])),
        last=place(np.concatenate([part.ends for part in tokens] or [empty])),
        starts=starts[:-1],
        lengths=lengths,
    )


def slices(batch: Batch, largest: int = LARGEST_SLICE) -> Iterator[Batch]:
    """Cut a batch between sequences into parts of at most about `largest` positions.

    Documents of a group stay together unless the group alone is larger, and then it is cut from its own
    beginning: what is seen of a document never depends on the documents beside it.
    """
    if len(batch.types) <= largest:
        yield batch
        return
    group = batch.group[batch.starts]
    first, filled = 0, 0
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    for begin, end in zip(heads.tolist(), [*heads[1:].tolist(), len(group)], strict=True):
        size = _size(batch, begin, end)
        if filled and filled + size > largest:
            yield _part(batch, first, begin)
            first, filled = begin, 0
        filled += size
        if size > largest:
            for cut in _cuts(batch, begin, end, largest):
                yield _part(batch, first, cut)
                first = cut
            filled = 0
    if first < len(group):
        yield _part(batch, first, len(group))


def _size(batch: Batch, begin: int, end: int) -> int:
    return int((batch.lengths[begin:end] + MARGIN).sum())


def _cuts(batch: Batch, begin: int, end: int, largest: int) -> Iterator[int]:
    """Where to cut the sequences of one large group; the last cut is its end."""
    filled = 0
    for number, length in enumerate(batch.lengths[begin:end].tolist(), begin):
        if filled and filled + length + MARGIN > largest:
            yield number
            filled = 0
        filled += length + MARGIN
    yield end


def _part(batch: Batch, begin: int, end: int) -> Batch:
    """Sequences `begin` to `end` with their margins as a batch of their own."""
    left = int(batch.starts[begin]) - MARGIN
    right = int(batch.starts[end - 1] + batch.lengths[end - 1]) + MARGIN
    return Batch(
        types=batch.types[left:right],
        gap=batch.gap[left:right],
        word=batch.word[left:right],
        group=batch.group[left:right],
        document=batch.document[left:right],
        first=batch.first[left:right],
        last=batch.last[left:right],
        starts=batch.starts[begin:end] - left,
        lengths=batch.lengths[begin:end],
    )


def _sequences(document: Document, tokens: Syllables) -> Ints:
    """The token bounds (n, 2) of the sentences of a document, long ones cut into pieces."""
    spans = np.array(document.sentence_spans, np.int64).reshape(-1, 2)
    first = np.searchsorted(tokens.starts, spans[:, 0])
    last = np.searchsorted(tokens.starts, spans[:, 1])
    bounds = np.stack([first, last], axis=1).astype(np.int64)
    bounds = bounds[bounds[:, 1] > bounds[:, 0]]
    if not np.any(bounds[:, 1] - bounds[:, 0] > LONGEST_SEQUENCE):
        return bounds
    pieces = [
        (start, min(start + LONGEST_SEQUENCE, end))
        for begin, end in bounds.tolist()
        for start in range(begin, end, LONGEST_SEQUENCE)
    ]
    return np.array(pieces, np.int64)


def _gaps(tokens: Syllables) -> Ints:
    """Whether each token of a document touches the one before it."""
    gap = np.full(len(tokens), SPACED, np.int64)
    gap[1:][tokens.starts[1:] == tokens.ends[:-1]] = GLUED
    return gap
