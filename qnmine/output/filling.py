"""Lines filled with pieces of text, each in its style; lines end at spaces where they can."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from qnmine.output.display import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Where a line may end: spaces of any width, but not those that hold together what is beside them.
_SPACE = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_WIDENS = "\ufe0f"  # asks for the picture of the character before it, which is wider
_CHUNK = re.compile(f"[^{_SPACE}]+")


class Piece(NamedTuple):
    """A piece of a text in one style; no line ends at the spaces of one that is `fixed`."""

    text: str
    style: str = ""
    fixed: bool = False


def paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line of a text; the last line may lack its line feed."""
    line: list[Piece] = []
    begun = False
    for piece in pieces:
        *whole, rest = piece.text.split("\n")
        for text in whole:
            yield [*line, piece._replace(text=text)]
            line, begun = [], False
        if rest:
            line.append(piece._replace(text=rest))
            begun = True
    if begun:
        yield line


def filled(pieces: Sequence[Piece], width: int | None) -> Iterator[list[Piece]]:
    """Yield the lines of a paragraph, at most `width` cells each, or all of it if that is None.

    A line ends at spaces, which are left out there, or inside what is longer than a line. The pieces of a
    line that have text are cut out of those of the paragraph.
    """
    if width is None:
        yield list(pieces)
        return
    text = "".join(piece.text for piece in pieces)
    fixed: set[int] = set()
    place = 0
    for piece in pieces:
        if piece.fixed:
            fixed.update(range(place, place + len(piece.text)))
        place += len(piece.text)
    yield from _cut(pieces, _lines(text, width, fixed))


def _cut(pieces: Sequence[Piece], lines: Iterable[tuple[int, int]]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line; the lines follow each other."""
    number = before = 0  # a piece, and the characters before it
    for start, end in lines:
        line: list[Piece] = []
        while number < len(pieces) and before < end:
            piece = pieces[number]
            after = before + len(piece.text)
            text = piece.text[max(start - before, 0) : end - before]
            if text:
                line.append(piece._replace(text=text))
            if after > end:
                break
            number, before = number + 1, after
        yield line


def _lines(text: str, width: int, fixed: set[int]) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a paragraph begin and end."""
    units = deque(_units(text, fixed))
    start = end = used = 0
    while units:
        first, last = units.popleft()
        gap, size = cell_width(text[end:first]), cell_width(text[first:last])
        if used + gap + size <= width:
            end, used = last, used + gap + size
            continue
        if end > start:
            yield start, end
        start = end = first
        used = 0
        if size <= width:
            end, used = last, size
            continue
        chunks = [(found.start(), found.end()) for found in _CHUNK.finditer(text, first, last)]
        if len(chunks) > 1:  # too long to be held together
            units.extendleft(reversed(chunks))
            continue
        *folds, end = _folds(text, first, last, width)
        for fold in folds:
            yield start, fold
            start = fold
        used = cell_width(text[start:end])
    yield start, end


def _units(text: str, fixed: set[int]) -> Iterator[tuple[int, int]]:
    """Yield where stretches without spaces begin and end; fixed spaces do not end one."""
    start = end = -1
    for found in _CHUNK.finditer(text):
        if start >= 0 and (end not in fixed or found.start() - 1 not in fixed):
            yield start, end
            start = -1
        start, end = (found.start() if start < 0 else start), found.end()
    if start >= 0:
        yield start, end


def _folds(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Yield where lines of what is longer than a line end; each has a character at least."""
    used, begun = 0, start
    for place in range(start, end):
        size = 1 if text[place] == _WIDENS else cell_width(text[place])
        if used + size > width and place > begun:
            yield place
            used, begun = 0, place
        used += size
    yield end
