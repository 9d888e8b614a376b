"""The character sets as codecs of Python, so that `bytes.decode` and `open` know them by name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from qnmine.encodings.tables import ALIASES, CharacterSet, character_set

if TYPE_CHECKING:
    from typing_extensions import Buffer

_OTHER_SIGNS = re.compile("[^a-z0-9]+")

# What Windows-1258 writes as a letter and a combining mark after it: the marks for tones.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def register() -> None:
    """Make the character sets known to Python; done once, when `qnmine.encodings` is imported."""
    codecs.register(_find)


def encode_cp1258(text: str, errors: str = "strict") -> bytes:
    """Return text in Windows-1258, which has tone marks after letters and few letters with a tone mark.

    Python's own codec refuses letters that are not taken apart so.
    """
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        bare = unicodedata.normalize("NFC", parts.replace(tone, "", 1)) if tone else letter
        pieces.append(bare + tone if tone and len(bare) == 1 else letter)
    return "".join(pieces).encode("cp1258", errors)


def _find(name: str) -> codecs.CodecInfo | None:
    table = ALIASES.get(_OTHER_SIGNS.sub("_", name.lower()))
    if table is None:
        return None
    known = character_set(table)

    def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
        return known.encode(text, errors), len(text)

    def decode(data: Buffer, errors: str = "strict") -> tuple[str, int]:
        return known.decode(bytes(data), errors), memoryview(data).nbytes

    class Encoder(codecs.IncrementalEncoder):
        def encode(self, text: str, final: bool = False) -> bytes:  # noqa: ARG002 -- of its base class
            return known.encode(text, self.errors)

    class Decoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, data: Buffer, errors: str, final: bool) -> tuple[str, int]:
            data = bytes(data)
            end = len(data) if final else len(data) - _open_end(known, data)
            return known.decode(data[:end], errors), end

    return codecs.CodecInfo(
        encode, decode, incrementalencoder=Encoder, incrementaldecoder=Decoder, name=known.name
    )


def _open_end(known: CharacterSet, data: bytes) -> int:
    """Return how many bytes at the end of a piece may be the first of a pair: one or none."""
    return int(bool(data) and any(pair[0] == known.letters[data[-1]] for pair in known.pairs))
