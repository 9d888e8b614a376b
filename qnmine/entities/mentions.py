"""Mentions: the recognised spans of documents as rows, with offsets into the text as decoded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import compress, islice
from typing import TYPE_CHECKING

from qnmine.engines.serial import BATCH_CHARACTERS, batches
from qnmine.entities.linking import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.entities.recognizer import Span
    from qnmine.text.document import Document

TYPES = ("PER", "ORG", "LOC")
"""The types of entities: people, organisations, places."""

_WHOLE = 4 * BATCH_CHARACTERS


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person, organisation or place.

    `start` and `end` are code points of the text as decoded, whose slice is `text`; `sentence` counts
    from 1; `type` is `PER`, `ORG` or `LOC`; `name` is the entity that is meant. `score` is the probability
    that span and type are right, None if it is not known or was not asked for; `depth` is 1 for a name
    inside another one; `left` and `right` are what stands beside it, empty if not asked for.
    """

    doc: str
    sentence: int
    start: int
    end: int
    text: str
    type: str
    name: str
    score: float | None = None
    depth: int = 0
    left: str = ""
    right: str = ""


def entities(
    document: Document | str,
    *,
    recognizer: Recognizer | None = None,
    types: Collection[str] | None = None,
    scores: bool = False,
    min_score: float | None = None,
    context: int | None = None,
    nested: bool = False,
    corrections: Corrections | None = None,
) -> Iterator[Mention]:
    """Yield the mentions of one document in text order; the options are those of `entities_of`."""
    from qnmine.text.document import as_document

    found = entities_of(
        [as_document(document)],
        recognizer=recognizer,
        types=types,
        scores=scores,
        min_score=min_score,
        context=context,
        nested=nested,
        corrections=corrections,
    )
    for _, mentions in found:
        yield from mentions


def entities_of(
    documents: Iterable[Document],
    *,
    recognizer: Recognizer | None = None,
    types: Collection[str] | None = None,
    scores: bool = False,
    min_score: float | None = None,
    context: int | None = None,
    nested: bool = False,
    corrections: Corrections | None = None,
) -> Iterator[tuple[Document, list[Mention]]]:
    """Yield each document with its mentions, in order; the same rows as `entities`, much faster in bulk.

    `recognizer` is the shipped one by default. `corrections` are applied first; then only mentions of
    `types`, and with a score of at least `min_score` (or none at all), are given; a name inside another goes
    with that one. `scores` fills in the probabilities, where the recogniser knows any, `context` the columns
    left and right with so many words, `nested` adds the names inside names. Names never depend on these
    options, corrections excepted.

    Documents are tagged together in batches (see `qnmine.engines.serial.batches`). Raises QnmineError when
    the model cannot be read.
    """
    if recognizer is None:
        from qnmine.entities.recognizer import Recognizer

        recognizer = Recognizer.load()
    scores = scores or min_score is not None
    for batch in _batches(documents):
        for document, spans in zip(batch, recognizer.spans(batch, scores=scores), strict=True):
            mentions = _mentions(document, spans)
            if corrections is not None:
                mentions = corrections.apply(mentions, document)
            if nested:
                mentions = _with_inner(document, mentions, corrections)
            if types is not None or min_score is not None:
                mentions = list(compress(mentions, are_wanted(mentions, types, min_score)))
            if context is not None:
                from qnmine.entities.context import with_context

                mentions = with_context(document, mentions, context)
            yield document, mentions


def _batches(documents: Iterable[Document]) -> Iterator[Sequence[Document]]:
    """Batches to be tagged together; a list is one unless it is large, as nobody waits for the rest of it."""
    if isinstance(documents, list) and sum(len(one.text) for one in documents) <= _WHOLE:
        yield documents
    else:
        yield from batches(documents)


def are_wanted(
    mentions: Iterable[Mention], types: Collection[str] | None, min_score: float | None
) -> Iterator[bool]:
    """Tell of each mention whether it is of one of the types, with a score of at least `min_score` or none.

    A name inside another one, which it follows, is as sure as that one: it has no score of its own.
    """
    outer: Mention | None = None
    for mention in mentions:
        if not mention.depth:
            outer = mention
        held = outer is not None and outer.start <= mention.start and mention.end <= outer.end
        score = outer.score if outer is not None and held else mention.score
        sure = min_score is None or score is None or score >= min_score
        yield sure and (types is None or mention.type in types)


def _mentions(document: Document, spans: Sequence[Span], depth: int = 0) -> list[Mention]:
    """The rows of the spans of one document."""
    if not spans:
        return []
    doc, text, original = document.id, document.text, document.normalized.original
    begins = [start for start, _ in document.sentence_spans]
    mentions = []
    for span, name in zip(spans, names_of(document, spans), strict=True):
        start, end = original(span.start, span.end)
        sentence = bisect_right(begins, span.start)
        score = None if span.score is None else round(span.score, 4)
        mentions.append(Mention(doc, sentence, start, end, text[start:end], span.type, name, score, depth))
    return mentions


def _with_inner(
    document: Document, mentions: Sequence[Mention], corrections: Corrections | None
) -> list[Mention]:
    """The mentions, each followed by the names inside it, which are corrected like others."""
    from qnmine.entities.nested import inner_spans

    outer = _spans(document, mentions)
    inner = inner_spans(document, outer)
    # To be named each in the company of the others, a name that holds others gives way to them.
    parts = [part for span, held in zip(outer, inner, strict=True) for part in held or [span]]
    named = iter(_mentions(document, parts, 1))
    rows = []
    for mention, held in zip(mentions, inner, strict=True):
        rows.append(mention)
        found = list(islice(named, max(1, len(held))))
        if held:
            rows += found if corrections is None else corrections.apply(found)
    return rows


def _spans(document: Document, mentions: Sequence[Mention]) -> list[Span]:
    """The spans of mentions in the normalised text."""
    from qnmine.entities.recognizer import Span

    original, length = document.normalized.original, len(document.normalized.text)

    def place(offset: int) -> int:
        return bisect_left(range(length), offset, key=lambda at: original(at, at)[0])

    return [Span(place(mention.start), place(mention.end), mention.type) for mention in mentions]
