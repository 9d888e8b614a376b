"""BIO and CoNLL annotation files: a token a line, its tag in the last column.

IOB1, IOB2, BIOES, BILOU and BMES are read by one rule, that of the conlleval script (Tjong Kim Sang &
Buchholz 2000): an entity begins at B, S or U, and at any other tag whose type differs from the entity
that is still open; it ends before the next one that begins, before O, and after E, S or L.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError
from qnmine.evaluation.records import Span, SpanRecord, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TAG = re.compile(r"O|[BIESLUM]-\S.*")
_COMMENT = re.compile(r"#\s*(doc|newdoc id|id|sent_id|text)\s*=[ \t]?(.*)")
_BLANKS = re.compile(r"[ \t]+")
_CONLLU_COLUMNS = 10
_JOINED_SYLLABLES = re.compile(r"(?<=[^\s_])_(?=[^\s_])")


@dataclass(slots=True)
class _Sentence:
    """The tokens and tags of one sentence and what the comments above it say."""

    line: int
    tokens: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: str | None = None
    text: str | None = None


@dataclass(slots=True)
class _Piece:
    """The sentences of one record: a document, or a single sentence where no document is marked."""

    line: int
    id: str | None
    sentences: list[_Sentence] = field(default_factory=list)


def bio_records(lines: Iterable[tuple[int, str]], name: str) -> Iterator[tuple[int, SpanRecord]]:
    """Yield (line number, record) from numbered lines: tokens, one a line, with the tag in the last column.

    Columns are separated by tabs, or by spaces where a line has no tab; a blank line ends a sentence. A
    record is a document from the first `-DOCSTART-`, `# doc = ID`, `# newdoc id = ID` or `# id = ID` on,
    else a sentence; one without an id (`# sent_id = ID`) is called by its number. The text of a sentence
    is its `# text`, else its tokens joined by a space; sentences of a document are joined by a line
    feed. The `_` of a segmented word (`Hạ_Long`) is read as a space. Raises DocumentError for a line
    without a tag, an unknown tag, or a token that is not in its `# text`.
    """
    for count, piece in enumerate(_pieces(lines, name), 1):
        record_id = piece.id if piece.id is not None else str(count)
        yield piece.line, _record(record_id, piece.sentences, name)


def chunks(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, behind the last, type) of the entities in the tags of one sentence."""
    first, open_type = 0, ""
    for position, tag in enumerate(tags):
        prefix, label = tag[:1], tag[2:]
        begins = label != "" and (prefix in "BSU" or label != open_type)
        if open_type and (begins or not label):
            yield first, position, open_type
            open_type = ""
        if begins:
            first, open_type = position, label
        if open_type and prefix in "ESLU":
            yield first, position + 1, open_type
            open_type = ""
    if open_type:
        yield first, len(tags), open_type


def _pieces(lines: Iterable[tuple[int, str]], name: str) -> Iterator[_Piece]:
    """Group the sentences into documents, or leave them alone before the first document mark."""
    document: _Piece | None = None
    for part in _parts(lines, name):
        if isinstance(part, _Sentence):
            if document is None:
                yield _Piece(part.line, part.id, [part])
            else:
                document.sentences.append(part)
        elif document is not None and _continues(document, part):
            document.id = part.id
        else:
            if document is not None:
                yield document
            document = part
    if document is not None:
        yield document


def _parts(lines: Iterable[tuple[int, str]], name: str) -> Iterator[_Sentence | _Piece]:
    """Cut the lines into sentences with tokens and document marks (as documents still empty)."""
    sentence: _Sentence | None = None
    for number, raw in lines:
        line = raw.rstrip("\r\n")
        mark = _document_mark(line, sentence)
        if mark is None and line.strip():
            sentence = sentence or _Sentence(number)
            _take(line, sentence, f"{name}:{number}")
            continue
        if sentence is not None and sentence.tokens:
            yield sentence
            sentence = None
        if mark is not None:
            yield _Piece(number, mark or None)
    if sentence is not None and sentence.tokens:
        yield sentence


def _document_mark(line: str, sentence: _Sentence | None) -> str | None:
    """Return the id of the document that the line begins (empty: it has none), None for other lines."""
    if line.startswith("-DOCSTART-"):
        return ""
    if sentence is not None and sentence.tokens:
        return None
    comment = _COMMENT.match(line)
    if comment and comment[1] not in {"sent_id", "text"}:
        return comment[2].strip()
    return None


def _continues(document: _Piece, mark: _Piece) -> bool:
    """Tell whether a mark belongs to the document at hand: named again, or named after -DOCSTART-."""
    unnamed = document.id is None and not document.sentences
    return mark.id is not None and (document.id == mark.id or unnamed)


def _take(line: str, sentence: _Sentence, place: str) -> None:
    """Add a token line or a comment to the sentence."""
    columns = [cell.strip() for cell in (line.split("\t") if "\t" in line else _BLANKS.split(line.strip()))]
    tagged = len(columns) > 1 and _TAG.fullmatch(columns[-1])
    if line.startswith("#") and not sentence.tokens:
        comment = _COMMENT.match(line)
        if comment and comment[1] == "text":
            sentence.text = comment[2]
        elif comment:
            sentence.id = comment[2].strip()
        if comment or not tagged:  # a first token `#` has a tag, any other line is a remark
            return
    if len(columns) < 2 or not columns[0]:
        raise DocumentError(
            place, f"'{shown(line)}' is not a token with a tag", "write the token first, its tag last"
        )
    if not tagged and len(columns) == _CONLLU_COLUMNS and columns[0].isdecimal():
        raise DocumentError(
            place,
            "is a line of CoNLL-U without an entity tag",
            "words are scored by: qnmine evaluate --task words",
        )
    if not tagged:
        raise DocumentError(
            place, f"'{shown(columns[-1])}' is not a tag", "the last column must be O or like B-PER, I-PER"
        )
    sentence.tokens.append(columns[0])
    sentence.tags.append(columns[-1])


def _record(record_id: str, sentences: Sequence[_Sentence], name: str) -> SpanRecord:
    """Put the text of the sentences together and turn their tags into spans."""
    texts: list[str] = []
    spans: list[Span] = []
    offset = 0
    for sentence in sentences:
        text, places = _laid_out(sentence, name)
        for first, behind, label in chunks(sentence.tags):
            spans.append(Span(offset + places[first][0], offset + places[behind - 1][1], label))
        texts.append(text)
        offset += len(text) + 1
    joined = len(sentences) != 1 or any(sentence.text is None for sentence in sentences)
    return SpanRecord(record_id, "\n".join(texts), tuple(spans), joined=joined)


def _laid_out(sentence: _Sentence, name: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a sentence and the offsets of its tokens in it."""
    places: list[tuple[int, int]] = []
    if sentence.text is None:
        words = [_spaced(token) for token in sentence.tokens]
        start = 0
        for word in words:
            places.append((start, start + len(word)))
            start += len(word) + 1
        return " ".join(words), places
    text, position = sentence.text, 0
    for token in sentence.tokens:
        start, end = _found(token, text, position)
        if end < 0:
            raise DocumentError(
                f"{name}:{sentence.line}",
                f"the token '{shown(token)}' does not come next in '# text'",
                "correct '# text' or leave it out",
            )
        places.append((start, end))
        position = end
    if text[position:].strip():
        raise DocumentError(
            f"{name}:{sentence.line}",
            f"'# text' goes on after the last token with '{shown(text[position:])}'",
            "correct '# text' or leave it out",
        )
    return text, places


def _found(token: str, text: str, position: int) -> tuple[int, int]:
    """Return where a token stands in the text from the position on, (position, -1) where it does not."""
    while position < len(text) and text[position].isspace():
        position += 1
    if text.startswith(token, position):
        return position, position + len(token)
    start = position
    for letter in _spaced(token):
        if letter.isspace():
            while position < len(text) and text[position].isspace():
                position += 1
        elif text.startswith(letter, position):
            position += 1
        else:
            return start, -1
    return start, position


def _spaced(token: str) -> str:
    """Write a segmented word with spaces; `_` in addresses, links and hashtags is their own."""
    if "_" not in token or any(letter in token for letter in "@/#"):
        return token
    return _JOINED_SYLLABLES.sub(" ", token)
