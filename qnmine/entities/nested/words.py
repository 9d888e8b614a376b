"""The words of a name, and which stretches of them stand in the lexicons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import cache, cached_property
from typing import TYPE_CHECKING

from qnmine.data.lexicons import load
from qnmine.entities.nested.heads import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+|\d+|\S")


class Kind(IntFlag):
    """The lexicons in which a stretch of words stands."""

    PROVINCE = auto()
    DISTRICT = auto()
    COMMUNE = auto()
    COUNTRY = auto()
    SHORT_COUNTRY = auto()
    VIETNAM = auto()
    WORLD = auto()
    ORG = auto()
    ORG_HEAD = auto()
    PLACE_HEAD = auto()
    TITLE = auto()


UNIT = Kind.PROVINCE | Kind.DISTRICT | Kind.COMMUNE
NAME = UNIT | Kind.COUNTRY | Kind.SHORT_COUNTRY | Kind.VIETNAM | Kind.WORLD | Kind.ORG

_LEXICONS = {
    "provinces": Kind.PROVINCE,
    "districts": Kind.DISTRICT,
    "communes": Kind.COMMUNE,
    "countries": Kind.COUNTRY,
    "countries_short": Kind.SHORT_COUNTRY,
    "vietnam_places": Kind.VIETNAM,
    "world_places": Kind.WORLD,
    "organisations": Kind.ORG,
    "org_heads": Kind.ORG_HEAD,
    "place_heads": Kind.PLACE_HEAD,
    "titles": Kind.TITLE,
}


@dataclass(frozen=True, slots=True)
class Match:
    """The words from `first` up to `after`, which stand in the lexicons of `kind`."""

    first: int
    after: int
    kind: Kind


class Words:
    """The words of a name: runs of letters, runs of digits, single marks."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _WORD.finditer(text)]
        self.forms = [text[first:after] for first, after in found]
        self.lower = [form.lower() for form in self.forms]
        self.starts = [first for first, _ in found]
        self.ends = [after for _, after in found]

    def __len__(self) -> int:
        return len(self.forms)

    def is_capital(self, number: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.forms[number][0].isupper()

    def is_lower(self, number: int) -> bool:
        """Whether a word is one of lower-case letters."""
        return self.forms[number].islower()

    def is_acronym(self, number: int) -> bool:
        """Whether a word is of capitals only, two or more."""
        return len(self.forms[number]) > 1 and self.forms[number].isupper()

    def is_letters(self, number: int) -> bool:
        """Whether a word is one of letters, not a number or a mark."""
        return self.forms[number][0].isalpha()

    def has_capital(self, first: int, after: int) -> bool:
        """Whether a stretch of words has a capital letter at the beginning of a word."""
        return any(map(self.is_capital, range(first, after)))

    def phrase(self, first: int, phrases: frozenset[str], longest: int = 5) -> int:
        """Return the word after the longest of some phrases that begins at a word; that word if none does."""
        for after in range(min(first + longest, len(self)), first, -1):
            if " ".join(self.lower[first:after]) in phrases:
                return after
        return first

    def starts_free(self, first: int) -> bool:
        """Whether a name can begin here: behind a head, a lower-case word, an abbreviation or a mark."""
        if first == 0:
            return False
        before = first - 1
        if self.is_lower(before) or self.is_acronym(before) or not self.is_letters(before):
            return True
        return first in self._after_heads

    @cached_property
    def _after_heads(self) -> set[int]:
        """The words that follow a head of an organisation or place, or a title."""
        heads = Kind.ORG_HEAD | Kind.PLACE_HEAD | Kind.TITLE
        matches = (match for number in range(len(self)) for match in self.matches(number))
        return {match.after for match in matches if match.kind & heads}

    def ends_free(self, after: int) -> bool:
        """Whether a name can end before this word: no more capitals follow, or those of a level's head."""
        return after == len(self) or not self.is_capital(after) or self.phrase(after, LEVELS, 2) > after

    def matches(self, first: int) -> Iterator[Match]:
        """Yield what begins at a word and stands in the lexicons, the longest first.

        Names have their capitals (or more of them), heads and titles any case.
        """
        phrases, longest = _phrases()
        for count in range(min(longest.get(self.lower[first], 0), len(self) - first), 0, -1):
            after = first + count
            kind = Kind(0)
            for capitals, of in phrases.get(" ".join(self.lower[first:after]), ()):
                if of & NAME and not all(self.is_capital(first + number) for number in capitals):
                    continue
                kind |= of
            if kind:
                yield Match(first, after, kind)

    def longest(self, first: int, kind: Kind) -> Match | None:
        """Return the longest stretch from a word on that stands in one of some lexicons."""
        return next((match for match in self.matches(first) if match.kind & kind), None)


@cache
def _phrases() -> tuple[dict[str, list[tuple[tuple[int, ...], Kind]]], dict[str, int]]:
    """Return the entries by their words in lower case: which words are capitals, and the lexicon.

    The second part is the number of words of the longest entry that begins with a word.
    """
    phrases: dict[str, list[tuple[tuple[int, ...], Kind]]] = {}
    longest: dict[str, int] = {}
    for name, kind in _LEXICONS.items():
        for entry in load(name):
            forms = _WORD.findall(entry)
            lower = [form.lower() for form in forms]
            capitals = tuple(number for number, form in enumerate(forms) if form[0].isupper())
            phrases.setdefault(" ".join(lower), []).append((capitals, kind))
            longest[lower[0]] = max(longest.get(lower[0], 0), len(lower))
    return phrases, longest
