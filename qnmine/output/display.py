"""Text in terminal cells: how wide it is, how it wraps, what it may contain, how it is coloured."""

from __future__ import annotations

import io
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style

    from qnmine.output.destination import Destination

# Legible on black and on white: a contrast of at least 4.3 : 1 with both, where WCAG asks for 3.
_TYPE_STYLES = {"PER": "color(163)", "ORG": "color(130)", "LOC": "color(30)"}
_TYPE_STYLES_16 = {"PER": "magenta", "ORG": "red", "LOC": "cyan"}  # for terminals with 16 colours
_LAYER_STYLES = {**_TYPE_STYLES, "number": "color(63)", "date": "color(28)"}
_LAYER_STYLES_16 = {**_TYPE_STYLES_16, "number": "bright_blue", "date": "green"}
# For those to whom some colours look alike; a mark inside another has the attributes of both.
_LAYER_ATTRIBUTES = {
    "PER": "bold",
    "ORG": "bold underline",
    "LOC": "underline",
    "number": "",
    "date": "italic",
}
_FAINT, _FAINT_16 = "color(243)", "dim"

# Characters that move the cursor, reorder or hide text, or have no glyph. The zero-width joiners stay:
# emoji and some scripts need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners at an edge or beside ASCII, where they join nothing: whoever measures cells would take the next
# character for a part of the one before.
_NOT_JOINING = re.compile("[\u200c\u200d]+(?![^\\s!-~])|(?<![^\\s!-~])[\u200c\u200d]+")
_SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x09: "→", 0x0A: "↵", 0x0D: "␍", 0x7F: "␡"}
# One cell each: Latin with Vietnamese, Greek, Cyrillic, general punctuation.
_SINGLE_CELLS = re.compile(
    "[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u0530\u1e00-\u1fff\u2010-\u2027\u2030-\u205e]*"
)


def visible(text: str) -> str:
    """Show characters that would move the cursor, colour, reorder or hide text as symbols, ``<U+202E>``."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_symbol, text)


def _symbol(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _SYMBOLS.get(code) or f"<U+{code:04X}>"


def cell_width(text: str) -> int:
    """Terminal cells that the text takes: none for combining marks, two for East Asian wide characters."""
    if text.isascii() or _SINGLE_CELLS.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(_NOT_JOINING.sub("", text))


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` cells, at spaces where possible; empty text is one line.

    Nothing is lost but white space where lines end.
    """
    if len(text) <= width and cell_width(text) <= width:
        return [text]
    from rich.text import Text

    lines = Text(text).wrap(_console(), width, overflow="fold")
    return [line.plain.rstrip(" ") for line in lines] or [""]


@lru_cache(maxsize=1)
def _console() -> Console:
    from rich.console import Console

    return Console(file=io.StringIO(), width=80)


class Painter:
    """Puts text in colour where the destination shows colour; without it, text stays as it is."""

    def __init__(self, system: ColorSystem | None) -> None:
        self._system = system
        few = system is not None and system.name == "STANDARD"
        self._types = _TYPE_STYLES_16 if few else _TYPE_STYLES
        self._layers = _LAYER_STYLES_16 if few else _LAYER_STYLES
        self.faint = _FAINT_16 if few else _FAINT

    @classmethod
    def for_destination(cls, destination: Destination, color: str) -> Painter:
        """Decide on colour: `always`, `never`, or `auto` (a terminal that can, and no NO_COLOR)."""
        if color not in ("auto", "always", "never"):
            raise ValueError(f"color is auto, always or never, not {color!r}")
        plain = not destination.is_terminal or bool(os.environ.get("NO_COLOR"))
        if color == "never" or (color == "auto" and plain):
            return cls(None)
        from rich.color import ColorSystem
        from rich.console import Console

        name = Console(file=io.StringIO(), force_terminal=True).color_system
        if name in (None, "windows"):  # a dumb terminal, an old Windows console: no escape codes
            return cls(ColorSystem.EIGHT_BIT if color == "always" else None)
        return cls(ColorSystem.STANDARD if name == "standard" else ColorSystem.EIGHT_BIT)

    def style_of(self, column: str, text: str) -> str:
        """The style of a cell: entity types have a colour each."""
        return self._types.get(text, "") if column == "type" else ""

    @property
    def shows_color(self) -> bool:
        """Whether there is colour."""
        return self._system is not None

    def style_of_layer(self, *layers: str) -> str:
        """The style of what stands on a layer, inside marks of other layers, which come before it."""
        attributes = (_LAYER_ATTRIBUTES.get(layer, "") for layer in layers)
        return " ".join(filter(None, (*attributes, self.color_of_layer(layers[-1]))))

    def color_of_layer(self, layer: str) -> str:
        """The colour alone of a layer."""
        return self._layers.get(layer, "")

    def __call__(self, text: str, style: str) -> str:
        """The text with the escape codes of the style around it."""
        if self._system is None or not style or not text:
            return text
        return _style(style).render(text, color_system=self._system)


@lru_cache(maxsize=64)
def _style(definition: str) -> Style:
    from rich.style import Style

    return Style.parse(definition)
