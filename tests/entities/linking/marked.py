"""Small documents with their names marked inline: `ông [PER Thể] thăm [LOC Hạ Long]`."""

from __future__ import annotations

import re

from qnmine.entities.linking import names_of
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document


def parsed(marked: str) -> tuple[Document, list[Span]]:
    """The document without its marks, and the spans that they mark."""
    text, spans = "", []
    for piece in re.split(r"(\[(?:PER|ORG|LOC) [^\]]+\])", marked):
        if match := re.fullmatch(r"\[(PER|ORG|LOC) ([^\]]+)\]", piece):
            spans.append(Span(len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
        else:
            text += piece
    document = Document("d", text)
    assert document.normalized.text == text, "write cases in NFC and the old tone style"
    return document, spans


def names(marked: str) -> list[str]:
    """The names of the marked mentions, in order."""
    document, spans = parsed(marked)
    return names_of(document, spans)
