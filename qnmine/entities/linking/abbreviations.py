"""Standing abbreviations: the shipped table, and names with their abbreviations written out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from qnmine.entities.linking.forms import CACHED_FORMS


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of the table: `types` of names it stands in, `where` in them, `source` of its full form.

    `where` is `any`, `alone` (it is the whole name), `before` (something follows), `after` (something
    precedes) or `spelled` (anywhere, but only with the marks between its letters that the table has).
    """

    short: str
    full: str
    types: tuple[str, ...]
    where: str
    source: str


_SEPARATORS = dict.fromkeys(map(ord, " .,&-–"))
_WORD = r"[^\W\d_]"
# A run of capitals, with what may join two of them: GD-ĐT, TN&MT, VH, TT&DL, GD và ĐT, and a Cty.
_CLUSTER = re.compile(
    r"(?<!\w)(?:[A-ZĐƯ]{2,}(?:(?:\s?[-–&,.]\s?|\s+và\s+)[A-ZĐƯ]{2,})*|[CT]{1,2}ty)(?!\w|-\w|\.\w)"
)
_LEVELS = {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn",
    "q": "quận", "h": "huyện", "p": "phường", "f": "phường", "x": "xã",
}  # fmt: skip
# TP and TX stand with or without a full stop; one letter needs one, or a number after it (Q.3, Q3, P.12).
_LEVEL = re.compile(
    rf"(?<!\w)(?:(TP|Tp|T\.P|TX|Tx)(?:\.\s*|\s+|\Z)(?=\w|\Z)|(TT)\.\s*(?={_WORD})"
    rf"|(?<!\.)([QHPFX])(?:\.\s*(?=[^\W_]{{2}}|\d)|\s?(?=\d)))"
)
_ROAD = re.compile(r"(?<!\w)(QL|TL|ĐT)[.\s]?(?=\d)")
_ROADS = {"QL": "Quốc lộ", "TL": "Tỉnh lộ", "ĐT": "Đường tỉnh"}
# `CA TP.HCM`, but `CA Osasuna`.
_POLICE = re.compile(
    r"(?<!\w)CA(?= (?:[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường)(?!\w))"
)
_CENTRAL = re.compile(r"(?<!\w)T\.[ƯW](?!\w)")
_MAYBE = re.compile(r"[A-ZĐƯ]{2}|(?<!\w)(?:[TC]?Cty|T[px]|[QHPFX])\b|[QHPFX]\d|T\.[PƯW]")
_LONGEST_ALONE = 32
_CAPITALS = re.compile("([A-ZĐƯ]+)")
_CITY = re.compile(r"(?:(?<=\s)|^)thành phố (?:Hồ Chí Minh|HCM\b)")


@cache
def table() -> tuple[Abbreviation, ...]:
    """The rows of the shipped table."""
    text = files("qnmine.data").joinpath("abbreviations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    return tuple(
        Abbreviation(short, full, tuple(types.split(",")), where, source)
        for short, full, types, where, source in rows
    )


@lru_cache(maxsize=CACHED_FORMS)
def expanded(form: str, type_: str) -> str:
    """The name of an organisation or place with its standing abbreviations written out.

    `UBND TP.HCM` gives `Ủy ban nhân dân Thành phố Hồ Chí Minh`; a name without any is returned as it is.
    """
    if len(form) <= _LONGEST_ALONE:
        whole = _whole(type_).get(_key(form).casefold(), "")
        if whole:
            return whole
    if _MAYBE.search(form) is None:
        return _CITY.sub("Thành phố Hồ Chí Minh", form) if type_ == "ORG" else form
    written_out = _LEVEL.sub(lambda match: _level(match, type_), form).rstrip()
    written_out = _CENTRAL.sub("TƯ", written_out)
    written_out = _CLUSTER.sub(lambda match: _cluster(match, type_), written_out)
    if type_ == "LOC":
        written_out = _ROAD.sub(lambda match: _ROADS[match[1]] + " ", written_out)
        written_out = _CITY.sub("Thành phố Hồ Chí Minh", written_out)
        return _whole(type_).get(_key(written_out).casefold(), written_out)
    return _POLICE.sub("Công an", _CITY.sub("Thành phố Hồ Chí Minh", written_out))


def _key(short: str) -> str:
    """An abbreviation without what stands between its letters: `GD-ĐT`, `GD&ĐT` and `GDĐT` are one."""
    return short.replace(" và ", "").translate(_SEPARATORS)


@cache
def _whole(type_: str) -> dict[str, str]:
    rows = (row for row in table() if type_ in row.types and row.where in ("any", "alone"))
    return {_key(row.short).casefold(): row.full for row in rows}


@cache
def _inside(type_: str) -> dict[str, Abbreviation]:
    rows = (row for row in table() if type_ in row.types and row.where != "alone")
    return {row.short if row.where == "spelled" else _key(row.short): row for row in rows}


def _level(match: re.Match[str], type_: str) -> str:
    level = _LEVELS[(match[1] or match[2] or match[3]).replace(".", "").lower()]
    if match.start() == 0 and type_ == "ORG":
        # An organisation begins with its department (P.CSĐT), not with a ward.
        return {"phường": "Phòng", "thành phố": "Thành phố"}.get(level, match[0].strip()) + " "
    return level + " "


def _cluster(match: re.Match[str], type_: str) -> str:
    """A run of capitals written out: as a whole, else each of its parts."""
    form, known = match[0], _inside(type_)
    before, after = match.start() > 0, match.end() < len(match.string)
    row = known.get(form) or known.get(_key(form))
    if row is not None:
        return row.full if _fits(row, before, after) else form
    if form == "CP" and before and after and type_ == "ORG":
        return "cổ phần"
    parts = _CAPITALS.split(form)
    if len(parts) <= 3:
        return form
    written = []
    for number, part in enumerate(parts):
        row = known.get(part) if number % 2 else None
        inside = before or number > 1, after or number < len(parts) - 2
        written.append(row.full if row is not None and _fits(row, *inside) else part)
    return "".join(" và " if part == "&" else part for part in written)


def _fits(row: Abbreviation, before: bool, after: bool) -> bool:
    return (
        row.where in ("any", "spelled")
        or (row.where == "before" and after)
        or (row.where == "after" and before)
    )
