"""Phrases with values that are looked up beside a place in a sentence, as a whole and the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from qnmine.rules.tokens import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qnmine.rules.tokens import Tokens

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """A lexicon for context: rules ask it what stands before or after them.

    Compared are keys, so that one lexicon serves text with and without diacritics.
    """

    def __init__(self, entries: Mapping[str, Value]) -> None:
        self.entries = entries
        self._known = [
            {tuple(words_of(phrase, key)): value for phrase, value in reversed(entries.items())}
            for key in (str.lower, folded)
        ]
        self._longest = max((len(keys) for keys in self._known[0]), default=0)
        self._first = [frozenset(keys[0] for keys in known) for known in self._known]
        self._last = [frozenset(keys[-1] for keys in known) for known in self._known]

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
        if tokens.key(position) not in self._first[tokens.bare]:
            return None
        known = self._known[tokens.bare]
        for end in range(min(position + self._longest, len(tokens)), position, -1):
            value = known.get(tuple(tokens.keys[position:end]))
            if value is not None:
                return end, value
        return None

    def before(self, tokens: Tokens, position: int) -> tuple[int, Value] | None:
        """Return the start and the value of the longest phrase that ends before a position."""
        if tokens.key(position - 1) not in self._last[tokens.bare]:
            return None
        known = self._known[tokens.bare]
        for start in range(max(position - self._longest, 0), position):
            value = known.get(tuple(tokens.keys[start:position]))
            if value is not None:
                return start, value
        return None

    def has(self, tokens: Tokens, position: int) -> bool:
        """Tell whether the token at a position is one of the phrases."""
        return (tokens.key(position),) in self._known[tokens.bare]
