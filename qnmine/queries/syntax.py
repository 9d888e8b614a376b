r"""The query language: what a query says, written out as plain sequences of items.

    kinh tế số            a phrase: its syllables, however the words are cut inside it
    kinh_tế "kinh tế"     the same: `_` is a space, and one pair of double quotes around all means nothing
    chuyển*               `*`: any characters of one word, spaces between its syllables included
    chuyển * số           a lone `*`: exactly one word of letters or digits
    h?a                   `?`: one character that is no space
    (kinh tế|xã hội) số   alternatives; `(tỉnh |)Quảng Ninh` finds it with and without `tỉnh`
    trong nước|ngoài nước a `|` outside parentheses splits the whole query
    <PER> phát biểu       a name: `<PER>`, `<ORG>`, `<LOC>`, or `<ENTITY>` for any of them
    R\&D \*               `\` takes the special meaning from `* ? ( ) | < _ \`

Queries are compared in the normalised spelling of the text (NFC, one tone-mark style), in any case unless
asked for otherwise. A match begins where a word begins and ends where a word ends: `số` is not found inside
the word `số lượng`. An item with a `*` reaches to the end of a word. Syllables, numbers and signs are units
of their own, and spaces beside a number or a sign do not matter: `Hạ Long, Quảng Ninh` is
`Hạ Long , Quảng Ninh`. Matches stay within a sentence. Of matches that overlap the leftmost counts, of these
the longest.

Parentheses are written out (`(a|b) c` is `a c|b c`), which is limited: however a query is made, the time that
it takes is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import chain, product
from math import prod
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.text.normalize import analysed, unicode_form

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_QUERY = 1000
MOST_VARIANTS = 500
MOST_WRITTEN_OUT = 20_000  # characters of all variants together

_SPECIAL = frozenset("*?()|<")
_NESTED = "parentheses stand inside parentheses; write the alternatives in one pair"
_NOT_CLOSED = "a ( is not closed; write ) after it, or \\( for the sign itself"
_TYPES = {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "ENTITY": ("PER", "ORG", "LOC")}
_NAME = re.compile(r"\s*([^\s<>]*)\s*>")
_QUOTES = '"\u201c\u201d\u201e'
_IN_QUOTES = re.compile(rf"[{_QUOTES}]((?:\\.|[^\\{_QUOTES}])*)[{_QUOTES}]")
_JOIN = re.compile(r"\\.|_")


class Wild(Enum):
    """What stands for other characters."""

    STRING = "*"
    CHARACTER = "?"


@dataclass(frozen=True, slots=True)
class Word:
    """What stood between spaces: literal text and wildcards, in order."""

    parts: tuple[str | Wild, ...]

    @property
    def is_any(self) -> bool:
        """Whether this is a lone `*`: any word."""
        return self.parts == (Wild.STRING,)

    @property
    def literals(self) -> tuple[str, ...]:
        """The literal text of the item."""
        return tuple(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one of the types."""

    types: tuple[str, ...]


Item = Word | Name
Variant = tuple[Item, ...]


class _Sign(NamedTuple):
    """A character of a query, or a whole `<NAME>`; special unless it is quoted or has no meaning."""

    text: str
    special: bool


def parse(query: str) -> tuple[Variant, ...]:
    """Return the sequences of items that a query stands for, at least one, each different.

    Raises:
        UsageError: the query is empty, too long, not well-formed, or has nothing but wildcards.
    """
    if len(query) > LONGEST_QUERY:
        _refuse(query, f"it is longer than {LONGEST_QUERY} characters; make several of it")
    written = _written_out(query, _signs(query, spelled(query)))
    found = dict.fromkeys(variant for signs in written for variant in _variants(query, signs))
    if not all(found):
        _refuse(query, "it is empty, or an alternative is; write a word on each side of |")
    if len(found) > MOST_VARIANTS:
        _refuse(query, "it has too many alternatives; make several of it")
    for variant in found:
        if not any(isinstance(item, Name) or any(item.literals) for item in variant):
            _refuse(query, "it has nothing but wildcards; add a word, or quote the sign: \\* \\?")
    return tuple(found)


def spelled(query: str) -> str:
    """Return a query in NFC with single spaces, without invisible characters and quotes around all of it."""
    seen = "".join(c for c in query if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    single_spaces = " ".join(unicode_form(seen, "NFC").split())
    text = _JOIN.sub(lambda sign: " " if sign[0] == "_" else sign[0], single_spaces).strip()
    quoted = _IN_QUOTES.fullmatch(text)
    return " ".join((quoted[1] if quoted else text).split())


def _refuse(query: str, reason: str) -> NoReturn:
    raise UsageError(f"the query '{shown(query, 60)}': {reason}")


def _signs(query: str, text: str) -> list[_Sign]:
    """Return the characters of a query, each with whether it is special."""
    signs: list[_Sign] = []
    place = 0
    while place < len(text):
        character = text[place]
        if character == "\\":
            place += 1
            if place == len(text):
                _refuse(query, "it ends with a \\ that quotes nothing; write \\\\ for the sign itself")
            signs.append(_Sign(text[place], False))
        elif character == "<":
            name = _NAME.match(text, place + 1)
            if name is None or name[1].upper() not in _TYPES:
                kinds = ", ".join(f"<{kind}>" for kind in _TYPES)
                _refuse(query, f"names are {kinds}; write \\< for the sign itself")
            signs.append(_Sign(name[1].upper(), True))
            place = name.end() - 1
        else:
            signs.append(_Sign(character, character in _SPECIAL))
        place += 1
    return signs


def _written_out(query: str, signs: Sequence[_Sign]) -> list[list[_Sign]]:
    """Return the signs of each sequence that is left when parentheses and `|` are written out."""
    branches = _branches(query, signs)
    counts = [prod(map(len, choices)) for choices in branches]
    sizes = [sum(max(map(len, choice)) for choice in choices) for choices in branches]
    written = sum(count * size for count, size in zip(counts, sizes, strict=True))
    if sum(counts) > MOST_VARIANTS or written > MOST_WRITTEN_OUT:
        _refuse(query, "it has too many alternatives; make several of it")
    return [list(chain.from_iterable(chosen)) for choices in branches for chosen in product(*choices)]


def _branches(query: str, signs: Sequence[_Sign]) -> list[list[list[list[_Sign]]]]:
    """Return what `|` splits the query into: for each branch its choices, each a list of sequences."""
    branches: list[list[list[list[_Sign]]]] = [[]]
    group: list[list[_Sign]] | None = None
    for sign in signs:
        bracket = sign.text if sign.special and sign.text in "(|)" else ""
        if bracket == "(":
            if group is not None:
                _refuse(query, _NOT_CLOSED if _open_at_end(signs) else _NESTED)
            group = [[]]
        elif bracket == ")":
            if group is None:
                _refuse(query, "a ) has no ( before it; write \\) for the sign itself")
            branches[-1].append(group)
            group = None
        elif group is not None:
            group.append([]) if bracket else group[-1].append(sign)
        else:
            branches.append([]) if bracket else branches[-1].append([[sign]])
    if group is not None:
        _refuse(query, _NOT_CLOSED)
    return branches


def _open_at_end(signs: Sequence[_Sign]) -> bool:
    """Tell whether more parentheses open than close."""
    special = [sign.text for sign in signs if sign.special]
    return special.count("(") > special.count(")")


def _variants(query: str, signs: Sequence[_Sign]) -> list[Variant]:
    """Return the items of a sequence of signs; several sequences where a spelling is not certain."""
    items: list[list[Item]] = []
    parts: list[str | Wild] = []
    for sign in (*signs, _Sign(" ", False)):
        if sign.text == " " or (sign.special and sign.text in _TYPES):
            if parts:
                items.append(_spellings(tuple(parts)))
                parts = []
            if sign.special:
                items.append([Name(_TYPES[sign.text])])
        elif sign.special:
            wild = Wild(sign.text)
            if not (parts and parts[-1] is wild is Wild.STRING):
                parts.append(wild)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += sign.text
        else:
            parts.append(sign.text)
    count = 1
    for spellings in items:
        count *= len(spellings)
        if count > MOST_VARIANTS:
            _refuse(query, f"it has more than {MOST_VARIANTS} spellings; use fewer wildcards")
    return list(product(*items))


def _spellings(parts: tuple[str | Wild, ...]) -> list[Item]:
    """Return an item in the tone-mark style of texts.

    Beside a wildcard it is kept as written too: `hoà*` is both `hòa bình` and `hoàn thành`.
    """
    restyled = tuple(analysed(part) if isinstance(part, str) else part for part in parts)
    if len(parts) == 1 or restyled == parts:
        return [Word(restyled)]
    return [Word(restyled), Word(parts)]
