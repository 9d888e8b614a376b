"""Names of places without a head noun: which of them may be a unit at all."""

from __future__ import annotations

import re
from functools import cache

from qnmine.data import lexicons
from qnmine.entities.places.spelling import key_of

# A name that begins so is as likely the water, hill or market itself as the unit called after it. After the
# second kind of words it is a town, unless they are in small letters: `Cầu Giấy`, but `cầu Giấy`.
_NATURE = re.compile(r"(?:sông|núi|hồ|suối|chợ|đảo|đèo|vịnh|biển|hòn|đồi|thác|rừng)\b")
_FEATURE = re.compile(rf"{_NATURE.pattern}|(?:cầu|bến|cửa|gò|ao|cù lao|đường|phố|làng|thôn|ngã|ga|đầm)\b")
# Streets and schools in every town have the names that wards have: of people, of what is remembered.
_HONOURED = re.compile(
    r"(?:nguyễn|trần|lê|phạm|lí|ngô|phan|võ|huỳnh|đinh|bùi|hoàng|đào|đặng|trương|tô|tôn|kim đồng|lương|mạc"
    r"|chu|cao|hồ|vũ|hai bà|bà|quang trung|hùng|điện biên|đống đa|thống nhất|cách mạng|hàm|bạch đằng)\b"
)


def may_be_unit(text: str) -> bool:
    """Tell whether a bare name is written as a unit's: with a capital, or in figures."""
    return text[:1].isupper() or text[:1].isdigit()


def natural(key: str) -> bool:
    """Tell whether a bare name reads as well as that of a river, hill, lake, island or market."""
    return _NATURE.match(key) is not None


def feature(text: str) -> bool:
    """Tell whether a bare name is that of a river, bridge, street or village, by its first word."""
    return _FEATURE.match(text) is not None


def abroad(key: str) -> bool:
    """Tell whether a bare name is also that of a place outside Viet Nam."""
    return key in _keys("world_places")


def landmark(key: str) -> bool:
    """Tell whether a bare name is better known as a landmark, a region or an old name."""
    return key in _keys("vietnam_places")


def archipelago(key: str) -> bool:
    """Tell whether a bare name is that of an archipelago, for which a unit was only set up."""
    return f"quần đảo {key}" in _keys("vietnam_places")


def like_a_street(key: str) -> bool:
    """Tell whether a bare name of a commune is too short, or too like a street's, to be sure of it."""
    return " " not in key or _HONOURED.match(key) is not None


@cache
def _keys(lexicon: str) -> frozenset[str]:
    return frozenset(map(key_of, lexicons.load(lexicon)))
