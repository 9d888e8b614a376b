"""The words of a document as one string that regular expressions can run over.

Before each word stands a mark, so do the first word of each sentence and each name; another one ends a name.
The marks are code points that no text means anything by (Unicode's noncharacters).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.words.running import RunningWords

SENTENCE, WORD, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
OPEN = {"PER": "\ufdd3", "ORG": "\ufdd4", "LOC": "\ufdd5"}
MARKS = "\ufdd0-\ufdd5"

_MARK = re.compile(f"[{MARKS}]")
# What shows nothing and is no part of a syllable either (see qnmine.text.syllables).
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DIACRITIC = re.compile("[\u0300-\u036f]")


def render(words: RunningWords, *, names: bool) -> str:
    """Return the words of a document in one string, with the marks of names if they are asked for."""
    pieces = [WORD + form for form in _without_marks(words.forms)]
    for span in words.entities if names else ():
        if span.type in OPEN:
            pieces[span.first] = OPEN[span.type] + pieces[span.first]
            pieces[span.last - 1] += CLOSE
    for length, end in zip(words.sentences, accumulate(words.sentences), strict=True):
        if length:
            pieces[end - length] = SENTENCE + pieces[end - length]
    return _INVISIBLE.sub("", "".join(pieces))


def _without_marks(forms: list[str]) -> list[str]:
    if _MARK.search("".join(forms)) is None:
        return forms
    return [_MARK.sub("\ufffd", form) for form in forms]


def fold(text: str, *, match_case: bool, ignore_diacritics: bool) -> str:
    """Return text as queries compare it: in one case, and without diacritics (`đ` is `d`), if so asked for.

    Characters are folded one by one, so that a part of a text folds to a part of the folded text.
    """
    if not match_case:
        text = text.casefold()
    if ignore_diacritics and not text.isascii():
        text = _DIACRITIC.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("Đ", "D")
    return text


def hides_characters(text: str) -> bool:
    """Tell whether a text may have characters that its words are without."""
    plain = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return not plain.isprintable() or _INVISIBLE.search(plain) is not None
