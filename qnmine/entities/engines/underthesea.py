"""Underthesea's entities: the names that `underthesea.ner` finds, with the offsets that it loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.entities.engines.labels import label_runs
from qnmine.entities.recognizer import Span
from qnmine.entities.repair import trim_span
from qnmine.errors import QnmineError
from qnmine.words.underthesea.adapter import load_entity_tagger, load_segmenter, load_tagger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document


def load(model: str | None = None, *, download: bool = False) -> UndertheseaRecognizer:
    """Load underthesea's models, which are parts of its package.

    Raises QnmineError if underthesea is missing or broken, and for a model or a download, which it has none
    of.
    """
    if model is not None or download:
        option = "--model" if model is not None else "--download"
        raise QnmineError(f"underthesea: it has one model, which is a part of it; leave out {option}")
    return UndertheseaRecognizer()


class UndertheseaRecognizer:
    """Recognises people, organisations and places as underthesea does (`ner_crf_2017_10_12`).

    Each sentence goes through its word segmentation, its part-of-speech tags and its CRF; what that calls
    MISC is left out.
    """

    def __init__(self) -> None:
        """Raise QnmineError if underthesea cannot be used."""
        self._segmenter = load_segmenter()
        self._tagger = load_tagger()
        self._entity_tagger = load_entity_tagger()

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        """Return the spans of each document, without probabilities.

        `groups` changes nothing, for each sentence stands alone.
        """
        del groups, scores
        sentences = [
            document.normalized.text[start:end]
            for document in documents
            for start, end in document.sentence_spans
        ]
        words = self._segmenter.words(sentences)
        labels = self._entity_tagger.labels(words, self._tagger.tag(words))
        found = iter(zip(self._segmenter.segment(sentences), labels, strict=True))
        return [list(_spans(document, found)) for document in documents]


def _spans(
    document: Document, sentences: Iterator[tuple[list[tuple[int, int]], list[str]]]
) -> Iterator[Span]:
    """Yield the spans of a document; `sentences` gives the words and labels of one after the other."""
    text = document.normalized.text
    for offset, _ in document.sentence_spans:
        words, labels = next(sentences)
        for first, after, type_ in label_runs(labels):
            span = trim_span(text, offset + words[first][0], offset + words[after - 1][1])
            if span is not None:
                yield Span(*span, type_)
