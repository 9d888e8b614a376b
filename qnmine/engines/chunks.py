"""Documents in chunks: large enough to be worth sending away, small enough to keep memory flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.engines.work import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qnmine.engines.work import Told
    from qnmine.text.document import Document

CHUNK_CHARACTERS = 1 << 20
"""About how long the texts of a chunk are; a longer document is a chunk of its own."""
FIRST_CHARACTERS = 1 << 17
"""The first chunks are smaller, so that all processes have something to do soon."""


def chunks_of(
    documents: Iterable[Document],
    label: Callable[[Document], Any] = lambda _: None,
    news: Callable[[], list[Told]] = list,
) -> Iterator[Chunk]:
    """Yield documents in chunks, which depend on nothing but the documents.

    `label` gives what goes with each document; `news` returns what came up in reading since it was called
    last.
    """
    held: list[Document] = []
    labels: list[Any] = []
    told: list[tuple[int, Told]] = []
    characters = number = 0
    for document in documents:
        size = len(document.text)
        wanted = min(CHUNK_CHARACTERS, FIRST_CHARACTERS << min(number, 10))
        if held and characters + size > wanted:
            yield Chunk(number, held, labels, told)
            held, labels, told, characters = [], [], [], 0
            number += 1
        told += [(len(held), one) for one in news()]
        held.append(document)
        labels.append(label(document))
        characters += size
    told += [(len(held), one) for one in news()]
    if held or told:
        yield Chunk(number, held, labels, told)
