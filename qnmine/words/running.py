"""The words of documents in a row, in the form that counting needs: lists, not an object for each word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from qnmine.words.fixed_words import FixedWords
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.text.annotation import Annotation
    from qnmine.text.document import Document


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WINDOW = 300_000
"""Characters that are segmented at once, or a little more: the spans of a long document take much memory."""

Span = tuple[int, int]
"""Half-open code points."""


class Segmenter(Protocol):
    """What finds the words of sentences."""

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of each sentence (NFC, one tone style), in order, disjoint.

        Together they hold every character that is neither white space nor invisible. A span may stretch
        over white space but does not begin or end with it. What is found in a sentence never depends on
        the sentences beside it.
        """


class EntitySpan(NamedTuple):
    """A name that stands over words: `first` and `last` are half-open places in the row of words."""

    first: int
    last: int
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class RunningWords:
    """The words of one document in a row, punctuation included.

    `forms` are the forms for counting (see `counting_form`), `starts` and `ends` half-open code points of the
    normalised text; `sentences` holds how many words each sentence has, some none. `tags` are the parts of
    speech and `entities` the names, disjoint and in order; both empty unless asked for. `size` is the number
    of words with a letter or digit that were segmented, where names have cut or joined some of them since.
    `universal` are the universal parts of speech that the document brings with it, beside its `tags`.
    """

    document: Document
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    tags: list[str]
    entities: list[EntitySpan]
    size: int | None = None
    universal: list[str] = field(default_factory=list)

    def original(self, first: int, last: int) -> Span:
        """Return where the words from `first` up to `last`, at least one, stand in the text as decoded."""
        return self.document.normalized.original(self.starts[first], self.ends[last - 1])

    def count(self) -> int:
        """Return the number of words with a letter or digit, as segmented."""
        if self.size is not None:
            return self.size
        return sum(1 for form in self.forms if _LETTER_OR_DIGIT.search(form))


def running_words(
    documents: Sequence[Document],
    segmenter: Segmenter | None = None,
    *,
    pos: bool = False,
    own_tags: bool = True,
    where: Callable[[str], bool] | None = None,
) -> list[RunningWords]:
    """Return the words of each document; many at once are faster.

    Without a segmenter, words are those that a document brings with it (`Document.annotation`), of others
    those of qnmine's own segmenter. Every character of the text that is neither white space nor invisible
    (control, format and zero-width characters) is in exactly one word. With `pos` words have parts of speech,
    those that the document brings unless `own_tags` is false. Sentences of which `where` is false are taken
    to have no words. Raises QnmineError if the segmenter or the tagger cannot be loaded.
    """
    rows = [RunningWords(document, [], [], [], [], [], []) for document in documents]
    cut: list[RunningWords] = []
    for row in rows:
        brought = brought_words(row.document, segmenter)
        if brought is None:
            cut.append(row)
        else:
            spans = row.document.sentence_spans
            text = row.document.normalized.text
            wanted = (where is None or where(text[start:end]) for start, end in spans)
            _add(row, [words if want else [] for words, want in zip(brought, wanted, strict=True)])
    if cut:
        _segment(cut, segmenter or load_segmenter(), where)
    return _tagged(rows, segmenter, own_tags=own_tags) if pos else rows


def brought_words(document: Document, segmenter: Segmenter | None) -> list[list[Span]] | None:
    """Return the words of each sentence, in the normalised text, that a document brings with it.

    None where it brings none, or where a segmenter was chosen. The user's own words (`FixedWords`) are
    revisions of words that a document brings.
    """
    annotation = document.placed_annotation
    if annotation is None:
        return None
    if segmenter is None:
        return list(annotation.words())
    if not (isinstance(segmenter, FixedWords) and segmenter.revises_any):
        return None
    text, revised = document.normalized.text, []
    for (begin, end), words in zip(document.sentence_spans, annotation.words(), strict=True):
        found = segmenter.revised(text[begin:end], [(first - begin, last - begin) for first, last in words])
        revised.append([(first + begin, last + begin) for first, last in found])
    return revised


def _segment(rows: Sequence[RunningWords], segmenter: Segmenter, where: Callable[[str], bool] | None) -> None:
    """Add the words of documents, as a segmenter finds them."""
    documents = [row.document for row in rows]
    for window in _windows(documents):
        texts = [documents[n].normalized.text[start:end] for n, spans in window for start, end in spans]
        if where is None:
            found = iter(segmenter.segment(texts))
        else:
            wanted = list(map(where, texts))
            of_wanted = iter(
                segmenter.segment([text for text, want in zip(texts, wanted, strict=True) if want])
            )
            found = iter([next(of_wanted) if want else [] for want in wanted])
        for number, spans in window:
            _add_found(rows[number], spans, list(islice(found, len(spans))))


def _windows(documents: Sequence[Document]) -> Iterator[list[tuple[int, Sequence[Span]]]]:
    """Cut all sentences into runs: pairs of the number of a document and the spans of sentences of it."""
    window: list[tuple[int, Sequence[Span]]] = []
    size = 0
    for number, document in enumerate(documents):
        spans = document.sentence_spans
        first = 0
        for place, (start, end) in enumerate(spans, 1):
            size += end - start
            if size >= _WINDOW:
                yield [*window, (number, spans[first:place])]
                window, size, first = [], 0, place
        window.append((number, spans[first:]))
    yield window


def _add_found(row: RunningWords, sentences: Sequence[Span], found: Sequence[list[Span]]) -> None:
    """Add the words found in some more sentences of a document, in offsets of these."""
    normalized, placed = row.document.normalized, []
    for (offset, _), words in zip(sentences, found, strict=True):
        spans = [(first + offset, last + offset) for first, last in words]
        placed.append(_separable(spans, normalized.original) if normalized.moved else spans)
    _add(row, placed)


def _add(row: RunningWords, sentences: Sequence[list[Span]]) -> None:
    """Add the words of some more sentences of a document."""
    text, before = row.document.normalized.text, len(row.starts)
    for spans in sentences:
        row.starts.extend(first for first, _ in spans)
        row.ends.extend(last for _, last in spans)
        row.sentences.append(len(spans))
    added = zip(row.starts[before:], row.ends[before:], strict=True)
    row.forms.extend(counting_forms([text[first:last] for first, last in added]))


def _tagged(
    rows: Sequence[RunningWords], segmenter: Segmenter | None, *, own_tags: bool
) -> list[RunningWords]:
    """Return the words with their parts of speech."""
    brought = [_tags_of(row, segmenter) if own_tags else None for row in rows]
    untagged = [n for n, annotation in enumerate(brought) if annotation is None or not annotation.pos]
    tagged = list(rows)
    if untagged:
        from qnmine.words.pos import tag_words

        tags = iter(tag_words([sentence for n in untagged for sentence in forms_by_sentence(rows[n])]))
        for n in untagged:
            tagged[n] = replace(rows[n], tags=[tag for _ in rows[n].sentences for tag in next(tags)])
    for n, annotation in enumerate(brought):
        if annotation is not None:
            own = list(annotation.pos) or tagged[n].tags
            tagged[n] = replace(tagged[n], tags=own, universal=list(annotation.upos))
    return tagged


def _tags_of(row: RunningWords, segmenter: Segmenter | None) -> Annotation | None:
    """Return what a document brings with it, if its words are those of the row."""
    annotation = row.document.placed_annotation
    if annotation is None or (segmenter is not None and brought_words(row.document, segmenter) is None):
        return None
    same = row.starts == list(annotation.starts) and row.ends == list(annotation.ends)
    return annotation if same else None


def forms_by_sentence(words: RunningWords) -> list[list[str]]:
    """Return the forms of each sentence; sentences without a word are empty lists."""
    found, place = [], 0
    for length in words.sentences:
        found.append(words.forms[place : place + length])
        place += length
    return found


def _separable(words: list[Span], original: Callable[[int, int], Span]) -> list[Span]:
    """Join the words that share characters of the text as decoded, as marks do that were put in order."""
    separable: list[Span] = []
    for first, last in words:
        if separable and original(*separable[-1])[1] > original(first, last)[0]:
            first = separable.pop()[0]
        separable.append((first, last))
    return separable


def counting_forms(words: list[str]) -> list[str]:
    """Return normalised words as they are counted (see `counting_form`)."""
    known = {word: counting_form(word) for word in set(words)}
    return [known[word] for word in words]  # the same string for the same word, which takes less memory


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
