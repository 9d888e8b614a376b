"""Mentions: the recognised spans of documents as rows, with offsets into the text as decoded."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.engines.serial import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.entities.recognizer import Recognizer, Span
    from qnmine.text.document import Document


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person, organisation or place.

    `start` and `end` are code points of the text as decoded, whose slice is `text`; `sentence` counts
    from 1; `type` is `PER`, `ORG` or `LOC`; `name` is the entity that is meant.
    """

    doc: str
    sentence: int
    start: int
    end: int
    text: str
    type: str
    name: str


def entities(document: Document | str, *, recognizer: Recognizer | None = None) -> Iterator[Mention]:
    """Yield the mentions of one document in text order.

    `recognizer` is the shipped one by default. QnmineError when its model cannot be read.
    """
    from qnmine.text.document import as_document

    for _, mentions in entities_of([as_document(document)], recognizer=recognizer):
        yield from mentions


def entities_of(
    documents: Iterable[Document], *, recognizer: Recognizer | None = None
) -> Iterator[tuple[Document, list[Mention]]]:
    """Yield each document with its mentions, in order; the same rows as `entities`, much faster in bulk.

    Documents are tagged together in batches (see `qnmine.engines.serial.batches`).
    """
    if recognizer is None:
        from qnmine.entities.recognizer import Recognizer

        recognizer = Recognizer.load()
    for batch in batches(documents):
        for document, spans in zip(batch, recognizer.spans(batch), strict=True):
            yield document, _mentions(document, spans)


def _mentions(document: Document, spans: Sequence[Span]) -> list[Mention]:
    """The rows of the spans of one document."""
    if not spans:
        return []
    normalized = document.normalized
    begins = [start for start, _ in document.sentence_spans]
    mentions = []
    for span in spans:
        start, end = normalized.original(span.start, span.end)
        name = " ".join(normalized.text[span.start : span.end].split())
        sentence = bisect_right(begins, span.start)
        mentions.append(Mention(document.id, sentence, start, end, document.text[start:end], span.type, name))
    return mentions
