"""What commands that count words gather, in this process or another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qnmine.cli.matrix import MatrixFiles
    from qnmine.cli.run import Run
    from qnmine.cli.terms import Term
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus.grouping import Grouping
    from qnmine.engines.work import Analysed
    from qnmine.queries import Query
    from qnmine.statistics.groups import Key
    from qnmine.statistics.ngrams import InDocuments
    from qnmine.text.document import Document
    from qnmine.words.running import RunningWords


class WordCounter(Protocol):
    """Counts of words that grow with batches of documents, which come with the numbers of their groups."""

    def add_documents(self, batch: Sequence[RunningWords], groups: Sequence[int], /) -> Any:
        """Count documents."""

    def merge(self, other: Any, /) -> None:
        """Add the counts of other documents."""


Counter = TypeVar("Counter", bound=WordCounter)


class GroupNumbers:
    """Numbers for the groups of documents, in the order in which they come."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._numbers: dict[Key, int] = {} if grouping.by else {(): 0}

    def __call__(self, document: Document) -> int:
        """Return the number of the group of a document."""
        key = self._grouping.key(document.id, document.meta)
        return self._numbers.setdefault(key, len(self._numbers))

    def keys(self) -> list[Key]:
        """Return the groups in the order of their numbers."""
        return list(self._numbers)


class Counted(Generic[Counter]):
    """The words of documents, counted; the labels are the numbers of their groups (None: 0)."""

    def __init__(self, counts: Counter) -> None:
        self.counts = counts

    @classmethod
    def make(cls, make: Callable[[], Counter]) -> Counted[Counter]:
        """Return an empty one around counts that are made now."""
        return cls(make())

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents."""
        groups = [one.label or 0 for one in batch]
        self.counts.add_documents([words for _, (words,), _ in batch], groups)

    def merge(self, other: Counted[Counter]) -> None:
        """Add what was counted in others."""
        self.counts.merge(other.counts)


class Collocates:
    """The words around what a query finds; only those of some parts of speech if `tags` names some."""

    def __init__(self, query: Query, span: tuple[int, int], tags: Collection[str]) -> None:
        from qnmine.statistics.collocations import CollocationCounts

        self.counts = CollocationCounts(query, span)
        self._tags = tags

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents; their labels are the numbers of their groups."""
        numbers = [one.label for one in batch]
        self.counts.add_documents([words for _, (words,), _ in batch], numbers, tags=self._tags)

    def merge(self, other: Collocates) -> None:
        """Add what was counted in others."""
        self.counts.merge(other.counts)


class InPeriods:
    """How often queries are found from period to period, by group; the labels are group and period."""

    def __init__(self, queries: Sequence[Term]) -> None:
        from qnmine.statistics.groups import Groups
        from qnmine.statistics.trend import TrendCounts

        self.groups = Groups(partial(TrendCounts, queries))

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents; those without a period are left out."""
        for _, (words,), (*key, period) in batch:
            if period:
                group = self.groups[tuple(key)]
                group.add_document(group.counts.add_document(words, period))

    def merge(self, other: InPeriods) -> None:
        """Add what was counted in others."""
        self.groups.merge(other.groups)


class Profiled:
    """What profiles are made of, by group; the labels are the groups."""

    def __init__(self, window: int) -> None:
        from qnmine.statistics.groups import Groups
        from qnmine.statistics.profile import ProfileCounts, WordSizes

        self.groups = Groups(partial(ProfileCounts, WordSizes(), window))

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents."""
        by_group: dict[Key, list[RunningWords]] = {}
        for _, (words,), key in batch:
            by_group.setdefault(key, []).append(words)
        for key, several in by_group.items():
            self.groups[key].counts.add_documents(several)

    def merge(self, other: Profiled) -> None:
        """Add what was counted in others."""
        self.groups.merge(other.groups)


class MatrixRow(NamedTuple):
    """A document of a matrix: its id, its number of words, the columns that it carries along."""

    doc: str
    words: int
    kept: tuple[object, ...]


class CountedByDocument(Counted[Counter]):
    """The same with how often each term is in each document, which goes to files or is kept for them."""

    def __init__(self, counts: Counter, keep: Sequence[str], files: MatrixFiles | None = None) -> None:
        super().__init__(counts)
        self._keep, self._files = keep, files
        self._kept: list[tuple[list[MatrixRow], InDocuments]] = []

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_files": None}

    @classmethod
    def make_with(cls, make: Callable[[], Counter], keep: Sequence[str]) -> CountedByDocument[Counter]:
        """Return an empty one that keeps all, around counts that are made now."""
        return cls(make(), keep)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the next documents."""
        several = [words for _, (words,), _ in batch]
        found = self.counts.add_documents(several, [one.label for one in batch])
        rows = [
            MatrixRow(
                words.document.id, words.count(), tuple(words.document.meta.get(name) for name in self._keep)
            )
            for words in several
        ]
        self._take(rows, found)

    def merge(self, other: Counted[Counter]) -> None:
        """Add what was counted in others."""
        super().merge(other)
        assert isinstance(other, CountedByDocument)
        for rows, found in other._kept:
            self._take(rows, found)

    def _take(self, rows: list[MatrixRow], found: InDocuments) -> None:
        if self._files is None:
            self._kept.append((rows, found))
        else:
            self._files.add(rows, found)


def gather_words(
    run: Run,
    source: WordSource,
    make: Callable[[], Counter],
    counts: Counter,
    numbers: GroupNumbers,
    files: MatrixFiles | None,
) -> None:
    """Count the words of a run, and those of each document for the files of a matrix if there are any.

    `make` makes counts like `counts` in another process.
    """
    if files is None:
        run.gather(source, partial(Counted.make, make), Counted(counts), numbers)
    else:
        collect = partial(CountedByDocument.make_with, make, run.keep)
        run.gather(source, collect, CountedByDocument(counts, run.keep, files), numbers)
