"""Recognisers, segmenters and taggers run over annotated texts, their spans given like saved predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qnmine.evaluation.letters import Letters
from qnmine.evaluation.records import Span
from qnmine.evaluation.segmented import word_spans
from qnmine.text.document import Document
from qnmine.text.normalize import normalize
from qnmine.words.running import counting_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.entities.engines import Recognizer
    from qnmine.evaluation.records import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.evaluation.segmented import Word

    # Sentences of words -> the tag of each word.
    Tagger = Callable[[Sequence[Sequence[str]]], Sequence[Sequence[str]]]


class Segmenter(Protocol):
    """What finds the words of sentences in NFC with one tone-mark style."""

    def segment(self, sentences: Sequence[str], /) -> Sequence[Sequence[tuple[int, int]]]:
        """Return the half-open spans of the words of each sentence, in order and disjoint."""


def predict(gold: Sequence[SpanRecord], recognizer: Recognizer) -> dict[str, tuple[Span, ...]]:
    """Return what the recogniser marks in the text of each record, by id, in offsets of that text."""
    from qnmine.entities import entities_of

    documents = (Document(record.id, record.text) for record in gold)
    return {
        document.id: tuple(Span(mention.start, mention.end, mention.type) for mention in mentions)
        for document, mentions in entities_of(documents, recognizer=recognizer)
    }


def segment(gold: Sequence[SpanRecord], segmenter: Segmenter) -> dict[str, tuple[Span, ...]]:
    """Return the words that the segmenter finds in each record, by id, typed by their length.

    The text of a record is given to it as one sentence, and the offsets are those of that text.
    """
    texts = [Letters(record.text) for record in gold]
    segmented = segmenter.segment([text.normalized for text in texts])
    return {
        record.id: word_spans(record.text, text, _words(text, spans))
        for record, text, spans in zip(gold, texts, segmented, strict=True)
    }


def _words(text: Letters, spans: Iterable[tuple[int, int]]) -> Iterator[Word]:
    """Yield spans of the normalised text as stretches of its letters, those without a letter left out."""
    for start, end in spans:
        first, behind = text.within(start, end)
        if first < behind:
            yield first, behind, ""


def tag(gold: Sequence[SpanRecord], words: Predictions, tagger: Tagger) -> dict[str, tuple[Span, ...]]:
    """Return the words, given by record id, with the tags that the tagger gives them as their types.

    It gets them in NFC with one tone-mark style.
    """
    held = [words.get(record.id, ()) for record in gold]
    forms = [
        [counting_form(normalize(record.text[span.start : span.end]).text) for span in spans]
        for record, spans in zip(gold, held, strict=True)
    ]
    return {
        record.id: tuple(Span(span.start, span.end, tag) for span, tag in zip(spans, tags, strict=True))
        for record, spans, tags in zip(gold, held, tagger(forms), strict=True)
    }
