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

BATCH_CHARACTERS = 60_000
"""Enough for array code to pay, little enough to keep memory flat and the first rows soon."""
BATCH_SECONDS = 0.25
"""A slow source (a pipe that somebody types into) is not kept waiting for a full batch."""


def map_documents(
    analyze: Analyze[Row], documents: Iterable[Document], on_error: Callable[[DocumentError], None]
) -> Iterator[tuple[Document, Sequence[Row]]]:
    """Yield each document with its rows, in order.

    `analyze` takes a batch of documents and returns their rows, a sequence for each document. A
    document on which it fails goes to `on_error` and is left out; the others are not affected.
    """
    for batch in batches(documents):
        try:
            results = list(zip(batch, analyze(batch), strict=True))
        except Exception:
            yield from _one_by_one(analyze, batch, on_error)
        else:
            yield from results


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in runs of about `BATCH_CHARACTERS`, or what came in `BATCH_SECONDS`."""
    batch: list[Document] = []
    characters, began = 0, time.monotonic()
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if characters >= BATCH_CHARACTERS or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, characters, began = [], 0, time.monotonic()
    if batch:
        yield batch


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
