"""The text of the parts of a Word document: paragraphs, tables, text boxes and notes in reading order."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from qnmine.corpus.readers.docx_fonts import child, local, value_of
from qnmine.encodings.fonts import convert_font, font_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from qnmine.corpus.readers.docx_fonts import Fonts

# Deleted and moved away (tracked changes), properties, the reading above a word, the code of a field.
_UNSEEN = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "rt", "instrText", "delText", "Fallback"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_WITHIN_A_CELL = re.compile(r"[\t\n]+")


class Story:
    """Reads paragraphs and tables; keeps which notes they refer to and which old fonts were met."""

    def __init__(self, fonts: Fonts) -> None:
        self.notes: dict[tuple[str, str], None] = {}
        self.encodings: dict[str, None] = {}
        self._fonts = fonts

    def blocks(self, element: _Element) -> Iterator[str]:
        """Yield the paragraphs and tables of an element, those of text boxes after the one they stand in."""
        name = local(element)
        if name == "p":
            boxes: list[_Element] = []
            text = self._paragraph(element, boxes).strip()
            if text:
                yield text
            for box in boxes:
                yield from self._inner(box)
        elif name == "tbl":
            yield from self._table(element)
        elif name not in _UNSEEN:
            yield from self._inner(element)

    def _inner(self, element: _Element) -> Iterator[str]:
        for one in element:
            yield from self.blocks(one)

    def _table(self, table: _Element) -> Iterator[str]:
        """Yield the rows of a table as lines; those with several paragraphs to a cell as paragraphs."""
        lines: list[str] = []
        for row in _rows(table, "tr"):
            cells = [list(self._inner(cell)) for cell in _rows(row, "tc")]
            if all(len(cell) <= 1 for cell in cells):
                line = "\t".join(_WITHIN_A_CELL.sub(" ", "".join(cell)) for cell in cells).rstrip("\t")
                lines += [line] if line else []
                continue
            if lines:
                yield "\n".join(lines)
            lines = []
            for cell in cells:
                yield from cell
        if lines:
            yield "\n".join(lines)

    def _paragraph(self, paragraph: _Element, boxes: list[_Element]) -> str:
        style = value_of(child(child(paragraph, "pPr"), "pStyle"))
        pieces = self._pieces(paragraph, style, "", boxes)
        # whole stretches of one font: a letter and its mark may stand in two runs
        return "".join(
            self._shown("".join(text for _, text in stretch), font)
            for font, stretch in groupby(pieces, lambda piece: piece[0])
        )

    def _pieces(
        self, element: _Element, style: str | None, font: str, boxes: list[_Element]
    ) -> Iterator[tuple[str, str]]:
        """Yield font and text of what is shown in an element; text boxes are put aside."""
        for one in element:
            name = local(one)
            if name == "t":
                yield font, one.text or ""
            elif name == "r":
                if not _is_hidden(one):
                    yield from self._pieces(one, style, self._fonts.of(one, style), boxes)
            elif name == "txbxContent":
                boxes.append(one)
            elif name in _SIGNS:
                yield font, _SIGNS[name]
            elif name == "br":
                yield font, "\n"
            elif name in _NOTES:
                self.notes[_NOTES[name], value_of(one, "id") or ""] = None
            elif name not in _UNSEEN:
                yield from self._pieces(one, style, font, boxes)

    def _shown(self, text: str, font: str) -> str:
        encoding = font_encoding(font)
        if encoding is None:
            return text
        shown = convert_font(text, font)
        if shown != text:
            self.encodings[encoding] = None
        return shown


def _rows(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table, or the cells of a row, also those within content controls."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in {"sdt", "sdtContent", "customXml", "ins", "smartTag"}:
            yield from _rows(one, name)


def _is_hidden(run: _Element) -> bool:
    mark = child(child(run, "rPr"), "vanish")
    return mark is not None and value_of(mark) not in {"0", "false", "off"}
