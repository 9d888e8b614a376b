"""Plain text: a stream as one document, or one document a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import Lines, decode
from qnmine.corpus.naming import shown
from qnmine.corpus.streams import read_whole
from qnmine.text.document import Document

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

    from qnmine.errors import DocumentError

_LINE_END = re.compile(r"\r\n|\r|\n")


def read_text(
    name: str, stream: io.BufferedReader, encoding: str, meta: Mapping[str, object]
) -> Iterator[Document]:
    """Yield the one document that the stream is; raises `DocumentError` if it cannot be decoded."""
    text, codec = decode(shown(name), read_whole(stream), encoding)
    yield Document(name, text, meta, codec.origin("text"))


def read_lines(
    name: str, stream: io.BufferedReader, encoding: str, meta: Mapping[str, object]
) -> Iterator[Document | DocumentError]:
    """Yield one document for each line that is not blank, without its end; the line number names it."""
    lines = Lines(name, stream, encoding)
    number = 0
    for physical in lines:
        fault = lines.take_fault(shown(f"{name}:{number + 1}"))
        origin = lines.origin("lines")
        pieces = _LINE_END.split(physical.removesuffix("\n").removesuffix("\r"))
        if fault:
            number += len(pieces)
            yield fault
            continue
        for line in pieces:
            number += 1
            if line and not line.isspace():
                yield Document(f"{name}:{number}", line, meta, origin)
