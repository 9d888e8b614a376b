"""The mentions of places of a document with what each may mean, before its context is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.entities.places.context import Context, Scope
from qnmine.entities.places.known_names import feature, may_be_unit
from qnmine.entities.places.spelling import Written, key_of, written
from qnmine.entities.places.units import COUNTRY, LEVELS, Gazetteer, Unit
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.entities.mentions import Mention

ORDER = (COUNTRY, *LEVELS.values())
"""The levels, the largest first."""

# A unit may be written under a rank that it had earlier: thị xã Đông Triều, a city by 2025.
_RANKS = {
    "province": {"tỉnh", "thành phố"},
    "district": {"quận", "huyện", "thị xã", "thành phố"},
    "commune": {"xã", "phường", "thị trấn", "đặc khu"},
}
_ADDRESS_GAP = 3
"""The most characters between the parts of an address: `, ` or ` (` or ` - `."""


@dataclass(slots=True, eq=False)
class Item:
    """One mention of a place on its way to a unit.

    `units` is what it may still mean, and `unit` what it means once that is settled. `exact` is false when
    there are only units of another rank than the head noun says. `before` and `after` are the mentions that
    stand in one address with it, `gap` the characters up to the one after, `address` what the larger ones of
    that address name. `level` is the highest that is possible, empty when nothing is.
    """

    name: Written
    units: Sequence[Unit]
    exact: bool
    sentence: int
    before: Item | None = None
    after: Item | None = None
    gap: int = 0
    address: Scope = field(default_factory=Scope)
    unit: Unit | None = None
    level: str = field(init=False)

    def __post_init__(self) -> None:
        self.restrict(self.units)

    def restrict(self, units: Sequence[Unit]) -> None:
        """Take this for one of these units."""
        self.units = units
        self.level = min((unit.level for unit in units), key=ORDER.index, default="")

    @property
    def headed(self) -> bool:
        """Whether a head noun says what kind of unit it is."""
        return bool(self.name.kinds)

    @property
    def abroad(self) -> bool:
        """Whether it is settled that this is a country other than Viet Nam."""
        return self.unit is not None and self.unit.level == COUNTRY and self.unit.code != "VN"

    @property
    def lies_abroad(self) -> bool:
        """Whether the address goes on with another country; after a dash that is the end of a route."""
        return self.after is not None and self.after.abroad and self.gap < _ADDRESS_GAP

    def settle(self, unit: Unit, context: Context) -> None:
        """Take this for a unit, and let the context know."""
        self.unit = unit
        context.add(unit, self.sentence)


def items_of(mentions: Iterable[Mention], table: Gazetteer) -> list[Item]:
    """Return the items of the LOC mentions of a document, each tied to its neighbours in an address."""
    known: dict[tuple[str, str], tuple[Written, Sequence[Unit], bool]] = {}
    items: list[Item] = []
    end = sentence = 0
    for mention in mentions:
        if mention.type != "LOC":
            continue
        pair = mention.text, mention.name
        if pair not in known:
            known[pair] = _read(*pair, table)
        item = Item(*known[pair], mention.sentence)
        if items and mention.sentence == sentence and 0 <= mention.start - end <= _ADDRESS_GAP:
            item.before, items[-1].after, items[-1].gap = items[-1], item, mention.start - end
        items.append(item)
        end, sentence = mention.end, mention.sentence
    return items


def candidates(name: Written, table: Gazetteer) -> tuple[list[Unit], bool]:
    """Return the units that a written name may mean, and whether they are of the kind that it says."""
    named = table.named(name.key)
    if not name.kinds:
        return _of_one_place(named), True
    exact = [unit for unit in named if unit.kind in name.kinds]
    return (_of_one_place(exact), True) if exact else (of_other_rank(name, table), False)


def of_other_rank(name: Written, table: Gazetteer) -> list[Unit]:
    """Return the units of the level that the head noun of a name says, but of other kinds."""
    level = next((level for level in reversed(_RANKS) if name.kinds & _RANKS[level]), "")
    named = (unit for unit in table.named(name.key) if unit.level == level)
    return _of_one_place([unit for unit in named if unit.kind not in name.kinds])


def _of_one_place(units: Sequence[Unit]) -> list[Unit]:
    """Leave out the units of today that go on, with kind and name, one of the state before."""
    continued = {(unit.kind, unit.name, code) for unit in units for code in unit.successors.split()}
    return [unit for unit in units if unit.former or (unit.kind, unit.name, unit.code) not in continued]


def _read(text: str, linked: str, table: Gazetteer) -> tuple[Written, Sequence[Unit], bool]:
    """Read a mention; its linked name where that says more (a head noun) or the text alone says nothing."""
    squeezed = comparable(text)
    name, other = written(squeezed), written(" ".join(linked.split()))
    if not name.kinds and feature(squeezed):
        return name, [], True  # `sông Cầu`, whatever it is linked to, is no town
    units: Sequence[Unit]
    units, exact = candidates(name, table) if name.kinds or may_be_unit(squeezed) else ([], True)
    if not units and name.kinds:  # `TT Huế` is no township, `cố đô Huế` of no kind that is left
        units, exact = table.named(key_of(squeezed)), True
    says_more = other.kinds and not name.kinds and other.key == name.key
    if says_more or (not units and (not name.kinds or other.key != name.key)):
        others, other_exact = candidates(other, table) if other.kinds or may_be_unit(linked) else ([], True)
        if others:
            return other, others, other_exact
    return name, units, exact
