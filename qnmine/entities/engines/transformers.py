"""Models for token classification, run with the libraries transformers and torch (an extra)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.entities.engines.labels import label_runs
from qnmine.entities.engines.pretrained import labels_of, limit_of, load_pretrained, signs_around, wants_words
from qnmine.entities.engines.subwords import Subwords, align, joined, windows, word_spans
from qnmine.entities.recognizer import Span
from qnmine.entities.repair import trim_span
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from qnmine.text.document import Document

    Words = list[tuple[int, int]]
    Guess = tuple[str, float]  # a label and its probability

_BATCH_SUBWORDS = 8192
_DIGITS = 4
"""Of a probability: what more there is depends on the sentences that a batch happens to hold."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def load(model: str | None = None, *, download: bool = False) -> TransformersRecognizer:
    """Load a model for token classification, with its tokenizer (see `pretrained.load_pretrained`)."""
    return TransformersRecognizer(*load_pretrained(model, download=download))


class TransformersRecognizer:
    """Recognises people, organisations and places with a model for token classification.

    Each sentence stands alone. A word has the label of its first subword, as such models are taught; labels
    may be BIO, IOBES, BILOU or bare types. Sentences longer than the model reads at once are read in
    windows that overlap. The score of a span is the least probability of the labels of its words.
    """

    def __init__(self, tokenizer: Any, network: Any) -> None:
        """Take a tokenizer and a model of the library transformers; QnmineError if they cannot be used."""
        self._tokenizer = tokenizer
        self._network = network
        self._wants_words = wants_words(tokenizer)
        self._labels = labels_of(network)
        self._prefix, self._suffix = signs_around(tokenizer)
        self._capacity = limit_of(tokenizer, network) - len(self._prefix) - len(self._suffix)
        if self._capacity < 1:
            raise QnmineError("transformers: the model reads no more than the signs around a sentence")

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        """Return the spans of each document, with `scores` also their probability to four digits.

        `groups` changes nothing, for each sentence stands alone.
        """
        del groups
        sentences = [
            document.normalized.text[start:end]
            for document in documents
            for start, end in document.sentence_spans
        ]
        words = self._words(sentences)
        found = iter(zip(words, self._guesses(sentences, words), strict=True))
        return [list(_spans(document, found, scores=scores)) for document in documents]

    def _words(self, sentences: Sequence[str]) -> list[Words]:
        """Return what is labelled: syllables and marks, or words where the model was taught with words."""
        if not self._wants_words:
            return [word_spans(sentence) for sentence in sentences]
        from qnmine.words.segmenters import load_segmenter

        return load_segmenter().segment(sentences)

    def _guesses(self, sentences: Sequence[str], words: Sequence[Words]) -> Iterator[list[Guess]]:
        """Yield the label of each word of each sentence; what the tokenizer leaves out is outside."""
        rows = self._subwords(sentences, words)
        cut = [
            (number, window)
            for number, row in enumerate(rows)
            for window in windows(len(row.ids), self._capacity)
        ]
        best = [np.empty(len(row.ids), np.int64) for row in rows]
        sure = [np.empty(len(row.ids), np.float64) for row in rows]
        found = self._tag([rows[number].ids[window.start : window.end] for number, window in cut])
        for (number, window), (labels, probabilities) in zip(cut, found, strict=True):
            kept = slice(window.keep - window.start, window.drop - window.start)
            best[number][window.keep : window.drop] = labels[kept]
            sure[number][window.keep : window.drop] = probabilities[kept]
        for row, labels, probabilities in zip(rows, best, sure, strict=True):
            yield [
                (self._labels[labels[place]], float(probabilities[place])) if place >= 0 else ("O", 1.0)
                for place in row.first
            ]

    def _subwords(self, sentences: Sequence[str], words: Sequence[Words]) -> list[Subwords]:
        """Cut sentences into subwords."""
        # Tokenizers written in Rust take no lone surrogates.
        sentences = [_SURROGATE.sub("\ufffd", sentence) for sentence in sentences]
        if not sentences:
            return []
        if getattr(self._tokenizer, "is_fast", False):
            encoded = self._tokenizer(
                sentences, add_special_tokens=False, return_offsets_mapping=True, verbose=False
            )
            rows = zip(encoded["input_ids"], encoded["offset_mapping"], words, sentences, strict=True)
            return [align(*row) for row in rows]
        glue = "_" if self._wants_words else " "
        forms = [
            [glue.join(sentence[start:end].split()) for start, end in spans]
            for sentence, spans in zip(sentences, words, strict=True)
        ]
        known = {form: self._pieces(form) for form in dict.fromkeys(form for row in forms for form in row)}
        return [joined([known[form] for form in row]) for row in forms]

    def _pieces(self, form: str) -> list[int]:
        pieces: list[int] = self._tokenizer(form, add_special_tokens=False, verbose=False)["input_ids"]
        return pieces

    def _tag(
        self, rows: Sequence[Sequence[int]]
    ) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """Return the best label of each subword of rows, and its probability."""
        found: dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]] = {}
        first = len(self._prefix)
        for batch in _batches([len(row) for row in rows], first + len(self._suffix)):
            probabilities = self._probabilities(
                [[*self._prefix, *rows[number], *self._suffix] for number in batch]
            )
            for number, of_row in zip(batch, probabilities, strict=True):
                inside = of_row[first : first + len(rows[number])]
                found[number] = inside.argmax(axis=1), inside.max(axis=1)
        return [found[number] for number in range(len(rows))]

    def _probabilities(self, rows: Sequence[Sequence[int]]) -> npt.NDArray[np.float64]:
        """Run the model on one batch; (rows, longest row, labels)."""
        import torch

        longest = max(map(len, rows))
        padding = self._tokenizer.pad_token_id or 0
        ids = torch.tensor([[*row, *[padding] * (longest - len(row))] for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        with torch.inference_mode():
            logits = self._network(input_ids=ids, attention_mask=mask).logits
        probabilities: npt.NDArray[np.float64] = logits.double().softmax(dim=-1).numpy()
        return probabilities


def _spans(
    document: Document, sentences: Iterator[tuple[Words, list[Guess]]], *, scores: bool
) -> Iterator[Span]:
    """Yield the spans of a document; `sentences` gives the words and their labels, one after the other."""
    text = document.normalized.text
    for offset, _ in document.sentence_spans:
        words, guesses = next(sentences)
        for first, after, type_ in label_runs(label for label, _ in guesses):
            span = trim_span(text, offset + words[first][0], offset + words[after - 1][1])
            if span is not None:
                score = round(min(sure for _, sure in guesses[first:after]), _DIGITS)
                yield Span(*span, type_, score if scores else None)


def _batches(lengths: Sequence[int], added: int) -> Iterator[list[int]]:
    """Yield the numbers of rows that are read together, of about the same length."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: lengths[number]):
        if batch and (lengths[number] + added) * (len(batch) + 1) > _BATCH_SUBWORDS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
