"""Entities: mentions merged by name and type, counted over a corpus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.entities.mentions import Mention
    from qnmine.entities.places import Place

    Key = tuple[str, str, tuple[Place, ...]]
    Counts = tuple[str, str, int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of a corpus: how often it is mentioned, in how many documents, in which forms.

    `variants` are the forms as written, white space squeezed, the most frequent first.
    """

    name: str
    type: str
    mentions: int
    docs: int
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedEntity(Entity):
    """An entity that is a place, with what `qnmine.entities.places` knows of it.

    A unit that was split has a row for each successor, all with the same counts.
    """

    code: str = ""
    level: str = ""
    province: str = ""
    relation: str = ""
    current_name: str = ""
    current_code: str = ""


class EntityCounts:
    """Counts of entities that grow document by document and can be merged over parts of a corpus."""

    def __init__(self) -> None:
        # How often each form occurs; a number where the only form is the name itself, as it mostly is: a
        # corpus has names by the hundred thousand.
        self._variants: dict[Key, int | dict[str, int]] = {}
        self._documents: Counter[Key] = Counter()

    def add_document(
        self, mentions: Iterable[Mention], places: Iterable[tuple[Place, ...]] | None = None
    ) -> None:
        """Count the mentions of one whole document, each with its `places`; inner names do not count."""
        self.add_to_documents(self.add_mentions(mentions, places))

    def add_mentions(
        self, mentions: Iterable[Mention], places: Iterable[tuple[Place, ...]] | None = None
    ) -> set[Key]:
        """Count mentions, but no document; return their entities for `add_to_documents`."""
        seen = set()
        for mention, placed in zip(mentions, repeat(()) if places is None else places, strict=False):
            if mention.depth:
                continue
            key = (mention.name, mention.type, placed)
            self._count(key, " ".join(mention.text.split()), 1)
            seen.add(key)
        return seen

    def add_to_documents(self, entities: Iterable[Key]) -> None:
        """Count one document for each of the entities that it mentions."""
        self._documents.update(entities)

    def merge(self, other: EntityCounts) -> None:
        """Add the counts of other documents."""
        for key in other._variants:
            for variant, count in other._forms(key).items():
                self._count(key, variant, count)
        self._documents.update(other._documents)

    def entities(self, *, min_mentions: int = 1) -> list[Entity]:
        """The entities by number of mentions, then name by code point, then type."""
        return list(self.ranked(min_mentions=min_mentions))

    def ranked(self, *, min_mentions: int = 1) -> Iterator[Entity]:
        """Yield the entities in the same order; of a large corpus they are not held once more."""
        keys = self._mentioned(min_mentions)
        for place in (1, 0):  # one after the other makes no tuples
            keys.sort(key=itemgetter(place))
        keys.sort(key=self._mentions, reverse=True)
        for key in keys:
            yield Entity(*self._counts(key))

    def placed_entities(self, *, min_mentions: int = 1) -> list[PlacedEntity]:
        """The entities with their places, in the same order; those without a code of their own come too."""
        rows = [
            PlacedEntity(*self._counts(key), *place)
            for key in self._mentioned(min_mentions)
            for place in key[2] or ((),)
        ]
        rows.sort(key=lambda row: (-row.mentions, row.name, row.type, row.code, row.current_code))
        return rows

    def _mentioned(self, least: int) -> list[Key]:
        """Return the entities that are mentioned so often."""
        return [key for key in self._variants if self._mentions(key) >= least]

    def _mentions(self, key: Key) -> int:
        held = self._variants[key]
        return held if isinstance(held, int) else sum(held.values())

    def _counts(self, key: Key) -> Counts:
        """Return the fields of an `Entity`."""
        return *key[:2], self._mentions(key), self._documents[key], _by_count(self._forms(key))

    def _count(self, key: Key, variant: str, count: int) -> None:
        held = self._variants.get(key, 0)
        if isinstance(held, int):
            if variant == key[0]:
                self._variants[key] = held + count
                return
            held = self._variants[key] = {key[0]: held} if held else {}
        held[variant] = held.get(variant, 0) + count

    def _forms(self, key: Key) -> dict[str, int]:
        held = self._variants[key]
        return {key[0]: held} if isinstance(held, int) else held


def aggregate(mentions: Iterable[Mention], *, min_mentions: int = 1) -> list[Entity]:
    """The entities of mentions in any order; those with the same `doc` are of one document."""
    documents: dict[str, list[Mention]] = {}
    for mention in mentions:
        documents.setdefault(mention.doc, []).append(mention)
    counts = EntityCounts()
    for one in documents.values():
        counts.add_document(one)
    return counts.entities(min_mentions=min_mentions)


def _by_count(variants: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(variants, key=lambda variant: (-variants[variant], variant)))
