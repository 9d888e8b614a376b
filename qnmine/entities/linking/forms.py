"""Written forms of names: which are equal, and which of them is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import and_
from typing import TYPE_CHECKING

from qnmine.text.spelling import FOREIGN, spelling_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200
"""Forms of more characters are no names that anybody shortens; they are left alone."""

CACHED_FORMS = 1 << 13
"""How many distinct forms the functions of one form remember."""

_MARKS = re.compile(r"[\s,.;:\-‐‑–—&'’\"“”«»]+")

# What word processors set in place of the characters of the keyboard.
_TYPOGRAPHY = str.maketrans("‐‑–—‘’“”", "----''\"\"")


def plain(form: str) -> str:
    """A form as the keyboard has it, the spaces squeezed: one dash, one apostrophe, one quotation mark."""
    return " ".join(form.split()).translate(_TYPOGRAPHY)


@lru_cache(maxsize=CACHED_FORMS)
def fold(form: str) -> str:
    """What equal names of places and bodies share: their letters, without case, marks and the word `và`."""
    folded = form.casefold()
    if not folded.replace(" ", "").isalnum():
        folded = _MARKS.sub(" ", folded).strip()
    return folded.replace(" và ", " ") if " và " in folded else folded


def is_shouted(form: str) -> bool:
    """Whether a form of several words is written in capitals throughout, as in a headline."""
    return form.isupper() and " " in form


def best_form(variants: Mapping[str, int]) -> str:
    """The form to show of those that are equal: not shouted, then the most frequent, then by code point.

    Of equally frequent ones that with more capitals is shown (`Trung tâm Truyền thông`), capitals only last.
    """
    if len(variants) == 1:
        return next(iter(variants))
    return min(variants, key=lambda form: _rank(form, variants[form]))


def _rank(form: str, count: int) -> tuple[bool, int, bool, int, str]:
    return _has_shouted(form), -count, form.isupper(), -sum(map(str.isupper, form)), form


def _has_shouted(form: str) -> bool:
    """Whether two words that follow each other are in capitals (`CÔNG AN tỉnh Quảng Ninh`)."""
    loud = [len(word) > 1 and word.isupper() for word in form.split()]
    return any(map(and_, loud, loud[1:]))


def capitalized(name: str) -> str:
    """The name with a capital at its beginning."""
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=CACHED_FORMS)
def calmed(form: str) -> str:
    """A shouted name of a person in title case, if all its words are Vietnamese syllables."""
    words = form.split()
    if not is_shouted(form) or not all(len(w) > 1 and spelling_of(w.lower()) != FOREIGN for w in words):
        return form
    return " ".join(map(str.capitalize, words))
