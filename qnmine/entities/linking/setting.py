"""Which units a document is about: what `tỉnh`, `thành phố` or `huyện` alone mean in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.data.lexicons import load
from qnmine.entities.linking.gazetteer import CITY_OF_HCM, MUNICIPALITIES, provincial_cities
from qnmine.entities.linking.places import CITY, LEVELS, PROVINCE, place_form

if TYPE_CHECKING:
    from collections.abc import Iterable


class Setting:
    """The units that the places of a document name, by level.

    A level word alone means a unit of the document when it names exactly one of that level. Cities that are
    provinces are no `tỉnh`. A district or city named without its level word counts as any of the levels that
    it may have, unless the document has it with another one.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._units: dict[str, set[str]] = {}
        self._bare: set[str] = set()
        self._only: dict[str, str] = {}
        for form in forms:
            self._add(form)

    def _add(self, form: str) -> None:
        place = place_form(form)
        province = place.province
        if province:
            self._units.setdefault(CITY if province in MUNICIPALITIES else PROVINCE, set()).add(province)
        elif place.head in LEVELS and place.head != PROVINCE:
            self._units.setdefault(place.head, set()).add(place.bare)
        elif not place.head and place.bare in load("districts"):
            self._bare.add(place.bare)

    def only(self, level: str) -> str:
        """The only unit of a level, empty when there is none or are several."""
        if level not in self._only:
            self._only[level] = self._find(level)
        return self._only[level]

    def _find(self, level: str) -> str:
        units = self._units.get(level, set())
        if len(units) != 1:
            return ""
        if level in (CITY, "huyện", "quận", "thị xã") and self._others(level, units):
            return ""
        unit = next(iter(units))
        return "Hồ Chí Minh" if unit == CITY_OF_HCM else unit

    def _others(self, level: str, units: set[str]) -> bool:
        """Whether units named without a level word may be of this level as well."""
        known = set().union(*self._units.values())
        bare = self._bare - known
        if level == CITY:
            return bool(bare & provincial_cities())
        return bool(bare - provincial_cities() - units)
