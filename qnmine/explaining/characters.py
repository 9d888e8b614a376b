"""The characters of a sentence, and what becomes of them before anything is analysed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from qnmine.explaining.explanation import Change, Characters, Special
from qnmine.text.normalize import normalize, unicode_form

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = {
    0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE",
}  # fmt: skip


def characters_of(text: str, offset: int = 0) -> Characters:
    """Return what is to be said of the characters of a text that stands at an offset."""
    return Characters(
        code_points=len(text),
        letters=sum(1 for character in unicode_form(text, "NFC") if character.isalpha()),
        bytes=len(text.encode("utf-8", "surrogatepass")),
        form=unicode_form_of(text),
        composed=tuple(_composed(text, offset)),
        tones=tuple(_tones(text, offset)),
        special=tuple(_special(text, offset)),
    )


def unicode_form_of(text: str) -> str:
    """Return the normalisation form that a text is in: NFC, NFD or, if it is in none, mixed."""
    if unicodedata.is_normalized("NFC", text):
        return "NFC"
    return "NFD" if unicodedata.is_normalized("NFD", text) else "mixed"


def name_of(character: str) -> str:
    """Return the Unicode name of a character; controls have that of Unicode's charts."""
    found = unicodedata.name(character, "")
    if found:
        return found
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "LONE SURROGATE"
    if unicodedata.category(character) == "Cc":
        return _CONTROLS.get(code, "CONTROL CHARACTER")
    return "PRIVATE USE" if unicodedata.category(character) == "Co" else "UNASSIGNED"


def code_of(character: str) -> str:
    """Return the code point of a character as it is written: U+1EC7."""
    return f"U+{ord(character):04X}"


def _composed(text: str, offset: int) -> Iterator[Change]:
    """Yield the groups of characters that NFC writes otherwise."""
    normalized = normalize(text)
    if not normalized.moved:
        return
    nfc = unicode_form(text, "NFC")
    before = (0, 0)
    for place in range(len(nfc)):
        start, end = normalized.original(place, place + 1)
        if (start, end) == before:
            continue
        before = start, end
        composed = unicode_form(text[start:end], "NFC")
        if composed != text[start:end]:
            yield Change(offset + start, offset + end, text[start:end], composed)


def _tones(text: str, offset: int) -> Iterator[Change]:
    """Yield the syllables whose tone mark stands elsewhere in the one style that is analysed."""
    nfc, normalized = unicode_form(text, "NFC"), normalize(text)
    place = 0
    while place < len(nfc):
        if nfc[place] == normalized.text[place]:
            place += 1
            continue
        start = end = place
        while start and nfc[start - 1].isalpha():
            start -= 1
        while end < len(nfc) and nfc[end].isalpha():
            end += 1
        first, last = normalized.original(start, end)
        yield Change(offset + first, offset + last, nfc[start:end], normalized.text[start:end])
        place = end


def _special(text: str, offset: int) -> Iterator[Special]:
    """Yield the characters that show nothing, each once."""
    first: dict[str, int] = {}
    for place, character in enumerate(text):
        if _is_special(character):
            first.setdefault(character, place)
    for character, place in first.items():
        count = text.count(character)
        yield Special(offset + place, code_of(character), name_of(character), count)


def _is_special(character: str) -> bool:
    """Tell whether a character is a control, shows nothing, or is a space other than the usual one."""
    if character == " ":
        return False
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
