"""Which unit each mention of a place in a document means: by its head noun, its address, its document."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qnmine.entities.places.addresses import set_addresses
from qnmine.entities.places.bare import settle_bare
from qnmine.entities.places.context import Context, governed
from qnmine.entities.places.headed import settle_headed
from qnmine.entities.places.items import Item, candidates, items_of
from qnmine.entities.places.known_names import abroad
from qnmine.entities.places.place import Place, ambiguous, places_for
from qnmine.entities.places.units import COUNTRY, Gazetteer, Unit, gazetteer
from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.entities.mentions import Mention


def places_of(mentions: Sequence[Mention]) -> list[tuple[Place, ...]]:
    """Return the units that the mentions of one document mean: a tuple for each mention, in order.

    Empty when the mention is no LOC or names no known unit or country; a place for each unit of today that
    the unit became; one place with the relation `ambiguous` when several units remain possible. A unit until
    30 June 2025 comes before one of today of the same kind and name; nothing is guessed.
    """
    table = gazetteer()
    items = items_of(mentions, table)
    context = Context(table)
    context.names_new = any(map(_is_new, items))
    context.names_districts = any(item.headed and item.level == "district" for item in items)
    _note_bodies(mentions, context)
    _settle_countries(items, context)
    _settle_provinces(items, context)
    for level in ("district", "commune"):
        set_addresses(items, level, table)
        headed = settle_headed(items, context, level)
        settle_bare(items, context, level, headed)
    made: dict[Unit, tuple[Place, ...]] = {}
    places = iter([_places(item, table, made) for item in items])
    return [next(places) if mention.type == "LOC" else () for mention in mentions]


def _note_bodies(mentions: Iterable[Mention], context: Context) -> None:
    """Note the districts and provinces in the names of bodies, where there is but one of the name."""
    for mention in mentions:
        if mention.type == "ORG":
            for name in governed(normalize(mention.text).text):
                units, exact = candidates(name, context.table)
                if exact and len(units) == 1 and units[0].level in ("province", "district"):
                    context.add(units[0], mention.sentence)


def _is_new(item: Item) -> bool:
    """Whether this is, by its head noun, a commune that there is only since 1 July 2025."""
    new = item.headed and item.exact and item.level == "commune"
    return new and not any(unit.former for unit in item.units)


def _settle_countries(items: Iterable[Item], context: Context) -> None:
    for item in items:
        if item.level == COUNTRY:
            item.restrict([unit for unit in item.units if unit.level == COUNTRY])
            if len(item.units) == 1:
                item.settle(item.units[0], context)


def _settle_provinces(items: Sequence[Item], context: Context) -> None:
    """Settle provinces; a bare name that a province has is the province.

    Unless the address goes on with a unit by its head noun that contains a smaller one of the name (`Bắc
    Ninh, tỉnh Bắc Ninh`), or with a country where there is a place of the name (`tỉnh Hà Nam, Trung Quốc`).
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.level != "province":
            continue
        smaller = _smaller_of_the_name(item, context.table)
        if item.lies_abroad and (item.headed or abroad(item.name.key)):
            item.restrict(())
        elif smaller:
            item.restrict(smaller)
        else:
            item.restrict([unit for unit in item.units if unit.level == "province"])
            kinds[item.units[0].code].add(item.units[0].kind)
            if len(item.units) == 1:
                item.settle(item.units[0], context)
    for item in items:
        # The city within Thừa Thiên Huế, which ceased before 2025, is not the city that the province became.
        unit = item.unit
        if unit and item.headed and unit.kind == "thành phố" and "tỉnh" in kinds.get(unit.code, ()):
            item.unit = None
            item.restrict(())


def _smaller_of_the_name(item: Item, table: Gazetteer) -> Sequence[Unit]:
    """The units inside the one that the address of a bare name goes on with."""
    if item.headed or item.after is None or not item.after.headed:
        return ()
    around = set(item.after.units)
    return [unit for unit in item.units if around.intersection(table.larger(unit))]


def _places(item: Item, table: Gazetteer, made: dict[Unit, tuple[Place, ...]]) -> tuple[Place, ...]:
    unit = item.unit
    if unit is None:
        return (ambiguous(item.units, table),) if item.units else ()
    if unit not in made:
        made[unit] = tuple(places_for(unit, table))
    return made[unit]
