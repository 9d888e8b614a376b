"""A recogniser run over annotated texts, its spans given like saved predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.evaluation.records import Span
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.recognizer import Recognizer
    from qnmine.evaluation.records import SpanRecord


def predict(gold: Sequence[SpanRecord], recognizer: Recognizer) -> dict[str, tuple[Span, ...]]:
    """Return what the recogniser marks in the text of each record, by id, in offsets of that text."""
    from qnmine.entities import entities_of

    documents = (Document(record.id, record.text) for record in gold)
    return {
        document.id: tuple(Span(mention.start, mention.end, mention.type) for mention in mentions)
        for document, mentions in entities_of(documents, recognizer=recognizer)
    }
