"""Times as a person reads them: `P150Y` is `150 năm`, `XXXX-12-23` a day whose year is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.dates import Date
    from qnmine.languages import Phrases

_PARTS = re.compile(r"(T)?(\d+(?:\.\d+)?)([YMWDHS])")
_WHOLE = re.compile(r"P(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")


def time_words(date: Date, phrases: Phrases) -> str:
    """Return what the value of a date says, without the signs of its notation; empty if that is nothing.

    `phrases` are those of `layers`. Days stay as they are in tables (ISO 8601).
    """
    length = duration_words(date.value, phrases)
    if length is not None:
        return phrases("value.every", length=length.removeprefix("1 ")) if date.kind == "set" else length
    if date.kind in ("decade", "century"):
        return f"{date.begins[:4]}–{date.ends[:4]}" if date.begins and date.ends else ""
    if date.kind in ("set", "vague") or date.value.startswith("-") or "-WXX" in date.value:
        return ""
    if "XXXX" in date.value:
        return phrases("value.no_year")
    return " – ".join(map(_day_and_clock, date.value.split("/")))


def _day_and_clock(value: str) -> str:
    """Return a day and the hour of it, without a part of the day (`TMO`), which the text has in words."""
    day, _, clock = value.partition("T")
    return " ".join(filter(None, (day, clock if clock[:1].isdigit() else "")))


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
