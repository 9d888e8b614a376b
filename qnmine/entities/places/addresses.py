"""The parts of an address tell of each other: a commune lies in the district that is named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.entities.places.context import Scope
from qnmine.entities.places.items import ORDER, Item
from qnmine.entities.places.units import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.places.context import Context
    from qnmine.entities.places.units import Gazetteer, Unit


def set_addresses(items: Sequence[Item], level: str, table: Gazetteer) -> None:
    """Give each item what is larger than `level` in its address: after it, or else before it."""
    after = _sweep(items[::-1], "after", level, table)[::-1]
    before = _sweep(items, "before", level, table)
    for item, scope, other in zip(items, after, before, strict=True):
        item.address = scope or other


def _sweep(ordered: Sequence[Item], neighbour: str, level: str, table: Gazetteer) -> list[Scope]:
    """The address of each item from its neighbours on one side, which come earlier in the order."""
    scopes: dict[Item | None, Scope] = {None: Scope()}
    for item in ordered:
        next_to: Item | None = getattr(item, neighbour)
        scopes[item] = scopes[next_to]
        larger = _larger_units(next_to, level) if next_to is not None else ()
        if next_to is not None and larger:
            scopes[item] = Scope(binding=neighbour == "after" and _binds(item, next_to))
            for unit in larger:
                scopes[item].add(unit, table, alone=True)
    return [scopes[item] for item in ordered]


def _binds(item: Item, larger: Item) -> bool:
    """Whether what follows is sure to be an address, not one more name of a list: `huyện X, tỉnh Y`."""
    return larger.headed or (item.headed and larger.level == "province")


def _larger_units(item: Item, level: str) -> Sequence[Unit]:
    """The administrative units above a level that an item names; several while it is not settled."""
    units = [item.unit] if item.unit else item.units if item.headed else ()
    return [unit for unit in units if unit.level != COUNTRY and ORDER.index(unit.level) < ORDER.index(level)]


def contradicted(item: Item, context: Context) -> bool:
    """Whether its address says that a name is none of these: it goes on with another unit, or abroad."""
    if item.lies_abroad and not item.exact:
        return True
    return item.address.binding and not context.narrow(item.units, item.address)[1]


def settle_district_around(item: Item, unit: Unit, context: Context) -> None:
    """Settle the district that an address goes on with by the commune: `xã Tân Hiệp, huyện Châu Thành`."""
    district = item.after
    if district is not None and district.unit is None and unit.former:
        around = [found for found in district.units if found.former and found.code == unit.within]
        if around:
            district.restrict(around)
            district.settle(around[0], context)
