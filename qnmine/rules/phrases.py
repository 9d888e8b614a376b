"""Phrases with values that are looked up beside a place in a sentence, as a whole and the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from qnmine.rules.tokens import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from qnmine.rules.tokens import Tokens

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """A lexicon for context: rules ask it what stands before or after them.

    Compared are keys, so that one lexicon serves text with and without diacritics.
    """

    def __init__(self, entries: Mapping[str, Value]) -> None:
        self.entries = entries
        self._indexes: dict[bool, _Index[Value]] = {}

    def _index(self, bare: bool) -> _Index[Value]:
        index = self._indexes[bare] = _Index(self.entries, folded if bare else str.lower)
        return index

    @classmethod
    def of(cls, *phrases: str) -> Phrases[str]:
        """Return phrases whose value is themselves; each argument may hold several, separated by `|`."""
        return Phrases({phrase: phrase for line in phrases for phrase in line.split("|")})

    @classmethod
    def all_of(cls, phrases: Iterable[str]) -> Phrases[str]:
        """Return phrases whose value is themselves."""
        return Phrases({phrase: phrase for phrase in phrases})

    def after(self, tokens: Tokens, position: int) -> tuple[int, Value] | None:
        """Return the end and the value of the longest phrase that begins at a position."""
        index = self._indexes.get(tokens.bare) or self._index(tokens.bare)
        if tokens.key(position) not in index.first:
            return None
        for end in range(min(position + index.longest, len(tokens)), position, -1):
            value = index.known.get(tuple(tokens.keys[position:end]))
            if value is not None:
                return end, value
        return None

    def before(self, tokens: Tokens, position: int) -> tuple[int, Value] | None:
        """Return the start and the value of the longest phrase that ends before a position."""
        index = self._indexes.get(tokens.bare) or self._index(tokens.bare)
        if tokens.key(position - 1) not in index.last:
            return None
        for start in range(max(position - index.longest, 0), position):
            value = index.known.get(tuple(tokens.keys[start:position]))
            if value is not None:
                return start, value
        return None

    def has(self, tokens: Tokens, position: int) -> bool:
        """Tell whether the token at a position is one of the phrases."""
        index = self._indexes.get(tokens.bare) or self._index(tokens.bare)
        return (tokens.key(position),) in index.known


class _Index(Generic[Value]):
    """Phrases by their keys, and the keys that they begin and end with; of equal ones the first counts."""

    def __init__(self, entries: Mapping[str, Value], key: Callable[[str], str]) -> None:
        self.known: dict[tuple[str, ...], Value] = {}
        for phrase, value in entries.items():
            self.known.setdefault(tuple(words_of(phrase, key)), value)
        self.longest = max(map(len, self.known), default=0)
        self.first = frozenset(keys[0] for keys in self.known)
        self.last = frozenset(keys[-1] for keys in self.known)
