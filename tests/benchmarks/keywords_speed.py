"""How long counting takes beside finding the words, and how much memory, on a corpus of many words.

Run from the repository: OMP_NUM_THREADS=1 python -m tests.benchmarks.keywords_speed FILE --words 10000000
FILE is text or JSON lines, also compressed; its documents are repeated until there are enough. Every line of
the table is a process of its own that starts cold and reads the same JSON-lines file. The first two use the
library: one only finds the sentences and words, the other counts them as well and makes the table of
keywords. The others are commands that write CSV to the null device; their time includes the start of Python.
Words are those with a letter or digit. The ratios are of processor time, which other work on the machine
disturbs less, but not little: the load before and after each line is shown. The memory is the highest of each
process.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine import WordCounts, keywords, open_corpus
from qnmine.cli.word_source import in_batches
from qnmine.engines import map_documents
from qnmine.words.counting import count_words
from qnmine.words.running import RunningWords, running_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document

SAMPLE = 2_000_000
"""So many characters tell how many words a text has."""


def _texts(path: Path) -> Iterator[str]:
    if path.suffix != ".xz":
        yield from (document.text for document in open_corpus([str(path)]))
        return
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"] if ".jsonl" in path.name else line


def _characters(path: Path, words: int) -> int:
    """Return how many characters of the text hold about so many words."""
    from qnmine import Document

    sample: list[Document] = []
    characters = 0
    for text in _texts(path):
        sample.append(Document(str(len(sample)), text))
        characters += len(text)
        if characters >= SAMPLE:
            break
    return round(words * characters / max(sum(count_words(sample)), 1))


def _make(path: Path, corpus: Path, words: int) -> None:
    """Write a corpus of about so many words."""
    missing = _characters(path, words)
    with corpus.open("w", encoding="utf-8") as file:
        for number, text in enumerate(text for again in cycle([path]) for text in _texts(again)):
            file.write(json.dumps({"id": str(number), "text": text[:missing]}, ensure_ascii=False) + "\n")
            missing -= len(text)
            if missing <= 0:
                return


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
    for batch in in_batches(_words_of(corpus)):
        counts.add_documents(batch)
    begin = time.perf_counter()
    rows = keywords(counts)
    seconds = time.perf_counter() - begin
    print(f"{counts.words:,} words, {len(rows):,} terms; their table in {seconds:.1f} s", end="")


def _process(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Run a process; return its seconds, those of the processor, and the most megabytes that it used."""
    begin = time.perf_counter()
    sys.stdout.flush()
    pid = os.posix_spawn(sys.executable, [sys.executable, "-m", *arguments], os.environ)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        raise SystemExit(f"{' '.join(arguments)}: ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


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
        seconds, processor, memory = _process(arguments)
        floor = floor or processor
        times = f"{seconds:7.1f} s {processor:7.1f} s {processor / floor:6.2f} x {memory:7.0f} MB"
        print(f"\n{name:<24}{times}  load {before:.1f} -> {os.getloadavg()[0]:.1f}", flush=True)


def main() -> None:
    """Print the times, their ratios to finding the words, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--words", type=int, default=10_000_000, help="so many words (10000000)")
    parser.add_argument("--only", action="append", default=[], help="only this line of the table")
    parser.add_argument("--pass", dest="one", choices=("tokenize", "count"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        {"tokenize": _tokenize, "count": _count}[options.one](str(options.file))
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        _make(options.file, corpus, options.words)
        print(f"corpus: {corpus.stat().st_size / 1e6:.0f} MB")
        _measure(str(corpus), options.only)


if __name__ == "__main__":
    main()
