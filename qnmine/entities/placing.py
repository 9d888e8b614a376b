"""Mentions of places with the codes of what they mean, as rows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from qnmine.entities.mentions import Mention
from qnmine.entities.places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.entities.places import Place

_cells = attrgetter(*(field.name for field in fields(Mention)))


@dataclass(frozen=True, slots=True)
class PlacedMention(Mention):
    """A mention of a place with its unit and what became of it; a unit that was split has several rows."""

    code: str = ""
    level: str = ""
    province: str = ""
    relation: str = ""
    current_name: str = ""
    current_code: str = ""


def places_with(mentions: Sequence[Mention]) -> list[tuple[Place, ...]]:
    """Return the places of all mentions of one document; names inside names have no say about the others."""
    outer = [mention for mention in mentions if not mention.depth]
    if len(outer) == len(mentions):
        return places_of(mentions)
    found = iter(places_of(outer))
    return [
        inner if mention.depth else next(found)
        for mention, inner in zip(mentions, places_of(mentions), strict=True)
    ]


def placed_rows(mentions: Iterable[Mention], places: Iterable[tuple[Place, ...]]) -> Iterator[PlacedMention]:
    """Yield a row for each place of a mention, one without a code where there is none."""
    for mention, found in zip(mentions, places, strict=True):
        for place in found or ((),):
            yield PlacedMention(*_cells(mention), *place)
