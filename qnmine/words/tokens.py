"""The words of a document, aligned to its text as decoded."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qnmine.text.document import as_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.text.document import Document


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark of a sentence; `start` and `end` are code points of the text as decoded.

    `text` is that slice as it stands; `word` is its form for counting: NFC, one tone-mark style, inner
    white space as one space, without zero-width characters.
    """

    doc: str
    sentence: int
    token: int
    start: int
    end: int
    text: str
    word: str


class Segmenter(Protocol):
    """What finds the words of a sentence."""

    def segment(self, sentence: str) -> list[tuple[int, int]]:
        """Return the half-open spans of the words of a sentence in NFC, in order and disjoint.

        Together they hold every character that is neither white space nor invisible. A span may stretch
        over white space but does not begin or end with it.
        """


def tokenize(document: Document | str, segmenter: Segmenter | None = None) -> Iterator[Token]:
    """Yield the words of a document; `sentence` and `token` count from 1, the latter in each sentence.

    The default segmenter is underthesea's. Every character of the text that is neither white space nor
    invisible (control, format and zero-width characters) is in exactly one token.
    Raises QnmineError if underthesea cannot be loaded.
    """
    document = as_document(document)
    segmenter = segmenter or _default_segmenter()
    normalized, text = document.normalized, document.text
    for sentence, (sentence_start, sentence_end) in enumerate(document.sentence_spans, 1):
        spans = segmenter.segment(normalized.text[sentence_start:sentence_end])
        for token, (first, last) in enumerate(spans, 1):
            first, last = first + sentence_start, last + sentence_start
            start, end = normalized.original(first, last)
            word = counting_form(normalized.text[first:last])
            yield Token(document.id, sentence, token, start, end, text[start:end], word)


def _default_segmenter() -> Segmenter:
    from qnmine.words.underthesea.adapter import load_segmenter

    return load_segmenter()


def counting_form(word: str) -> str:
    """Return a normalised word with inner white space as one space, and without invisible characters.

    Signs without a letter or digit keep theirs: joiners make emoji of several signs one.
    """
    if not word.isprintable() and any(map(str.isalnum, word)):
        word = "".join(character for character in word if not _is_invisible(character))
    return " ".join(word.split()) or word


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and not character.isspace()
