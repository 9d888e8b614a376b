"""One process: documents are analysed in small batches, rows come in document order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from qnmine.errors import DocumentError, QnmineError

if TYPE_CHECKING:
    from qnmine.text.document import Document

Row = TypeVar("Row")
Analyze = Callable[["Sequence[Document]"], "Sequence[Sequence[Row]]"]

BATCH_CHARACTERS = 200_000
"""Enough for array code to pay, little enough to keep memory flat."""
BATCH_SECONDS = 0.25
"""Waiting longer than this for its documents ends a batch: the source is slow, and people watch."""


def map_documents(
    analyze: Analyze[Row], documents: Iterable[Document], on_error: Callable[[DocumentError], None]
) -> Iterator[tuple[Document, Sequence[Row]]]:
    """Yield each document with its rows, in order.

    `analyze` takes a batch of documents and returns their rows, a sequence for each document. A
    document on which it fails goes to `on_error` and is left out; the others are not affected.
    """
    for batch in batches(documents):
        yield from analysed(analyze, batch, on_error)


def analysed(
    analyze: Analyze[Row], batch: Sequence[Document], on_error: Callable[[DocumentError], None]
) -> Iterator[tuple[Document, Sequence[Row]]]:
    """Yield the documents of one batch as `map_documents` does."""
    try:
        results = list(zip(batch, analyze(batch), strict=True))
    except Exception:
        yield from _one_by_one(analyze, batch, on_error)
    else:
        yield from results


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in growing runs: 1, 2, 4, … up to about `BATCH_CHARACTERS`.

    The first rows come at once, and a source that makes us wait (a pipe that somebody types into) gets
    batches of one, since nobody can tell whether another document will ever follow.
    """
    iterator = iter(documents)
    batch: list[Document] = []
    characters, waited, size = 0, 0.0, 1
    while True:
        asked = time.monotonic()
        document = next(iterator, None)
        waited += time.monotonic() - asked
        if document is None:
            break
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= size or characters >= BATCH_CHARACTERS or waited > BATCH_SECONDS:
            yield batch
            size = 1 if waited > BATCH_SECONDS else 2 * size
            batch, characters, waited = [], 0, 0.0
    if batch:
        yield batch


def full_batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Yield documents that are all there in runs of about `BATCH_CHARACTERS`."""
    first = characters = 0
    for place, document in enumerate(documents, 1):
        characters += len(document.text)
        if characters >= BATCH_CHARACTERS:
            yield documents[first:place]
            first, characters = place, 0
    if first < len(documents):
        yield documents[first:]


def _one_by_one(
    analyze: Analyze[Row], batch: Sequence[Document], on_error: Callable[[DocumentError], None]
) -> Iterator[tuple[Document, Sequence[Row]]]:
    for document in batch:
        try:
            rows = analyze([document])[0]
        except DocumentError as error:
            on_error(error)
        except QnmineError:  # not this document's fault: a missing model, say
            raise
        except Exception as error:
            reason = f"could not be analysed ({type(error).__name__}: {error})"
            on_error(DocumentError(document.id, reason, "run with -v --strict for the details"))
        else:
            yield document, rows
