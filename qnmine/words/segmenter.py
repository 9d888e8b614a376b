"""qnmine's own word segmenter: typed tokens by rule, the rest by a linear model."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.errors import QnmineError
from qnmine.tagging.container import pack_container, read_container
from qnmine.tagging.model import LinearModel
from qnmine.words.chunks import Chunks
from qnmine.words.columns import APART, JOINED, Layout, build_table, column_sizes
from qnmine.words.forms import Forms
from qnmine.words.lexical import Lexical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.tagging.columns import Ints, Table
    from qnmine.tagging.decoding import Floats
    from qnmine.words.chunks import Tokens
    from qnmine.words.tokens import Span

MODEL_KIND = "words"
SHIPPED_MODEL = Path(__file__).parent.parent / "data" / "models" / "words.model"

BEGIN, INSIDE = 0, 1
LABELS = ("B", "I")

_BATCH = 100_000
_CERTAIN = np.float32(1e4)


class WordSegmenter:
    """A trained segmenter; safe to share, not to call from several threads."""

    def __init__(self, model: LinearModel, lexical: Lexical, info: dict[str, Any] | None = None) -> None:
        """Take a model of the labels B and I over the columns of `column_sizes`; ValueError otherwise."""
        known = column_sizes(lexical)
        if model.labels != LABELS or any(known.get(name) != size for name, size in model.sizes.items()):
            raise ValueError("the model does not fit its word lists")
        self.model = model
        self.lexical = lexical
        self.info = info or {}
        self._forms = Forms(lexical.numbers)
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
        return [spans for batch in batches(sentences) for spans in self._segment(batch)]

    def _segment(self, sentences: Sequence[str]) -> Iterator[list[Span]]:
        tokens = self._chunks.tokens(sentences)
        first, last, counts = self._words(tokens)
        words = zip(tokens.starts[first].tolist(), tokens.ends[last].tolist(), strict=True)
        result = [list(islice(words, count)) for count in counts]
        if self._chunks.is_full():
            self._chunks.forget()
            self._forms.forget()
        return iter(result)

    def _words(self, tokens: Tokens) -> tuple[Ints, Ints, list[int]]:
        """The first and the last token of each word, and how many words each sentence has."""
        lengths = tokens.lengths
        layout = Layout.of(lengths[lengths > 0])
        table, ruling = build_table(tokens.forms, layout, self._forms.columns(), self.lexical)
        begins = self.labels(table, ruling)[layout.target] == BEGIN
        begins[np.cumsum(layout.lengths) - layout.lengths] = True
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(begins)) - 1 if len(first) else first
        before = np.append(0, np.cumsum(begins))
        return first, last, np.diff(before[np.append(0, np.cumsum(lengths))]).tolist()

    def labels(self, table: Table, ruling: Ints) -> Ints:
        """The label of each position (BEGIN, INSIDE), as the rules and the model have it."""
        scores: Floats = self.model.emissions(table)
        scores[ruling == APART, BEGIN] += _CERTAIN
        scores[ruling == JOINED, INSIDE] += _CERTAIN
        return self.model.decode(scores, table)


def batches(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a list of sentences where it holds so many characters that the arrays fill the cache."""
    first = size = 0
    for number, sentence in enumerate(sentences):
        size += len(sentence)
        if size > _BATCH:
            yield sentences[first : number + 1]
            first, size = number + 1, 0
    if first < len(sentences):
        yield sentences[first:]


def _read(path: Path) -> WordSegmenter:
    container = read_container(path)
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
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        raise QnmineError(f"{path}: the parts of the model do not fit this qnmine; train it again") from None


@lru_cache(maxsize=1)
def _shipped() -> WordSegmenter:
    return _read(SHIPPED_MODEL)
