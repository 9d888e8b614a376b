"""From the lines of PDF pages to paragraphs: wrapped lines joined, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SOFT_HYPHEN = "\ufffe"
"""What PDFium puts in place of a hyphen at the end of a line, joining it with the next one."""

_FEWEST_PAGES = 3
"""On fewer pages nothing is taken for a running head."""

_MARGIN_LINES = 2
"""How many lines at the top and at the bottom of a page may be running heads or page numbers."""

_INDENT = 0.8
_SPACING = 1.45
_SIZES = 1.15

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_HYPHENATED = re.compile(rf"([a-zA-Z]+){SOFT_HYPHEN}([a-z]+)")
_AT_A_HYPHEN = re.compile(rf"(?<=\w[-–{SOFT_HYPHEN}])\n(?=\w)")
# A Vietnamese syllable written without marks.
_SYLLABLE = re.compile(
    r"(?:[bcdghklmnprstvx]|ch|gh|gi|kh|ngh?|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪■●○◦►✓➢❖\ue000-\uf8ff](?:\s|$)")
# `- `, `1. `, `1.2. `, `a) `, `IV. `, `Điều 5.`; within a sentence these are a dash, a number, a name.
_ITEM = re.compile(
    r"[-–—+*]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ]\)\s|[IVX]{1,5}[.)]\s"
    r"|(?:Điều|Chương|Mục|Phần) [\dIVX]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and where it stands in points (`bottom` grows upwards)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and its height."""

    lines: tuple[Line, ...]
    height: float


def without_running_heads(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Return the pages without what stands at the same height of most of them, and how many lines that were.

    Looked at are the outer lines in the upper and lower tenth of each page; numbers in them may differ.
    """
    outer = [_outer(page) for page in pages]
    filled = sum(1 for page in pages if page.lines)
    counts = Counter(key for lines in outer for key in set(lines.values()))
    # heads of odd and even pages differ
    often = {key for key, count in counts.items() if count >= max(_FEWEST_PAGES, 0.4 * filled)}
    dropped = 0
    kept: list[Page] = []
    for page, lines in zip(pages, outer, strict=True):
        heads = {place for place, key in lines.items() if key in often}
        dropped += len(heads)
        body = tuple(line for place, line in enumerate(page.lines) if place not in heads)
        kept.append(Page(body, page.height))
    return kept, dropped


def _outer(page: Page) -> dict[int, tuple[str, int]]:
    """Return the lines of the margins by their place, each as its text without numbers and its height."""
    by_height = sorted(range(len(page.lines)), key=lambda place: page.lines[place].bottom)
    found = {}
    for place in {*by_height[:_MARGIN_LINES], *by_height[-_MARGIN_LINES:]}:
        line = page.lines[place]
        if line.top < page.height / 10 or line.bottom > page.height * 9 / 10:
            found[place] = (_DIGITS.sub("#", line.text), round(line.bottom / 8))
    return found


def paragraphs(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the paragraphs, also those that go on from page to page."""
    said: list[str] = []
    before: Line | None = None
    edge = 0.0
    for page in pages:
        rights = [_right_edge(page.lines, place) for place in range(len(page.lines))]
        spacing = _spacing(page.lines)
        for place, line in enumerate(page.lines):
            new_page = place == 0
            if before is not None and _begins(before, line, edge, 0.0 if new_page else spacing):
                yield _joined(said)
                said = []
            said.append(line.text)
            before, edge = line, rights[place]
    if said:
        yield _joined(said)


def _begins(before: Line, line: Line, edge: float, spacing: float) -> bool:
    """Tell whether a line begins a paragraph; `edge` is where the lines around the one before end.

    `spacing` is the usual distance of lines; 0 where the line begins a page.
    """
    letter = (before.right - before.left) / max(len(before.text), 1)
    first_word = line.text.split(" ", 1)[0]
    if before.right + (len(first_word) + 1) * letter < edge:
        return True  # its first word would have stood on the line before
    ended = _ENDS_SENTENCE.search(before.text) is not None
    if _BULLET.match(line.text) or (
        (ended or before.text.endswith((";", ":", ","))) and _ITEM.match(line.text)
    ):
        return True
    sizes = sorted((before.height, line.height))
    if sizes[1] > _SIZES * max(sizes[0], 1) and before.text.isupper() != line.text.isupper():
        return True
    drop = before.bottom - line.bottom
    if spacing and drop > 0:
        indented = ended and line.left - before.left > _INDENT * before.height
        return indented or drop > _SPACING * spacing
    return ended  # a new page or column


def _right_edge(lines: Sequence[Line], place: int) -> float:
    """Return where the lines around one end, those of its column: which begin as far left, or nearly.

    Larger letters are those of a headline, which may stand above several columns.
    """
    line = lines[place]
    near = lines[max(place - 20, 0) : place + 20]
    return max(
        other.right
        for other in near
        if abs(other.left - line.left) < 4 * max(line.height, 1)
        and other.left < line.right
        and other.height <= _SIZES * max(line.height, 1)
    )


def _spacing(lines: Sequence[Line]) -> float:
    drops = [before.bottom - line.bottom for before, line in pairwise(lines)]
    heights = sorted(drop for drop in drops if drop > 0)
    return heights[(len(heights) - 1) // 2] if heights else 0.0


def _joined(lines: Sequence[str]) -> str:
    text = _AT_A_HYPHEN.sub("", "\n".join(lines)).replace("\n", " ")
    return _HYPHENATED.sub(_unhyphenated, text).replace(SOFT_HYPHEN, "-")


def _unhyphenated(match: re.Match[str]) -> str:
    """Return a word that was divided at the end of a line; Vietnamese does not divide words, others do."""
    before, after = match.groups()
    return f"{before}{after}" if _is_foreign(before) or _is_foreign(after) else f"{before}-{after}"


def _is_foreign(part: str) -> bool:
    return _SYLLABLE.fullmatch(part) is None
