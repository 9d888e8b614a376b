"""What a report counts while the documents come by; of these it keeps only the texts that it shows."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.entities.aggregation import EntityCounts
from qnmine.report.sampling import Limits, Sample
from qnmine.statistics.profile import ProfileCounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.dates import Date
    from qnmine.numbers import Number
    from qnmine.report.analysis import Analysed
    from qnmine.statistics.profile import Profile
    from qnmine.words.running import RunningWords

LARGEST = 10
"""So many of the largest sums of money of each currency are kept."""

_TOGETHER = 200_000  # characters that are counted at once, which is faster


@dataclass(slots=True)
class UnitCount:
    """How often numbers of a kind and unit occur, and the smallest and largest of them."""

    kind: str
    unit: str
    count: int = 0
    docs: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money; `number` is the place of its document in the corpus, from 0."""

    value: int | float
    number: int
    row: Number


class Gatherer:
    """All that the page tells of the whole corpus, and the sample of its texts."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.documents = 0
        self.marks: Counter[str] = Counter()
        self.entities = EntityCounts()
        self.places = EntityCounts()
        self.units: dict[tuple[str, str], UnitCount] = {}
        self.first: Date | None = None
        self.last: Date | None = None
        self.sample = Sample(limits)
        self._sums: dict[str, list[tuple[float, int, int, Sum]]] = {}
        self._profile = ProfileCounts()
        self._waiting: list[RunningWords] = []
        self._characters = 0

    def add(self, analysed: Analysed) -> None:
        """Count the next document."""
        mentions = analysed.mentions
        self.marks.update(mark.layer for mark in analysed.marks)
        self.entities.add_document(mentions)
        located = [pair for pair in zip(mentions, analysed.places, strict=True) if pair[0].type == "LOC"]
        self.places.add_document([mention for mention, _ in located], [placed for _, placed in located])
        self._add_numbers(analysed.numbers)
        for date in analysed.dates:
            self._add_date(date)
        self._add_words(analysed.words)
        self.sample.add(analysed)
        self.documents += 1

    def _add_words(self, words: RunningWords) -> None:
        self._waiting.append(words)
        self._characters += len(words.document.text)
        if self._characters > _TOGETHER:
            self._count_words()

    def _count_words(self) -> None:
        if self._waiting:
            self._profile.add_documents(self._waiting)
        self._waiting, self._characters = [], 0

    def _add_numbers(self, numbers: Iterable[Number]) -> None:
        seen = set()
        for number in numbers:
            key = number.kind, number.unit
            told = self.units.setdefault(key, UnitCount(*key))
            told.count += 1
            told.docs += key not in seen
            seen.add(key)
            bounds = [each for each in (number.value, number.low, number.high) if each is not None]
            if bounds:
                told.low = min(bounds) if told.low is None else min(told.low, *bounds)
                told.high = max(bounds) if told.high is None else max(told.high, *bounds)
            if number.kind == "money" and number.value is not None:
                self._add_sum(number, number.value)

    def _add_sum(self, number: Number, value: int | float) -> None:
        held = self._sums.setdefault(number.unit, [])
        # Of equal sums the earlier one stays.
        one = (value, -self.documents, -number.start, Sum(value, self.documents, number))
        (heapq.heappush if len(held) < LARGEST else heapq.heappushpop)(held, one)

    def _add_date(self, date: Date) -> None:
        first, last = date.begins or date.ends, date.ends or date.begins
        if first and (self.first is None or first < (self.first.begins or self.first.ends)):
            self.first = date
        if last and (self.last is None or last > (self.last.ends or self.last.begins)):
            self.last = date

    def sums(self) -> list[tuple[str, list[Sum]]]:
        """Return the largest sums of money of each currency, the most frequent currency first."""
        often = {unit: self.units["money", unit].count for unit in self._sums}
        return [
            (unit, [one for *_, one in sorted(self._sums[unit], key=lambda held: held[:3], reverse=True)])
            for unit in sorted(often, key=lambda unit: (-often[unit], unit))
        ]

    def profile(self) -> Profile:
        """Return the corpus in numbers."""
        self._count_words()
        return self._profile.profile()
