"""Lengths of time in words: `P150Y` is `150 năm`, `PT2H30M` is `2 giờ 30 phút`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.languages import Phrases

_PARTS = re.compile(r"(T)?(\d+(?:\.\d+)?)([YMWDHS])")
_WHOLE = re.compile(r"P(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")


def duration_words(value: str, phrases: Phrases) -> str | None:
    """Return a duration of ISO 8601 in words, None for another value; `phrases` are those of `layers`."""
    if len(value) < 3 or not _WHOLE.fullmatch(value):
        return None
    told, is_clock = [], False
    for found in _PARTS.finditer(value):
        is_clock = is_clock or bool(found[1])
        number = float(found[2]) if "." in found[2] else int(found[2])
        unit = f"duration.{'T' if is_clock else ''}{found[3]}"
        one = f"{unit}.one"
        told.append(phrases(one if number == 1 and one in phrases else unit, count=phrases.figure(number)))
    return " ".join(told)
