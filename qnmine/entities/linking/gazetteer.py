"""What is known of places by name: the provinces in their one spelling, and which names are taken."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from qnmine.data.lexicons import load
from qnmine.data.places import rows
from qnmine.entities.linking.abbreviations import expanded
from qnmine.entities.linking.forms import fold

CITY_OF_HCM = "Thành phố Hồ Chí Minh"

MUNICIPALITIES = frozenset(("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", CITY_OF_HCM))
"""Cities that are provinces; Huế since 2025, before that `Thừa Thiên Huế` was the province."""

_DISTRICT_CODE = 3  # characters; provinces have 2, communes 5
_NO_PROVINCES = frozenset(("Sài Gòn",))
_UNITS = ("provinces", "districts", "communes")
_KNOWN = ("provinces", "districts", "countries", "world_places")
_ALL = (
    "provinces",
    "districts",
    "countries",
    "world_places",
    "communes",
    "vietnam_places",
    "countries_short",
)


@cache
def provinces() -> dict[str, str]:
    """Folded name -> the one spelling of a province of Viet Nam, without level word."""
    names = {expanded(entry, "LOC") for entry in load("provinces")} - _NO_PROVINCES
    return {fold(name): name for name in names}


@cache
def provincial_cities() -> frozenset[str]:
    """Cities below a province until July 2025 whose name is not that of a province."""
    larger = takewhile(lambda row: len(row[0]) <= _DISTRICT_CODE, rows("before"))  # communes come last
    cities = (row[2] for row in larger if len(row[0]) == _DISTRICT_CODE and row[1] == "thành phố")
    return frozenset(name for name in cities if fold(name) not in provinces())


def is_unit(name: str) -> bool:
    """Whether a province, district or commune of Viet Nam has this name."""
    return any(name in load(lexicon) for lexicon in _UNITS)


def is_known(name: str) -> bool:
    """Whether a place that is named without its level word has this name: a district, a country, a city."""
    return any(name in load(lexicon) for lexicon in _KNOWN)


def is_place(name: str) -> bool:
    """Whether the lexicons have any place of this name."""
    return any(name in load(lexicon) for lexicon in _ALL)


def recased(name: str) -> str:
    """A name in capitals as the lexicons spell it; other names, and unknown ones, as they are."""
    return _spellings().get(name.casefold(), name) if name.isupper() and len(name) > 3 else name


@cache
def _spellings() -> dict[str, str]:
    return {entry.casefold(): entry for lexicon in reversed(_ALL) for entry in sorted(load(lexicon))}
