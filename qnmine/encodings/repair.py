"""Text that went wrong on its way to Unicode: old encodings read as Latin-1, UTF-8 read as Windows-1252."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from qnmine.encodings.capitals import restore_capitals
from qnmine.encodings.model import Likeness, likeness
from qnmine.encodings.tables import TITLES, character_set

MOJIBAKE = "mojibake"

_WINDOW = 2048
_WINDOWS = 3
_THRESHOLD = 0.9

# What nearly any such text has, and what is quickly looked for: bytes of ế, ạ, é and the dot below in UTF-8,
# then what à á ả ạ đ are in TCVN3, đ in VISCII and VNI, and more marks of VNI.
_SIGNS = ("»", "º", "©", "£", "µ", "¸", "¶", "¹", "®", "ð", "ñ", "ø", "ö", "ä", "ï")

# Letters that only Unicode has: a line with them is what it was meant to be.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0303\u0309\u0323\u1ea0-\u1ef9]")
# A sign, or a capital of Latin-1, in the middle of a word, as TCVN3 and VISCII have them.
_WITHIN = re.compile(
    "[\x80-\x9f¡-¿×÷ƒ†‡ˆ‰Š‹ŒŽ™š›œžŸ€‚„](?<=[A-Za-z].)(?=[A-Za-z])|[À-ÖØ-Þ](?<=[a-z].)(?=[a-z])"
)
# A vowel and the mark after it in VNI; many of these are two vowels in French and in Vietnamese.
_MARKED = re.compile(
    "[áàåãäâÁÀÅÃÄÂ](?<=[aeoAEO].)|[ùøûõïÙØÛÕÏ](?<=[aeouyôöAEOUYÔÖ].)|[êéèúüëÊÉÈÚÜË](?<=[aA].)"
)
# Those that hardly any language has.
_MARKED_SURELY = re.compile("[øåäØÅÄ](?<=[aeoAEO].)|[ùøûõïÙØÛÕÏ](?<=[ôöÔÖ].)|[øØ](?<=[uyUY].)")

# The logarithm of how much likelier a text is as it stands; a sign within words speaks against that.
_AS_IT_STANDS = 4.0
_SIGN_WITHIN = 7.0

_MOST_LAYERS = 3
_NO_EVIDENCE = re.compile("[\x00-\x7f\u00a0«»“”‘’–—…•]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a text: `kind` is the old encoding, or `mojibake`; `certainty` is 0 to 1."""

    kind: str
    certainty: float

    def __str__(self) -> str:
        """Return it as people call it."""
        return MOJIBAKE if self.kind == MOJIBAKE else f"{TITLES[self.kind]} text"


def recognise(text: str) -> Trouble | None:
    """Return what is wrong with a text, None if nothing is; looks at parts of long ones.

    >>> str(recognise("thµnh phè H¹ Long, tØnh Qu¶ng Ninh")), str(recognise("Ä‘á»“ng báº±ng"))
    ('TCVN3 (ABC) text', 'mojibake')
    """
    if text.isascii():
        return None
    sample = _parts(text)
    for sign in _SIGNS:
        if sign in sample:
            break
    else:
        return None
    if _bytes().search(sample) and (certainty := _likeness_to_mojibake(sample)) >= _THRESHOLD:
        return Trouble(MOJIBAKE, certainty)
    if _WITHIN.search(sample) or (_UNICODE.search(sample) is None and _MARKED.search(sample)):
        return _old(sample)
    return None


def repair(text: str, trouble: Trouble) -> str:
    """Return the text as it was meant.

    >>> text = "tØnh Qu¶ng Ninh"
    >>> repair(text, Trouble("tcvn3", 1.0)), repair("Ä‘á»“ng", Trouble("mojibake", 1.0))
    ('tỉnh Quảng Ninh', 'đồng')
    """
    if trouble.kind == MOJIBAKE:
        for _ in range(_MOST_LAYERS):
            text = _bytes().sub(lambda found: _one_layer(found[0]), text)
            if _likeness_to_mojibake(_parts(text)) < _THRESHOLD:  # another time would spoil what is right now
                break
        return text
    return "\n".join(_as_meant(line, trouble.kind) for line in text.split("\n"))


def _parts(text: str) -> str:
    """Return the beginning, the middle and the end of a text, or all of a short one."""
    if len(text) <= _WINDOW * _WINDOWS:
        return text
    middle = (len(text) - _WINDOW) // 2
    return "\n".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


def _as_meant(line: str, encoding: str) -> str:
    """Return a line that was in an old encoding; one with letters that only Unicode has was not."""
    if line.isascii() or _UNICODE.search(line):
        return line
    read = character_set(encoding).read(line)
    return restore_capitals(read) if encoding == "tcvn3" else read


def _old(sample: str) -> Trouble | None:
    """Return the old encoding as which the lines are more Vietnamese than as they stand.

    Lines in Unicode say nothing; names in them (Janša, Kučan) would have the table of syllables loaded.
    """
    lines = "\n".join(line for line in sample.split("\n") if not _UNICODE.search(line))
    within = _WITHIN.search(lines) is not None
    if not within and _MARKED.search(lines) is None:
        return None
    stands = likeness(lines)
    readings = {name: likeness(character_set(name).read(lines)) for name in ("tcvn3", "vni", "viscii")}
    name, best = max(readings.items(), key=lambda one: (one[1].odds, one[1].likelihood))
    telling = _MARKED_SURELY.search(lines) is not None if name == "vni" else within
    sign = _SIGN_WITHIN if telling else 0
    certainty = _probability(best.odds + sign - max(stands.odds + _AS_IT_STANDS, 0))
    return Trouble(name, certainty) if certainty >= _THRESHOLD and _makes_sense(best, stands) else None


def _makes_sense(reading: Likeness, stands: Likeness) -> bool:
    """Tell whether most words are syllables, many of which are none as the text stands.

    VISCII shares some letters with Latin-1: names of countries and people in both would count for it.
    """
    return reading.known * 2 > reading.kinds and (reading.known - stands.known) * 4 >= reading.kinds


def _likeness_to_mojibake(sample: str) -> float:
    """Return how sure it is that letters of a text are bytes of UTF-8."""
    found = [piece for piece in _bytes().findall(sample) if _one_layer(piece).isprintable()]
    strong = sum(len(piece) > len("Ä‘") for piece in found)
    if strong + len(found) < 2:
        return 0.0
    others = len(_NO_EVIDENCE.sub("", _bytes().sub("", sample)))
    share = sum(map(len, found)) / (sum(map(len, found)) + others)
    return max(share, 1 - 2.0 ** -(3 * strong)) if share >= 0.5 or strong > 1 else 0.0


def _one_layer(piece: str) -> str:
    """Return the characters whose bytes in UTF-8 a run of letters is; the run itself where it is none."""
    try:
        return bytes(_byte_of()[letter] for letter in piece).decode()
    except UnicodeDecodeError:
        return piece


@cache
def _byte_of() -> dict[str, int]:
    """Return the bytes of characters in Latin-1, Windows-1252 and Windows-1258."""
    known = {}
    for encoding in ("cp1258", "cp1252", "latin-1"):
        for byte in range(0x80, 0x100):
            if letter := bytes([byte]).decode(encoding, "ignore"):
                known[letter] = byte
    return known


@cache
def _bytes() -> re.Pattern[str]:
    """Return the pattern of characters that are the bytes of one in UTF-8."""

    def of(first: int, last: int) -> str:
        letters = (letter for letter, byte in _byte_of().items() if first <= byte <= last)
        return f"[{re.escape(''.join(letters))}]"

    rest = of(0x80, 0xBF)
    return re.compile(f"{of(0xC2, 0xDF)}{rest}|{of(0xE1, 0xEF)}{rest}{{2}}|{of(0xF0, 0xF4)}{rest}{{3}}")


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 50.0), -50.0)))
