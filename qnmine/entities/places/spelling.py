"""How the name of a place is written: one key for its spellings, and the word for its kind before it."""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = str.maketrans({**dict.fromkeys("-–—.\u00ad\u200b", " "), **dict.fromkeys("'’‘`ʼ", None), "ð": "đ"})
_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
# y and i are one letter after a consonant and in quy; `c` and `k` after ă, in names from the Central
# Highlands with or without their marks (Đắk Lắk, Đăk Lăk, Đắc Lắc, Đak Đoa).
_FINAL_Y = re.compile("[yýỳỷỹỵ](?:(?<=[bcdđghklmnpqrstvx].)|(?<=qu.))")
_AK = re.compile(r"(?:[ăắ]|(?<=đ)a)[kc]\b")
_NUMBER = re.compile(r"\b0+(?=\d)")
_ODD = re.compile(rf"[-–—.\u00ad\u200b'’‘`ʼð0]|{_FINAL_Y.pattern}|{_AK.pattern}")
"""What makes the key of a name more than the name in lower case; most names have nothing of it."""


def key_of(name: str) -> str:
    """Return the key that all spellings of a name of a place share.

    Case, the kind of dash, apostrophes, dots, zeros before a number, `y` for `i`, `đắk` for `đăk` and `đắc`
    do not count; other diacritics do. `name` is NFC with the old tone style.
    """
    lower = name.lower()
    if _ODD.search(lower) is None:
        return " ".join(lower.split())
    lower = _FINAL_Y.sub(lambda match: _Y[match[0]], lower.translate(_SIGNS))
    return " ".join(_NUMBER.sub("", _AK.sub("ắk", lower)).split())


class Written(NamedTuple):
    """A written name of a place: the kinds that its head noun allows, none without one, and its key."""

    kinds: frozenset[str]
    key: str


_PROVINCES = frozenset(["tỉnh"])
_CITIES = frozenset(["thành phố"])
_HEADS = {
    "tỉnh": _PROVINCES, "t": _PROVINCES,
    "thành phố": _CITIES, "tp": _CITIES, "t.p": _CITIES, "thủ đô": _CITIES, "cố đô": frozenset(["cố đô"]),
    "huyện": frozenset(["huyện"]), "huyện đảo": frozenset(["huyện"]), "h": frozenset(["huyện"]),
    "quận": frozenset(["quận"]), "q": frozenset(["quận"]),
    "thị xã": frozenset(["thị xã"]), "tx": frozenset(["thị xã"]),
    "xã": frozenset(["xã"]), "xã đảo": frozenset(["xã"]), "x": frozenset(["xã"]),
    "phường": frozenset(["phường"]), "p": frozenset(["phường"]),
    "thị trấn": frozenset(["thị trấn"]), "tt": frozenset(["thị trấn"]),
    "đặc khu": frozenset(["đặc khu"]),
}  # fmt: skip
# A word stands apart from the name. An abbreviation has a dot, a space, a figure (Q1) or a capital (TPVinh)
# after it, a single letter no bare space: `Q. 1`, `Q.1`, `Q1`, `TP Vinh`, `P.Bến Nghé`, not `P Nguyễn`.
_HEAD = re.compile(
    r"(?P<word>thành phố|thủ đô|cố đô|tỉnh|huyện(?: đảo)?|quận|thị xã|thị trấn|xã(?: đảo)?|phường|đặc khu) "
    r"|(?P<short>t\.p|tp|tx|tt)(?:\. ?| |(?P<joined>(?=\w)))"
    r"|(?P<letter>[qphxt])(?:\. ?|(?=\d)| (?=\d))",
    re.IGNORECASE,
)


def written(text: str) -> Written:
    """Take the name of a place apart; `text` is NFC with the old tone style and single spaces."""
    head = _HEAD.match(text)
    if head is None or (head["joined"] is not None and not _begins_a_name(text[head.end() :])):
        return Written(frozenset(), key_of(text))
    word = head["word"] or head["short"] or head["letter"]
    return Written(_HEADS[word.lower()], key_of(text[head.end() :]))


def _begins_a_name(text: str) -> bool:
    """Whether letters right after an abbreviation are a name: `Vinh` of `TPVinh`, not `HCM` of `TPHCM`."""
    return text[:1].isdigit() or (text[:1].isupper() and text[1:2].islower())
