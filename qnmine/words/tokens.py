"""The words of a document, aligned to its text as decoded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat, starmap
from typing import TYPE_CHECKING, overload

from qnmine.text.document import as_document
from qnmine.words.running import running_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.text.document import Document
    from qnmine.words.running import RunningWords, Segmenter

_BLOCK = 10_000
"""Tokens that are made of one cut of the columns, so that no long document is copied."""


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

    The default is the words that the document brings with it (`Document.annotation`), else those of qnmine's
    own segmenter. Every character of the text that is neither white space nor invisible (control, format and
    zero-width characters) is in exactly one token. With `pos` and `upos` tokens have their part of speech,
    the universal one: those that the document brings, else those that are found. Raises QnmineError if the
    segmenter or the tagger cannot be loaded.
    """
    return iter(tokenize_all([as_document(document)], segmenter, pos=pos, upos=upos)[0])


def tokenize_all(
    documents: Sequence[Document],
    segmenter: Segmenter | None = None,
    *,
    pos: bool = False,
    upos: bool = False,
) -> list[TokenRow]:
    """Return the words of each document, as `tokenize` does; many at once are faster."""
    rows = running_words(documents, segmenter, pos=pos or upos)
    return [TokenRow(words, pos=pos, upos=upos) for words in rows]


class TokenRow(Sequence[Token]):
    """The tokens of a document, made when they are asked for: they take many times the memory of its text.

    Each is made anew every time, in time that grows with the logarithm of the number of sentences; to compare
    two rows, make lists of them.
    """

    def __init__(self, words: RunningWords, *, pos: bool = False, upos: bool = False) -> None:
        """Take the words; their tags are needed for `pos` and `upos`."""
        self._words, self._pos, self._upos = words, pos, upos
        self._sentence_ends = list(accumulate(words.sentences))

    def __len__(self) -> int:
        return len(self._words.forms)

    def __iter__(self) -> Iterator[Token]:
        blocks = range(0, len(self), _BLOCK)
        return chain.from_iterable(self._tokens(first, first + _BLOCK) for first in blocks)

    def _tokens(self, first: int, after: int) -> Iterator[Token]:
        """Yield the tokens from one place up to another, at most the end."""
        from qnmine.words.pos import universal_tag

        words = self._words
        normalized, doc, text = words.document.normalized, words.document.id, words.document.text
        forms, starts, ends = words.forms[first:after], words.starts[first:after], words.ends[first:after]
        spans: Iterable[tuple[int, int]] = zip(starts, ends, strict=True)
        if normalized.moved:
            spans = starmap(normalized.original, spans)
        known = words.tags[first:after]
        tags = known if self._pos else repeat("")
        universal: Iterable[str] = repeat("")
        if self._upos:
            universal = words.universal[first:after] or map(universal_tag, forms, known)
        # Not strict: `repeat` and the numbers have no end of their own.
        cells = zip(self._numbers(first), spans, forms, tags, universal)  # noqa: B905
        for (sentence, token), (start, end), form, tag, upos in cells:
            yield Token(doc, sentence, token, start, end, text[start:end], form, tag, upos)

    def _numbers(self, first: int) -> Iterator[tuple[int, int]]:
        """Yield the numbers of sentence and token from a place on."""
        sentences, place = self._words.sentences, first
        for number in range(bisect_right(self._sentence_ends, first), len(sentences)):
            begin = self._sentence_ends[number] - sentences[number]
            for token in range(place - begin, sentences[number]):
                yield number + 1, token + 1
            place = self._sentence_ends[number]

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...
    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        one = range(len(self))[place]
        return next(self._tokens(one, one + 1))
