"""The words of a document, aligned to its text as decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.text.document import as_document
from qnmine.words.running import running_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document
    from qnmine.words.running import RunningWords, Segmenter


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
    rows = running_words(documents, segmenter, pos=pos or upos)
    return [list(_tokens(words, pos=pos, upos=upos)) for words in rows]


def _tokens(words: RunningWords, *, pos: bool, upos: bool) -> Iterator[Token]:
    """Yield the tokens of a document."""
    from qnmine.words.pos import universal_tag

    original, doc, text = words.document.normalized.original, words.document.id, words.document.text
    place = 0
    for sentence, length in enumerate(words.sentences, 1):
        for token in range(1, length + 1):
            start, end = original(words.starts[place], words.ends[place])
            form = words.forms[place]
            tag = words.tags[place] if pos else ""
            universal = universal_tag(form, words.tags[place]) if upos else ""
            yield Token(doc, sentence, token, start, end, text[start:end], form, tag, universal)
            place += 1
