"""CoNLL-U as a corpus: documents whose sentences, words and parts of speech are those of the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from qnmine.corpus.conllu import (
    COLUMNS,
    BrokenError,
    begins_document,
    begins_paragraph,
    blocks,
    key_and_value,
    parsed,
)
from qnmine.corpus.decoding import Lines, whole_lines
from qnmine.corpus.naming import encodable, shown
from qnmine.corpus.readers.conllu_text import AnnotatedText, text_of
from qnmine.errors import DocumentError
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.corpus.conllu import Block, NumberedLine
    from qnmine.corpus.duplicates import IdCheck

_NO_METADATA = frozenset({"newdoc", "newpar", "sent_id", "text", "global.columns", "global.Entity"})
# After so many sentences at the beginning, none of which has ten columns, the file is something else; and
# after so many in a row anywhere the rest would only repeat it.
_ENOUGH = 3
_MOST_FAILURES = 100


def read_conllu(
    name: str,
    stream: io.BufferedReader,
    encoding: str,
    kept: Sequence[str],
    ids: IdCheck,
    warn: Callable[[str], object],
) -> Iterator[Document | DocumentError]:
    """Yield the documents of a file as `# newdoc` begins them, and an error for each broken sentence.

    A document is called by the id of its `# newdoc`, else `path:N`; without any the file is one document.
    Its metadata are the comments `# key = value` at its first sentence. Raises `DocumentError` when the file
    is no CoNLL-U at all.
    """
    yield from _Reader(name, kept, ids, warn).read(Lines(name, stream, encoding))


def metadata_of(name: str, head: bytes, encoding: str, *, whole: bool) -> list[str]:
    """Return the keys of the comments at the beginning of a file, which may be columns of its documents.

    `whole` tells that `head` is all there is, so that its last line is complete.
    """
    lines = Lines(
        name, io.BufferedReader(io.BytesIO(head if whole else whole_lines(head, encoding))), encoding
    )
    said = (key_and_value(line) for line in lines if line.startswith("#"))
    return list(dict.fromkeys(found[0] for found in said if found and found[0] not in _NO_METADATA))


class _Reader:
    """Puts the documents of one file together, sentence by sentence."""

    def __init__(self, name: str, kept: Sequence[str], ids: IdCheck, warn: Callable[[str], object]) -> None:
        self._name, self._kept, self._warn = name, kept, warn
        self._ids, self._table = ids, ids.table(name)
        self._fault: DocumentError | None = None
        self._rewritten: list[int] = []
        self._marked = False  # by a `# newdoc`
        self._number = 1
        self._begin("")

    def _begin(self, identifier: str) -> None:
        """Begin a document."""
        self._id = identifier
        self._text = AnnotatedText()
        self._meta: dict[str, str] = {}
        self._sentences, self._failed = 0, False

    def read(self, lines: Lines) -> Iterator[Document | DocumentError]:
        """Yield the documents and errors of the file."""
        held: list[DocumentError] = []
        first: Sequence[NumberedLine] = ()
        failures, sound = 0, False
        for block in blocks(self._numbered(lines)):
            yield from self._heed_comments(block, lines)
            error = self._sentence(block)
            if error is None:
                yield from held
                failures, sound, held = 0, True, []
                continue
            failures += 1
            if sound:
                yield error
            else:
                first = first or block
                held.append(error)
            if len(held) == _ENOUGH and all(map(_has_other_columns, held)):
                raise self._other_format(first)
            if failures == _MOST_FAILURES:
                reason = f"is given up after {failures} sentences in a row that failed"
                held.append(DocumentError(shown(self._name), reason, "check --from and --encoding"))
                break
        yield from held
        yield from self._finished(lines)
        self._tell_of_rewritten()

    def _numbered(self, lines: Lines) -> Iterator[NumberedLine]:
        for number, line in enumerate(lines, 1):
            self._fault = self._fault or lines.take_fault(shown(f"{self._name}:{number}"))
            yield number, line

    def _heed_comments(self, block: Sequence[NumberedLine], lines: Lines) -> Iterator[Document]:
        """Heed what the comments of a sentence say of documents; yield those that end."""
        said: dict[str, str] = {}
        for _, line in block:
            if not line.startswith("#"):
                break
            found = key_and_value(line)
            if begins_document(line):
                if self._marked or self._sentences or self._failed:
                    self._marked = True
                    yield from self._finished(lines)
                    self._number += 1
                self._marked = True
                self._begin(found[1].strip() if found else "")
            elif found and found[0] not in _NO_METADATA:
                said[found[0]] = found[1].strip()
        if not (self._sentences or self._failed):
            self._meta |= said

    def _sentence(self, lines: Sequence[NumberedLine]) -> DocumentError | None:
        """Add a sentence to the document; return what is wrong with it, if anything is."""
        error, self._fault = self._fault, None
        if error is None:
            try:
                block = parsed(lines, self._name)
                _check_forms(block, self._name)
            except DocumentError as broken:
                error = broken
        if error is not None:
            self._failed = True
            return error
        if block.words:
            paragraph = any(begins_paragraph(comment) for _, comment in block.comments)
            if not self._text.add(block, text_of(block.comments), paragraph=paragraph):
                self._rewritten.append(block.line)
            self._sentences += 1
        return None

    def _finished(self, lines: Lines) -> Iterator[Document]:
        """Yield the document that ends, unless all of it is broken."""
        if self._failed and not self._sentences:
            return
        name = f"{self._name}:{self._number}" if self._marked else self._name
        if self._id:
            name = encodable(self._id)
            self._ids.see(name, self._table, self._number)
        text, annotation = self._text.finished()
        meta = {column: self._meta.get(column) for column in self._kept}
        origin = lines.origin("conllu")
        yield Document(name, text, meta, origin, annotation)

    def _other_format(self, block: Sequence[NumberedLine]) -> DocumentError:
        number, line = next((one for one in block if not one[1].startswith("#")), block[0])
        tabs, spaces = line.count("\t") + 1, len(line.split())
        if tabs == 1 and spaces == COLUMNS:
            remedy = "write tabs, not spaces, between its columns"
        else:
            remedy = "write its ten columns (ID FORM LEMMA UPOS XPOS …), or read it with --from text"
        count, between = (tabs, "tabs") if tabs > 1 else (spaces, "spaces")
        reason = f"is no CoNLL-U: line {number} has {count} columns separated by {between}"
        return DocumentError(shown(self._name), reason, remedy)

    def _tell_of_rewritten(self) -> None:
        if self._rewritten:
            count = len(self._rewritten)
            place = shown(f"{self._name}:{self._rewritten[0]}")
            sentences = "1 sentence" if count == 1 else f"{count} sentences"
            put = f"these are put together instead ({sentences} of this file)"
            self._warn(f"{place}: '# text' is not the words below it; {put}")


def _has_other_columns(error: DocumentError) -> bool:
    return isinstance(error, BrokenError) and error.columns


def _check_forms(block: Block, name: str) -> None:
    """Raise BrokenError for a sentence whose words were taken out of the file."""
    words = block.words
    if len(words) > 1 and all(word.form == "_" for word in words):
        remedy = "get the edition with its text, or merge the words back in"
        raise BrokenError(f"{shown(name)}:{words[0].line}", "has _ in place of each word", remedy)
