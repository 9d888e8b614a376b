"""The document: text exactly as decoded, and its views that carry the map back to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import TYPE_CHECKING

from qnmine.text.normalize import Normalized, normalize
from qnmine.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qnmine.text.annotation import Annotation
    from qnmine.text.origin import Origin


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document; `start` and `end` are code points of the text as decoded."""

    doc: str
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Document:
    """One text with its id, its metadata (the columns carried along) and where it came from.

    `text` is never rewritten. Analysis happens on `normalized`, whose spans map back:
    ``document.text[slice(*document.normalized.original(start, end))]``. `annotation` holds the sentences and
    words that a pre-tokenised corpus has, in offsets of `text`.
    """

    id: str
    text: str
    meta: Mapping[str, object] = field(default_factory=dict, repr=False)
    origin: Origin | None = field(default=None, repr=False)
    annotation: Annotation | None = field(default=None, repr=False)

    @cached_property
    def normalized(self) -> Normalized:
        """The text in NFC with one tone-mark style, with the map to the original offsets."""
        return normalize(self.text)

    @cached_property
    def placed_annotation(self) -> Annotation | None:
        """The annotation in offsets of the normalised text."""
        return None if self.annotation is None else self.annotation.placed(self.normalized)

    @cached_property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of the sentences in the normalised text, in order; those it brings, if any."""
        if self.placed_annotation is not None:
            return tuple(self.placed_annotation.sentence_spans())
        return tuple(split_sentences(self.normalized.text))


def as_document(source: Document | str) -> Document:
    """Return the document, or one with the id `text` made of a string."""
    return Document("text", source) if isinstance(source, str) else source


def sentences(document: Document | str) -> Iterator[Sentence]:
    """Yield the sentences of a document, numbered from 1, with offsets into its text as decoded."""
    document = as_document(document)
    normalized, text, doc = document.normalized, document.text, document.id
    spans: Iterable[tuple[int, int]] = document.sentence_spans
    if normalized.moved:
        spans = starmap(normalized.original, spans)
    for number, (start, end) in enumerate(spans, 1):
        yield Sentence(doc, number, start, end, text[start:end])
