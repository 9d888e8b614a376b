"""The patterns of rules: a small notation, read into elements that match tokens and results.

    ngày? {day} (tháng|'/') {month}     words, a result of a category, alternatives, an optional element
    {figure} ~ '%'                      `~`: nothing stands between the two
    {day=first} (-|–) {day=last}        two results of one category, told apart by name
    <figure> <two> <four> <pointed>     any figure, one of up to two digits, of four, with points (25.06.2024)

Words are compared in lower case; alternatives stand in brackets. An element in single or double quotes is
taken literally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.rules.tokens import FIGURE, FIGURE_SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Word:
    """One token with a given key."""

    key: str


@dataclass(frozen=True, slots=True)
class Result:
    """A result of a category, kept under a name."""

    category: str
    name: str


@dataclass(frozen=True, slots=True)
class Glue:
    """No gap here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; optional if one of them is empty."""

    options: tuple[tuple[Element, ...], ...]


Element = Word | Result | Glue | Choice

_LEXEME = re.compile(
    r"""\s*(?:'([^']+)'|"([^"]+)"|\{(\w+)(?:=(\w+))?\}|<(figure|two|four|pointed)>|([()|?~])|([^\s'"{}<>()|?~]+))"""
)


def parse(pattern: str, key: Callable[[str], str] = str.lower) -> tuple[Element, ...]:
    """Read a pattern; words become keys by `key`. ValueError if it is not well-formed."""
    reader = _Reader(pattern, key)
    elements = reader.sequence()
    if not reader.at_end() or not elements:
        raise ValueError(f"pattern {pattern!r}: unexpected {reader.rest()!r}")
    return elements


def asked_in(elements: Iterable[Element]) -> Iterator[Word | Result]:
    """Yield the words and results that a pattern asks for, those of all alternatives."""
    for element in elements:
        if isinstance(element, Word | Result):
            yield element
        elif isinstance(element, Choice):
            for option in element.options:
                yield from asked_in(option)


class _Reader:
    def __init__(self, pattern: str, key: Callable[[str], str]) -> None:
        self._pattern, self._key, self._position = pattern.rstrip(), key, 0

    def at_end(self) -> bool:
        return self._position >= len(self._pattern)

    def rest(self) -> str:
        return self._pattern[self._position :]

    def sequence(self) -> tuple[Element, ...]:
        elements: list[Element] = []
        for match in self._lexemes():
            quoted, double, category, name, figure, sign, word = match.groups()
            if sign in (")", "|"):
                break
            self._position = match.end()
            if sign == "?":
                if not elements or elements[-1] == Glue():
                    raise ValueError(f"pattern {self._pattern!r}: nothing is optional")
                elements.append(Choice(((elements.pop(),), ())))
            elif sign == "~":
                elements.append(Glue())
            elif sign == "(":
                elements.append(self._choice())
            elif category:
                elements.append(Result(category, name or category))
            else:
                word = quoted or double or word
                elements.append(Word(FIGURE_SHAPES.get(figure, FIGURE) if figure else self._key(word)))
        return tuple(elements)

    def _lexemes(self) -> Iterator[re.Match[str]]:
        while not self.at_end():
            match = _LEXEME.match(self._pattern, self._position)
            if match is None:
                raise ValueError(f"pattern {self._pattern!r}: cannot read {self.rest()!r}")
            yield match

    def _choice(self) -> Choice:
        options = [self.sequence()]
        while self.rest().lstrip().startswith("|"):
            self._position = self._pattern.index("|", self._position) + 1
            options.append(self.sequence())
        if not self.rest().lstrip().startswith(")"):
            raise ValueError(f"pattern {self._pattern!r}: a bracket is not closed")
        self._position = self._pattern.index(")", self._position) + 1
        return Choice(tuple(options))
