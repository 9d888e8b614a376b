"""A sequence of items as a regular expression over rendered words (see `qnmine.queries.rendering`).

At a given place an expression matches in one way only, so that its time is linear: a `*` cannot leave its
word, an item with a `*` reaches to the end of a word, and what stands between two `*` is taken where it
occurs first, which no other choice could better.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.queries.rendering import CLOSE, MARKS, OPEN, SENTENCE, WORD
from qnmine.queries.syntax import Name, Wild, Word
from qnmine.text.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qnmine.queries.syntax import Variant

_INSIDE = f"[^{MARKS}]"
_CHARACTER = f"[^ {MARKS}]"
_ANY_WORD = rf"(?={_INSIDE}*?[^\W_]){_INSIDE}++"
_WORD_ENDS = f"(?!{_INSIDE})"
_OPENS = "".join(OPEN.values())
_INSIDE_NAME = f"[^{SENTENCE}{CLOSE}]"

# Kinds of units: a run of letters, a run of digits, a sign, an unknown character, the last of a word, a name.
_LETTERS, _DIGITS, _SIGN, _UNKNOWN, _WORD_END, _NAME = "letters", "digits", "sign", "unknown", "end", "name"
_UNITS = {_LETTERS, _DIGITS, _SIGN}
# What may not stand before the first and after the last of them where matches begin and end inside of words.
_BEHIND = {
    _LETTERS: r"(?<![^\W\d_])(?<![\u0300-\u036f])",
    _DIGITS: r"(?<!\d)",
    _SIGN: "",
    _UNKNOWN: r"(?<![^\W_])(?<![\u0300-\u036f])",
}
_AHEAD = {kind: look.replace("?<!", "?!") for kind, look in _BEHIND.items()}


class _Expression:
    """A regular expression that grows unit by unit."""

    def __init__(self, *, inside_words: bool, names: bool) -> None:
        self._inside_words = inside_words
        self._first_word = f"[{_OPENS}]?{WORD}" if names else WORD
        self._next_word = f"{CLOSE}?{self._first_word}" if names else WORD
        self._pieces: list[str] = []
        self._last = ""

    def add(self, regex: str, kind: str, *, glued: bool = False, starts_word: bool = False) -> None:
        """Add a unit; `glued` to the one before, or such that it can only begin where a word does."""
        if self._pieces:
            before = self._gap(kind, glued=glued, starts_word=starts_word)
        elif kind == _NAME:
            before = ""
        else:
            before = _BEHIND[kind] if self._inside_words and kind in _BEHIND else self._first_word
        self._pieces.append(before + regex)
        self._last = kind

    def _gap(self, kind: str, *, glued: bool, starts_word: bool) -> str:
        """Return what may stand between the last unit and one of this kind."""
        if glued:
            return ""
        if kind == _NAME:
            return f"{CLOSE}?"
        if starts_word or self._last in (_WORD_END, _NAME):
            return self._next_word
        kinds = {self._last, kind}
        apart = kinds <= _UNITS and (len(kinds) > 1 or kind == _SIGN)
        return f"(?: |{self._next_word})" + ("?" if apart else "")

    def finished(self) -> str:
        """Return the expression, which ends where a word, or a syllable, does; empty without units."""
        if not self._pieces:
            return ""
        if self._last in (_WORD_END, _NAME):
            end = ""
        else:
            end = _AHEAD[self._last] if self._inside_words else _WORD_ENDS
        return "".join((*self._pieces, end))


def regex_of(variant: Variant, fold: Callable[[str], str], *, inside_words: bool, names: bool) -> str:
    """Return the regular expression of a sequence of items.

    `inside_words` lets matches begin and end at any syllable; `names` tells that the text has marks of names.
    Empty if nothing of it is left to look for: marks alone, where diacritics are ignored.
    """
    expression = _Expression(inside_words=inside_words, names=names)
    for item in variant:
        if isinstance(item, Name):
            opens = "".join(OPEN[type_] for type_ in item.types)
            expression.add(f"[{opens}]{WORD}{_INSIDE_NAME}*+{CLOSE}", _NAME)
        elif item.is_any:
            expression.add(_ANY_WORD, _WORD_END, starts_word=True)
        else:
            _add_word(expression, item, fold)
    return expression.finished()


def _add_word(expression: _Expression, item: Word, fold: Callable[[str], str]) -> None:
    """Add an item: up to its first `*` unit by unit, from there to the end of the word as one unit."""
    parts = item.parts
    place = parts.index(Wild.STRING) if Wild.STRING in parts else len(parts)
    for number, part in enumerate(parts[:place]):
        if isinstance(part, Wild):
            expression.add(_CHARACTER, _UNKNOWN, glued=number > 0)
            continue
        for unit_number, unit in enumerate(units(part, fold)):
            expression.add(re.escape(unit), _kind(unit), glued=number > 0 and unit_number == 0)
    if place < len(parts):
        rest = "".join(_rest_of_word(parts[place:], fold))
        expression.add(rest, _WORD_END, glued=place > 0)


def _rest_of_word(parts: tuple[str | Wild, ...], fold: Callable[[str], str]) -> Iterator[str]:
    """Yield the expressions of a `*` and what follows it, to the end of the word."""
    stretches: list[str] = []
    for part in parts:
        if part is Wild.STRING:
            stretches.append("")
        else:
            stretches[-1] += _CHARACTER if isinstance(part, Wild) else re.escape("".join(units(part, fold)))
    *inner, last = stretches
    for stretch in inner:
        yield f"(?>{_INSIDE}*?{stretch})"
    yield f"{_INSIDE}*{last}{_WORD_ENDS}" if last else f"{_INSIDE}*+"


def units(literal: str, fold: Callable[[str], str]) -> list[str]:
    """Return the syllables, numbers and signs of literal text, as they are compared."""
    return syllables(fold(literal)).forms


def _kind(unit: str) -> str:
    if unit[0].isdecimal():
        return _DIGITS
    return _LETTERS if re.match(r"[^\W\d_]", unit) else _SIGN
