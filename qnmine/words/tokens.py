"""The words of a document, aligned to its text as decoded."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from qnmine.text.document import as_document
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.text.document import Document


Span = tuple[int, int]
"""Half-open code points."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark of a sentence; `start` and `end` are code points of the text as decoded.

    `text` is that slice as it stands; `word` is its form for counting: NFC, one tone-mark style, inner
    white space as one space, without zero-width characters. `pos` and `upos` are its part of speech
    (see `qnmine.words.pos`) and its universal one, empty if not asked for.
    """

    doc: str
    sentence: int
    token: int
    start: int
    end: int
    text: str
    word: str
    pos: str = ""
    upos: str = ""


class Segmenter(Protocol):
    """What finds the words of sentences."""

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of each sentence (NFC, one tone style), in order, disjoint.

        Together they hold every character that is neither white space nor invisible. A span may stretch
        over white space but does not begin or end with it. What is found in a sentence never depends on
        the sentences beside it.
        """


def tokenize(
    document: Document | str,
    segmenter: Segmenter | None = None,
    *,
    pos: bool = False,
    upos: bool = False,
) -> Iterator[Token]:
    """Yield the words of a document; `sentence` and `token` count from 1, the latter in each sentence.

    The default segmenter is qnmine's own. Every character of the text that is neither white space nor
    invisible (control, format and zero-width characters) is in exactly one token.
    With `pos` and `upos` tokens have their part of speech, the universal one. Raises QnmineError if the
    segmenter or the tagger cannot be loaded.
    """
    return iter(tokenize_all([as_document(document)], segmenter, pos=pos, upos=upos)[0])


def tokenize_all(
    documents: Sequence[Document],
    segmenter: Segmenter | None = None,
    *,
    pos: bool = False,
    upos: bool = False,
) -> list[list[Token]]:
    """Return the words of each document, as `tokenize` does; many at once are faster."""
    segmenter = segmenter or load_segmenter()
    sentences = [
        document.normalized.text[start:end]
        for document in documents
        for start, end in document.sentence_spans
    ]
    spans = iter(segmenter.segment(sentences))
    found = [list(_tokens(document, spans)) for document in documents]
    return [list(tokens) for tokens in _tagged(found, pos=pos, upos=upos)] if pos or upos else found


def _tagged(documents: list[list[Token]], *, pos: bool, upos: bool) -> Iterator[Iterator[Token]]:
    """Yield the tokens of each document with their parts of speech."""
    from qnmine.words.pos import tag_words, universal_tag

    sentences = [
        [token.word for token in sentence]
        for tokens in documents
        for _, sentence in groupby(tokens, key=attrgetter("sentence"))
    ]
    tags = chain.from_iterable(tag_words(sentences))  # of all documents, one after the other
    for tokens in documents:
        yield (
            replace(token, pos=tag if pos else "", upos=universal_tag(token.word, tag) if upos else "")
            for token, tag in zip(tokens, tags, strict=False)
        )


def _tokens(document: Document, spans: Iterator[list[Span]]) -> Iterator[Token]:
    """Yield the tokens of a document; `spans` gives the words of one sentence after the other."""
    original, normalized = document.normalized.original, document.normalized.text
    doc, text = document.id, document.text
    for sentence, (offset, _) in enumerate(document.sentence_spans, 1):
        words = [(first + offset, last + offset) for first, last in next(spans)]
        for token, (first, last) in enumerate(_separable(words, original), 1):
            start, end = original(first, last)
            yield Token(
                doc, sentence, token, start, end, text[start:end], counting_form(normalized[first:last])
            )


def _separable(words: list[Span], original: Callable[[int, int], Span]) -> list[Span]:
    """Join the words that share characters of the text as decoded, as marks do that were put in order."""
    separable: list[Span] = []
    for first, last in words:
        if separable and original(*separable[-1])[1] > original(first, last)[0]:
            first = separable.pop()[0]
        separable.append((first, last))
    return separable


def counting_form(word: str) -> str:
    """Return a normalised word with inner white space as one space, and without invisible characters.

    Signs without a letter or digit keep theirs: joiners make emoji of several signs one.
    """
    if not word.isprintable() and any(map(str.isalnum, word)):
        word = "".join(character for character in word if not _is_invisible(character))
        word = unicodedata.normalize("NFC", word)  # a mark may have stood behind what was left out
    return " ".join(word.split()) or word


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and not character.isspace()
