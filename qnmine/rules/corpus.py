"""The corpora of rules: expected values with their phrases, and a negative corpus.

A corpus is text that a linguist can edit. `=` begins an expected value, the lines below it are phrases that
have it; square brackets mark the span where a phrase needs context (`[[5]]`: 5, in brackets):

    = cardinal value=14000 unit="tin, bài"
    [14.000] tin, bài
    [mười bốn nghìn] tin, bài

In a negative corpus each line names a rule and a phrase that it must have no part in, `*` for all rules:

    tens: hai mươi năm
    *: tăng trưởng 2 con số

`#` begins a comment line.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase, the span that is meant in it, the kind expected and the values of columns."""

    phrase: str
    start: int
    end: int
    kind: str
    values: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A phrase in which a rule (`*`: any) must have no part."""

    phrase: str
    rule: str
    line: int


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a corpus; ValueError naming the line that is not well-formed."""
    kind, values = "", dict[str, str]()
    for number, line in _lines(path):
        if line.startswith("="):
            kind, *pairs = shlex.split(line[1:])
            values = dict(pair.split("=", 1) for pair in pairs)
        elif not kind:
            raise ValueError(f"{path.name}:{number}: a phrase without an expected value")
        else:
            phrase, start, end = _marked(line)
            yield Case(phrase, start, end, kind, values, number)


def read_near_misses(path: Path) -> Iterator[NearMiss]:
    """Yield the lines of a negative corpus; ValueError naming the line that is not well-formed."""
    for number, line in _lines(path):
        rule, colon, phrase = line.partition(": ")
        if not colon or not phrase.strip():
            raise ValueError(f"{path.name}:{number}: expected 'rule: phrase'")
        yield NearMiss(phrase.strip(), rule, number)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _marked(line: str) -> tuple[str, int, int]:
    """Return a phrase without its brackets, the innermost that it has, and the span between them."""
    opened_too, closed, after = line.partition("]")
    before, opened, inside = opened_too.rpartition("[")
    if not opened or not closed:
        return line, 0, len(line)
    return before + inside + after, len(before), len(before) + len(inside)
