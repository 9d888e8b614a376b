"""Names of places: the level word of units, and which forms of a document mean the same place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from qnmine.data.lexicons import load
from qnmine.entities.linking.abbreviations import expanded
from qnmine.entities.linking.forms import CACHED_FORMS, best_form, capitalized, fold, is_shouted
from qnmine.entities.linking.gazetteer import (
    CITY_OF_HCM,
    MUNICIPALITIES,
    is_known,
    is_place,
    is_unit,
    provinces,
    recased,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROVINCE, CITY = "tỉnh", "thành phố"

LEVELS = frozenset(
    (PROVINCE, CITY, "huyện", "huyện đảo", "quận", "thị xã", "phường", "xã", "thị trấn", "đặc khu", "bang")
)
"""Level words of administrative units."""

_SAME_LEVEL = {"tiểu bang": "bang", "thành phố đảo": CITY}
_CAPITALS = ("thủ đô", "cố đô")
# States that have a city of their name: without the word they are the city.
_CITIES_TOO = frozenset(("New York", "Washington", "Quebec", "Mexico", "Luxembourg", "Panama"))

# Communes are many of one name: the level word stays.
_COMMUNES = frozenset(("phường", "xã", "thị trấn"))
_KEPT_LEVELS = _COMMUNES | {"đặc khu"}

# Heads that are left out when a place has been named: `quần đảo Thổ Chu`, then `Thổ Chu`. Others are not
# in this list because what stands after them is another place more often (`cầu Long Biên`, `phố Huế`).
_SHORTENED = frozenset(
    (
        "thôn", "bản", "làng", "ấp", "xóm", "buôn", "đảo", "quần đảo", "bán đảo", "hòn", "núi", "dãy núi",
        "dãy", "cao nguyên", "sa mạc", "sông", "hồ", "sân bay", "sân bay quốc tế",
    )
)  # fmt: skip


class PlaceForm(NamedTuple):
    """A form of a place taken apart.

    `head` is in lower case (none: empty), `bare` the rest, `unit` whether this is a unit or a name without
    head. `key` is shared by the forms that may mean one place, `province` the province of Viet Nam that the
    form names, `name` the name of the place in a document without other forms, `bare_key` the folded `bare`.
    """

    head: str
    bare: str
    unit: bool
    key: str
    bare_key: str
    province: str
    name: str


@cache
def _heads() -> frozenset[str]:
    long = (head for head in load("place_heads") if head.islower())
    return frozenset((*long, *LEVELS, *_SAME_LEVEL, *_CAPITALS))


@lru_cache(maxsize=CACHED_FORMS)
def place_form(form: str) -> PlaceForm:
    """Take a form apart, its abbreviations written out."""
    name = expanded(form, "LOC")
    if name == CITY_OF_HCM:
        return _taken_apart("", name)
    shouted = is_shouted(name)
    name = recased(name) if shouted else name
    words = name.split()
    head = _head(words, shouted)
    bare = recased(" ".join(words[head.count(" ") + 1 :] if head else words))
    if head in (PROVINCE, CITY):
        # `tỉnh Đắc Lắc` is a spelling of Đắk Lắk; `thôn Trung` has nothing to do with China.
        written = expanded(bare, "LOC")
        bare = written if fold(written) in provinces() and written != CITY_OF_HCM else bare
    return _taken_apart("" if head in _CAPITALS else _SAME_LEVEL.get(head, head), bare)


def _taken_apart(head: str, bare: str) -> PlaceForm:
    key = fold(bare)
    unit = not head or head in LEVELS
    province = provinces().get(key, "")
    bare = province or bare
    if province and head not in ("", CITY if province in MUNICIPALITIES else PROVINCE):
        province = ""
    name = province or (capitalized(bare) if not head or _stands_alone(bare, head) else _headed(head, bare))
    return PlaceForm(head, bare, unit, key if unit else f"{head} {key}", key, province, name)


def _head(words: list[str], shouted: bool) -> str:
    """The longest head that a name begins with, empty when the whole is one name (`Cầu Giấy`, `Cửa Lò`)."""
    if not words[:1] or (not words[0].islower() and is_unit(recased(" ".join(words)))):
        return ""
    for length in range(min(len(words) - 1, 4), 0, -1):
        # `Thành phố`, `THÀNH PHỐ` and `thành phố` are heads, `Cửa Lò` begins with none.
        head = " ".join(words[:length]).lower()
        if head in _heads() and (shouted or all(map(str.islower, words[1:length]))):
            following = words[length]
            if following[0].isupper() or following[0].isdigit():
                return head
    return ""


def place_names(forms: Mapping[str, int]) -> dict[str, str]:
    """The name of each distinct form of the places of a document, given with its number of mentions."""
    units: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for form in forms:
        place = place_form(form)
        if place.province:
            names[form] = place.province
        else:
            (units if place.unit else others).setdefault(place.key, []).append(form)
    shortened = _shortened(others)
    for key, group in units.items():
        if len(group) == 1:
            place = place_form(group[0])
            names[group[0]] = place.name if place.head else shortened.get(key, place.name)
        else:
            names.update(_unit_names(group, forms, shortened.get(key, "")))
    for group in others.values():
        name = place_form(
            group[0] if len(group) == 1 else best_form({form: forms[form] for form in group})
        ).name
        names.update((form, name) for form in group)
    return names


def _shortened(others: Mapping[str, list[str]]) -> dict[str, str]:
    """Folded name -> the one form with a head that is left out where the name stands alone."""
    found: dict[str, set[str]] = {}
    for group in others.values():
        place = place_form(group[0])
        if place.head in _SHORTENED and not is_place(place.bare):
            found.setdefault(place.bare_key, set()).add(place.name)
    return {bare: next(iter(names)) for bare, names in found.items() if len(names) == 1}


def _unit_names(group: list[str], forms: Mapping[str, int], shortened: str) -> Iterable[tuple[str, str]]:
    """The names of forms that differ in their level words only."""
    places = [place_form(form) for form in group]
    variants: dict[str, int] = {}
    for form, place in zip(group, places, strict=True):
        variants[place.bare] = variants.get(place.bare, 0) + forms[form]
    bare = best_form(variants)
    heads = {place.head for place in places} - {""}
    # A district beside a commune of its name is called as in other documents; of two districts both are told.
    districts = heads - _KEPT_LEVELS
    known_without = next(iter(districts)) if len(districts) == 1 and len(heads) > 1 else ""
    for form, place in zip(group, places, strict=True):
        if place.head and place.head == known_without and _stands_alone(bare, place.head):
            yield form, capitalized(bare)
        elif len(heads) == 1:
            # One unit: with its level word, unless everybody knows it without (a district, a city abroad).
            # With a namesake (a province and its city, a state and a city) the word tells which is meant.
            head = next(iter(heads))
            namesake = not place.head and _has_namesake(bare, head)
            yield form, capitalized(bare) if namesake or _stands_alone(bare, head) else _headed(head, bare)
        elif place.head:
            yield form, _headed(place.head, bare)
        else:
            yield form, shortened if shortened and not heads else capitalized(bare)


def _stands_alone(bare: str, head: str) -> bool:
    """Whether a unit of this level is named without its level word."""
    if bare in _CITIES_TOO:
        return head == CITY
    if head not in LEVELS or head in _KEPT_LEVELS or fold(bare) in provinces():
        return False
    return bare in load("districts") or (head in (PROVINCE, CITY, "bang") and is_known(bare))


def _has_namesake(bare: str, head: str) -> bool:
    """Whether a name without level word is rather another unit than the one of this level.

    The province and not its city, the district and not a commune, a city abroad and not the state.
    """
    if fold(bare) in provinces() or bare in _CITIES_TOO:
        return True
    if bare in load("districts"):
        return head in _COMMUNES
    return head not in (PROVINCE, CITY, "bang") and is_known(bare)


def _headed(head: str, bare: str) -> str:
    """A name that begins with its head, with a capital, unless that would be the name of another place.

    `Cầu Giấy` is a district, the bridge stays `cầu Giấy`.
    """
    name = f"{head} {bare}"
    as_one = " ".join([*map(str.capitalize, head.split()), bare])
    return name if head not in LEVELS and is_unit(as_one) else capitalized(name)
