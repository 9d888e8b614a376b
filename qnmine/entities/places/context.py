"""What a document says about where it is: the districts and provinces that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.entities.places.known_names import may_be_unit
from qnmine.entities.places.spelling import Written, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.entities.places.units import Gazetteer, Unit


@dataclass(slots=True)
class Scope:
    """The districts (by code, of the state before) and provinces (by name) that some text names.

    `binding` when what is meant must lie there: an address went on with them by their head noun.
    """

    districts: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    binding: bool = False

    def __bool__(self) -> bool:
        return bool(self.districts or self.provinces)

    def add(self, unit: Unit, table: Gazetteer, *, alone: bool = False) -> None:
        """Add a unit, with the units that contain it unless `alone`."""
        for part in (unit,) if alone else (unit, *table.larger(unit)):
            if part.level == "district":
                self.districts.add(part.code)
            elif part.level == "province":
                self.provinces.add(part.name)


class Context:
    """The scopes of a document: each sentence, and the whole; of which state of the units it speaks.

    `names_districts` and `names_ceased` once it names a district, or a province, that ceased on 1 July 2025,
    `names_new` once it names a commune that there is only since.
    """

    def __init__(self, table: Gazetteer) -> None:
        self.table = table
        self.document = Scope()
        self.sentences: dict[int, Scope] = defaultdict(Scope)
        self.names_districts = self.names_ceased = self.names_new = False

    def add(self, unit: Unit, sentence: int) -> None:
        """Note that a sentence names a unit."""
        self.document.add(unit, self.table)
        self.sentences[sentence].add(unit, self.table)
        if unit.level == "district":
            self.names_districts = True
        elif unit.level == "province" and unit.former:
            self.names_ceased |= all(unit.name != later.name for later in self.table.successors(unit))

    @property
    def of_former(self) -> bool:
        """Whether the document speaks of the state before; people go on coming from provinces that ceased."""
        return self.names_districts or (self.names_ceased and not self.names_new)

    def of_its_state(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """Return those of the state that the document speaks of; all when it is both or neither."""
        if self.of_former == self.names_new:
            return units
        return [unit for unit in units if unit.former == self.of_former] or units

    def narrow(self, units: Sequence[Unit], scope: Scope) -> tuple[Sequence[Unit], bool]:
        """Return the units that lie in a scope and True, or all of them and False when none does.

        In a named district first, else in a named province. What lies there only since the mergers counts as
        much as what always did, unless the document speaks of the units before alone.
        """
        inside = [unit for unit in units if unit.former and unit.within in scope.districts]
        if not inside and scope.provinces:
            inside = [unit for unit in units if self.table.province(unit) in scope.provinces]
            if not inside or self.names_new or not self.of_former:
                inside = [unit for unit in units if unit in inside or self._came_to(unit, scope.provinces)]
        return (inside, True) if inside else (units, False)

    def _came_to(self, unit: Unit, provinces: set[str]) -> bool:
        return any(self.table.province(later) in provinces for later in self.table.successors(unit))


_COMMITTEE = re.compile(r"\b(?:(tỉnh|huyện|quận)|(thành)|thị) (?:ủy|đoàn)\b", re.IGNORECASE)
_HEADS = r"\b(?:[Tt]ỉnh|[Tt]hành phố|T[Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|T[Xx]\.?)"
_GOVERNED = re.compile(rf"({_HEADS}) ?(\w.*?)(?= ?,|$| ?{_HEADS})")


def governed(name: str) -> Iterable[Written]:
    """Yield the districts and provinces in the name of a body: `Công an huyện Bình Liêu`.

    `name` is NFC with the old tone style.
    """
    name = _COMMITTEE.sub(lambda match: match[1] or ("thành phố" if match[2] else "thị xã"), name)
    return [
        written(match.group())
        for match in _GOVERNED.finditer(" ".join(name.split()))
        if may_be_unit(match[2])
    ]
