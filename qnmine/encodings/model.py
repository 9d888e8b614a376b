"""How Vietnamese a text looks: whether its words with letters beyond ASCII are syllables of the language."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Letters of ASCII and whatever is beyond it: a wrong encoding puts signs into the middle of words.
# From the first letter of a word only, since a long run of ASCII (base64) must not be tried at each of them.
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]*+[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*+")
_EDGES = "\u0080\u00a0«»“”‘’„‚–—…•·°®©™×§\u00ad\ufeff"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WITHOUT_TONES = str.maketrans("", "", _TONES)

_RAREST = 3
_UNKNOWN = math.log(1e-8)

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
    return likeness_of(words_beyond_ascii(text))


def likeness_of(words: Iterable[str]) -> Likeness:
    """Return how well words fit, each kind counted once."""
    syllables = _syllables()
    found = [syllables.get(key) for key in {syllable_key(word) for word in words}]
    known = sum(one is not None for one in found)
    return Likeness(len(found), known, sum(_UNKNOWN if one is None else one for one in found))


def words_beyond_ascii(text: str) -> set[str]:
    """Return the words of a text with a letter beyond ASCII, without quotation marks and dashes around.

    Those of one letter are left out: a sign read wrongly is often one.
    """
    words = {word.strip(_EDGES) for word in _WORD.findall(text)}
    return {word for word in words if not word.isascii() and len(word) > 1}


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
    from qnmine.data.frequencies import word_frequencies
    from qnmine.text.spelling import VIETNAMESE, spelling_of

    counts: Counter[str] = Counter()
    for word, count in word_frequencies().counts.items():
        if not word.isascii():
            for syllable in word.split(" "):
                counts[syllable] += count
    keys: Counter[str] = Counter()
    for syllable, count in counts.items():
        if count >= _RAREST and not syllable.isascii() and spelling_of(syllable) == VIETNAMESE:
            keys[syllable_key(syllable)] += count
    total = keys.total()
    return {key: math.log(count / total) for key, count in keys.items()}
