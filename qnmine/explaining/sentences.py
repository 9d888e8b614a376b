"""The explanation of some sentences of a document."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.explaining.explanation import STEPS, ExplainedSentence, Explanation
from qnmine.text.document import as_document

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from qnmine.entities.engines import Recognizer
    from qnmine.explaining.explanation import (
        Entities,
        ExplainedDate,
        ExplainedNumber,
        Syllable,
        TaggedWord,
        Words,
    )
    from qnmine.text.document import Document
    from qnmine.words.segmenter import WordSegmenter

MOST_SYLLABLES = 300
"""A longer sentence is not explained."""


def explain(
    document: Document | str,
    *,
    sentences: Iterable[int] | None = None,
    steps: Collection[str] = STEPS,
    recognizer: Recognizer | None = None,
    reference: datetime.date | None = None,
    all_features: bool = False,
) -> Explanation:
    """Return how sentences are analysed, step by step: all of a document, or those of some numbers (from 1).

    What is found is what `tokenize`, `entities`, `numbers` and `dates` find in the whole document.
    `recognizer` is that of `entities`, `reference` that of `dates`; `all_features` keeps every feature, not
    only the most telling. Raises UsageError for a step or a sentence that there is not and for a sentence of
    more than MOST_SYLLABLES syllables, QnmineError if a model cannot be loaded.
    """
    document = as_document(document)
    unknown = [step for step in steps if step not in STEPS]
    if unknown:
        raise UsageError(f"there is no step {unknown[0]!r}; choose from {', '.join(STEPS)}")
    spans = document.sentence_spans
    chosen = [*range(1, len(spans) + 1)] if sentences is None else sorted(set(sentences))
    for number in chosen:
        _check(document, number)
    explainer = _Explainer(document, chosen, set(steps), recognizer, reference, all_features)
    return Explanation(document.id, len(spans), tuple(map(explainer.sentence, chosen)))


def _check(document: Document, number: int) -> None:
    """Raise UsageError for a sentence that there is not, or that is too long to be explained."""
    from qnmine.text.syllables import syllable_spans

    count = len(document.sentence_spans)
    if not 1 <= number <= count:
        many = "1 sentence" if count == 1 else f"{count} sentences"
        raise UsageError(f"there is no sentence {number}: the text has {many}")
    start, end = document.sentence_spans[number - 1]
    size = len(syllable_spans(document.normalized.text[start:end]))
    if size > MOST_SYLLABLES:
        raise UsageError(
            f"sentence {number} has {size:,} syllables and signs; up to {MOST_SYLLABLES} are explained, "
            "give a shorter one"
        )


class _Explainer:
    """What is known of a document, found out once for all its sentences."""

    def __init__(
        self,
        document: Document,
        chosen: Collection[int],
        steps: set[str],
        recognizer: Recognizer | None,
        reference: datetime.date | None,
        all_features: bool,
    ) -> None:
        self._document, self._steps, self._all_features = document, steps, all_features
        self._entities: dict[int, Entities] = {}
        self._numbers: list[ExplainedNumber] = []
        self._dates: list[ExplainedDate] = []
        if steps & {"syllables", "words", "pos"}:
            self._find_words()
        if "entities" in steps:
            from qnmine.explaining.entities import explain_entities

            self._entities = explain_entities(document, sorted(chosen), recognizer, all_features=all_features)
        if "numbers" in steps:
            from qnmine.explaining.expressions import explain_numbers

            self._numbers = list(explain_numbers(document))
        if "dates" in steps:
            from qnmine.explaining.expressions import explain_dates

            self._dates = list(explain_dates(document, reference))

    def _find_words(self) -> None:
        from qnmine.words.running import running_words
        from qnmine.words.segmenter import WordSegmenter

        self._segmenter: WordSegmenter = WordSegmenter.load()
        (self._running,) = running_words([self._document], self._segmenter)
        self._ends = list(accumulate(self._running.sentences))

    def sentence(self, number: int) -> ExplainedSentence:
        """Return one sentence with the steps that are asked for."""
        from qnmine.explaining.characters import characters_of

        document, steps = self._document, self._steps
        begin, behind = document.sentence_spans[number - 1]
        start, end = document.normalized.original(begin, behind)
        text = document.text[start:end]
        syllables = words = pos = None
        if steps & {"syllables", "words", "pos"}:
            syllables, words, pos = self._in_words(number)
        return ExplainedSentence(
            number,
            start,
            end,
            text,
            characters_of(text, start) if "characters" in steps else None,
            syllables,
            words,
            pos,
            self._entities[number] if "entities" in steps else None,
            tuple(one for one in self._numbers if one.number.sentence == number)
            if "numbers" in steps
            else None,
            tuple(one for one in self._dates if one.date.sentence == number) if "dates" in steps else None,
        )

    def _in_words(
        self, number: int
    ) -> tuple[tuple[Syllable, ...] | None, Words | None, tuple[TaggedWord, ...] | None]:
        """Return the syllables, the words and the parts of speech of a sentence."""
        from qnmine.explaining.syllables import syllables_of
        from qnmine.explaining.words import explain_words, pieces_of, tagged_words, words_of

        document, steps = self._document, self._steps
        normalized, span = document.normalized, document.sentence_spans[number - 1]
        pieces = pieces_of(normalized.text[slice(*span)], self._segmenter)
        count = self._running.sentences[number - 1]
        words = words_of(self._running, self._ends[number - 1] - count, count)
        return (
            syllables_of(pieces.spans, span, normalized, document.text) if "syllables" in steps else None,
            explain_words(pieces, words, self._segmenter, all_features=self._all_features)
            if "words" in steps
            else None,
            tagged_words(words) if "pos" in steps else None,
        )
