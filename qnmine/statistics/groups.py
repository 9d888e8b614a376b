"""Counts kept apart by group, each with the size of its group; they merge over parts of a corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Key = tuple[str, ...]
"""The values that the documents of a group share."""


class Mergeable(Protocol):
    """Counts that grow document by document, such as `WordCounts` and `EntityCounts`."""

    def merge(self, other: Any, /) -> None:
        """Add the counts of other documents."""


Counts = TypeVar("Counts", bound=Mergeable)


@dataclass
class Group(Generic[Counts]):
    """What was counted in one group, and its number of documents and of words.

    Words are word tokens with a letter or digit; `words` is None where the texts were not there to count.
    """

    counts: Counts
    docs: int = 0
    words: int | None = None

    def add_document(self, words: int | None = None) -> None:
        """Count one document of the group, and its words."""
        self.docs += 1
        if words is not None:
            self.words = words + (self.words or 0)


class Groups(Generic[Counts]):
    """The groups of a corpus, made as their first documents come; `make` makes empty counts."""

    def __init__(self, make: Callable[[], Counts]) -> None:
        self._make = make
        self._groups: dict[Key, Group[Counts]] = {}

    def __getitem__(self, key: Key) -> Group[Counts]:
        """Return a group, a new one for a key that was not there."""
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(self._make())
        return group

    def __iter__(self) -> Iterator[Key]:
        """Yield the values of the groups, in the order in which they came."""
        return iter(self._groups)

    def __getstate__(self) -> dict[str, Any]:
        """Return what was counted; what makes new groups is not needed to merge it."""
        return {**self.__dict__, "_make": None}

    def merge(self, other: Groups[Counts]) -> None:
        """Add the groups of another part of the corpus."""
        for key, theirs in other._groups.items():
            mine = self[key]
            mine.counts.merge(theirs.counts)
            mine.docs += theirs.docs
            if theirs.words is not None:
                mine.words = theirs.words + (mine.words or 0)
