"""What the page asks for: a text and how it is to be read, checked field by field."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from qnmine.languages import LANGUAGES

TABLES = ("entities", "mentions", "numbers", "dates", "words")
"""The tables of the page, in their order."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RequestError(ValueError):
    """A request that cannot be understood; the message tells what is wrong with it."""


@dataclass(frozen=True)
class Asked:
    """A text and how it is to be read.

    `words` asks for the words among the marks (the tables always have them), `pos` for their parts of speech;
    the others are the options of `qnmine entities`, `numbers` and `dates` of the same names.
    """

    text: str
    language: str = "en"
    words: bool = False
    pos: bool = False
    identifiers: bool = False
    vague: bool = False
    nested: bool = False
    score: bool = False
    min_score: float | None = None
    reference_date: date | None = None


@dataclass(frozen=True)
class AskedTable:
    """One of the tables, as a file."""

    asked: Asked
    table: str


_FLAGS = tuple(field.name for field in fields(Asked) if field.type == "bool")


def read_asked(body: bytes) -> Asked:
    """Return what the body of a request asks for; RequestError if it is no such request."""
    return _asked(_members(body))


def read_asked_table(body: bytes) -> AskedTable:
    """Return which table the body of a request asks for; RequestError if it is no such request."""
    members = _members(body)
    table = members.pop("table", None)
    if table not in TABLES:
        raise RequestError(f"'table' is one of {', '.join(TABLES)}")
    return AskedTable(_asked(members), str(table))


def _members(body: bytes) -> dict[str, Any]:
    """Return the members of a JSON object."""
    try:
        read = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):  # a figure of thousands of digits is a ValueError as well
        raise RequestError("the body is no JSON in UTF-8") from None
    if not isinstance(read, dict):
        raise RequestError("the body is no JSON object")
    return read


def _asked(members: dict[str, Any]) -> Asked:
    known = {field.name for field in fields(Asked)}
    for name in members:
        if name not in known:
            raise RequestError(f"there is no field {name[:40]!r}; there are {', '.join(sorted(known))}")
    if not isinstance(members.get("text"), str):
        raise RequestError("'text' is a string")
    asked = Asked(members["text"])
    if "language" in members:
        if members["language"] not in LANGUAGES:
            raise RequestError(f"'language' is one of {', '.join(LANGUAGES)}")
        asked = replace(asked, language=members["language"])
    for name in _FLAGS:
        if not isinstance(members.get(name, False), bool):
            raise RequestError(f"{name!r} is true or false")
    flags = {name: members[name] for name in _FLAGS if name in members}
    return replace(
        asked,
        min_score=_share(members.get("min_score")),
        reference_date=_day(members.get("reference_date")),
        **flags,
    )


def _share(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise RequestError("'min_score' is a number from 0 to 1, or null")


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise RequestError("'reference_date' is a day like 2024-06-25, or null")
