"""Raw text to learn from: what cannot be read is told and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.corpus.loader import open_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.errors import DocumentError
    from qnmine.text.document import Document


def read_raw(paths: Sequence[str], *, on_warning: Callable[[str], None] | None = None) -> Iterator[Document]:
    """Yield the documents of a corpus; a document that fails is a warning."""

    def leave_out(error: DocumentError) -> None:
        if on_warning is not None:
            on_warning(f"{error.name}: {error.reason}; left out")

    yield from open_corpus(paths, on_warning=on_warning, on_error=leave_out)
