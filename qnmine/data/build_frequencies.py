"""Write how often words and sequences of words occur in a large text, `frequencies/*.tsv.gz`.

Run from the top of a source checkout, with Vietnamese Wikipedia as plain text (any input that
`qnmine.corpus` reads); it takes about three minutes on one core and 1 GB::

    python -m qnmine.data.build_frequencies PATH/viwiki-2017.jsonl.xz

The same text and word model give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.corpus import read
from qnmine.errors import QnmineError
from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.frequency import WordCounts
from qnmine.statistics.ngrams import NgramCounts, windows
from qnmine.words.running import running_words
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.text.document import Document

FOLDER = Path(__file__).parent / "frequencies"
SOURCE = "Vietnamese Wikipedia of 2017, CC BY-SA"

LONGEST = 4
LEAST_WORD, LEAST_SEQUENCE, LEAST_DOCUMENTS = 3, 5, 3
_BATCH = 400_000
_ROWS_IN_MEMORY = 8_000_000


def main(arguments: list[str] | None = None) -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description="Build the tables of frequencies.")
    parser.add_argument("text", help="Vietnamese Wikipedia, one article a row")
    options = parser.parse_args(arguments)
    try:
        words, sequences = _counted(read(options.text))
    except QnmineError as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    FOLDER.mkdir(exist_ok=True)
    size = f"# words: {words.words}\n# documents: {words.documents}\n"
    _write("words", f"{size}# at least {LEAST_WORD} times\n", _words(words))
    with sequences:
        least = f"# at least {LEAST_SEQUENCE} times and in {LEAST_DOCUMENTS} documents\n"
        _write("sequences", size + least, _sequences(sequences))


def _counted(documents: Iterable[Document]) -> tuple[WordCounts, NgramCounts]:
    """Count the words and the sequences of words of a corpus."""
    segmenter = load_segmenter()
    words = WordCounts(Vocabulary())
    sequences = NgramCounts(words.vocabulary, LONGEST, memory_rows=_ROWS_IN_MEMORY)
    for batch in _batches(documents):
        coded = CodedWords.of(running_words(batch, segmenter), words.vocabulary)
        words.add_coded(coded, len(batch))
        inside = words.vocabulary.is_word(coded.forms)
        sequences.add(coded, [windows(coded, size, inside) for size in range(2, LONGEST + 1)])
    return words, sequences


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if characters >= _BATCH:
            yield batch
            batch, characters = [], 0
    yield batch


def _words(counts: WordCounts) -> list[str]:
    keys, numbers, docs = counts.counts()
    rows = zip(keys.tolist(), numbers.tolist(), docs.tolist(), strict=True)
    return [
        f"{counts.vocabulary.keys[key]}\t{count}\t{inside}"
        for key, count, inside in rows
        if count >= LEAST_WORD
    ]


def _sequences(counts: NgramCounts) -> list[str]:
    keys = [*counts.vocabulary.keys, ""]
    lines = []
    for block in counts.blocks(min_count=LEAST_SEQUENCE, min_docs=LEAST_DOCUMENTS):
        rows = zip(block.keys.tolist(), block.counts.tolist(), block.docs.tolist(), strict=True)
        for places, count, docs in rows:
            term = " ".join(keys[place] for place in places).rstrip()
            lines.append(f"{term}\t{count}\t{docs}")
    return lines


def _write(name: str, header: str, lines: list[str]) -> None:
    text = f"# {SOURCE}\n{header}term\tcount\tdocs\n" + "".join(f"{line}\n" for line in sorted(lines))
    (FOLDER / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
