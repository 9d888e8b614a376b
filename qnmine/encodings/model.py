"""How Vietnamese a text looks: whether its words with letters beyond ASCII are syllables of the language."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Letters of ASCII and whatever is beyond it: a wrong encoding puts signs into the middle of words.
# From the first letter of a word only, since a long run of ASCII (base64) must not be tried at each of them.
# Excluding ASCII signs compiles in a tenth of the time that naming all that is beyond takes.
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]*+[^\x00-\x7f][^\x00-@\[-`{-\x7f]*+")
_EDGES = "\u0080\u00a0«»“”‘’„‚–—…•·°®©™×§\u00ad\ufeff"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WITHOUT_TONES = str.maketrans("", "", _TONES)

_UNKNOWN = math.log(1e-8)
_SIGN = math.log(1e-5)

# How many of the kinds of such words are syllables: in Vietnamese, and in what is none or read wrongly.
_KNOWN_IN_VIETNAMESE = 0.9
_KNOWN_BY_CHANCE = 0.25


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a text fits: kinds of words with letters beyond ASCII, those that are syllables, log-likelihood."""

    kinds: int
    known: int
    likelihood: float

    @property
    def odds(self) -> float:
        """The logarithm of the odds that the text is Vietnamese, by chance one to one."""
        hit = math.log(_KNOWN_IN_VIETNAMESE / _KNOWN_BY_CHANCE)
        miss = math.log((1 - _KNOWN_IN_VIETNAMESE) / (1 - _KNOWN_BY_CHANCE))
        return self.known * hit + (self.kinds - self.known) * miss


def likeness(text: str) -> Likeness:
    """Return how well a text fits Vietnamese."""
    words, signs = _words_and_signs(text)
    return likeness_of(words, signs)


def likeness_of(words: Iterable[str], signs: int = 0) -> Likeness:
    """Return how well words fit, each kind counted once; `signs` have no part but in the likelihood."""
    syllables = _syllables()
    found = [syllables.get(key) for key in {syllable_key(word) for word in words}]
    known = sum(one is not None for one in found)
    likelihood = sum(_UNKNOWN if one is None else one for one in found) + signs * _SIGN
    return Likeness(len(found), known, likelihood)


def words_beyond_ascii(text: str) -> set[str]:
    """Return the words of a text with a letter beyond ASCII, without quotation marks and dashes around.

    Those of one letter are left out: a sign read wrongly is often one.
    """
    return _words_and_signs(text)[0]


def _words_and_signs(text: str) -> tuple[set[str], int]:
    """Return such words, and how many kinds of others there are with a sign beyond ASCII before or after.

    What is a sign in one encoding may be a letter in another; it must not count for it to have fewer words.
    """
    kinds = {word for word in _WORD.findall(text) if len(word) > 1}
    stripped = [word.strip(_EDGES) for word in kinds]
    words = [word for word in stripped if len(word) > 1 and not word.isascii()]
    return set(words), len(kinds) - len(words)


def is_syllable(word: str) -> bool:
    """Tell whether a word with a letter beyond ASCII is a Vietnamese syllable."""
    return syllable_key(word) in _syllables()


def syllable_key(word: str) -> str:
    """Return a word in small letters with its tone at the end, wherever in it the mark stands."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = parts.translate(_WITHOUT_TONES)
    if len(bare) == len(parts):
        return parts
    return bare + "".join(part for part in parts if part in _TONES)


@cache
def _syllables() -> Mapping[str, float]:
    """Return the logarithm of how often each syllable with a letter beyond ASCII occurs among such."""
    counts = {row["syllable"]: int(row["count"]) for row in read_table("encodings/syllables.tsv")}
    total = sum(counts.values())
    return {key: math.log(count / total) for key, count in counts.items()}
