"""Fonts that are character sets: text that is Vietnamese only in the font it was written with."""

from __future__ import annotations

import re

from qnmine.encodings.tables import character_set

_ABC = re.compile(r"\.vn\w", re.IGNORECASE)
_VNI = re.compile(r"vni[-_ ]\w", re.IGNORECASE)

# Letters that only Unicode has: a text with them was not typed for an old font, whatever font it is shown in.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0303\u0306\u0309\u031b\u0323\u1ea0-\u1ef9]")


def font_encoding(font: str) -> str | None:
    """Return the encoding that a font stands for: ``.VnTime`` -> tcvn3, ``VNI-Times`` -> vni; else None.

    Of a list of fonts, as style sheets have it, the first one counts.
    """
    name = _name(font)
    if _ABC.match(name):
        return "tcvn3"
    return "vni" if _VNI.match(name) else None


def convert_font(text: str, font: str) -> str:
    """Return what a text shows in its font; unchanged if the font is an ordinary one.

    It does not matter whether bytes 0x80-0x9f came as control characters or as the signs of Windows-1252.
    Fonts of ABC whose name ends in ``H`` show small letters as capitals. Text that has letters which only
    Unicode has is unchanged.

    >>> convert_font("Qu¶ng Ninh", ".VnTime"), convert_font("Quaûng Ninh", "VNI-Times")
    ('Quảng Ninh', 'Quảng Ninh')
    """
    encoding = font_encoding(font)
    if encoding is None or _UNICODE.search(text):
        return text
    converted = character_set(encoding).read(text)
    return converted.upper() if encoding == "tcvn3" and _name(font).endswith("H") else converted


def _name(font: str) -> str:
    return font.split(",")[0].strip(" \t\r\n'\"\\")
