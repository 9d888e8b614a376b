"""Which encoding the bytes of a text have, and how sure that is."""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

from qnmine.encodings.model import likeness, likeness_of, words_beyond_ascii

SAMPLE = 1 << 16
"""How many bytes are looked at."""

THRESHOLD = 0.8
"""How sure it has to be for an encoding to be taken."""

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks and the encodings that they stand for."""

VIETNAMESE = ("tcvn3", "vni", "viscii", "cp1258")
"""The encodings of Vietnamese from before Unicode, the likelier ones first; VN1 goes with TCVN3."""

_WIDE = (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4))
_LONGEST_CHARACTER = 4
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_USUAL = re.compile("[\t\n\r -~\u00a0-\u024f\u0300-\u0323\u1e00-\u1eff\u2010-\u2026\u20ab\ufeff]")
_MOSTLY_USUAL = 0.7

# ASCII with the quotation marks, dashes and dots of Windows, which all its encodings have in the same places.
_SIGNS = bytes(range(0x80)) + b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0"
_ONLY_SIGNS = 0.9

_SURELY = 2

# A file of UTF-8 with so many good letters for each bad byte is UTF-8 with a fault in it; one with so many of
# these letters is UTF-8 as well, whatever else it has: their bytes do not follow each other in old encodings.
_FAULTLESS = 4
_LETTERS_OF_UTF8 = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]")
_ENOUGH_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found out: the encoding (None: it cannot be told), how sure, and the candidates so far.

    `certainty` is 0 to 1; `candidates` are pairs of encoding and certainty, the likeliest first.
    """

    encoding: str | None
    certainty: float
    candidates: tuple[tuple[str, float], ...] = ()


def detect_encoding(data: bytes) -> Detection:
    """Return the encoding of a text that begins with `data`: Unicode, or one for Vietnamese.

    Looks at 64 KiB: the first ones, or those from the first byte beyond ASCII on. ASCII is UTF-8. A text in
    UTF-8 with faults, or with parts in an old encoding (then the second candidate), is UTF-8, less surely.

    >>> detect_encoding("Tỉnh Quảng Ninh phát triển".encode("viscii")).encoding
    'viscii'
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return Detection(name, 1.0, ((name, 1.0),))
    if (b"\0" in data[:SAMPLE]) and (wide := _wide(data[:SAMPLE])):
        return wide
    sample = _sample(data)
    good, bad = _letters_of_utf8(sample)
    if not bad:
        return Detection("utf-8", 1.0, (("utf-8", 1.0),))
    if good >= _FAULTLESS * bad or len(_LETTERS_OF_UTF8.findall(data)) >= _ENOUGH_LETTERS:
        share = good / (good + bad)
        others = _vietnamese(b"\n".join(line for line in sample.split(b"\n") if _letters_of_utf8(line)[1]))
        return Detection(
            "utf-8", share, (("utf-8", share), *(others.candidates[:1] if others.encoding else ()))
        )
    return _vietnamese(sample)


def _sample(data: bytes) -> bytes:
    """Return the bytes to look at: whole lines around the first ones beyond ASCII."""
    if len(data) <= SAMPLE:
        return data
    if data[:SAMPLE].isascii() and (found := _BEYOND_ASCII.search(data)):
        start = max(data.rfind(b"\n", 0, found.start()) + 1, found.start() - SAMPLE // 2)
        return data[start : start + SAMPLE]
    return data[:SAMPLE]


def _letters_of_utf8(data: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII are good UTF-8, and how many places are not.

    A character that is cut off at the end of the data is neither.
    """
    text, used = codecs.utf_8_decode(data, "replace", False)
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if used < len(data) - _LONGEST_CHARACTER:
        bad += 1
    return sum(len(piece) for piece in re.findall(r"[^\x00-\x7f]+", text)) - bad, bad


def _wide(data: bytes) -> Detection | None:
    """Return UTF-16 or UTF-32 if the bytes, which hold NUL, read as text so."""
    candidates = []
    for name, width in _WIDE:
        text = data[: len(data) // width * width].decode(name, "replace")
        usual = sum(1 for _ in _USUAL.finditer(text)) / (len(text) or 1)
        candidates.append((name, usual))
    name, usual = max(candidates, key=lambda one: one[1])
    return Detection(name, usual, ((name, usual),)) if usual >= _MOSTLY_USUAL else None


def _vietnamese(data: bytes) -> Detection:
    """Return the encoding for Vietnamese under which most words are syllables, if most are."""
    if not data.translate(None, _SIGNS):
        return Detection("cp1252", _ONLY_SIGNS, (("cp1252", _ONLY_SIGNS),))
    fits = {name: likeness(data.decode(name, "replace")) for name in VIETNAMESE}
    if _has_capitals_of_vn1(data):
        fits["tcvn5712"] = likeness(data.decode("tcvn5712", "replace"))
        del fits["tcvn3"]
    best = max(one.likelihood for one in fits.values())
    shares = {name: math.exp(one.likelihood - best) for name, one in fits.items()}
    total = sum(shares.values())
    certain = {name: share / total * _probability(fits[name].odds) for name, share in shares.items()}
    candidates = tuple(sorted(certain.items(), key=lambda one: -one[1]))
    name, certainty = candidates[0]
    return Detection(name if certainty >= THRESHOLD else None, certainty, candidates)


def _has_capitals_of_vn1(data: bytes) -> bool:
    """Tell whether bytes are letters in VN1 where TCVN3, else the same, has signs or controls."""
    vn1, vn3 = (words_beyond_ascii(data.decode(name, "replace")) for name in ("tcvn5712", "tcvn3"))
    others = likeness_of(vn1 - vn3)
    return others.known > _SURELY * (others.kinds - others.known)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 50), -50)))
