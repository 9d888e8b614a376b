"""Inputs of wanted sizes: articles from all over a text, repeated under new ids when it is used up.

An encyclopedia is in alphabetical order and begins with years and days: its first megabytes have six times
the dates of the whole. So articles come in a fixed order that takes them evenly from the whole text, and a
small input is as a large one.
"""

from __future__ import annotations

import json
import lzma
import math
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SENTENCE = "Ngày 25/6/2024, ông Nguyễn Văn An đến Hà Nội."
"""Short enough to measure what starting costs, with something for every rule and model to load."""


@dataclass(frozen=True)
class Corpus:
    """A file of JSON lines with `id` and `text`; `size` is in bytes.

    A syllable is a stretch between white space, so numbers count and signs at words do not.
    """

    path: Path
    size: int
    documents: int
    syllables: int


class Corpora:
    """Corpora of one source in a folder, each made once."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source = source
        self.folder = folder
        self._made: dict[float, Corpus] = {}

    @property
    def name(self) -> str:
        """What results call the source: its file name to the first dot."""
        return self.source.name.split(".")[0]

    def of(self, megabytes: float) -> Corpus:
        """Return a corpus of so many megabytes (10^6 bytes), and at most an article more."""
        if megabytes not in self._made:
            path = self.folder / f"{megabytes:g}.jsonl"
            self._made[megabytes] = write_corpus(repeated(self.source), path, round(megabytes * 1_000_000))
        return self._made[megabytes]

    def sentence(self) -> Corpus:
        """Return a corpus of one sentence."""
        return write_corpus([SENTENCE], self.folder / "sentence.jsonl", 1)


def syllables_of(text: str) -> int:
    """Return the number of stretches between white space."""
    return len(text.split())


def texts_of(source: Path) -> Iterator[str]:
    """Yield the field `text` of JSON lines (also .xz), or the text files of a folder in sorted order."""
    if source.is_dir():
        yield from (path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt")))
        return
    opened = lzma.open if source.suffix == ".xz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines if line.strip())


def lines_of(source: Path) -> list[str]:
    """Return all lines with text, as users of line-by-line tools cut their files."""
    return [line for text in texts_of(source) for line in text.splitlines() if line.strip()]


def repeated(source: Path) -> Iterator[str]:
    """Yield the texts of a source, spread, again and again; ValueError if it has none."""
    if not any(texts_of(source)):
        raise ValueError(f"{source.name}: no text in it")
    return chain.from_iterable(spread(list(texts_of(source))) for _ in count())


def spread(texts: Sequence[str]) -> Iterator[str]:
    """Yield texts in a fixed order of which every beginning is spread evenly over them all."""
    # Steps of the golden section leave no part of a circle out for long.
    step = next(n for n in count(round(len(texts) * 0.618034)) if math.gcd(n, len(texts)) == 1)
    return (texts[n * step % len(texts)] for n in range(len(texts)))


def write_corpus(texts: Iterable[str], path: Path, size: int) -> Corpus:
    """Write texts with running ids until the file has `size` bytes or they end."""
    written = documents = syllables = 0
    with path.open("wb") as file:
        for text in texts:
            record = {"id": str(documents + 1), "text": text}
            written += file.write((json.dumps(record, ensure_ascii=False) + "\n").encode())
            documents += 1
            syllables += syllables_of(text)
            if written >= size:
                break
    return Corpus(path, written, documents, syllables)
