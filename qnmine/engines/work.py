"""What is done with a chunk of documents, wherever it is done, and what comes of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, Self, TypeVar

from qnmine.engines.serial import analysed, full_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.engines.serial import Analyze
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document

    Told = DocumentError | str
    """A failure, or a warning."""


class Analysed(NamedTuple):
    """A document, the rows that an analyzer found in it, and the label that came with it."""

    document: Document
    rows: Sequence[Any]
    label: Any


class Collector(Protocol):
    """What is kept of documents: it grows with them, and merges with what is kept of the documents after.

    Parts of a corpus, merged in their order, must hold what the whole would.
    """

    def add(self, batch: Sequence[Analysed], /) -> None:
        """Take the next documents."""

    def merge(self, other: Self, /) -> None:
        """Take what another one holds of the documents that follow."""


Kept = TypeVar("Kept", bound=Collector)


@dataclass(frozen=True)
class Work(Generic[Kept]):
    """An analyzer of batches, and what makes an empty collector of its results.

    Work travels to other processes, and its parts come back from there: both must be things that can be
    pickled. An analyzer that holds a model is pickled as what loads it. One that notes something on its way
    has a method `take_notes`, which returns plain values and forgets them, and a method `add_notes`, which
    gets those of every chunk in the process where the run was begun.
    """

    analyze: Analyze[Any]
    collect: Callable[[], Kept]


@dataclass(frozen=True)
class Chunk:
    """Documents that follow each other, each with a label; chunks count from 0.

    `told` is what came up as they were read, failures and warnings, each with the number of the documents
    before it. It stays in the process where it came up.
    """

    number: int
    documents: list[Document]
    labels: list[Any]
    told: list[tuple[int, Told]] = field(default_factory=list)

    @property
    def characters(self) -> int:
        """The length of all texts, in code points."""
        return sum(len(document.text) for document in self.documents)

    def in_order(self, failures: Mapping[int, DocumentError]) -> Iterator[int | Told]:
        """Yield the numbers of the documents that did not fail, and what is to be told where it came up."""
        told = deque(self.told)
        for place in range(len(self.documents)):
            while told and told[0][0] <= place:
                yield told.popleft()[1]
            yield failures.get(place, place)
        for _, one in told:
            yield one

    def without(self, index: int) -> Chunk:
        """Return the chunk without one of its documents."""
        documents, labels = self.documents.copy(), self.labels.copy()
        del documents[index], labels[index]
        return Chunk(self.number, documents, labels)


@dataclass
class Part(Generic[Kept]):
    """What came of a chunk: what was collected, and why documents failed, by their numbers in it from 0."""

    kept: Kept
    failures: dict[int, DocumentError] = field(default_factory=dict)
    notes: Any = None


def do_chunk(
    work: Work[Kept],
    chunk: Chunk,
    *,
    careful: bool = False,
    on_batch: Callable[[int, int], object] | None = None,
) -> Part[Kept]:
    """Analyse the documents of a chunk and return what came of it.

    `on_batch` is told of each batch before it is analysed: the number of its first document, and how many it
    has. With `careful` every document is a batch of its own.
    """
    part = Part(work.collect())
    first = 0
    for batch in ([one] for one in chunk.documents) if careful else full_batches(chunk.documents):
        if on_batch is not None:
            on_batch(first, len(batch))
        failures: list[DocumentError] = []
        found = dict(analysed(work.analyze, batch, failures.append))
        labels = chunk.labels[first : first + len(batch)]
        pairs = list(zip(batch, labels, strict=True))
        part.kept.add([Analysed(one, found[one], label) for one, label in pairs if one in found])
        failed = [first + place for place, one in enumerate(batch) if one not in found]
        part.failures |= zip(failed, failures, strict=True)
        first += len(batch)
    take_notes = getattr(work.analyze, "take_notes", None)
    part.notes = take_notes() if take_notes is not None else None
    return part
