"""Entities: mentions merged by name and type, counted over a corpus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.entities.mentions import Mention


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


class EntityCounts:
    """Counts of entities that grow document by document and can be merged over parts of a corpus."""

    def __init__(self) -> None:
        self._variants: dict[tuple[str, str], Counter[str]] = {}
        self._documents: Counter[tuple[str, str]] = Counter()

    def add_document(self, mentions: Iterable[Mention]) -> None:
        """Count the mentions of one whole document."""
        seen = set()
        for mention in mentions:
            key = (mention.name, mention.type)
            self._variants.setdefault(key, Counter())[" ".join(mention.text.split())] += 1
            seen.add(key)
        self._documents.update(seen)

    def merge(self, other: EntityCounts) -> None:
        """Add the counts of other documents."""
        for key, variants in other._variants.items():
            self._variants.setdefault(key, Counter()).update(variants)
        self._documents.update(other._documents)

    def entities(self) -> list[Entity]:
        """The entities by number of mentions, then name by code point, then type."""
        rows = [
            Entity(name, type_, variants.total(), self._documents[name, type_], _by_count(variants))
            for (name, type_), variants in self._variants.items()
        ]
        return sorted(rows, key=lambda row: (-row.mentions, row.name, row.type))


def aggregate(mentions: Iterable[Mention]) -> list[Entity]:
    """The entities of mentions in any order; those with the same `doc` are of one document."""
    documents: dict[str, list[Mention]] = {}
    for mention in mentions:
        documents.setdefault(mention.doc, []).append(mention)
    counts = EntityCounts()
    for one in documents.values():
        counts.add_document(one)
    return counts.entities()


def _by_count(variants: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(variants, key=lambda variant: (-variants[variant], variant)))
