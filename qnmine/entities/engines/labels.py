"""Labels of tagging models, of whatever scheme, read as spans of people, organisations and places."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPES = {
    "PER": ("PER", "PERS", "PERSON", "PEOPLE", "NAME", "PERSON_NAME"),
    "ORG": ("ORG", "ORGANIZATION", "ORGANISATION", "CORP", "CORPORATION"),
    "LOC": ("LOC", "LOCATION", "PLACE", "GPE", "FAC", "FACILITY"),
}
_TYPE_OF = {name: type_ for type_, names in _TYPES.items() for name in names}

# BIO, IOBES, BILOU and BMES, before the type (`B-PER`) or behind it (`PER-B`).
_BEFORE = re.compile(r"([BIESLUM])[-_](.+)")
_BEHIND = re.compile(r"(.+)[-_]([BIESLUM])")
_OPENS, _CLOSES = frozenset("BSU"), frozenset("ESLU")


@cache
def read_label(label: str) -> tuple[str, str | None]:
    """Return the position that a label tells (`B`, `I`, …; empty for a bare type) and the type.

    The type is `PER`, `ORG` or `LOC`, None for `O` and for whatever is none of these (`B-MISC`).
    """
    label = label.strip().upper()
    if match := _BEFORE.fullmatch(label):
        position, name = match[1], match[2]
    elif match := _BEHIND.fullmatch(label):
        position, name = match[2], match[1]
    else:
        position, name = "", label
    return position, _TYPE_OF.get(name)


def label_runs(labels: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return the spans of a row of labels: first token, token after the last, type.

    Repaired where the labels do not fit each other: what continues nothing of its type begins a span, and
    a span ends where another type or none follows, whether its end is marked or not.
    """
    runs: list[tuple[int, int, str]] = []
    open_type: str | None = None  # of the last run, while it may go on
    for number, label in enumerate(labels):
        position, type_ = read_label(label)
        if type_ is not None:
            if type_ == open_type and position not in _OPENS:
                runs[-1] = (runs[-1][0], number + 1, type_)
            else:
                runs.append((number, number + 1, type_))
        open_type = None if position in _CLOSES else type_
    return runs
