"""qnmine's own word segmenter: typed tokens by rule, the rest by a linear model."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.errors import QnmineError
from qnmine.tagging.container import pack_container, read_container
from qnmine.tagging.model import LinearModel
from qnmine.words.chunks import Chunks, batches, cut
from qnmine.words.columns import APART, JOINED, Layout, build_table, column_sizes
from qnmine.words.forms import Forms
from qnmine.words.lexical import Lexical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Table
    from qnmine.tagging.decoding import Floats
    from qnmine.words.chunks import Tokens
    from qnmine.words.running import Span

MODEL_KIND = "words"
SHIPPED_MODEL = Path(__file__).parent.parent / "data" / "models" / "words.model"

BEGIN, INSIDE = 0, 1
LABELS = ("B", "I")

_BATCH = 200_000
_CERTAIN = np.float32(1e4)
# What was met so far is kept in tables that only one thread at a time may add to.
_LOCK = Lock()


class WordSegmenter:
    """A trained segmenter."""

    def __init__(self, model: LinearModel, lexical: Lexical, info: dict[str, Any] | None = None) -> None:
        """Take a model of the labels B and I over the columns of `column_sizes`; ValueError otherwise."""
        known = column_sizes(lexical)
        if model.labels != LABELS or any(known.get(name) != size for name, size in model.sizes.items()):
            raise ValueError("the model does not fit its word lists")
        self.model = model
        self.lexical = lexical
        self.info = info or {}
        self._forms = Forms(lexical.numbers, lexical.is_word)
        self._chunks = Chunks(self._forms)

    @classmethod
    def load(cls, path: Path | None = None) -> WordSegmenter:
        """The segmenter of a model file, by default the shipped one (read once a process).

        Raises QnmineError when the file cannot be read or is no sound word model.
        """
        return _shipped() if path is None else _read(path)

    def serialized(self) -> bytes:
        """The bytes of the model file."""
        header = {"kind": MODEL_KIND, "info": self.info, "model": self.model.header()}
        return pack_container(header, self.model.arrays() | self.lexical.arrays())

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of sentences in NFC with one tone style, in order."""
        found: list[list[Span]] = []
        for starts, ends, counts in self._parts(sentences):
            found += cut(zip(starts.tolist(), ends.tolist(), strict=True), counts)
        return found

    def word_starts(self, sentences: Sequence[str]) -> tuple[Ints, Ints]:
        """Return where the words of all sentences begin, each in its own, and how many each sentence has."""
        parts = [(starts, np.asarray(counts, np.int64)) for starts, _, counts in self._parts(sentences)]
        empty = np.empty(0, np.int64)
        starts, counts = zip(*parts, strict=True) if parts else ((empty,), (empty,))
        return np.concatenate(starts), np.concatenate(counts)

    def _parts(self, sentences: Sequence[str]) -> Iterator[tuple[Ints, Ints, list[int]]]:
        """Yield, for batches of sentences, the starts and ends of their words, and how many each has."""
        for batch in batches(sentences, _BATCH):
            with _LOCK:
                self._chunks.trim()
                tokens = self._chunks.tokens(batch)
                begins = self._begins(tokens)
            first, last, counts = tokens.words(begins)
            yield tokens.starts[first], tokens.ends[last], counts

    def _begins(self, tokens: Tokens) -> npt.NDArray[np.bool_]:
        """Tell which tokens begin a word."""
        layout = Layout.of(tokens.lengths[tokens.lengths > 0])
        table, ruling = build_table(tokens.forms, layout, self._forms.columns(), self.lexical)
        begins: npt.NDArray[np.bool_] = self.labels(table, ruling)[layout.target] == BEGIN
        return begins

    def labels(self, table: Table, ruling: Ints) -> Ints:
        """The label of each position (BEGIN, INSIDE), as the rules and the model have it."""
        scores: Floats = self.model.emissions(table)
        scores[ruling == APART, BEGIN] += _CERTAIN
        scores[ruling == JOINED, INSIDE] += _CERTAIN
        return self.model.decode(scores, table)


def _read(path: Path, *, mapped: bool = False) -> WordSegmenter:
    container = read_container(path, mapped=mapped)
    header = container.header
    if header.get("kind") != MODEL_KIND:
        raise QnmineError(
            f"{path}: a model for {header.get('kind')!r}, not for words; "
            "train one with `qnmine train --task words`"
        )
    try:
        lexical = Lexical.restore(container.arrays)
        model = LinearModel.restore(header["model"], container.arrays)
        return WordSegmenter(model, lexical, {**header.get("info", {}), "sha256": container.sha256})
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, MemoryError):
        raise QnmineError(f"{path}: the parts of the model do not fit this qnmine; train it again") from None


@lru_cache(maxsize=1)
def _shipped() -> WordSegmenter:
    return _read(SHIPPED_MODEL, mapped=True)
