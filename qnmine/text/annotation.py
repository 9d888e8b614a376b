"""The sentences, words and parts of speech that a document of a pre-tokenised corpus brings with it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.normalize import Normalized


@dataclass(frozen=True, slots=True)
class Annotation:
    """The words of a document in a row, punctuation included, sentence by sentence.

    `starts` and `ends` are half-open code points, disjoint and in order; `sentences` holds how many words,
    at least one, each sentence has. `pos` are the parts of speech (XPOS) and `upos` the universal ones, each
    empty where the corpus has none, with an empty text for a word without one.
    """

    starts: Sequence[int] = field(default_factory=lambda: array("q"))
    ends: Sequence[int] = field(default_factory=lambda: array("q"))
    sentences: Sequence[int] = field(default_factory=lambda: array("q"))
    pos: Sequence[str] = ()
    upos: Sequence[str] = ()

    def placed(self, normalized: Normalized) -> Annotation:
        """Return the annotation of a text as decoded in code points of the normalised text."""
        if not normalized.moved:
            return self
        spans = [normalized.place(*span) for span in zip(self.starts, self.ends, strict=True)]
        starts, ends = array("q", (first for first, _ in spans)), array("q", (last for _, last in spans))
        return Annotation(starts, ends, self.sentences, self.pos, self.upos)

    def sentence_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the sentences, from the first word of each to its last."""
        first = 0
        for length in self.sentences:
            yield self.starts[first], self.ends[first + length - 1]
            first += length

    def words(self) -> Iterator[list[tuple[int, int]]]:
        """Yield the spans of the words of each sentence."""
        first = 0
        for length in self.sentences:
            after = first + length
            yield list(zip(self.starts[first:after], self.ends[first:after], strict=True))
            first = after
