"""The document: text exactly as decoded, and its views that carry the map back to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from qnmine.text.normalize import Normalized, normalize
from qnmine.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NO_META: Mapping[str, object] = MappingProxyType({})


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
    """One text with its id and its metadata (the columns carried along).

    `text` is never rewritten. Analysis happens on `normalized`, whose spans map back:
    ``document.text[slice(*document.normalized.original(start, end))]``.
    """

    id: str
    text: str
    meta: Mapping[str, object] = field(default_factory=lambda: _NO_META, repr=False)

    @cached_property
    def normalized(self) -> Normalized:
        """The text in NFC with one tone-mark style, with the map to the original offsets."""
        return normalize(self.text)

    @cached_property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of the sentences in the normalised text, in order."""
        return tuple(split_sentences(self.normalized.text))


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document, numbered from 1, with offsets into its text as decoded."""
    original, text, doc = document.normalized.original, document.text, document.id
    for number, (start, end) in enumerate(document.sentence_spans, 1):
        first, last = original(start, end)
        yield Sentence(doc, number, first, last, text[first:last])
