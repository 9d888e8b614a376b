"""What finds the marks of texts as the options ask for them, in this process or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.cli.models import SHIPPED, load_corrections, load_recognizer, load_words
from qnmine.cli.options.entities import TYPES
from qnmine.cli.undated import UndatedDocuments
from qnmine.entities import Mention
from qnmine.errors import UsageError
from qnmine.layers import Mark, mark_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options import EngineOptions, WordOptions
    from qnmine.cli.options.showing import MarkOptions
    from qnmine.text.document import Document


class MarkReader:
    """Finds the marks of documents; in another process it loads its models and corrections anew.

    With `pos` words have their part of speech. Raises UsageError for options that exclude each other, and
    when a model, a list or the corrections cannot be read.
    """

    def __init__(
        self, asked: MarkOptions, engine: EngineOptions, words: WordOptions, *, pos: bool = False
    ) -> None:
        if asked.reference_date is not None and asked.date_column is not None:
            raise UsageError(
                "--reference-date is one day for all texts, --date-column a day of each; give one"
            )
        self.files: tuple[str | None, ...] = (*engine.files(), *words.files(), asked.corrections)
        self._asked = asked, engine, words, pos
        self._has_entities = any(layer in TYPES for layer in asked.layers)
        self._corrections = load_corrections(asked.corrections)
        # What is named is loaded where it is not needed too, so that a wrong name is told.
        self._recognizer = self._segmenter = None
        if self._has_entities or engine.files() or engine.engine != SHIPPED:
            self._recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
        if "word" in asked.layers or any(words.files()):
            self._segmenter = load_words(words)
        self._undated = UndatedDocuments(asked.date_column)
        self._unscored = False

    def __reduce__(self) -> tuple[object, ...]:
        return _reader, self._asked

    def __call__(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document."""
        asked, _, _, pos = self._asked
        found = mark_documents(
            documents,
            asked.layers,
            recognizer=self._recognizer,
            segmenter=self._segmenter,
            corrections=self._corrections,
            min_score=asked.min_score,
            identifiers=asked.identifiers,
            reference=asked.reference_date,
            date_column=asked.date_column,
            pos=pos,
        )
        rows = [marks for _, marks in found]
        self._undated.check(documents)
        if asked.min_score is not None and not self._unscored:
            entities = (mark.row for marks in rows for mark in marks if isinstance(mark.row, Mention))
            self._unscored = any(mention.score is None for mention in entities)
        return rows

    def take_notes(self) -> Any:
        """Return what `warnings` is made of, and forget it."""
        of_corrections = self._corrections.take_notes() if self._corrections else None
        notes = self._undated.take_notes(), self._unscored, of_corrections
        self._unscored = False
        return notes

    def add_notes(self, notes: Any) -> None:
        """Add what was noted in another process."""
        undated, unscored, of_corrections = notes
        self._undated.add_notes(undated)
        self._unscored |= unscored
        if self._corrections is not None:
            self._corrections.add_notes(of_corrections)

    def warnings(self, *, complete: bool) -> list[str]:
        """Return what is to be told at the end; `complete` tells that no document was left out."""
        _, engine, _, _ = self._asked
        told = self._corrections.unused() if self._corrections and self._has_entities and complete else []
        if self._unscored and engine.engine != SHIPPED:  # corrections have no scores either
            told.append(f"--engine {engine.engine} gives no scores, so that none decides")
        return told + self._undated.warnings()


def _reader(asked: MarkOptions, engine: EngineOptions, words: WordOptions, pos: bool) -> MarkReader:
    return MarkReader(asked, engine, words, pos=pos)
