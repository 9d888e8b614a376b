"""Words written with `_` between their syllables, as segmenters and treebanks write them."""

from __future__ import annotations

import re

_JOINED_SYLLABLES = re.compile(r"(?<=[^\s_])_(?=[^\s_])")
_ADDRESS = re.compile(r"(?:https?://|www\.|[#@])\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def with_spaces(word: str) -> str:
    """Write a segmented word (`Hạ_Long`) with spaces; the `_` of an address or a hashtag is its own."""
    if "_" not in word or _ADDRESS.fullmatch(word):
        return word
    return _JOINED_SYLLABLES.sub(" ", word)
