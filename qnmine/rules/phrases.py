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
        longest = index.first.get(tokens.key(position))
        if longest is None:
            return None
        keys, known = tokens.keys, index.known
        for end in range(min(position + longest, len(keys)), position, -1):
            value = known.get(tuple(keys[position:end]))
            if value is not None:
                return end, value
        return None

    def before(self, tokens: Tokens, position: int) -> tuple[int, Value] | None:
        """Return the start and the value of the longest phrase that ends before a position."""
        index = self._indexes.get(tokens.bare) or self._index(tokens.bare)
        longest = index.last.get(tokens.key(position - 1))
        if longest is None:
            return None
        keys, known = tokens.keys, index.known
        for start in range(max(position - longest, 0), position):
            value = known.get(tuple(keys[start:position]))
            if value is not None:
                return start, value
        return None

    def has(self, tokens: Tokens, position: int) -> bool:
        """Tell whether the token at a position is one of the phrases."""
        index = self._indexes.get(tokens.bare) or self._index(tokens.bare)
        return tokens.key(position) in index.single

    def may_begin(self, key: str, bare: bool) -> bool:
        """Tell whether a phrase begins with a key; `bare` says that it is without diacritics."""
        return key in (self._indexes.get(bare) or self._index(bare)).first

    def may_end(self, key: str, bare: bool) -> bool:
        """Tell whether a phrase ends with a key; `bare` says that it is without diacritics."""
        return key in (self._indexes.get(bare) or self._index(bare)).last


class _Index(Generic[Value]):
    """Phrases by their keys; of equal ones the first counts.

    `first` and `last` are the keys that they begin and end with, with the length of the longest that does;
    `single` are those of one word.
    """

    def __init__(self, entries: Mapping[str, Value], key: Callable[[str], str]) -> None:
        self.known: dict[tuple[str, ...], Value] = {}
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for phrase, value in entries.items():
            keys = tuple(words_of(phrase, key))
            self.known.setdefault(keys, value)
            self.first[keys[0]] = max(self.first.get(keys[0], 0), len(keys))
            self.last[keys[-1]] = max(self.last.get(keys[-1], 0), len(keys))
        self.single = frozenset(keys[0] for keys in self.known if len(keys) == 1)
