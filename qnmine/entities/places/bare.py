"""Names of units without a head noun: `Hạ Long`, `Lục Hồn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.entities.places.items import ORDER
from qnmine.entities.places.known_names import abroad, archipelago, landmark, like_a_street, natural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qnmine.entities.places.context import Context, Scope
    from qnmine.entities.places.items import Item
    from qnmine.entities.places.units import Unit


_FEW = 2
"""The most communes that may share the name of a district for it to be known by the name alone."""


def settle_bare(items: Sequence[Item], context: Context, level: str, headed: Mapping[str, set[Unit]]) -> None:
    """Settle the names without a head noun whose highest possible level this is.

    One that stands elsewhere in the document with a head noun means that unit; `headed` has those by key.
    """
    elsewhere = {item.name.key for item in items if item.lies_abroad}
    smaller = {item.name.key for item in items if item.headed and item.level == "commune" and not _seat(item)}
    decided = []
    for item in items:
        if item.unit is not None or item.headed or item.level != level:
            continue
        key = item.name.key
        if key in elsewhere or archipelago(key):
            item.restrict(())
        elif key in headed:
            item.restrict([*headed[key]])
        elif level == "district" and key in smaller:
            item.restrict([unit for unit in item.units if unit.level == "commune"])
            continue
        else:
            item.restrict(_meant(item, key, context))
        if len(item.units) == 1:
            decided.append(item)
    for item in decided:
        item.settle(item.units[0], context)


def _seat(item: Item) -> bool:
    """Whether this is a township, of the name of its district as a rule: the name alone is the district."""
    return all(unit.kind == "thị trấn" for unit in item.units)


def _meant(item: Item, key: str, context: Context) -> Sequence[Unit]:
    """Return what a bare name may mean by its address, else by the document."""
    inside, supported = context.narrow(item.units, item.address)
    if not supported and item.level == "commune":
        return _bare_commune(item.units, key, context)
    if not supported:
        return _bare_district(item, key, context)
    level = min((unit.level for unit in inside), key=ORDER.index)
    if level == "commune" and landmark(key) and not _lies_in_district(inside, item.address):
        return ()  # `Yên Tử (Quảng Ninh)`: the mountain
    return [unit for unit in inside if unit.level == level]


def _lies_in_district(units: Sequence[Unit], scope: Scope) -> bool:
    return any(unit.former and unit.within in scope.districts for unit in units)


def _bare_district(item: Item, key: str, context: Context) -> Sequence[Unit]:
    """Return the districts of a bare name, that the document supports if any.

    Without such support it may as well be one of the communes that the document supports, or of many
    communes elsewhere.
    """
    districts: Sequence[Unit] = [unit for unit in item.units if unit.level == "district"]
    for scope in (context.sentences[item.sentence], context.document):
        inside, supported = context.narrow(districts, scope)
        if supported:
            return inside
    if natural(key) or abroad(key):
        return ()
    communes = [unit for unit in item.units if unit.level == "commune"]
    inside, supported = context.narrow(communes, context.document)
    if supported:
        return [*districts, *inside]
    codes = {district.code for district in districts}
    namesakes = [unit for unit in communes if unit.former and unit.within not in codes]
    return [*districts, *(namesakes if len(namesakes) > _FEW else ())]


def _bare_commune(units: Sequence[Unit], key: str, context: Context) -> Sequence[Unit]:
    """A bare name is a commune in a district that the document names, or the only one, of its province."""
    if like_a_street(key) or natural(key) or landmark(key) or abroad(key):
        return ()
    inside, supported = context.narrow(units, context.document)
    by_district = _lies_in_district(inside, context.document)
    return inside if by_district or (supported and len(units) == 1) else ()
