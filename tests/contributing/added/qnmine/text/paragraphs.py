"""The paragraphs of a text: its lines with something on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.text.document import as_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.text.document import Document

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, counted from 1; `start` and `end` are code points of the text as decoded."""

    doc: str
    paragraph: int
    start: int
    end: int
    text: str


def paragraphs(document: Document | str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, without white space before and after them."""
    document = as_document(document)
    for number, line in enumerate(_LINE.finditer(document.text), 1):
        yield Paragraph(document.id, number, line.start(), line.end(), line[0])
