"""What is found in the text of the page: everything at once, each by the function of its command."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from qnmine.layers import LAYERS, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.dates import Date
    from qnmine.entities import Mention
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.numbers import Number
    from qnmine.serving.asked import Asked
    from qnmine.text.document import Document
    from qnmine.words.running import Segmenter
    from qnmine.words.tokens import Token


@dataclass(frozen=True)
class Found:
    """What was found in a text: the rows of `entities --mentions`, `numbers`, `dates` and `tokenize`."""

    document: Document
    mentions: Sequence[Mention]
    numbers: Sequence[Number]
    dates: Sequence[Date]
    words: Sequence[Token]


class Analyser:
    """Analyses texts, one at a time: a recogniser must not be called from several threads."""

    def __init__(
        self,
        recognizer: Recognizer | None = None,
        segmenter: Segmenter | None = None,
        corrections: Corrections | None = None,
    ) -> None:
        self._recognizer, self._segmenter, self._corrections = recognizer, segmenter, corrections
        self._lock = Lock()

    def __call__(self, asked: Asked) -> Found:
        """Return what is found in a text; QnmineError if a model cannot be loaded."""
        from qnmine.dates import dates_in
        from qnmine.entities import entities
        from qnmine.expressions import expressions_by_sentence
        from qnmine.numbers import numbers_in
        from qnmine.text.document import as_document
        from qnmine.words.tokens import tokenize_all

        document = as_document(asked.text)
        with self._lock:
            mentions = entities(
                document,
                recognizer=self._recognizer,
                scores=asked.score or asked.min_score is not None,
                min_score=asked.min_score,
                nested=asked.nested,
                corrections=self._corrections,
            )
            read = list(expressions_by_sentence(document))
            numbers = numbers_in(document, read, identifiers=asked.identifiers)
            dates = dates_in(document, read, reference=asked.reference_date, vague=asked.vague)
            return Found(
                document,
                list(mentions),
                [number for number, _ in numbers],
                [date for date, _ in dates],
                list(tokenize_all([document], self._segmenter, pos=asked.pos)[0]),
            )


def marks_of(found: Found, *, words: bool) -> list[Mark]:
    """Return the marks of a text, by start, then the longest first; names inside names are among them."""
    marks = [
        *(Mark(row.start, row.end, row.type, row) for row in found.mentions),
        *(Mark(row.start, row.end, "number", row) for row in found.numbers),
        *(Mark(row.start, row.end, "date", row) for row in found.dates),
        *(_word_marks(found) if words else ()),
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, LAYERS.index(mark.layer)))


def _word_marks(found: Found) -> Iterator[Mark]:
    """Yield the words, without signs."""
    for row in found.words:
        if any(map(str.isalnum, row.word)):
            yield Mark(row.start, row.end, "word", row)
