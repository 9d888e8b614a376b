"""Which font a run of a Word document is set in: its own, else that of its styles and the defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 20
"""How many styles may be based on one another; some files have them in a circle."""


def local(element: _Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: _Element | None, name: str) -> _Element | None:
    """Return the first child of that name, in any namespace."""
    return None if element is None else next((one for one in element if local(one) == name), None)


def value_of(element: _Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name, in any namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def font_of(properties: _Element | None) -> str | None:
    """Return the font that properties (`rPr`) set; empty for one of the theme, None if they set none."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        return None
    if font := value_of(fonts, "hAnsi") or value_of(fonts, "ascii"):
        return font
    return "" if value_of(fonts, "hAnsiTheme") or value_of(fonts, "asciiTheme") else None


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of styles: style -> font it sets, style -> style it is based on, and the defaults."""

    fonts: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    paragraph: str = ""
    default: str = ""

    def of(self, run: _Element, paragraph_style: str | None) -> str:
        """Return the font of a run in a paragraph of a style; empty where nothing sets one."""
        properties = child(run, "rPr")
        own = font_of(properties)
        if own is not None:
            return own
        style = value_of(child(properties, "rStyle"))
        found = self._of_style(style) if style else None
        if found is None:
            found = self._of_style(paragraph_style or self.paragraph)
        return self.default if found is None else found

    def _of_style(self, style: str | None) -> str | None:
        for _ in range(_DEEPEST):
            if not style or style in self.fonts:
                break
            style = self.bases.get(style)
        return self.fonts.get(style or "")


def read_fonts(styles: _Element | None) -> Fonts:
    """Return the fonts that the part with the styles sets; none where there is no such part."""
    if styles is None:
        return Fonts()
    fonts: dict[str, str] = {}
    bases: dict[str, str] = {}
    paragraph = ""
    for style in styles:
        name = value_of(style, "styleId")
        if local(style) != "style" or not name:
            continue
        font = font_of(child(style, "rPr"))
        if font is not None:
            fonts[name] = font
        if base := value_of(child(style, "basedOn")):
            bases[name] = base
        if value_of(style, "type") == "paragraph" and value_of(style, "default") in {"1", "true", "on"}:
            paragraph = name
    run = child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr")
    return Fonts(fonts, bases, paragraph, font_of(run) or "")
