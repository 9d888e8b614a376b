"""Where commands that count have their words from: segmented texts, with names over them if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.models import load_recognizer, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options import EngineOptions, WordOptions
    from qnmine.text.document import Document
    from qnmine.words.running import RunningWords


class WordSource:
    """Finds the words of batches of documents; call it as the analysis of a run.

    With `pos` words have their parts of speech (those that a document brings, unless `own_tags` is false),
    with `names` the names over them, and with `join` each name is one word. Raises UsageError when a model or
    list cannot be had.
    """

    def __init__(
        self,
        words: WordOptions,
        engine: EngineOptions | None = None,
        *,
        pos: bool = False,
        own_tags: bool = True,
        names: bool = False,
        join: bool = False,
    ) -> None:
        self.files: tuple[str | None, ...] = (*words.files(), *(engine.files() if engine else ()))
        self._asked = (words, engine, pos, own_tags, names, join)
        self._segmenter = load_words(words)
        self._pos, self._own_tags, self._join = pos, own_tags, join
        self._recognizer = None
        if names or join:
            model, name = (engine.model, engine.engine) if engine else (None, "qnmine")
            download = engine.download if engine else False
            self._recognizer = load_recognizer(model, name, download=download)

    def __reduce__(self) -> tuple[object, ...]:
        return _word_source, self._asked

    def __call__(self, documents: Sequence[Document]) -> list[list[RunningWords]]:
        """Return the words of each document, as a list of one."""
        from qnmine.words.running import running_words

        rows = running_words(documents, self._segmenter, pos=self._pos, own_tags=self._own_tags)
        if self._recognizer is None:
            return [[row] for row in rows]
        from qnmine.entities import entities_of
        from qnmine.entities.over_words import joined, with_names

        found = entities_of(documents, recognizer=self._recognizer)
        named = [with_names(row, mentions) for row, (_, mentions) in zip(rows, found, strict=True)]
        return [[joined(row) if self._join else row] for row in named]


def _word_source(
    words: WordOptions, engine: EngineOptions | None, pos: bool, own_tags: bool, names: bool, join: bool
) -> WordSource:
    """Make a source in another process."""
    return WordSource(words, engine, pos=pos, own_tags=own_tags, names=names, join=join)
