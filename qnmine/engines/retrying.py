"""What comes of a chunk whose process ended: it is tried again, and the documents that end it fail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.engines.work import Chunk, Kept, Part

_REMEDY = "it may need more memory than there is; analyse it alone, or leave it out"


def place_among_all(number: int, lost: Sequence[int]) -> int:
    """Return the number in its whole chunk of a document that counts without those lost."""
    for place in sorted(lost):
        number += place <= number
    return number


def without_lost(chunk: Chunk, lost: Sequence[int]) -> Chunk:
    """Return the chunk without the documents with these numbers."""
    for place in sorted(lost, reverse=True):
        chunk = chunk.without(place)
    return chunk


def with_failures(part: Part[Kept], chunk: Chunk, lost: Sequence[int]) -> Part[Kept]:
    """Return the part of a chunk that was done without the documents lost, which fail."""
    failures = {place_among_all(place, lost): failure for place, failure in part.failures.items()}
    failures |= {
        place: DocumentError(name_of(chunk, place), "ended its process twice", _REMEDY) for place in lost
    }
    return replace(part, failures=dict(sorted(failures.items())))


def name_of(chunk: Chunk, first: int = 0, count: int = 1) -> str:
    """Return what messages call a document of a chunk, or a run of them."""
    name = shown(chunk.documents[first].id)
    if count == 1:
        return name
    return f"{name} … {shown(chunk.documents[first + count - 1].id)} ({count} documents)"
