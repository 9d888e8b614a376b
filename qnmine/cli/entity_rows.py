"""What documents have to show of their mentions, and the tables of `qnmine entities` made of it."""

from __future__ import annotations

from collections import Counter
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.cli.grouped import grouped_table
from qnmine.cli.shaping import columns_of
from qnmine.entities import Entity, EntityCounts, Mention
from qnmine.entities.mentions import are_wanted
from qnmine.output import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.cli.options import EntityOptions
    from qnmine.corpus.grouping import Grouping
    from qnmine.engines.work import Analysed
    from qnmine.entities.places import Place
    from qnmine.output import Table
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key


class Found(NamedTuple):
    """What one document has to show: its mentions, with their places and its number of words if asked for."""

    mentions: list[Mention]
    places: list[tuple[Place, ...]] | None = None
    words: int | None = None


def choose_mentions(mentions: Sequence[Mention], options: EntityOptions) -> Found:
    """Return the mentions of one document that are asked for, with their places if these are."""
    types = ("LOC",) if options.places else options.types or None
    wanted = list(are_wanted(mentions, types, options.min_score))
    chosen = list(compress(mentions, wanted))
    if not options.places:
        return Found(chosen)
    from qnmine.entities.placing import places_with

    places = places_with(mentions)  # of all, since the others tell which place is meant
    return Found(chosen, list(compress(places, wanted)))


def mention_columns(options: EntityOptions) -> tuple[type[Any], list[str]]:
    """Return the type and the columns of the rows of mentions."""
    row_type: type[Any] = Mention
    unused = {"score"} if not options.score else set()
    unused |= {"depth"} if not options.nested else set()
    unused |= {"left", "right"} if options.context is None else set()
    if options.places:
        from qnmine.entities.placing import PlacedMention

        row_type = PlacedMention
    return row_type, [name for name in columns_of(row_type) if name not in unused]


def mention_rows(found: Found) -> Sequence[Mention]:
    """Return the rows of the mentions of one document."""
    if found.places is None:
        return found.mentions
    from qnmine.entities.placing import placed_rows

    return list(placed_rows(found.mentions, found.places))


class CountedEntities:
    """The entities of documents, counted by group, with the size of each group.

    `is_new` tells whether something has not been counted for its document yet (always, if a document comes
    once only).
    """

    def __init__(self, is_new: Callable[[object], bool] | None = None) -> None:
        self.groups: dict[Key, EntityCounts] = {}
        self.docs: Counter[Key] = Counter()
        self.words: dict[Key, int] = {}
        self._is_new = is_new

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_is_new": None}

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents; their labels are their groups."""
        is_new = self._is_new
        for document, (found,), key in batch:
            counts = self._of(key)
            if is_new is None or is_new((key, document.id)):
                self.docs[key] += 1
                if found.words is not None:
                    self.words[key] = self.words.get(key, 0) + found.words
            entities = counts.add_mentions(found.mentions, found.places)
            new = entities if is_new is None else [one for one in entities if is_new((key, document.id, one))]
            counts.add_to_documents(new)

    def merge(self, other: CountedEntities) -> None:
        """Add what was counted in other documents."""
        for key, counts in other.groups.items():
            self._of(key).merge(counts)
        self.docs.update(other.docs)
        for key, words in other.words.items():
            self.words[key] = self.words.get(key, 0) + words

    def _of(self, key: Key) -> EntityCounts:
        counts = self.groups.get(key)
        if counts is None:
            counts = self.groups[key] = EntityCounts()
        return counts


def entity_table(counted: CountedEntities, grouping: Grouping, options: EntityOptions) -> Table:
    """Return the table of entities, group by group where there are groups."""
    nothing = EntityCounts()
    if not grouping.by:
        return _entities(counted.groups.get((), nothing), options)

    def rows() -> Iterator[tuple[Key, Row, int, int | None]]:
        for key in grouping.order(list(counted.groups)):
            for row in _entities(counted.groups[key], options).rows:
                yield key, row, counted.docs[key], counted.words.get(key)

    return grouped_table(_entities(nothing, options), grouping.by, rows())


def _entities(counts: EntityCounts, options: EntityOptions) -> Table:
    least = options.min_mentions or 1
    if options.places:
        from qnmine.entities.aggregation import PlacedEntity

        return table_of(counts.placed_entities(min_mentions=least), columns_of(PlacedEntity), PlacedEntity)
    return table_of(counts.ranked(min_mentions=least), columns_of(Entity), Entity)
