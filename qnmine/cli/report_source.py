"""What finds all that a report shows of documents, in this process or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.cli.models import load_corrections, load_recognizer, load_words
from qnmine.cli.undated import UndatedDocuments
from qnmine.report.analysis import Analysed, analyse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from qnmine.cli.options import EngineOptions, WordOptions
    from qnmine.text.document import Document


class ReportSource:
    """Finds names, numbers, dates and words; in another process it loads its models and lists anew.

    Raises UsageError when one of these cannot be read.
    """

    def __init__(
        self,
        engine: EngineOptions,
        words: WordOptions,
        corrections: str | None,
        min_score: float | None,
        reference: datetime.date | None,
        date_column: str | None,
    ) -> None:
        self.files: tuple[str | None, ...] = (*engine.files(), *words.files(), corrections)
        self._asked = engine, words, corrections, min_score, reference, date_column
        self._segmenter = load_words(words)
        self._recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
        self._corrections = load_corrections(corrections)
        self._undated = UndatedDocuments(date_column)

    def __reduce__(self) -> tuple[object, ...]:
        return ReportSource, self._asked

    def __call__(self, documents: Sequence[Document]) -> list[list[Analysed]]:
        """Return what there is to show of each document, as a list of one."""
        *_, min_score, reference, date_column = self._asked
        found = analyse(
            documents,
            recognizer=self._recognizer,
            segmenter=self._segmenter,
            corrections=self._corrections,
            min_score=min_score,
            reference=reference,
            date_column=date_column,
        )
        self._undated.check(documents)
        return [[one] for one in found]

    def take_notes(self) -> Any:
        """Return what `warnings` is made of, and forget it."""
        return self._undated.take_notes(), self._corrections.take_notes() if self._corrections else None

    def add_notes(self, notes: Any) -> None:
        """Add what was noted in another process."""
        undated, of_corrections = notes
        self._undated.add_notes(undated)
        if self._corrections is not None:
            self._corrections.add_notes(of_corrections)

    def warnings(self) -> list[str]:
        """Return what is to be told after the last document."""
        return self._undated.warnings() + (self._corrections.unused() if self._corrections else [])
