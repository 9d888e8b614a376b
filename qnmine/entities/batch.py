"""Documents laid out for the tagger: sentences as padded rows of syllable tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.word_places import word_places
from qnmine.tagging.columns import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.entities.surfaces import Surfaces
    from qnmine.tagging.columns import Ints
    from qnmine.text.document import Document

    _Sentence = tuple[int, int, int]  # the number of the document and the span in its normalised text

LONGEST_SEQUENCE = 400
"""A sentence of more tokens is tagged in pieces, so that memory and time stay flat."""

LARGEST_SLICE = 60_000
"""Positions that are tagged at once."""

WINDOW = 300_000
"""Characters that are laid out at once, or a little more."""

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
    return _lay_out(list(_sentences(documents)), documents, groups, surfaces)


def parts(
    documents: Sequence[Document],
    groups: Sequence[int],
    surfaces: Surfaces,
    *,
    window: int = WINDOW,
    largest: int = LARGEST_SLICE,
) -> Iterator[Batch]:
    """Lay out the sentences of documents in parts of at most about `largest` positions.

    Groups stay together or are cut as by `slices`, but the last part of a group that is cut may hold
    documents after it too. Some `window` characters are laid out at a time, however long the documents are.
    """
    begun: Batch | None = None
    for sentences in _windows(documents, window):
        laid_out = _lay_out(sentences, documents, groups, surfaces)
        *whole, begun = slices(laid_out if begun is None else _joined(begun, laid_out), largest)
        yield from whole
    if begun is not None:
        yield begun


def _sentences(documents: Sequence[Document]) -> Iterator[_Sentence]:
    for number, document in enumerate(documents):
        for start, end in document.sentence_spans:
            yield number, start, end


def _windows(documents: Sequence[Document], least: int) -> Iterator[list[_Sentence]]:
    """Cut all sentences into runs, between two that do not touch, so that no gap is misread."""
    window: list[_Sentence] = []
    size = 0
    before = (-1, 0)
    for sentence in _sentences(documents):
        number, start, end = sentence
        if size >= least and before != (number, start):
            yield window
            window, size = [], 0
        window.append(sentence)
        size += end - start
        before = number, end
    if window:
        yield window


def _joined(batch: Batch, after: Batch) -> Batch:
    """Two batches as one, with one margin between them."""
    shift = len(batch.types) - MARGIN

    def join(name: str) -> Ints:
        return np.concatenate([getattr(batch, name)[:shift], getattr(after, name)])

    return Batch(
        **{name: join(name) for name in ("types", "gap", "word", "group", "document", "first", "last")},
        starts=np.concatenate([batch.starts, after.starts + shift]),
        lengths=np.concatenate([batch.lengths, after.lengths]),
    )


def _lay_out(
    spans: Sequence[_Sentence], documents: Sequence[Document], groups: Sequence[int], surfaces: Surfaces
) -> Batch:
    """Lay out sentences of some of the documents."""
    texts = {number: documents[number].normalized.text for number, _, _ in spans}
    sentences = [texts[number][start:end] for number, start, end in spans]
    numbers, begins, _ = np.array(spans, np.int64).reshape(-1, 3).T
    tokens = surfaces.tokens(sentences)
    offsets, owners = np.repeat(begins, tokens.lengths), np.repeat(numbers, tokens.lengths)
    first, last = tokens.starts + offsets, tokens.ends + offsets
    gap = np.full(len(first), SPACED, np.int64)
    gap[1:][(first[1:] == last[:-1]) & (owners[1:] == owners[:-1])] = GLUED
    lengths = _sequences(tokens.lengths)
    starts = MARGIN + np.concatenate([[0], np.cumsum(lengths + MARGIN)]).astype(np.int64)
    size = int(starts[-1]) if len(lengths) else 2 * MARGIN
    target = np.repeat(starts[:-1] - np.cumsum(lengths) + lengths, lengths) + np.arange(len(first))

    def place(values: Ints, padding: int = 0) -> Ints:
        column = np.full(size, padding, np.int64)
        column[target] = values
        return column

    return Batch(
        types=place(tokens.forms),
        gap=place(gap),
        word=place(word_places(sentences, tokens)),
        group=place(np.asarray(groups, np.int64)[owners], -1),
        document=place(owners, -1),
        first=place(first),
        last=place(last),
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


def _sequences(lengths: Ints) -> Ints:
    """The numbers of tokens of sequences: sentences that have any, long ones cut into pieces."""
    lengths = lengths[lengths > 0]
    if not np.any(lengths > LONGEST_SEQUENCE):
        return lengths
    pieces = [
        min(LONGEST_SEQUENCE, length - begin)
        for length in lengths.tolist()
        for begin in range(0, length, LONGEST_SEQUENCE)
    ]
    return np.array(pieces, np.int64)
