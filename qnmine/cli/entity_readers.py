"""What finds the mentions of texts as `qnmine entities` is asked for them, in this process or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.cli.entity_rows import choose_mentions, mention_rows
from qnmine.cli.models import load_corrections, load_recognizer
from qnmine.entities import entities_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.entity_rows import Found
    from qnmine.cli.options import EngineOptions, EntityOptions
    from qnmine.entities import Mention
    from qnmine.text.document import Document


class MentionReader:
    """Finds what documents have to show; in another process it loads its model and corrections anew.

    With `words` it counts the words of each document as well. Raises UsageError when a model or the
    corrections cannot be read.
    """

    def __init__(self, options: EntityOptions, engine: EngineOptions, *, words: bool) -> None:
        self._asked = options, engine, words
        self._corrections = load_corrections(options.corrections)
        self._recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
        self._mentions = self._scores = self._done = False

    def __reduce__(self) -> tuple[object, ...]:
        return _reader, self._asked

    def __call__(self, documents: Sequence[Document]) -> list[list[Found]]:
        """Return for each document what it has to show, as a list of one."""
        options, _, words = self._asked
        found = entities_of(
            documents,
            recognizer=self._recognizer,
            scores=options.wants_scores,
            context=options.context,
            nested=options.nested,
            corrections=self._corrections,
        )
        chosen = [choose_mentions(mentions, options) for _, mentions in found]
        self._note(chosen)
        if not words:
            return [[one] for one in chosen]
        from qnmine.words.counting import count_words

        sizes = count_words(documents)
        return [[one._replace(words=size)] for one, size in zip(chosen, sizes, strict=True)]

    def take_notes(self) -> Any:
        """Return what `warnings` is made of, and forget it."""
        notes = self._mentions, self._scores
        self._mentions = self._scores = False
        return *notes, self._corrections.take_notes() if self._corrections else None

    def add_notes(self, notes: Any) -> None:
        """Add what was noted in another process."""
        mentions, scores, of_corrections = notes
        self._mentions |= mentions
        self._scores |= scores
        if self._corrections is not None:
            self._corrections.add_notes(of_corrections)

    def warnings(self, *, complete: bool) -> list[str]:
        """Return what is to be told at the end; `complete` tells that no document was left out."""
        options, engine, _ = self._asked
        told = self._corrections.unused() if self._corrections and complete else []
        unscored = self._mentions and not self._scores and engine.engine != "qnmine"
        if options.wants_scores and unscored:  # where corrections may have taken the scores
            told.append(f"--engine {engine.engine} gives no scores, so that none is shown or decides")
        return told

    def _note(self, chosen: Sequence[Found]) -> None:
        """Note whether there are mentions, and whether they have scores."""
        if not self._scores:
            scores = [mention.score for found in chosen for mention in found.mentions if not mention.depth]
            self._mentions |= bool(scores)
            self._scores = any(score is not None for score in scores)


def _reader(options: EntityOptions, engine: EngineOptions, words: bool) -> MentionReader:
    return MentionReader(options, engine, words=words)


class MentionRows:
    """The rows of the mentions that a reader finds."""

    def __init__(self, reader: MentionReader) -> None:
        self._reader = reader
        self.take_notes, self.add_notes = reader.take_notes, reader.add_notes

    def __reduce__(self) -> tuple[object, ...]:
        return MentionRows, (self._reader,)

    def __call__(self, documents: Sequence[Document]) -> list[Sequence[Mention]]:
        """Return the rows of each document."""
        return [mention_rows(found) for (found,) in self._reader(documents)]


def text_with_mentions(format_out: str, document: Document, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the pieces of a text with its mentions, as `spans` or `bio`."""
    from qnmine.output import bio_lines, spans_line
    from qnmine.text.document import sentences
    from qnmine.text.syllables import syllables

    if format_out == "spans":
        return iter((f"{spans_line(document, mentions)}\n",))
    normalized = document.normalized
    tokens = syllables(normalized.text)
    spans = (
        normalized.original(*span) for span in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    )
    return (f"{line}\n" for line in bio_lines(document, sentences(document), spans, mentions))
