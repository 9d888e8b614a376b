"""The text of a tree of elements as blocks: paragraphs, headings, items, and the rows of tables as lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "item",
        "legend",
        "li",
        "list",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "quote",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "ul",
    }
)
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "textarea",
        "datalist",
    }
)
_TELLING = 20
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_BREAK = "\v"
_AROUND_A_BREAK = re.compile(rf" ?{_BREAK}[ {_BREAK}]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like; a `row` is one line of a table."""

    text: str
    row: bool = False


@dataclass(slots=True)
class _Writing:
    """What was read so far: finished blocks, the text of the one at hand, and the tables around it."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    outer: list[list[Block]] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)

    def flush(self) -> None:
        """Finish the block at hand."""
        if self.text:
            text = _SPACES.sub(" ", "".join(self.text))
            text = _AROUND_A_BREAK.sub("\n", text).strip()
            if text:
                self.blocks.append(Block(text))
            self.text.clear()

    def begin(self, tag: str) -> None:
        """Begin an element."""
        if tag in _BREAKS:
            self.text.append(_BREAK)
        elif tag in _ROWS:
            self.flush()
            self.rows.append([])
        elif tag in _CELLS:
            self.flush()
            self.outer.append(self.blocks)
            self.blocks = []
        elif tag in _BLOCKS:
            self.flush()

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _ROWS:
            self.flush()
            self.blocks += _row(self.rows.pop())
        elif tag in _CELLS:
            self.flush()
            cell, self.blocks = self.blocks, self.outer.pop()
            if self.rows:
                self.rows[-1].append(cell)
            else:
                self.blocks += cell
        elif tag in _BLOCKS:
            self.flush()


def _row(cells: list[list[Block]]) -> list[Block]:
    """Return a row as a line; its blocks, where cells hold several: a table that only lays out a page."""
    if any(len(cell) > 1 for cell in cells):
        return [block for cell in cells for block in cell]
    line = "\t".join(" ".join(block.text.split()) for cell in cells for block in cell or [Block("")])
    return [Block(line.rstrip("\t"), row=True)] if line.strip() else []


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of an element, without scripts and the like."""
    from lxml import etree

    writing = _Writing()
    walk = etree.iterwalk(root, ("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in _UNSEEN:
                walk.skip_subtree()
            else:
                writing.begin(tag)
                writing.text.append(element.text or "")
        else:
            writing.end(tag)
            if element is not root:
                writing.text.append(element.tail or "")
    writing.flush()
    return writing.blocks


def join(blocks: Iterable[Block]) -> str:
    """Return blocks as text: separated by a blank line, the rows of a table by a line end."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            parts.append("\n" if before.row and block.row else "\n\n")
        parts.append(block.text)
        before = block
    return "".join(parts)


def in_order(blocks: Sequence[Block], visible: Sequence[Block]) -> list[Block]:
    """Return blocks that were chosen of a page in the order that they have among all of it.

    One that is not found there as it is stays after the one before it, and so does a short paragraph, which
    may stand in a menu as well.
    """
    places: dict[str, list[int]] = {}
    for place, block in enumerate(visible):
        places.setdefault(_key(block), []).append(place)
    keyed: list[tuple[int, Block]] = []
    last = -1
    for block in blocks:
        key = _key(block)
        if (block.row or len(key) >= _TELLING) and (left := places.get(key)):
            further = bisect_right(left, last)
            last = left.pop(further if further < len(left) else 0)
        keyed.append((last, block))
    return [block for _, block in sorted(keyed, key=lambda one: one[0])]


def is_glued(block: Block, visible: Sequence[Block]) -> bool:
    """Tell whether a block is several of the page that were put together on one line."""
    key = _key(block)
    parts = (one for one in visible if (part := _key(one)) and part != key and part in key)
    return next(parts, None) is not None and next(parts, None) is not None


def _key(block: Block) -> str:
    return " ".join(block.text.split())
