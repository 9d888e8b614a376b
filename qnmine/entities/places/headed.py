"""Names of units with their head noun, which tells the kind: `huyện Bình Liêu`, `P.12`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qnmine.entities.places.addresses import contradicted, settle_district_around
from qnmine.entities.places.items import of_other_rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qnmine.entities.places.context import Context
    from qnmine.entities.places.items import Item
    from qnmine.entities.places.spelling import Written
    from qnmine.entities.places.units import Unit


def settle_headed(items: Sequence[Item], context: Context, level: str) -> dict[str, set[Unit]]:
    """Settle the units of a level that have a head noun; return those settled by their key.

    By their address first. Then a name that an address settled once in the document means the same unit
    everywhere, and the others are narrowed down by their sentence, then by the document.
    """
    once: dict[Written, set[Unit]] = defaultdict(set)
    decided: list[Item] = []
    undecided: list[tuple[Item, bool]] = []
    for item in items:
        if item.unit is not None or not item.headed or item.level != level:
            continue
        supported = _narrow_by_address(item, context)
        if len(item.units) == 1 and (supported or _sure(item, level)):
            decided.append(item)
            once[item.name].add(item.units[0])
        else:
            undecided.append((item, supported))
    for item, supported in undecided:
        _narrow_by_document(item, supported or _sure(item, level), once, context)
        if len(item.units) == 1:
            decided.append(item)
    by_key: dict[str, set[Unit]] = defaultdict(set)
    for item in decided:
        unit = item.units[0]
        item.settle(unit, context)
        settle_district_around(item, unit, context)
        by_key[item.name.key].add(unit)
    return by_key


def _narrow_by_address(item: Item, context: Context) -> bool:
    """Narrow down what a name may mean; tell whether the address supports what is left.

    What an address contradicts may be a unit inside it that had another rank at another time. Else it is
    none that is known; but a district before a bare province may stand in a list (`TP Vinh, Đà Nẵng`).
    """
    if not contradicted(item, context):
        inside, supported = context.narrow(item.units, item.address)
        item.restrict(inside)
        return supported
    others, supported = context.narrow(of_other_rank(item.name, context.table), item.address)
    if supported:
        item.restrict(others)
    elif item.level == "commune" or (item.after is not None and item.after.headed):
        item.restrict(())
    return supported


def _narrow_by_document(item: Item, sure: bool, once: Mapping[Written, set[Unit]], context: Context) -> None:
    """Narrow down what a name may mean: nothing if it is not sure and the document supports nothing."""
    known = once.get(item.name, set()).intersection(item.units)
    if len(known) == 1:
        item.restrict([*known])
        return
    for scope in (context.sentences[item.sentence], context.document):
        units, inside = context.narrow(item.units, scope)
        item.restrict(units)
        sure = sure or inside
    item.restrict(context.of_its_state(item.units) if sure else ())


def _sure(item: Item, level: str) -> bool:
    """Whether a name by itself can tell the unit: not that of a commune of another rank."""
    return item.exact or level == "district"
