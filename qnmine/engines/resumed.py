"""An engine that keeps what is done in a folder, and goes on from there."""

from __future__ import annotations

import itertools
from contextlib import closing
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.engines.parts import ChangedError, Parts
from qnmine.engines.work import do_chunk
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from qnmine.engines.choice import Engine
    from qnmine.engines.work import Chunk, Kept, Part, Work


class Inline:
    """Does chunks right here."""

    def map(
        self, work: Work[Kept], chunks: Iterable[Chunk]
    ) -> Generator[tuple[Chunk, Part[Kept]], None, None]:
        """Yield each chunk with what came of it."""
        for chunk in chunks:
            yield chunk, do_chunk(work, chunk)


class Resumed:
    """Takes the parts that are saved in a folder, and lets another engine do the other chunks.

    `tell` is told how many parts there were. The passes of a run over documents are counted from 1, and each
    has a folder of its own.
    """

    def __init__(self, engine: Engine | None, folder: Path, tell: Callable[[str], object]) -> None:
        self._engine = engine or Inline()
        self._folder = folder
        self._tell = tell
        self._passes = 0

    def map(
        self, work: Work[Kept], chunks: Iterable[Chunk]
    ) -> Generator[tuple[Chunk, Part[Kept]], None, None]:
        """Yield each chunk with what came of it, in order, now or earlier.

        Raises QnmineError if the chunks are not those of the saved parts.
        """
        self._passes += 1
        parts = Parts(self._folder / f"pass-{self._passes}")
        last = max(parts.saved, default=-1)
        if parts.saved:
            count = "1 part is" if len(parts.saved) == 1 else f"{len(parts.saved)} parts are"
            which = f" of pass {self._passes}" if self._passes > 1 else ""
            self._tell(f"{shown(str(self._folder))}: {count} done already{which}")
        several = iter(chunks)
        number = -1
        for chunk in several:
            if chunk.number > last:
                yield from self._done_now(work, itertools.chain([chunk], several), parts)
                return
            number = chunk.number
            yield chunk, self._done_earlier(work, chunk, parts)
        if number < last:
            raise self._changed("it ends sooner")

    def _done_earlier(self, work: Work[Kept], chunk: Chunk, parts: Parts) -> Part[Kept]:
        """Return the saved part of a chunk; one that is damaged or lost is made again."""
        try:
            part: Part[Kept] | None = parts.load(chunk)
        except ChangedError as error:
            raise self._changed(str(error)) from None
        if part is None:
            ((_, part),) = self._done_now(work, iter([chunk]), parts)
        return part

    def _done_now(
        self, work: Work[Kept], chunks: Iterator[Chunk], parts: Parts
    ) -> Iterator[tuple[Chunk, Part[Kept]]]:
        with closing(self._engine.map(work, chunks)) as done:
            for chunk, part in done:
                parts.save(chunk, part)
                yield chunk, part

    def _changed(self, how: str) -> QnmineError:
        name = shown(str(self._folder))
        return QnmineError(
            f"{name}: the input is not what it was when this was begun: {how}; put the old input back, or "
            "name another folder with --resume"
        )
