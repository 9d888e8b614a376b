"""A progress bar by bytes, on standard error, for a person who waits."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from qnmine.text.document import Document

Item = TypeVar("Item")

PATIENCE = 1.0
"""Seconds before a bar appears: a run that is soon done shows none."""


class Readable(Protocol):
    """The documents that a run reads: a `Corpus`, or several."""

    @property
    def inputs(self) -> Sequence[Path]:
        """The files that will be read."""

    @property
    def total_bytes(self) -> int | None:
        """Their size on disk, None when a pipe is among them."""

    @property
    def bytes_read(self) -> int:
        """How much of that has been read."""

    def __iter__(self) -> Iterator[Document]:
        """Stream the documents."""


def with_progress(items: Iterable[Item], corpus: Readable, *, visible: bool) -> Iterator[Item]:
    """Yield the items; show how much of the corpus has been read when standard error is a terminal."""
    if not visible or sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    began = time.monotonic()
    iterator = iter(items)
    for item in iterator:
        yield item
        if time.monotonic() - began > PATIENCE:
            break
    else:
        return
    yield from _with_bar(iterator, corpus)


def _with_bar(items: Iterator[Item], corpus: Readable) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    if console.is_dumb_terminal:  # which can take nothing back: an empty line would stay
        yield from items
        return
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=corpus.total_bytes)
        for item in items:
            progress.update(task, completed=corpus.bytes_read)
            yield item
