"""Documents with all that a report shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.dates import Date
from qnmine.entities import Mention
from qnmine.numbers import Number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.entities.places import Place
    from qnmine.layers import Mark
    from qnmine.text.document import Document
    from qnmine.words.running import RunningWords, Segmenter


@dataclass(frozen=True, slots=True)
class Analysed:
    """One document with its marks (entities, numbers, dates), by start, and its words, without tags.

    `places` are those of its mentions (see `mentions`), in the same order; empty where a mention is of no
    place, or of one that is not known.
    """

    document: Document
    marks: list[Mark]
    places: list[tuple[Place, ...]]
    words: RunningWords

    @property
    def mentions(self) -> list[Mention]:
        """The mentions of people, organisations and places, in text order."""
        return [mark.row for mark in self.marks if isinstance(mark.row, Mention)]

    @property
    def numbers(self) -> list[Number]:
        """The numbers, in text order."""
        return [mark.row for mark in self.marks if isinstance(mark.row, Number)]

    @property
    def dates(self) -> list[Date]:
        """The dates, in text order."""
        return [mark.row for mark in self.marks if isinstance(mark.row, Date)]


def analyse(
    documents: Sequence[Document],
    *,
    recognizer: Recognizer | None = None,
    segmenter: Segmenter | None = None,
    corrections: Corrections | None = None,
    min_score: float | None = None,
    reference: datetime.date | None = None,
    date_column: str | None = None,
) -> list[Analysed]:
    """Return documents with what a report shows of them; many at once are faster.

    The options are those of `qnmine.layers.mark_documents`. Raises QnmineError if a model cannot be read.
    """
    from qnmine.entities.placing import places_with
    from qnmine.layers import mark_documents
    from qnmine.words.running import running_words

    marked = mark_documents(
        documents,
        recognizer=recognizer,
        corrections=corrections,
        min_score=min_score,
        reference=reference,
        date_column=date_column,
    )
    found = []
    for (document, marks), words in zip(marked, running_words(documents, segmenter), strict=True):
        mentions = [mark.row for mark in marks if isinstance(mark.row, Mention)]
        found.append(Analysed(document, marks, places_with(mentions), words))
    return found
