r"""A text with its marks for a person who reads lines: in colour, or in brackets where there is no colour.

In brackets a mark is `[PER Phạm Văn Thể]`, with its value `[PER Thể = Phạm Văn Thể]`, and the rest of one
that another mark has cut `[…PER Thể]`. Brackets of the text itself have a backslash before them where they
would be taken for those of a mark: one that begins like a mark, `\[PER`, and all inside of a mark.
Backslashes before any bracket are doubled for that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.layers.marking import LAYERS
from qnmine.layers.nesting import Stretch, nest
from qnmine.layers.values import value_of
from qnmine.output.display import cell_width, visible, wrap
from qnmine.output.filling import Piece, filled, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.languages import Phrases
    from qnmine.layers.marking import Mark
    from qnmine.output.display import Painter
    from qnmine.text.document import Document

TIE = "_"
"""What stands for a space inside a word where words are marked."""

_RULE = 80  # cells of a heading where lines have no width
_GAP = "   "
_TAB = "    "
_BLANKS = re.compile(r"[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BRACKET = re.compile(rf"(\\*)(?:(\[(?=…?(?:{'|'.join(LAYERS)})))|([\[\]]))")
_LAST_BACKSLASHES = re.compile(r"\\+\Z")


@dataclass(frozen=True)
class MarkedText:
    """How texts with marks are written; call it with a document and its marks for the lines of its text.

    `phrases` are those of `layers`, `own_phrases` those of `show`; `layers` are those that were asked for.
    Lines are filled up to `width` cells, or left as they are in the text if that is None. With `values` the
    value of a mark stands beside it. The id of a document stands above it if there are `headings`.
    """

    phrases: Phrases
    own_phrases: Phrases
    paint: Painter
    layers: tuple[str, ...]
    width: int | None = None
    values: bool = False
    headings: bool = True
    legend: bool = True

    def __call__(self, document: Document, marks: Sequence[Mark]) -> Iterator[str]:
        """Yield the lines of a document, each with its line feed."""
        if self.headings:
            yield from self._heading(document.id)
        if self.legend:
            yield from self._legend(marks)
            yield "\n"
        for line in self.lines(document.text, marks):
            yield f"{line}\n"
        if self.headings:
            yield "\n"

    def lines(self, text: str, marks: Sequence[Mark]) -> Iterator[str]:
        """Yield the lines of a text with its marks, without line feeds."""
        for paragraph in paragraphs(_Pieces(text, marks, self).all()):
            for line in filled(paragraph, self.width):
                yield "".join(self.paint(piece.text, piece.style) for piece in line)

    def _heading(self, name: str) -> Iterator[str]:
        """Yield the id of a document with a rule beside it."""
        width = self.width or _RULE
        *lines, last = wrap(f"── {visible(name)}", width)
        rule = "─" * (width - cell_width(last) - 1)
        for line in (*lines, f"{last} {rule}".rstrip()):
            yield self.paint(line, "bold") + "\n"

    def _legend(self, marks: Sequence[Mark]) -> Iterator[str]:
        """Yield what tells how the layers look, what they are called and how many marks they have."""
        counts = Counter(mark.layer for mark in marks)
        pieces: list[Piece] = []
        for layer in self.layers:
            if pieces:
                pieces.append(Piece(_GAP))
            pieces += self._key(layer, counts[layer])
        for line in filled(pieces, self.width):
            yield "".join(self.paint(piece.text, piece.style) for piece in line) + "\n"

    def _key(self, layer: str, count: int) -> Iterator[Piece]:
        """Yield the legend of one layer."""
        name, figure, style = self.phrases(f"plural.{layer}"), self.phrases.figure(count), ""
        if layer == "word":
            figure = f"{figure} {self.own_phrases('legend.tied')}"
        elif self.paint.shows_color:
            style = self.paint.style_of_layer(layer)
            yield Piece("■ ", self.paint.color_of_layer(layer), fixed=True)
        else:
            yield Piece(f"[{layer}] ", fixed=True)
        yield Piece(name, style, fixed=True)
        yield Piece(f": {figure}", fixed=True)


class _Pieces:
    """What is written of a text with its marks: pieces of text, each with its style."""

    def __init__(self, text: str, marks: Sequence[Mark], view: MarkedText) -> None:
        words = [mark for mark in marks if mark.layer == "word"]
        self._text = _tied(text, words) if words else text
        self._marks = [mark for mark in marks if mark.layer != "word"]
        self._view = view
        self._brackets = not view.paint.shows_color
        self._tag_places: list[int] = []
        self._tags: list[str] = []
        for word in words if view.values else ():
            if tag := value_of(word, view.phrases):
                self._tag_places.append(word.end)
                self._tags.append(f"/{visible(tag)}")

    def all(self) -> Iterator[Piece]:
        """Yield all pieces, with line feeds inside of them."""
        yield from self._of(nest(0, len(self._text), self._marks), ())

    def _of(self, stretches: Iterable[Stretch], layers: tuple[str, ...]) -> Iterator[Piece]:
        """Yield the pieces of stretches that are inside of marks on these layers."""
        for stretch in stretches:
            if stretch.mark is None:
                yield from self._own(stretch, layers)
            else:
                yield from self._marked(stretch, stretch.mark, layers)

    def _marked(self, stretch: Stretch, mark: Mark, layers: tuple[str, ...]) -> Iterator[Piece]:
        """Yield the pieces of a mark, or of a part of it, with what tells of it."""
        if self._brackets:
            yield Piece(f"[{'…' if stretch.is_rest else ''}{mark.layer} ", fixed=True)
        yield from self._of(stretch.parts or [Stretch(stretch.start, stretch.end)], (*layers, mark.layer))
        ends = stretch.end == min(mark.end, len(self._text))
        value = visible(value_of(mark, self._view.phrases)) if self._view.values and ends else ""
        if self._brackets:
            yield Piece(f" = {_escaped(value, inside=True)}]" if value else "]")
        elif value:
            yield Piece(f" ‹{value}›", self._view.paint.faint)

    def _own(self, stretch: Stretch, layers: tuple[str, ...]) -> Iterator[Piece]:
        """Yield text as it stands in the document, with the tags of words."""
        style = self._view.paint.style_of_layer(*layers) if layers else ""
        place, inside = stretch.start, bool(layers)
        for number in range(*(bisect_right(self._tag_places, end) for end in (place, stretch.end))):
            end = self._tag_places[number]
            yield Piece(self._shown(place, end, inside=inside), style)
            yield Piece(self._tags[number], self._view.paint.faint)
            place = end
        at_bracket = inside or stretch.end < len(self._text)
        yield Piece(self._shown(place, stretch.end, inside=inside, at_bracket=at_bracket), style)

    def _shown(self, start: int, end: int, *, inside: bool, at_bracket: bool = False) -> str:
        """Return a part of the text, safe to look at: line feeds at line ends, other controls as symbols."""
        text = self._text[start:end]
        if text.endswith("\r") and self._text[end : end + 1] == "\n":
            text = text[:-1]
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        shown = "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))
        if self._view.width is not None:
            shown = shown.replace("\t", _TAB)
        return _escaped(shown, inside=inside, at_bracket=at_bracket) if self._brackets else shown


def _tied(text: str, words: Iterable[Mark]) -> str:
    """Return the text with ties for the spaces inside of words; each character stays in its place."""
    parts: list[str] = []
    place = 0
    for word in words:
        inside = text[word.start : word.end]
        if word.start >= place and _BLANKS.search(inside):
            tied = _BLANKS.sub(lambda blanks: TIE * len(blanks[0]), inside)
            parts += (text[place : word.start], tied)
            place = word.end
    return "".join((*parts, text[place:]))


def _escaped(text: str, *, inside: bool, at_bracket: bool = False) -> str:
    """Return text among brackets of marks, `inside` of one or not; `at_bracket`: the next of them follows."""

    def guarded(found: re.Match[str]) -> str:
        backslashes, opening, other = found.groups()
        return backslashes * 2 + ("\\" if opening or inside else "") + (opening or other)

    text = _BRACKET.sub(guarded, text)
    return _LAST_BACKSLASHES.sub(lambda found: found[0] * 2, text) if at_bracket else text
