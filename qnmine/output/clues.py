"""Features of a model in words that a class understands."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from qnmine.output.sheet import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.explaining import Feature
    from qnmine.explaining.explanation import Part
    from qnmine.languages import Phrases

_LONGEST = 24
_OF_GAPS = frozenset(("pair", "cover", "cover_level", "share", "count"))
_LISTED = frozenset(("names", "run_names"))
_READ_WORDS = frozenset(("low", "run_before", "run_after"))
_ROLES = frozenset(("doc_roles", "run_roles"))
_FIGURES = re.compile(r"[0.,–-]*0[0.,–-]*")  # models read every digit as 0


def said(feature: Feature, model: str, phrases: Phrases) -> str:
    """Return what a feature of a model (`words` or `entities`) read, place by place."""
    shown = sorted(
        feature.parts, key=lambda part: (_is_of_gap(part, model) and part.offset != 0, part.offset)
    )
    places: dict[str, list[str]] = {}  # what stands at several places is said once
    for where, parts in groupby(shown, key=lambda part: _where(part, model, phrases)):
        here = list(parts)  # nothing else is to be told of what is outside of the sentence
        edges = [part for part in here if part.value == "edge"]
        what = ", ".join(dict.fromkeys(_what(part, model, phrases) for part in edges or here))
        places.setdefault(what, []).append(where)
    this_gap = phrases("where.gap.0")
    return "; ".join(
        what if wheres == [""] else phrases("colon", head=", ".join(w or this_gap for w in wheres), rest=what)
        for what, wheres in places.items()
    )


def _is_of_gap(part: Part, model: str) -> bool:
    """Tell whether a column tells of a gap, not of a token."""
    return model == "words" and part.column in _OF_GAPS


def _where(part: Part, model: str, phrases: Phrases) -> str:
    """Return how a place is called, seen from the token or the gap that is decided; this gap is clear."""
    if _is_of_gap(part, model):
        return phrases(f"where.gap.{part.offset}") if part.offset else ""
    if model == "words":
        return phrases(f"where.words.{part.offset}")
    return phrases(f"where.{part.offset}")


def _what(part: Part, model: str, phrases: Phrases) -> str:
    """Return what stands there; a column that has no phrase is called by its name."""
    if f"list.{part.column}" in phrases:
        return phrases(f"what.gazetteer.{part.value}", list=phrases(f"list.{part.column}"))
    column = _column(part.column)
    for key in _keys(column, part.value, model):
        if key in phrases:
            return _filled(key, part, phrases)
    return f"{part.column} = {clipped(part.value, _LONGEST)}"


def _column(column: str) -> str:
    """Return the name under which a column has its phrase: clusters share theirs."""
    for prefix, name in (("u_", "u"), ("s_", "s"), ("e_", "e")):
        if column.startswith(prefix):
            return name
    for name in ("run_before", "run_after"):
        if column.startswith(f"{name}_"):
            return f"{name}_like"
    return column


def _keys(column: str, value: str, model: str) -> Iterator[str]:
    value = "figures" if _FIGURES.fullmatch(value) and column in _READ_WORDS else value or "unknown"
    yield f"what.{model}.{column}.{value}"
    yield f"what.{column}.{value}"
    yield f"what.{column}"


def _filled(key: str, part: Part, phrases: Phrases) -> str:
    if part.examples:
        return phrases(key, examples=", ".join(clipped(word, _LONGEST) for word in part.examples))
    value = clipped(part.value, _LONGEST)
    if part.column in _LISTED:
        value = _names(part.value, "list", phrases)
    elif part.column == "count" and value.isdigit():
        value = phrases.figure(int(value))
    elif part.column == "capitals_around":
        value = " / ".join("–" if steps == "none" else steps for steps in part.value.split("/"))
    elif part.column in _ROLES:
        value = _names(part.value, "role", phrases)
    return phrases(key, value=value)


def _names(value: str, table: str, phrases: Phrases) -> str:
    """Return names side by side, the last one after `and`: what follows a comma is no name."""
    keys = (f"{table}.{name}" for name in value.split("+"))
    *names, last = [phrases(key) for key in keys if key in phrases] or [value]
    return f"{', '.join(names)} {phrases('and')} {last}" if names else last
