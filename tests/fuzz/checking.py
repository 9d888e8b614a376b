"""What must be true of rows, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.text.document import Document


_BREAKING = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Violation(AssertionError):  # noqa: N818 - of a promise, which is no error of a program
    """A promise about offsets, order or forms is broken."""


class Row(Protocol):
    """A row with a place in its document."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def holds(truth: bool, broken: str) -> None:
    """Raise Violation unless something is true."""
    if not truth:
        raise Violation(broken)


def exact(document: Document, rows: Iterable[Row], *, disjoint: bool) -> None:
    """Check that rows are slices of the text, in order, and that none overlap if they must not."""
    before = 0
    for row in rows:
        span = f"{row.start}:{row.end}"
        holds(0 <= row.start < row.end <= len(document.text), f"{span} is not inside of the text")
        holds(document.text[row.start : row.end] == row.text, f"{span} is not {row.text!r}")
        holds(row.start >= before, f"{span} comes after a row at {before}")
        before = row.end if disjoint else row.start


def same_in_both_forms(composed: Sequence[Row], decomposed: Sequence[Row]) -> None:
    """Check that the NFC and the NFD of a text have the same rows."""
    texts = [[unicodedata.normalize("NFC", row.text) for row in rows] for rows in (composed, decomposed)]
    holds(texts[0] == texts[1], f"NFC has {texts[0]!r}, NFD has {texts[1]!r}")


def one_line(message: str) -> None:
    """Check that a message is one line of a bearable length; what writes it makes controls visible."""
    holds(len(message) < 2000, f"a message of {len(message)} characters: {message[:80]!r}")
    holds(not _BREAKING.search(message), f"a message that breaks or reorders its line: {message!r}")
