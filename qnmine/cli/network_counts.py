"""The entities of documents and which of them occur together, found in this process or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.cli.models import load_corrections, load_recognizer
from qnmine.entities import entities_of
from qnmine.entities.network import Cooccurrences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options import EngineOptions
    from qnmine.engines.work import Analysed
    from qnmine.entities import Mention
    from qnmine.text.document import Document


class TypedMentionReader:
    """Finds the mentions of some types; in another process it loads its model and corrections anew.

    Raises UsageError when one of these cannot be read.
    """

    def __init__(self, types: tuple[str, ...], corrections: str | None, engine: EngineOptions) -> None:
        self._asked = types, corrections, engine
        self._types = types or None
        self._corrections = load_corrections(corrections)
        self._recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)

    def __reduce__(self) -> tuple[object, ...]:
        return TypedMentionReader, self._asked

    def __call__(self, documents: Sequence[Document]) -> list[list[Mention]]:
        """Return the mentions of each document."""
        found = entities_of(
            documents, recognizer=self._recognizer, types=self._types, corrections=self._corrections
        )
        return [mentions for _, mentions in found]

    def take_notes(self) -> Any:
        """Return what `warnings` is made of, and forget it."""
        return self._corrections.take_notes() if self._corrections else None

    def add_notes(self, notes: Any) -> None:
        """Add what was noted in another process."""
        if self._corrections is not None:
            self._corrections.add_notes(notes)

    def warnings(self) -> list[str]:
        """Return what is to be told after the last document."""
        return self._corrections.unused() if self._corrections else []


class Together:
    """Entities that occur together, as a run gathers them."""

    def __init__(self, window: str) -> None:
        self.counts = Cooccurrences(window)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the entities of the next documents."""
        for document, mentions, _ in batch:
            self.counts.add_document(document, mentions)

    def merge(self, other: Together) -> None:
        """Add what was counted in others."""
        self.counts.merge(other.counts)
