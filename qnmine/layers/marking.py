"""Marks: the entities, numbers, dates and words of a document, each on its layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.engines.serial import batches
from qnmine.entities import Mention, entities_of
from qnmine.errors import UsageError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from qnmine.dates import Date
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.numbers import Number
    from qnmine.text.document import Document
    from qnmine.words.running import Segmenter
    from qnmine.words.tokens import Token

    Row = Mention | Number | Date | Token

LAYERS = ("PER", "ORG", "LOC", "number", "date", "word")
"""What can be marked: people, organisations, places, numbers, dates, words."""

DEFAULT_LAYERS = LAYERS[:-1]
"""What is marked unless other layers are asked for: all but words, which are everywhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that stands on a layer; `start` and `end` are code points of the text as decoded.

    `row` is what was found there: a `Mention`, `Number`, `Date` or, on the layer of words, a `Token`.
    """

    start: int
    end: int
    layer: str
    row: Row


def mark_documents(
    documents: Iterable[Document],
    layers: Collection[str] = DEFAULT_LAYERS,
    *,
    recognizer: Recognizer | None = None,
    segmenter: Segmenter | None = None,
    corrections: Corrections | None = None,
    min_score: float | None = None,
    identifiers: bool = False,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    pos: bool = False,
) -> Iterator[tuple[Document, list[Mark]]]:
    """Yield each document with its marks, by start, then the longest first.

    `recognizer`, `corrections` and `min_score` are those of `entities_of`, `identifiers` that of `numbers`,
    `reference` and `date_column` those of `dates`; with `pos` words have their part of speech. Marks of one
    layer do not overlap, those of two may in any way (see `nest`). Raises UsageError for a layer that there
    is not, QnmineError if a model cannot be read.
    """
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown:
        raise UsageError(f"there is no layer {unknown[0]!r}; choose from {', '.join(LAYERS)}")
    types = [layer for layer in layers if layer in LAYERS[:3]]
    # Who has a list has it in memory: it is one batch, unless it is large (see `entities_of`).
    for batch in [documents] if isinstance(documents, list) else batches(documents):
        rows: list[list[tuple[str, Row]]] = [[] for _ in batch]
        if types:
            found = entities_of(
                batch, recognizer=recognizer, types=types, min_score=min_score, corrections=corrections
            )
            for own, (_, mentions) in zip(rows, found, strict=True):
                own += ((mention.type, mention) for mention in mentions)
        if "word" in layers:
            _add_words(rows, batch, segmenter, pos=pos)
        for own, document in zip(rows, batch, strict=True):
            own += _expressions(document, layers, identifiers, reference, date_column)
            yield document, _in_order(own)


def _add_words(
    rows: list[list[tuple[str, Row]]], batch: Sequence[Document], segmenter: Segmenter | None, *, pos: bool
) -> None:
    """Add the words of documents, without signs."""
    from qnmine.words.tokens import tokenize_all

    for own, tokens in zip(rows, tokenize_all(batch, segmenter, pos=pos), strict=True):
        own += (("word", token) for token in tokens if any(map(str.isalnum, token.word)))


def _expressions(
    document: Document,
    layers: Collection[str],
    identifiers: bool,
    reference: datetime.date | None,
    date_column: str | None,
) -> Iterator[tuple[str, Row]]:
    """Yield the numbers and dates of a document that are asked for."""
    if "number" not in layers and "date" not in layers:
        return
    from qnmine.dates import dates_in
    from qnmine.expressions import expressions_by_sentence
    from qnmine.numbers import numbers_in

    sentences = list(expressions_by_sentence(document))
    if "number" in layers:
        for number, _ in numbers_in(document, sentences, identifiers=identifiers):
            yield "number", number
    if "date" in layers:
        for date, _ in dates_in(document, sentences, reference=reference, date_column=date_column):
            yield "date", date


def _in_order(rows: Iterable[tuple[str, Row]]) -> list[Mark]:
    marks = [Mark(row.start, row.end, layer, row) for layer, row in rows]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, LAYERS.index(mark.layer)))
