"""The characters of a text that count when two versions of it are laid side by side."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from qnmine.text.normalize import Normalized

# Tokenizers drop white space and often the format characters that show nothing (zero-width spaces and
# joiners, direction marks, variation selectors, BOM).
_NOTHING_TO_SEE = r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_VISIBLE = re.compile(rf"[^{_NOTHING_TO_SEE}]+")
# In words, `_` stands for a space inside, and U+FFFD for a control character that a file could not hold.
_LETTERS = re.compile(rf"[^{_NOTHING_TO_SEE}\x00-\x1f\x7f-\x9f_\ufffd]+")

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SPELLINGS = {"y": "i", "ð": "đ", "ɖ": "đ"}  # qui and quy; look-alikes


class _Keys(dict[int, str]):
    """The key of each letter under which versions of a text compare (see `letter_key`)."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))
        bare = letter[0] + "".join(mark for mark in letter[1:] if mark not in _TONES)
        lower = unicodedata.normalize("NFC", bare).lower()
        self[code] = _SPELLINGS.get(lower, lower) if len(lower) == 1 else chr(code)
        return self[code]


_KEYS = _Keys()


class Letters:
    """The letters, digits and signs of a text, counted, with the way back to its offsets.

    White space, control characters, `_` and characters that show nothing are not counted. `letters` are
    those of the text in NFC; see `letter_key` for what compares them.
    """

    def __init__(self, text: str) -> None:
        self._normalized: Normalized = normalize(text)
        self.letters = "".join(_LETTERS.findall(self._normalized.text))

    def __len__(self) -> int:
        return len(self.letters)

    @property
    def normalized(self) -> str:
        """The text in NFC with one tone-mark style, as segmenters take it."""
        return self._normalized.text

    @cached_property
    def _places(self) -> list[int]:
        return _places(_LETTERS, self._normalized.text)

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Return the offsets in the text of the letters from `first` on up to the one before `behind`."""
        return self._normalized.original(self._places[first], self._places[behind - 1] + 1)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return the (first, behind the last) letter of a span of the normalised text."""
        return bisect_left(self._places, start), bisect_left(self._places, end)


def letter_key(letters: str) -> str:
    """Return letters in NFC as versions of a text are compared: one character for each.

    What tokenizers rewrite is made equal: case, the five tone marks (hoà and hòa, Đaị and Đại), i and y
    (qui and quy), đ and its look-alikes. It serves to tell another text, and never reaches the user.
    """
    return letters.translate(_KEYS)


def visible(text: str) -> str:
    """Return the text without white space and without characters that show nothing."""
    return "".join(_VISIBLE.findall(text))


def visible_places(text: str) -> list[int]:
    """Return the offsets of the characters that tokens are made of, in order."""
    return _places(_VISIBLE, text)


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [place for run in pattern.finditer(text) for place in range(*run.span())]
