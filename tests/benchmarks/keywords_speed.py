"""How long counting takes beside finding the words, and how much memory, on a corpus of many words.

Run from the repository: python -m tests.benchmarks.keywords_speed FILE --megabytes 88
FILE is JSON lines, also .xz; its documents are repeated until there are enough. Every line of the table is a
process of its own that starts cold and reads the same JSON-lines file. The first two use the library: one
only finds the sentences and words, the other counts them as well and makes the table of keywords. The others
are commands that write CSV to the null device; their time includes the start of Python. Words are those with
a letter or digit. The ratios are of processor time, which other work on the machine disturbs less, but not
little: the load before and after each line is shown. The memory is the highest of each process.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine import WordCounts, keywords, open_corpus
from qnmine.cli.gathering import Counted
from qnmine.cli.run import gather
from qnmine.engines import map_documents
from qnmine.words.running import RunningWords, running_words
from tests.benchmarks.corpus import Corpora
from tests.benchmarks.processes import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document


def _words_of(corpus: str) -> Iterator[tuple[Document, Sequence[RunningWords]]]:
    def analyze(documents: Sequence[Document]) -> list[list[RunningWords]]:
        return [[words] for words in running_words(documents)]

    def fail(error: Exception) -> None:
        raise error

    return map_documents(analyze, open_corpus([corpus]), fail)


def _tokenize(corpus: str) -> None:
    tokens = sum(len(words.forms) for _, (words,) in _words_of(corpus))
    print(f"{tokens:,} words and signs", end="")


def _count(corpus: str) -> None:
    counts = WordCounts()
    total = Counted(counts)
    gather(total, _words_of(corpus))
    begin = time.perf_counter()
    rows = keywords(counts)
    seconds = time.perf_counter() - begin
    print(f"{counts.words:,} words, {len(rows):,} terms; their table in {seconds:.1f} s", end="")


def _measure(corpus: str, only: Sequence[str]) -> None:
    here = "tests.benchmarks.keywords_speed"
    to_nowhere = (corpus, "-q", "--csv", "-o", os.devnull)
    lines: dict[str, tuple[str, ...]] = {
        "library: words": (here, corpus, "--pass", "tokenize"),
        "library: keywords": (here, corpus, "--pass", "count"),
        "qnmine tokenize": ("qnmine", "tokenize", *to_nowhere),
        "qnmine keywords": ("qnmine", "keywords", *to_nowhere),
        "qnmine ngrams --n 2": ("qnmine", "ngrams", "--n", "2", *to_nowhere),
        "qnmine ngrams --n 2-3": ("qnmine", "ngrams", "--n", "2-3", *to_nowhere),
    }
    floor = 0.0
    for name, arguments in lines.items():
        if only and name not in only:
            continue
        before = os.getloadavg()[0]
        sys.stdout.flush()
        used = measure(["-m", *arguments], sys.stdout.fileno())
        floor = floor or used.processor
        ratio, memory = used.processor / floor, used.memory or float("nan")
        times = f"{used.wall:7.1f} s {used.processor:7.1f} s {ratio:6.2f} x {memory:7.0f} MB"
        print(f"\n{name:<24}{times}  load {before:.1f} -> {os.getloadavg()[0]:.1f}", flush=True)


def main() -> None:
    """Print the times, their ratios to finding the words, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--megabytes", type=float, default=88, help="of JSON lines (88)")
    parser.add_argument("--only", action="append", default=[], help="only this line of the table")
    parser.add_argument("--pass", dest="one", choices=("tokenize", "count"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        {"tokenize": _tokenize, "count": _count}[options.one](str(options.file))
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpora(options.file, Path(folder)).of(options.megabytes)
        print(f"corpus: {corpus.size / 1e6:.0f} MB, {corpus.syllables:,} syllables")
        _measure(str(corpus.path), options.only)


if __name__ == "__main__":
    main()
