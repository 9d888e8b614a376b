"""Documents without a day in the column of `--date-column`: nothing is resolved in them, which is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.dates import day_of_document
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.text.document import Document


class UndatedDocuments:
    """How many documents have no day in a column, and the first of them; none if there is no column."""

    def __init__(self, column: str | None) -> None:
        self._column = column
        self._count, self._example = 0, ""

    def check(self, documents: Iterable[Document]) -> None:
        """Note the documents whose day cannot be read."""
        if self._column is None:
            return
        for document in documents:
            if day_of_document(document, self._column) is None:
                cell = document.meta.get(self._column)
                self.add_notes((1, f"{shown(document.id)} ({shown(cell_text(cell)) or 'empty'})"))

    def take_notes(self) -> tuple[int, str]:
        """Return what `warnings` is made of, and forget it."""
        notes = self._count, self._example
        self._count, self._example = 0, ""
        return notes

    def add_notes(self, notes: tuple[int, str]) -> None:
        """Add what was noted, here or in another process: how many documents, and the first of them."""
        count, example = notes
        self._count += count
        self._example = self._example or example

    def warnings(self) -> list[str]:
        """Return a line about the documents, none if there are none."""
        if not self._count:
            return []
        documents = "1 document has" if self._count == 1 else f"{self._count} documents have"
        example = f"for example {self._example}"
        return [
            f"--date-column {self._column}: {documents} no day there, {example}; nothing is resolved in them"
        ]
