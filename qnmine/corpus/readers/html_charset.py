"""The encoding of a web page: what its bytes and its head say."""

from __future__ import annotations

import codecs
import re

from qnmine.corpus.decoding import decode
from qnmine.encodings.detection import detect_encoding
from qnmine.text.origin import Origin

_HEAD = 1 << 14
_FEW = 3
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Fonts that are character sets, which pages of any declared encoding used.
OLD_FONT = re.compile(r"[\"'\s,;:=](?:\.vn[a-z]|vni[-_ ][a-z])", re.IGNORECASE)
_OLD_FONT_BYTES = re.compile(OLD_FONT.pattern.encode(), re.IGNORECASE)
# What browsers take for Windows-1252, whatever they are called.
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252", "x-user-defined"})


def decode_page(name: str, data: bytes, encoding: str) -> tuple[str, Origin]:
    """Return the text of a page, and its origin; raises `DocumentError`.

    In this order: a byte-order mark, an encoding that was named, UTF-8 if the page is valid in it, the
    encoding that the page declares; with `auto` the one that is found out comes before that, but not for
    pages in old fonts. Of a page that declares UTF-8 a few bytes may be wrong.
    """
    if encoding not in {"utf-8", "auto"}:
        return _named(name, data, encoding)
    unmarked = not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if unmarked and not _is_utf8(data):
        declared = _declared(data)
        if _OLD_FONT_BYTES.search(data) and (declared is None or declared in _WESTERN):
            return _western(data)
        if declared == "utf-8" and (text := _almost_utf8(data)):
            return text, Origin("html", "utf-8", problems=("bytes that are not UTF-8",))
        if declared is not None and (encoding == "utf-8" or detect_encoding(data).encoding is None):
            return _western(data) if declared in _WESTERN else _named(name, data, declared)
    return _named(name, data, "auto" if not unmarked else encoding)


def _named(name: str, data: bytes, encoding: str) -> tuple[str, Origin]:
    text, codec = decode(name, data, encoding)
    return text, codec.origin("html")


def _western(data: bytes) -> tuple[str, Origin]:
    try:
        return data.decode("cp1252"), Origin("html", "cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1"), Origin("html", "iso8859-1")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _almost_utf8(data: bytes) -> str | None:
    """Return the text of a page with U+FFFD for the few bytes that are not UTF-8; None if they are not few.

    Sites cut descriptions off within a letter, and browsers show such pages all the same.
    """
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return text if wrong <= max(_FEW, sum(not letter.isascii() for letter in text) // 500) else None


def _declared(data: bytes) -> str | None:
    """Return the codec that the head of a page names; None if there is none, or none that is known."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    label = match.group(1).decode("ascii", "replace").lower()
    if label in _WESTERN:
        return label
    try:
        codec = codecs.lookup(label)
        b"a".decode(codec.name, "ignore")
    except (LookupError, ValueError):
        return None
    return codec.name
