"""What to say about bytes that cannot be decoded: what they look like, and what to try."""

from __future__ import annotations

import codecs
import math

from qnmine.encodings.detection import SAMPLE, Detection, detect_encoding
from qnmine.encodings.tables import TITLES

_CANDIDATES = 3
_WORTH_NAMING = 0.01
_WORTH_TRYING = 0.3

_ANOTHER = "name the one it was written in, such as --encoding cp1252 (Western European)"
_DAMAGED = "the rest is UTF-8: mend that place, or drop it (iconv -c -f utf-8 -t utf-8)"


def title_of(encoding: str) -> str:
    """Return what people call an encoding."""
    return TITLES.get(encoding, encoding.upper())


def percent(certainty: float) -> str:
    """Return a certainty as people read it, rounded down, so that only what is certain has 100 %."""
    return f"{math.floor(certainty * 100 + 1e-9)} %"


def cannot_be_told(head: bytes) -> tuple[str, str]:
    """Return reason and remedy for a text of which no encoding is sure enough."""
    candidates = [one for one in detect_encoding(head).candidates if one[1] >= _WORTH_NAMING][:_CANDIDATES]
    if not candidates:
        return "is neither Unicode nor in an encoding for Vietnamese", _ANOTHER
    said = ", ".join(f"{title_of(name)} {percent(certainty)}" for name, certainty in candidates)
    choice = " or ".join(f"--encoding {name}" for name, _ in candidates)
    return f"is in an encoding that cannot be told ({said} sure)", f"try {choice}"


def remedy_for(named: str, head: bytes, data: bytes, place: int) -> str:
    """Return what to try with a text that is not in the encoding `named`.

    `head` is its beginning, `data` what failed to be decoded, at `place`.
    """
    if named == "utf-8" and head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "try --encoding utf-16 (or auto)"
    rest = b"\n" + data[place : place + SAMPLE]  # what stands in the middle is no byte-order mark
    found = detect_encoding(rest if head.isascii() else head)
    if found.encoding == "utf-8" == named:
        return _in_utf8(found, detect_encoding(rest))
    if found.encoding is not None and found.encoding != named:
        looks = f"it looks like {title_of(found.encoding)}, {percent(found.certainty)} sure"
        return f"{looks}: try --encoding {found.encoding} (or auto)"
    best, certainty = found.candidates[0]
    if found.encoding is None and certainty >= _WORTH_TRYING and best != named:
        return f"it may be {title_of(best)} ({percent(certainty)} sure): try --encoding {best}"
    return _ANOTHER if named == "utf-8" else "try another --encoding"


def _in_utf8(whole: Detection, rest: Detection) -> str:
    """Return what to try with a text that is UTF-8 for the most part; `rest` is what follows the fault."""
    if len(whole.candidates) > 1:
        other, _ = whole.candidates[1]
        return f"other parts of it look like {title_of(other)}: save all of it in one encoding"
    if rest.encoding is None or rest.encoding == "utf-8":
        return _DAMAGED
    return f"from there on it looks like {title_of(rest.encoding)}: save all of it in one encoding"
