"""Names of organisations taken apart: the body, and the place that it governs or sits in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from qnmine.data.lexicons import load
from qnmine.entities.linking.abbreviations import expanded
from qnmine.entities.linking.forms import CACHED_FORMS, fold
from qnmine.entities.linking.gazetteer import CITY_OF_HCM, MUNICIPALITIES, provinces
from qnmine.entities.linking.places import CITY, LEVELS, PROVINCE
from qnmine.entities.linking.spelled import calm, spelled

_PARTY = {
    "tỉnh ủy": PROVINCE, "tỉnh đoàn": PROVINCE, "thành ủy": CITY, "thành đoàn": CITY, "huyện ủy": "huyện",
    "huyện đoàn": "huyện", "quận ủy": "quận", "quận đoàn": "quận", "thị ủy": "thị xã", "thị đoàn": "thị xã",
}  # fmt: skip
_GOVERNING = re.compile(r"(?:ủy ban nhân dân|hội đồng nhân dân|sở (?!giao dịch|hữu)\w+.*)\Z")
_LEGAL = re.compile(r"(?<!\w)(?:trách nhiệm hữu hạn|thương mại cổ phần|cổ phần|một thành viên)(?!\w)")
_SCHOOL = re.compile(r"trường (?=đại học|cao đẳng|trung học|tiểu học|mầm non|phổ thông|mẫu giáo|học viện)")
# `Ủy ban nhân dân cấp xã`, `Ủy ban nhân dân các xã` are of no commune in particular.
_SEVERAL = frozenset(("cấp", "các", "những", "nhiều", "hai", "ba", "toàn", "trong"))
# `Hợp tác xã`, `Thông tấn xã`, `Tân Hoa xã`, `Liên bang` end with no level word either.
_NO_LEVEL_AFTER = _SEVERAL | {"tác", "tấn", "hoa", "liên"}
_LEVEL_ENDS = frozenset(level.rsplit(maxsplit=1)[-1] for level in LEVELS)
_PARTY_ENDS = ("ủy", "đoàn")


class Body(NamedTuple):
    """A name of an organisation, taken apart.

    `name` has its standing abbreviations written out and is `base`, `level` and `place`; `level` may stand
    without `place` (`Công an tỉnh`), and is in lower case. `implied` is the level that the base itself tells
    (`Tỉnh ủy`). `key` is the same for equal names. `core` is the folded base without its legal form, `legal`
    that form. `seat` is the unit that the name tells, as a form of a place, or empty.
    """

    name: str
    base: str
    level: str
    place: str
    implied: str
    key: tuple[str, str]
    core: str
    legal: frozenset[str]
    seat: str

    @property
    def tail(self) -> str:
        """The folded place; the level word counts unless it can be left out (`tỉnh Quảng Ninh`)."""
        return self.key[1]


@lru_cache(maxsize=CACHED_FORMS)
def body(form: str) -> Body:
    """Take the name of an organisation apart."""
    name = spelled(calm(expanded(form, "ORG")))
    base, level, place = _parts(name.split()) if name else ("", "", "")
    if place and level not in ("", "bang") and not place.startswith("Hồ Chí Minh"):  # `UBND Tỉnh Hà Nam`
        name = f"{base} {level} {place}"
    folded = fold(base)
    party = _PARTY.get(" ".join(folded.rsplit(maxsplit=2)[-2:]), "") if folded.endswith(_PARTY_ENDS) else ""
    legal = _LEGAL.findall(folded) if "c" in folded or "t" in folded else []
    core = " ".join(_LEGAL.sub(" ", folded).split()) if legal else folded
    core = _SCHOOL.sub("", core) if core.startswith("trường ") else core
    return Body(
        name, base, level, place,
        implied="" if level or place else party,
        key=(folded, _tail(level, place)),
        core=core,
        legal=frozenset(legal),
        seat=_seat(folded, level, place, party),
    )  # fmt: skip


def _tail(level: str, place: str) -> str:
    """The folded place of a body, with its level word unless that can be left out."""
    if not place:
        return level
    known = provinces().get(fold(place), "")
    if known and level in ("", CITY if known in MUNICIPALITIES else PROVINCE):
        return fold(known)
    return fold(f"{level} {place}")


def _seat(folded: str, level: str, place: str, party: str) -> str:
    """The unit of which a body is one by its name, as a form of a place; empty if the name does not tell."""
    if not place or level:
        return f"{level} {place}" if place else ""
    if fold(place) in provinces():
        return place if party or _GOVERNING.match(folded) is not None else ""
    return f"{party} {place}" if party else ""


def _parts(words: list[str]) -> tuple[str, str, str]:
    """The base, the level word and the place of a name."""
    lower = [word.lower() for word in words]
    if _LEVEL_ENDS.isdisjoint(lower):
        return _without_level(words)
    for at in range(len(words) - 1, 0, -1):
        for size in (2, 1):
            level = " ".join(lower[at : at + size])
            if level not in LEVELS or at + size > len(words) or lower[at - 1] in _NO_LEVEL_AFTER:
                continue
            following = words[at + size :]
            if not following or following[0][:1].isupper() or following[0].isdigit():
                if size == 1 and f"{lower[at - 1]} {level}" in LEVELS and at > 1:
                    continue
                return " ".join(words[:at]), level, " ".join(following)
    return _without_level(words)


@cache
def _last_words() -> dict[str, int]:
    """The last words of the names of provinces -> the number of words of the longest."""
    lengths: dict[str, int] = {}
    for name in provinces().values():
        words = name.casefold().split()
        lengths[words[-1]] = max(len(words), lengths.get(words[-1], 0))
    return lengths


def _without_level(words: list[str]) -> tuple[str, str, str]:
    """The parts of a name that ends with a province, or with the place of a party committee."""
    last = _last_words().get(words[-1].casefold(), 0)
    for size in range(min(last, len(words) - 1), 0, -1):
        province = provinces().get(fold(" ".join(words[-size:])), "")
        if province:
            return " ".join(words[:-size]), "", province
    if len(words) > 2 and " ".join(words[:2]).lower() in _PARTY and words[2][:1].isupper():
        return " ".join(words[:2]), "", " ".join(words[2:])
    if len(words) > 2 and fold(" ".join(words[-2:])) == "việt nam":
        return " ".join(words[:-2]), "", "Việt Nam"
    return " ".join(words), "", ""


def completed(part: Body, place: str) -> str:
    """The name of a body with the place that it lacks."""
    if place == "Hồ Chí Minh":
        return f"{part.base} {CITY_OF_HCM}"
    return f"{part.name} {place}" if part.level else f"{part.base} {place}"


def with_level(part: Body) -> str:
    """The name of a body of a province with the level word of the province: `Sở Y tế tỉnh Quảng Ninh`."""
    if part.level or not part.place or _GOVERNING.match(part.key[0]) is None:
        return part.name
    if part.place == CITY_OF_HCM or part.tail not in provinces():
        return part.name
    level = CITY if part.place in MUNICIPALITIES else PROVINCE
    return f"{part.base} {level} {part.place}"


def begins_with_kind(name: str) -> bool:
    """Whether a name begins with a word for a kind of body (`Sở Y tế`), written with a capital."""
    words, heads = name.split(), load("org_heads")
    return any(" ".join(words[:size]) in heads for size in (1, 2, 3))
