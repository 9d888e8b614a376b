"""Analyzers and collectors for tests of engines, which other processes must be able to import."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qnmine.engines.work import Analysed
    from qnmine.text.document import Document


class Lengths:
    """Collects the id, the rows and the label of each document."""

    def __init__(self) -> None:
        self.items: list[tuple[str, list[int], object]] = []

    def add(self, batch: Sequence[Analysed]) -> None:
        self.items += [(one.document.id, list(one.rows), one.label) for one in batch]

    def merge(self, other: Lengths) -> None:
        self.items += other.items


class Measure:
    """Returns the length of each text; some documents fail, some end the process, some stop the run."""

    def __init__(
        self, *, failing: Collection[str] = (), killing: Collection[str] = (), stopping: Collection[str] = ()
    ) -> None:
        self.failing, self.killing, self.stopping = failing, killing, stopping
        self.seen = 0

    def __call__(self, documents: Sequence[Document]) -> list[list[int]]:
        ids = {document.id for document in documents}
        if not ids.isdisjoint(self.killing):
            os.kill(os.getpid(), signal.SIGKILL)
        if not ids.isdisjoint(self.stopping):
            raise QnmineError("there is no model")
        if not ids.isdisjoint(self.failing):
            raise ValueError("odd")
        self.seen += len(documents)
        return [[len(document.text)] for document in documents]

    def take_notes(self) -> int:
        seen, self.seen = self.seen, 0
        return seen

    def add_notes(self, notes: int) -> None:
        self.seen += notes


class Ends:
    """Ends its process as soon as it comes there."""

    def __init__(self, maker: int) -> None:
        self._maker = maker
        if os.getpid() != maker:
            os._exit(7)

    def __reduce__(self) -> tuple[object, ...]:
        return Ends, (self._maker,)

    def __call__(self, documents: Sequence[Document]) -> list[list[int]]:
        return [[] for _ in documents]


class Loaded(Measure):
    """Notes in `LOADED` each time that it comes to a process; one called `absent` cannot."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        if name == "absent":
            raise UsageError("--model absent: cannot be read")

    def __reduce__(self) -> tuple[object, ...]:
        return load, (self._name,)


LOADED: list[str] = []


def load(name: str) -> Loaded:
    """Return the analyzer of that name."""
    LOADED.append(name)
    return Loaded(name)
