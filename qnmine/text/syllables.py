"""Syllable tokens: the units that the sequence tagger labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

# Combining marks stay inside their letter run, so that text left decomposed never splits a syllable.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e"
)
_MARKS += "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Format characters that show nothing (zero-width spaces and joiners, direction marks, BOM) are no token.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_SYLLABLE = re.compile(rf"((?:[^\W\d_{_MARKS}][{_MARKS}]*)+|\d+|[^\s{_INVISIBLE}])")


def syllable_spans(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the tokens that `syllables` finds."""
    return [found.span() for found in _SYLLABLE.finditer(text)]


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllable tokens of one text as columns: `forms[i]` is `text[starts[i]:ends[i]]`."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    forms: list[str]

    def __len__(self) -> int:
        return len(self.forms)


def syllables(text: str) -> Syllables:
    """Split text into runs of letters, runs of digits and single other characters.

    White space and invisible format characters belong to no token; every other character is in exactly
    one. Offsets are code points of `text`; one linear pass, also over a line of a million letters.
    """
    # Splitting at a captured token gives gap, token, gap, token, …, gap: offsets are running lengths.
    pieces = _SYLLABLE.split(text)
    bounds = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    return Syllables(bounds[:-1:2], bounds[1::2], pieces[1::2])
