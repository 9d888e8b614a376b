"""The progress bar: for a person at a terminal that can take it back, and for nobody else."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from qnmine.cli import progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qnmine.text.document import Document


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Corpus:
    inputs: Sequence[Path] = ()
    total_bytes = 10
    bytes_read = 5

    def __iter__(self) -> Iterator[Document]:
        yield from ()


def _shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *, visible: bool = True) -> str:
    """Return what a run that lasts shows."""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(progress.with_progress([1, 2, 3], _Corpus(), visible=visible)) == [1, 2, 3]
    return stream.getvalue()


def test_a_run_that_lasts_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "bytes" in _shown(_Terminal(), monkeypatch)


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_can_take_nothing_back_shows_nothing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", kind)
    assert _shown(_Terminal(), monkeypatch) == ""


def test_a_file_has_no_bar_nor_has_who_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert _shown(io.StringIO(), monkeypatch) == ""
    assert _shown(_Terminal(), monkeypatch, visible=False) == ""
