"""The administrative units of Viet Nam in both states, and the countries, from `qnmine/data/places`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qnmine.data.places import rows
from qnmine.entities.places.spelling import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNTRY = "country"
LEVELS = {2: "province", 3: "district", 5: "commune"}
"""The level of an administrative unit by the length of its code."""


class Unit(NamedTuple):
    """One administrative unit, or a country.

    `within` is the code of the next larger unit of the same state, empty for a province or country.
    `relation` says how a unit until 30 June 2025 passed into its `successors`, whose codes stand with a space
    between them; a unit of today is its own. The codes of the two states overlap: one alone names no unit.
    """

    code: str
    kind: str
    name: str
    within: str = ""
    relation: str = ""
    successors: str = ""

    @property
    def former(self) -> bool:
        """Whether this is a unit of the state until 30 June 2025."""
        return self.relation != ""

    @property
    def level(self) -> str:
        """`province`, `district`, `commune` or `country`."""
        return COUNTRY if self.kind == COUNTRY else LEVELS[len(self.code)]


class Gazetteer:
    """All units of both states and all countries, found by code or by name.

    Reading makes no object for each of the 14,000 units, for documents name a few of them; those are kept.
    """

    def __init__(self) -> None:
        self._former = {row[0]: row for row in rows("before")}
        self._today = {row[0]: row for row in rows("since")}
        self._countries = {code: [code, COUNTRY, name] for code, name in rows("countries")}
        by_name: dict[str, list[list[str]]] = {}
        for table in (self._former, self._today, self._countries):
            for row in table.values():
                by_name.setdefault(row[2], []).append(row)
        self._by_key: dict[str, list[list[str]]] = {}
        for name, named in by_name.items():
            self._by_key.setdefault(key_of(name), []).extend(named)
        for code, spelling, kind in rows("spellings"):
            row = self._former.get(code) or self._countries[code]
            if kind:  # a name that the unit had earlier, with the kind that it had then
                row = [code, kind, spelling, row[3], "renamed", row[5]]
            known = self._by_key.setdefault(key_of(spelling), [])
            if row not in known:
                known.append(row)
        self._named: dict[str, Sequence[Unit]] = {}
        self._larger: dict[Unit, tuple[Unit, ...]] = {}
        self._successors: dict[Unit, tuple[Unit, ...]] = {}

    def named(self, key: str) -> Sequence[Unit]:
        """Return the units that one of their spellings gives this key, those of the state before first."""
        if key not in self._by_key:
            return ()
        if key not in self._named:
            self._named[key] = [Unit(*row) for row in self._by_key[key]]
        return self._named[key]

    def larger(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units of the same state that contain a unit, the smallest first."""
        if unit not in self._larger:
            state = self._former if unit.former else self._today
            around = Unit(*state[unit.within]) if unit.within else None
            self._larger[unit] = (around, *self.larger(around)) if around else ()
        return self._larger[unit]

    def province(self, unit: Unit) -> str:
        """Return the name of the province, of its own state, that a unit belongs to or is, empty for none."""
        largest = (unit, *self.larger(unit))[-1]
        return largest.name if largest.level == "province" else ""

    def successors(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units of today that a unit became, itself for one of today."""
        if not unit.former:
            return (unit,)
        if unit not in self._successors:
            self._successors[unit] = tuple(Unit(*self._today[code]) for code in unit.successors.split())
        return self._successors[unit]

    def full_name(self, unit: Unit) -> str:
        """Return the name of a unit with kind and larger units: `xã Hoành Mô, tỉnh Quảng Ninh`."""
        if unit.kind == COUNTRY:
            return unit.name
        return ", ".join(f"{part.kind} {part.name}" for part in (unit, *self.larger(unit)))


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    return Gazetteer()
