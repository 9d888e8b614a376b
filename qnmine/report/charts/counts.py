"""What charts are made of, counted document by document; the documents themselves are not kept."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Self

from qnmine.entities.network import Cooccurrences
from qnmine.languages import load_phrases
from qnmine.report.charts.bars import keyness_chart, keywords_chart
from qnmine.report.charts.network import network_chart
from qnmine.report.charts.strips import Strips, dispersion_chart
from qnmine.report.charts.timeline import DatesByGrain, timeline_chart
from qnmine.statistics.keyword_table import KeyKeyword, ranked_terms
from qnmine.statistics.reference import general_reference
from qnmine.statistics.terms import TermCounts, WordTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from qnmine.entities import Mention
    from qnmine.languages import Phrases
    from qnmine.report.analysis import Analysed
    from qnmine.report.charts.chart import Chart
    from qnmine.statistics.frequency import Keyword
    from qnmine.words.running import RunningWords

BARS = 20
_BATCH_CHARACTERS = 500_000  # counting pays in batches


class ChartCounts:
    """Counts that charts are made of; use it as a context, or call `close`: some are in temporary files."""

    def __init__(self) -> None:
        from qnmine.data.lexicons import stopwords

        excluded = frozenset(stopwords())
        self._terms = TermCounts(WordTerms(stopwords=excluded))
        self._strips = Strips(excluded)
        self._dates = DatesByGrain()
        self._together = Cooccurrences("sentence")
        self._waiting: list[tuple[RunningWords, list[Mention]]] = []
        self._characters = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        self._terms.close()

    def add(self, analysed: Analysed) -> None:
        """Count one document."""
        mentions = analysed.mentions
        self._dates.add_document(analysed.dates)
        self._together.add_document(analysed.document, mentions)
        outer = [mention for mention in mentions if not mention.depth]
        self._waiting.append((analysed.words, outer))
        self._characters += len(analysed.document.text)
        if self._characters >= _BATCH_CHARACTERS:
            self._count_words()

    def charts(self, phrases: Phrases) -> list[Chart]:
        """Return the charts that there is something to see in, in the language of the phrases."""
        self._count_words()
        phrases = load_phrases("charts", phrases.language)
        makers: tuple[Callable[[Phrases], Chart | None], ...] = (
            self._keywords,
            self._keyness,
            lambda phrases: timeline_chart(self._dates, phrases),
            lambda phrases: network_chart(self._together, phrases),
            lambda phrases: dispersion_chart(self._strips, phrases),
        )
        return [chart for make in makers if (chart := make(phrases)) is not None]

    def _count_words(self) -> None:
        """Count the words of the documents that wait for it."""
        if self._waiting:
            self._terms.add_documents([words for words, _ in self._waiting])
            self._strips.add_documents(self._waiting)
        self._waiting, self._characters = [], 0

    def _keywords(self, phrases: Phrases) -> Chart | None:
        rows: list[Any] = list(islice(self._ranked("count"), BARS))
        return keywords_chart(rows, phrases) if rows else None

    def _keyness(self, phrases: Phrases) -> Chart | None:
        reference = general_reference(words_only=True)
        ranked = (row for row in self._ranked("keyness", reference=reference) if isinstance(row, KeyKeyword))
        rows = [row for row in islice(ranked, BARS) if row.score > 0]
        return keyness_chart(rows, reference, phrases) if rows else None

    def _ranked(self, measure: str, **settings: Any) -> Iterator[Keyword | KeyKeyword]:
        return (row for _, row in ranked_terms(self._terms, measure, **settings))


def charts_of(analysed: Iterable[Analysed], phrases: Phrases) -> list[Chart]:
    """Return the charts of some documents, in the language of the phrases."""
    with ChartCounts() as counts:
        for one in analysed:
            counts.add(one)
        return counts.charts(phrases)
