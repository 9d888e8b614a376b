"""Vietnamese character sets from before Unicode: their tables, and text from and to their bytes."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from qnmine.data.tables import read_table

ALIASES = {
    "tcvn3": "tcvn3",
    "abc": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn5712": "tcvn5712",
    "tcvn5712_1": "tcvn5712",
    "vn1": "tcvn5712",
    "vscii": "tcvn5712",
    "vni": "vni",
    "vni_windows": "vni",
    "viscii": "viscii",
}
"""Name of an encoding (lower case, `_` for other signs) -> name of its table."""

TITLES = {
    "tcvn3": "TCVN3 (ABC)",
    "tcvn5712": "TCVN 5712 (VN1)",
    "vni": "VNI",
    "viscii": "VISCII",
    "cp1258": "Windows-1258",
    "cp1252": "Windows-1252",
}
"""What people call an encoding."""

_UNDEFINED = "\ufffe"  # how the charmap codec of Python marks a byte that means nothing


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """One character set.

    `letters` holds what each of the 256 bytes is by itself, U+FFFE where it is nothing. `pairs` holds the
    letters of two bytes, keyed by what these are by themselves, and the first ones that are another letter
    where no pair begins; `pattern` finds these keys. `bytes_of` is the way back, `bytes_back` also for what
    is read but should not be written.
    """

    name: str
    letters: str
    pairs: dict[str, str]
    bytes_of: dict[str, bytes]
    bytes_back: dict[str, bytes]
    pattern: re.Pattern[str] | None

    def decode(self, data: bytes, errors: str = "strict") -> str:
        """Return the text of bytes; raises `UnicodeDecodeError` for a byte that means nothing."""
        return self._paired(codecs.charmap_decode(data, errors, self.letters)[0])

    def encode(self, text: str, errors: str = "strict") -> bytes:
        """Return the bytes of a text, which is composed first; raises `UnicodeEncodeError`."""
        text = unicodedata.normalize("NFC", text)
        known = self.bytes_of if errors == "strict" else self.bytes_back
        pieces = []
        for place, letter in enumerate(text):
            piece = known.get(letter)
            if piece is None:
                piece = self._taken_apart(letter) or self._refused(text, place, errors)
            pieces.append(piece)
        return b"".join(pieces)

    def _taken_apart(self, letter: str) -> bytes:
        """Return the bytes of a letter and the marks that it has; nothing if they are not all there."""
        parts = [self.bytes_of.get(part) for part in unicodedata.normalize("NFD", letter)]
        return b"".join(part for part in parts if part) if all(parts) else b""

    def _refused(self, text: str, place: int, errors: str) -> bytes:
        error = UnicodeEncodeError(self.name, text, place, place + 1, "has no such letter")
        replacement, _ = codecs.lookup_error(errors)(error)
        return replacement if isinstance(replacement, bytes) else self.encode(replacement)

    def read(self, text: str) -> str:
        """Return a text as it was meant whose bytes were taken for Latin-1 or Windows-1252."""
        return self._paired(text.translate(_misread(self.name)))

    def _paired(self, text: str) -> str:
        if self.pattern is None:
            return text
        pairs = self.pairs
        return self.pattern.sub(lambda found: pairs[found[0]], text)


@cache
def character_set(name: str) -> CharacterSet:
    """Return the character set of that name (see `ALIASES`)."""
    rows = [
        (bytes.fromhex(row["bytes"]), row["text"], row["use"] == "both")
        for row in read_table(f"encodings/{name}.tsv")
    ]
    letters = [chr(byte) if byte < 0x80 else _UNDEFINED for byte in range(256)]
    for data, text, _ in rows:
        if len(data) == 1:
            letters[data[0]] = text
    written = {letter: bytes([byte]) for byte, letter in enumerate(letters) if byte < 0x80}
    written.update((text, data) for data, text, both in rows if both)
    back = {text: data for data, text, _ in rows} | written
    doubles = {data: text for data, text, _ in rows if len(data) == 2}
    if not doubles:
        return CharacterSet(name, "".join(letters), {}, written, back, None)
    # A first byte may be a letter of its own (the ô of VNI is ơ), but pairs are looked for before it is read.
    alone: dict[str, str] = {}
    for byte in {data[0] for data in doubles if data[0] >= 0x80}:
        alone[_sign(byte)], letters[byte] = letters[byte], _sign(byte)
    pairs = {letters[data[0]] + letters[data[1]]: text for data, text in doubles.items()}
    seconds: dict[str, str] = {}
    for pair in pairs:
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    choices = [f"{first}[{marks}]" for first, marks in seconds.items()]
    pattern = re.compile("|".join([*choices, f"[{''.join(alone)}]"]))
    return CharacterSet(name, "".join(letters), pairs | alone, written, back, pattern)


@cache
def _misread(name: str) -> dict[int, str]:
    """Return what the characters mean that Latin-1 and Windows-1252 have for the bytes of a character set."""
    letters = enumerate(character_set(name).letters)
    meant = {byte: letter for byte, letter in letters if letter not in {_UNDEFINED, chr(byte)}}
    return meant | {ord(_sign(byte)): meant[byte] for byte in range(0x80, 0xA0) if byte in meant}


def _sign(byte: int) -> str:
    """Return the character of a byte in Windows-1252, or the control character where it has none."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)
