"""The segmenters by name, and the one that leaves syllables apart."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qnmine.words import SEGMENTERS
from qnmine.words.chunks import Chunks, cut
from qnmine.words.forms import Forms

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from qnmine.words.running import Segmenter, Span

# What was met so far is kept in tables that only one thread at a time may add to.
_LOCK = Lock()


def load_segmenter(
    name: str = SEGMENTERS[0], *, model: str | os.PathLike[str] | None = None, words: Iterable[str] = ()
) -> Segmenter:
    """Load a segmenter, once; with `model` that of a model file made by `qnmine train --task words`.

    `words` are entries that are words wherever they stand, as in a file for `--words` (`khu kinh tế`); with a
    `|` inside they are cut there (`người | dân`). Raises QnmineError when the segmenter cannot be loaded,
    ValueError for an unknown name or an entry with nothing on a side of a `|`.
    """
    segmenter = _load(name, None if model is None else Path(model))
    if isinstance(words, str):
        words = (words,)
    entries = list(words)
    if not entries:
        return segmenter
    from qnmine.words.fixed_words import Entry, FixedWords  # which loads a segmenter itself

    return FixedWords(segmenter, map(Entry.parse, entries))


def _load(name: str, model: Path | None) -> Segmenter:
    if name == "underthesea" and model is None:
        from qnmine.words.underthesea.adapter import load_segmenter as load

        return load()
    if name == "qnmine":
        from qnmine.words.segmenter import WordSegmenter

        return WordSegmenter.load(model)
    raise ValueError(f"no segmenter {name!r}")


class SyllableSegmenter:
    """Finds syllables, numbers, codes and signs, and joins none of them to words."""

    def __init__(self) -> None:
        self._chunks = Chunks(Forms({}))

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the tokens of sentences."""
        with _LOCK:
            self._chunks.trim()
            tokens = self._chunks.tokens(sentences)
        spans = zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
        return cut(spans, tokens.lengths.tolist())
