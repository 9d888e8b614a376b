"""Lines of text laid out for a terminal: wrapped, in aligned columns, word over word, as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.output.display import cell_width, visible, wrap
from qnmine.output.kwic import first_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.output.display import Painter

INDENT = "   "
_GAP = "  "
_NARROWEST = 16
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a style; numbers stand at the right of their column."""

    text: str
    style: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """A line of a tree with those below it."""

    cell: Cell
    parts: tuple[Tree, ...] = field(default=())


def clipped(text: str, width: int) -> str:
    """Return text on one line in at most so many cells, with what could harm a terminal as symbols."""
    shown = visible(" ".join(text.split()))
    return shown if cell_width(shown) <= width else first_cells(shown, max(width - 1, 1)) + _MORE


def _shared(widths: list[int], room: int) -> list[int]:
    """Return the widths of columns in so much room: the last one gives way first, then the widest."""
    *others, last = widths
    least = min(last, _NARROWEST)
    while others and sum(others) + least > room and max(others) > _NARROWEST // 2:
        others[others.index(max(others))] -= 1
    return [*others, min(last, max(room - sum(others), 1))]


def _widest(cell: Cell) -> int:
    return max(map(cell_width, cell.text.split("\n")))


def _lines(text: str, width: int) -> list[str]:
    """Return a text of one or more lines wrapped."""
    return [piece for line in text.split("\n") for piece in wrap(line, max(width, 1))]


class Sheet:
    """Makes lines of so many cells at most, in colour where there is colour."""

    def __init__(self, width: int, paint: Painter) -> None:
        self.width = max(width, 2 * _NARROWEST)
        self.paint = paint
        self.speaks_for, self.speaks_against = paint.color_of_layer("date"), paint.color_of_layer("ORG")

    def paragraph(self, text: str, style: str = "", indent: str = INDENT) -> Iterator[str]:
        """Yield wrapped lines."""
        for line in wrap(text, self.width - len(indent)):
            yield indent + self.paint(line, style)

    def heading(self, text: str) -> str:
        """Return a line with a rule behind it."""
        rest = self.width - cell_width(text) - 1
        return self.paint(text, "bold") + (" " + self.paint("─" * rest, "bold") if rest > 0 else "")

    def columns(self, rows: Sequence[Sequence[Cell]], indent: str = INDENT) -> Iterator[str]:
        """Yield rows whose last cell takes what room is left, on as many lines as it needs."""
        if not rows:
            return
        widths = [max(map(_widest, column)) for column in zip(*rows, strict=True)]
        room = self.width - len(indent) - len(_GAP) * (len(widths) - 1)
        widths = _shared(widths, room)
        for row in rows:
            parts = [_lines(cell.text, width) for cell, width in zip(row, widths, strict=True)]
            for number in range(max(map(len, parts))):
                pieces = [part[number] if number < len(part) else "" for part in parts]
                yield (indent + _GAP.join(map(self._padded, pieces, row, widths))).rstrip(" ")

    def _padded(self, text: str, cell: Cell, width: int) -> str:
        padding = " " * (width - cell_width(text))
        painted = self.paint(text, cell.style)
        return padding + painted if cell.right else painted + padding

    def interlinear(
        self, heads: Sequence[str], columns: Sequence[Sequence[Cell]], indent: str = INDENT
    ) -> Iterator[str]:
        """Yield columns side by side, each cell under the one that it belongs to, in blocks as wide as fit.

        `heads` name the lines; a block ends with an empty line, but for the last.
        """
        label = max(map(cell_width, heads)) + len(_GAP)
        room = self.width - len(indent) - label
        block: list[Sequence[Cell]] = []
        used = 0
        for column in columns:
            width = max(cell_width(cell.text) for cell in column) + len(_GAP)
            if block and used + width - len(_GAP) > room:
                yield from self._block(heads, block, label, indent)
                yield ""
                block, used = [], 0
            block.append(column)
            used += width
        if block:
            yield from self._block(heads, block, label, indent)

    def _block(
        self, heads: Sequence[str], columns: Sequence[Sequence[Cell]], label: int, indent: str
    ) -> Iterator[str]:
        widths = [max(cell_width(cell.text) for cell in column) for column in columns]
        for number, head in enumerate(heads):
            cells = [
                self._padded(column[number].text, column[number], width)
                for column, width in zip(columns, widths, strict=True)
            ]
            yield (indent + head + " " * (label - cell_width(head)) + _GAP.join(cells)).rstrip(" ")

    def tree(self, tree: Tree, indent: str = INDENT, first: str = "", rest: str = "") -> Iterator[str]:
        """Yield a tree, each part under what it is a part of."""
        room = max(self.width - len(indent) - cell_width(first), _NARROWEST)
        for number, line in enumerate(wrap(tree.cell.text, room)):
            lead = first if not number else rest + ("│ " if tree.parts else "  ")
            yield indent + lead + self.paint(line, tree.cell.style)
        for number, part in enumerate(tree.parts, 1):
            last = number == len(tree.parts)
            yield from self.tree(
                part, indent, rest + ("└ " if last else "├ "), rest + ("  " if last else "│ ")
            )
