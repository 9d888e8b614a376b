"""Vietnamese text in every encoding that it was ever written in."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from qnmine.encodings import encode_cp1258
from qnmine.encodings.tables import character_set
from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in _MARKS] + ["đ"]
SMALL = [letter for letter in SMALL if not letter.isascii()]
LETTERS = [*SMALL, *(letter.upper() for letter in SMALL)]
"""The 134 letters of Vietnamese beyond ASCII."""

ENCODERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": lambda text: in_tcvn3(text),
    "vni": lambda text: text.encode("vni", "ignore"),
    "viscii": lambda text: text.encode("viscii", "ignore"),
    "cp1258": lambda text: encode_cp1258(text, "ignore"),
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32-le": lambda text: text.encode("utf-32-le"),
    "utf-32-be": lambda text: text.encode("utf-32-be"),
}
"""Encoding -> what writes a text in it; signs that it lacks are left out."""


def in_tcvn3(text: str) -> bytes:
    """Return a text in TCVN3, as people wrote it: capitals with a tone mark as small letters."""
    known = character_set("tcvn3").bytes_of
    return "".join(letter if letter in known else letter.lower() for letter in text).encode("tcvn3", "ignore")


def misread(data: bytes, encoding: str) -> str:
    """Return bytes as a program reads them that takes them for Latin-1 or for a code page of Windows."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in data)


@cache
def articles() -> tuple[str, ...]:
    """Return the articles that ship with qnmine."""
    files = sorted((ROOT / "seeds").glob("*.txt"))
    return tuple(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")) for file in files)
