"""Text of web pages that is Vietnamese only in the font it names: `<font face=".VnTime">`, style sheets."""

from __future__ import annotations

import re
from typing import Any

from qnmine.encodings.fonts import convert_font, font_encoding

_FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}

# No pattern may try each place of a long style sheet up to its end.
_FAMILY = re.compile(r"font(?:-family)?\s{0,9}:[^;}]{0,200}?(?=[\"'.]|\bvni)([^;}]{1,200})", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
# The element that a rule is about: the last part of its selector, without what narrows it further.
_SUBJECT = re.compile(r"(?<![\w*-])([\w*-]*+)(?:\.([\w-]+))?$")


def convert_fonts(root: Any) -> list[str]:
    """Convert the text of a page that is set in old fonts, in place; return the encodings that were met."""
    from lxml import etree

    rules = _rules("\n".join(style.text or "" for style in root.iter("style")))
    met: dict[str, None] = {}
    fonts = [""]
    for event, element in etree.iterwalk(root, ("start", "end")):
        if event == "start":
            own = _font(element, rules) if isinstance(element.tag, str) else None
            fonts.append(fonts[-1] if own is None else own)
            if isinstance(element.tag, str) and element.tag not in {"style", "script", "title"}:
                element.text = _converted(element.text, fonts[-1], met)
        else:
            fonts.pop()
            if element is not root:
                element.tail = _converted(element.tail, fonts[-1], met)
    if len(met) == 1:  # no window shows its title in them, but it was written as the rest was
        for title in root.iter("title"):
            title.text = convert_font(title.text or "", _FONTS[next(iter(met))])
    return list(met)


def _converted(text: str | None, font: str, met: dict[str, None]) -> str | None:
    encoding = font_encoding(font) if text else None
    if text is None or encoding is None:
        return text
    shown = convert_font(text, font)
    if shown != text:
        met[encoding] = None
    return shown


def _rules(styles: str) -> dict[tuple[str, str], str]:
    """Return the fonts that style sheets set: (element, class) -> font, either may be empty."""
    found: dict[tuple[str, str], str] = {}
    for selectors, declarations in _RULE.findall(_COMMENT.sub("", styles)):
        font = _family(declarations)
        for selector in selectors.split(",") if font else ():
            if match := _SUBJECT.search(selector.strip()):
                found[match.group(1).lower().replace("*", ""), match.group(2) or ""] = font or ""
    return found


def _family(declarations: str) -> str | None:
    found = _FAMILY.findall(declarations)
    return found[-1].strip() if found else None


def _font(element: Any, rules: dict[tuple[str, str], str]) -> str | None:
    """Return the font that an element sets; None if it sets none."""
    if (font := _family(element.get("style") or "")) is not None:
        return font
    if element.tag == "font" and element.get("face"):
        return str(element.get("face"))
    for name in (element.get("class") or "").split() if rules else ():
        font = rules.get((element.tag, name), rules.get(("", name)))
        if font is not None:
            return font
    return rules.get((element.tag, "")) if rules else None
