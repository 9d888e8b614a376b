"""How often terms occur from period to period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from qnmine.statistics.frequency import PER_MILLION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.queries import Query
    from qnmine.queries.entity_name import EntityName
    from qnmine.words.running import RunningWords


@dataclass(frozen=True, slots=True)
class PeriodFrequency:
    """How often a term occurs in a period, and what texts the period has.

    `docs` are the documents with the term, `period_words` all words with a letter or digit; `per_million` is
    10^6 x count / period_words, None for a period without words.
    """

    period: str
    term: str
    count: int
    docs: int
    per_million: float | None
    period_docs: int
    period_words: int


class TrendCounts:
    """Counts of what queries find by period; counts of parts add up to those of the whole."""

    def __init__(self, queries: Sequence[Query | EntityName]) -> None:
        self._queries = queries
        self._period_docs: Counter[str] = Counter()
        self._period_words: Counter[str] = Counter()
        # By the number of the query and the period.
        self._counts: Counter[tuple[int, str]] = Counter()
        self._docs: Counter[tuple[int, str]] = Counter()

    def add_document(self, words: RunningWords, period: str) -> int:
        """Count in a document of a period (as `every_period` takes it); return its number of words."""
        size = words.count()
        self._period_docs[period] += 1
        self._period_words[period] += size
        for number, query in enumerate(self._queries):
            if not query.could_match(words.document.normalized.text):
                continue
            if count := len(query.matches(words)):
                self._counts[number, period] += count
                self._docs[number, period] += 1
        return size

    def __getstate__(self) -> dict[str, Any]:
        """Return what was counted; the queries are not needed to merge it."""
        return {**self.__dict__, "_queries": ()}

    def merge(self, other: TrendCounts) -> None:
        """Add the counts of other documents."""
        self._period_docs.update(other._period_docs)
        self._period_words.update(other._period_words)
        self._counts.update(other._counts)
        self._docs.update(other._docs)

    def periods(self) -> list[str]:
        """Return the periods that have documents, by time."""
        return sorted(self._period_docs)

    def found(self) -> set[int]:
        """Return the numbers of the queries that are found."""
        return {number for number, _ in self._counts}

    def rows(self) -> Iterator[PeriodFrequency]:
        """Yield a row for each period of each query, query by query in the order given.

        Periods go from the first to the last that has documents, without a gap.
        """
        return chain.from_iterable(self.courses(list(every_period(self.periods()))))

    def courses(self, periods: Sequence[str]) -> Iterator[Iterator[PeriodFrequency]]:
        """Yield the rows of each query, one for each of these periods."""
        return (self._course(number, periods) for number in range(len(self._queries)))

    def _course(self, number: int, periods: Sequence[str]) -> Iterator[PeriodFrequency]:
        for period in periods:
            count, words = self._counts[number, period], self._period_words[period]
            yield PeriodFrequency(
                period,
                self._queries[number].label,
                count,
                self._docs[number, period],
                PER_MILLION * count / words if words else None,
                self._period_docs[period],
                words,
            )


def count_periods(first: str, last: str) -> int:
    """Return how many periods there are from the first to the last, both written as `every_period` says."""
    return _number(last) - _number(first) + 1


def every_period(periods: Iterable[str]) -> Iterator[str]:
    """Yield the periods from the first to the last of those given, without a gap.

    All are years (`2024`), quarters (`2024-Q2`), months (`2024-06`) or days (`2024-06-25`).
    """
    given = sorted(periods)
    if not given:
        return
    first, last = given[0], given[-1]
    number, end = _number(first), _number(last)
    while number <= end:
        yield _name(number, first)
        number += 1


def _number(period: str) -> int:
    """Return the number of a period: periods that follow each other have numbers that do."""
    year, _, rest = period.partition("-")
    if not rest:
        return int(year)
    if rest.startswith("Q"):
        return int(year) * 4 + int(rest[1:]) - 1
    if "-" in rest:
        return date.fromisoformat(period).toordinal()
    return int(year) * 12 + int(rest) - 1


def _name(number: int, like: str) -> str:
    """Return the period of a number, written like another one."""
    _, _, rest = like.partition("-")
    if not rest:
        return f"{number:04}"
    if rest.startswith("Q"):
        return f"{number // 4:04}-Q{number % 4 + 1}"
    if "-" in rest:
        return date.fromordinal(number).isoformat()
    return f"{number // 12:04}-{number % 12 + 1:02}"
