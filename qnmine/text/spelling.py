"""Whether a run of letters is spelled like a Vietnamese syllable."""

from __future__ import annotations

import re
import unicodedata

VIETNAMESE, BARE, FOREIGN = 1, 2, 3
"""How a run of letters is spelled: a Vietnamese syllable with diacritics, one without any, none."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdđghklmnprstvx])?"
_RHYME = (
    "(?:[ou]?[aăâ](?:ch|nh|ng|[cmnptiyou])?|[ou]?[eê](?:ch|nh|ng|[cmnptou])?|[iy](?:ch|nh|ng|[cmnptu])?"
    "|[oôơ]{1,2}(?:ng|[cmnpti])?|[uư](?:ng|[cmnptiu])?|uy(?:ch|nh|ng|[cmnptu])?|i[aêu]|[iyu]?yê(?:ng|[cmntu])"
    "|iê(?:ng|[cmnptu])|uya|u[aâơ]|u[ôơ](?:ng|[cmnpti])?|ư[aơu]|ươ(?:ng|[cmnptiu])?)"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_LONGEST_SYLLABLE = 7


def spelling_of(lower: str) -> int:
    """Whether a lower-case run of letters can be a Vietnamese syllable (VIETNAMESE, BARE or FOREIGN)."""
    if len(lower) > _LONGEST_SYLLABLE:
        return FOREIGN
    toneless = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", lower)))
    if _SYLLABLE.fullmatch(toneless) is None:
        return FOREIGN
    return BARE if lower.isascii() else VIETNAMESE
