"""Days found in a text, scored alike for qnmine and for dateparser, which knows days alone.

`dateparser.search.search_dates` gives phrases and a moment for each: no kind, no offset, and no word for a
length of time or a span of years. So only what it can know is asked for: dates, months and years of the gold
whose value says at least a year, a month or a day. A phrase is found if it stands for the very characters of
one of these, or of its date without `ngày`, `tháng` or `năm` before it; it is right if the moment has the
year, month and day that the value says (where the value says none of one of them, any will do). Phrases that
touch a gold date of another kind (`thế kỷ 17`, `1945-1964`, `hiện nay`) count neither way. qnmine is scored
by the same rules, without its kinds.

dateparser is called with `languages=["vi"]` and a fixed day to reckon from, all else as it comes. Its phrases
are looked for in the text in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = dict[str, Any]
WANTED = ("date", "month", "year")
_TODAY = datetime(2017, 6, 15)  # in the year of the texts
_PARTS = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX))?(?:-(\d\d))?\Z")
_HEAD = re.compile(r"(?:ngày|tháng|năm)\s+", re.IGNORECASE)

Parts = tuple[str, str, str]  # year, month, day, empty where not said


@dataclass(frozen=True, slots=True)
class Day:
    """A stretch of text and the year, month and day that it stands for."""

    start: int
    end: int
    parts: Parts


def date_scores(records: Sequence[Row]) -> dict[str, Any]:
    """Return counts and shares of both programs."""
    return {
        "kinds": list(WANTED),
        "rows": {
            "dateparser": scored(records, search_dates),
            "qnmine": scored(records, qnmine_dates),
        },
    }


def scored(records: Iterable[Row], find: Callable[[str], Iterable[Day]]) -> Row:
    """Return how many days of the gold are found, and how many are right."""
    gold = predicted = correct = right = 0
    for record in records:
        wanted = list(days_of(record))
        others = [(one["start"], one["end"]) for one in record["dates"] if not _is_wanted(one)]
        found = [day for day in find(record["text"]) if not _touches(day, others)]
        gold += len(wanted)
        predicted += len(found)
        pairs = [(day, one) for day in wanted if (one := _counterpart(day, found, record["text"]))]
        correct += len(pairs)
        right += sum(_agrees(day.parts, one.parts) for day, one in pairs)
    return {
        "gold": gold,
        "predicted": predicted,
        "correct": correct,
        "right": right,
        "precision": _share(correct, predicted),
        "recall": _share(correct, gold),
        "f1": _share(2 * correct, predicted + gold),
        "right_share": _share(right, correct),
    }


def days_of(record: Row) -> Iterator[Day]:
    """Yield the dates of a gold record that are asked for."""
    for one in record["dates"]:
        if _is_wanted(one):
            yield Day(one["start"], one["end"], _parts(one["value"]))


def search_dates(text: str) -> Iterator[Day]:
    """Yield what dateparser finds, in its order."""
    from dateparser.search import search_dates as search

    end = 0
    for phrase, moment in search(text, languages=["vi"], settings={"RELATIVE_BASE": _TODAY}) or []:
        start = text.find(phrase, end)
        if start >= 0:
            end = start + len(phrase)
        parts = (f"{moment.year:04}", f"{moment.month:02}", f"{moment.day:02}")
        yield Day(start, start + len(phrase) if start >= 0 else -1, parts)


def qnmine_dates(text: str) -> Iterator[Day]:
    """Yield the dates, months and years that qnmine finds."""
    import qnmine

    for row in qnmine.dates(text):
        if row.kind in WANTED:
            yield Day(row.start, row.end, _parts(row.value) if row.value else ("", "", ""))


def _is_wanted(one: Row) -> bool:
    return one["kind"] in WANTED and bool(_PARTS.match(one.get("value") or ""))


def _parts(value: str) -> Parts:
    matched = _PARTS.match(value)
    if matched is None:
        return "", "", ""
    year, month, day = ("" if part in ("XXXX", "XX", None) else part for part in matched.groups())
    return year, month, day


def _counterpart(day: Day, found: Iterable[Day], text: str) -> Day | None:
    return next((one for one in found if _bare(one, text) == _bare(day, text)), None)


def _bare(day: Day, text: str) -> tuple[int, int]:
    """Return the stretch without the head noun."""
    head = _HEAD.match(text, day.start, day.end) if day.start >= 0 else None
    return (head.end() if head else day.start), day.end


def _touches(day: Day, others: Iterable[tuple[int, int]]) -> bool:
    return any(day.start < end and start < day.end for start, end in others)


def _agrees(gold: Parts, found: Parts) -> bool:
    return all(not said or said == other for said, other in zip(gold, found, strict=True))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None
