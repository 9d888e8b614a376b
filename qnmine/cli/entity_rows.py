"""What documents have to show of their mentions, and the tables of `qnmine entities` made of it."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.cli.grouped import grouped_table
from qnmine.cli.run import columns_of
from qnmine.entities import Entity, EntityCounts, Mention
from qnmine.entities.mentions import are_wanted
from qnmine.output import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.cli.options import EntityOptions
    from qnmine.corpus.grouping import Grouping
    from qnmine.entities.places import Place
    from qnmine.output import Table
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key
    from qnmine.text.document import Document


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


def entity_table(
    results: Iterable[tuple[Document, Found]],
    grouping: Grouping,
    options: EntityOptions,
    is_new: Callable[[object], bool],
) -> Table:
    """Return the table of entities, group by group where there are groups.

    `is_new` tells whether something has not been counted for its document yet (always, if a document comes
    once only).
    """
    if grouping.by:
        return _grouped(results, grouping, options, is_new)
    counts = EntityCounts()
    for document, found in results:
        _count(counts, found, is_new, document.id)
    return _entities(counts, options)


def _count(counts: EntityCounts, found: Found, is_new: Callable[[object], bool], *place: object) -> None:
    """Count the mentions of a document, and the document for the entities that are new in this place."""
    entities = counts.add_mentions(found.mentions, found.places)
    counts.add_to_documents(entity for entity in entities if is_new((*place, entity)))


def _entities(counts: EntityCounts, options: EntityOptions) -> Table:
    least = options.min_mentions or 1
    if options.places:
        from qnmine.entities.aggregation import PlacedEntity

        return table_of(counts.placed_entities(min_mentions=least), columns_of(PlacedEntity), PlacedEntity)
    return table_of(counts.entities(min_mentions=least), columns_of(Entity), Entity)


def _grouped(
    results: Iterable[tuple[Document, Found]],
    grouping: Grouping,
    options: EntityOptions,
    is_new: Callable[[object], bool],
) -> Table:
    """Return the tables of the groups as one, with their values before and their sizes after each row."""
    from qnmine.statistics.groups import Groups  # with the words and numbers of its room, not needed above

    groups = Groups(EntityCounts)
    for document, found in results:
        key = grouping.key(document.id, document.meta)
        group = groups[key]
        if is_new((key, document.id)):
            group.add_document(found.words)
        _count(group.counts, found, is_new, key, document.id)

    def rows() -> Iterator[tuple[Key, Row, int, int | None]]:
        for key in grouping.order(list(groups)):
            group = groups[key]
            for row in _entities(group.counts, options).rows:
                yield key, row, group.docs, group.words

    return grouped_table(_entities(EntityCounts(), options), grouping.by, rows())
