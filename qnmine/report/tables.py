"""The tables of the page: places then and now, numbers by unit, the largest sums, dates in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.dates import Date
from qnmine.report.contents import Line, lines_of, shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.entities.aggregation import PlacedEntity
    from qnmine.report.gathering import Gatherer, Sum, UnitCount
    from qnmine.report.sampling import ShownText

ROWS = 200
"""So many rows of places, of units and of dates stand on the page."""


@dataclass(slots=True)
class PlaceRow:
    """A place with the unit that it was; `today` are the units that it became, each with its code."""

    name: str
    written: str
    mentions: int
    docs: int
    level: str
    province: str
    relation: str
    code: str
    today: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SumRow:
    """A sum of money; `line` is None where its text is not on the page."""

    value: int | float
    text: str
    doc: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date that stands in a text of the page."""

    value: str
    doc: str
    line: Line


def place_rows(entities: Iterable[PlacedEntity]) -> list[PlaceRow]:
    """Return a row for each place that has a code or may be several, whatever it became."""
    rows: dict[tuple[str, str, str, str], PlaceRow] = {}
    for one in entities:
        if not one.relation:
            continue
        key = one.name, one.code, one.level, one.province
        row = rows.get(key)
        if row is None:
            written = " | ".join(shown_text(form) for form in one.variants)
            row = rows[key] = PlaceRow(
                shown_text(one.name),
                written,
                one.mentions,
                one.docs,
                one.level,
                one.province,
                one.relation,
                one.code,
            )
        if one.current_name:
            row.today.append((one.current_name, one.current_code))
    return list(rows.values())


def unit_rows(gatherer: Gatherer) -> list[UnitCount]:
    """Return the kinds and units of numbers, the most frequent first."""
    return sorted(gatherer.units.values(), key=lambda one: (-one.count, one.kind, one.unit))


def sum_rows(sums: Sequence[Sum], texts: Sequence[ShownText]) -> list[SumRow]:
    """Return sums of money, with their context where the page has it."""
    places = {text.number: place for place, text in enumerate(texts)}
    marks = []
    for one in sums:
        place = places.get(one.number)
        number = None if place is None else _number_at(texts[place], one.row.start)
        marks.append((-1 if place is None or number is None else place, number or 0))
    lines = lines_of(texts, [mark for mark in marks if mark[0] >= 0])
    return [
        SumRow(one.value, shown_text(one.row.text), shown_text(one.row.doc), lines.get(mark))
        for one, mark in zip(sums, marks, strict=True)
    ]


def _number_at(text: ShownText, start: int) -> int | None:
    """Return the place among the marks of a text of the number that begins there."""
    places = (n for n, mark in enumerate(text.marks) if mark.start == start and mark.layer == "number")
    return next(places, None)


def date_rows(texts: Sequence[ShownText]) -> tuple[list[DateRow], int]:
    """Return the dates of texts whose year is known, the earliest first, and how many of them there are.

    Of equal ones those of earlier texts come first.
    """
    found = [
        (date.begins or date.ends, date.ends or date.begins, place, number, date.value)
        for place, text in enumerate(texts)
        for number, date in enumerate(mark.row for mark in text.marks)
        if isinstance(date, Date) and (date.begins or date.ends)
    ]
    shown = sorted(found)[:ROWS]
    lines = lines_of(texts, [(place, number) for _, _, place, number, _ in shown])
    rows = [
        DateRow(value, shown_text(texts[place].document.id), lines[place, number])
        for _, _, place, number, value in shown
    ]
    return rows, len(found)
