"""What happens to documents between a reader and the run: each stage may change, keep or drop them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from qnmine.corpus.sources import Source
    from qnmine.text.document import Document


class Stage(Protocol):
    """One such stage, made anew for each reading of the corpus."""

    def take(self, document: Document, source: Source | None) -> Document | None:
        """Return what becomes of a document (None: it is dropped); a string has no source."""

    def finish(self) -> None:
        """Tell, when all documents have been taken, what there is to tell."""
