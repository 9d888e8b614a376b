"""The place that a mention stands for: a unit, and what it is today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.entities.places.units import Gazetteer, Unit


class Place(NamedTuple):
    """What a mention of a place stands for, as one of the units that it became.

    `code` is official and zero-padded (ISO 3166-1 alpha-2 for a country), empty when the name is ambiguous;
    `level` is `province`, `district`, `commune` or `country`; `province` the province that the unit belongs
    to or is, in its own state; `relation` is `same`, `renamed`, `merged`, `split` or `ambiguous`;
    `current_name` and `current_code` are those of the unit of today.
    """

    code: str
    level: str
    province: str
    relation: str
    current_name: str
    current_code: str


def places_for(unit: Unit, table: Gazetteer) -> Iterator[Place]:
    """Yield a unit as each of the units of today that it became."""
    relation = unit.relation or "same"
    for later in table.successors(unit):
        yield Place(unit.code, unit.level, table.province(unit), relation, table.full_name(later), later.code)


def ambiguous(units: Sequence[Unit], table: Gazetteer) -> Place:
    """Say that a name may mean several units, with the level and province that all of them share."""
    levels = {unit.level for unit in units}
    provinces = {table.province(unit) for unit in units}
    level = levels.pop() if len(levels) == 1 else ""
    return Place("", level, provinces.pop() if len(provinces) == 1 else "", "ambiguous", "", "")
