"""Compares our bulk segmenter and tagger with underthesea itself, sentence by sentence.

Run from the repository: python tests/benchmarks/words_parity.py FILES [--sentences 100000]
Files are read as every qnmine command reads them and cut into sentences of normalised text. The word
boundaries over the characters that are no white space must be those of `underthesea.word_tokenize`, the
words written as there, and the tags those that the tagger behind `underthesea.pos_tag` gives the same
words. Sentences with combining marks, joiners or invisible characters, which we keep in or leave out of
words on purpose, are compared with underthesea's model called on our tokens. Each difference is printed;
the exit status is 1 when there is any. The speeds are those of this one pass, from cold caches.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from qnmine.corpus import open_corpus
from qnmine.words.underthesea.adapter import calling_segmenter, load_segmenter, load_tagger
from qnmine.words.underthesea.marks import whole_tokens
from qnmine.words.underthesea.segmenter import UndertheseaSegmenter
from qnmine.words.underthesea.tagger import UndertheseaTagger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.words.underthesea.calling import CallingSegmenter

_BATCH = 2_000
_MOST_SHOWN = 100


@dataclass
class Clock:
    """Seconds spent on each side of each comparison."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, start: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@dataclass
class Counts:
    """What was compared, and what was found to differ."""

    sentences: int = 0
    syllables: int = 0
    words: int = 0
    marked: int = 0
    different_words: int = 0
    different_tags: int = 0

    @property
    def different(self) -> int:
        return self.different_words + self.different_tags


class Parity:
    """Compares batches of sentences."""

    def __init__(self) -> None:
        import underthesea
        from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor
        from underthesea.pipeline.word_tokenize.regex_tokenize import patterns, tokenize

        segmenter, tagger = load_segmenter(), load_tagger()
        if not isinstance(segmenter, UndertheseaSegmenter) or not isinstance(tagger, UndertheseaTagger):
            raise SystemExit(
                "the installed underthesea is of an unknown version: there is nothing to compare"
            )
        underthesea.word_tokenize("a")
        self._segmenter, self._tagger = segmenter, tagger
        self._caller: CallingSegmenter = calling_segmenter()
        self._word_tokenize, self._tokenize, self._pattern = underthesea.word_tokenize, tokenize, patterns
        self._predict = CRFPOSTagPredictor.Instance().predict
        self.clock, self.counts = Clock(), Counts()

    def compare(self, sentences: list[str]) -> None:
        """Compare one batch."""
        start = time.perf_counter()
        spans = self._segmenter.segment(sentences)
        self.clock.add("our words", start)
        written = self._segmenter.words(sentences)
        for sentence, ours, words in zip(sentences, spans, written, strict=True):
            self._compare_words(sentence, ours, words)
        self._compare_tags(sentences, written)
        self.counts.sentences += len(sentences)
        self.counts.syllables += sum(len(sentence.split()) for sentence in sentences)

    def _compare_words(self, sentence: str, ours: list[tuple[int, int]], written: list[str]) -> None:
        if self._has_other_tokens(sentence):
            self.counts.marked += 1
            theirs = self._caller.words([sentence])[0]
            their_lengths = [visible(sentence, *span) for span in self._caller.segment([sentence])[0]]
        else:
            start = time.perf_counter()
            theirs = self._word_tokenize(sentence)
            self.clock.add("underthesea's words", start)
            their_lengths = self._lengths(sentence, theirs)
        our_lengths = [visible(sentence, *span) for span in ours]
        if our_lengths != their_lengths or written != theirs:
            self.counts.different_words += 1
            self._show("words", sentence, " | ".join(theirs), " | ".join(written))

    def _has_other_tokens(self, sentence: str) -> bool:
        spans = [match.span() for match in self._pattern.finditer(sentence)]
        return whole_tokens(sentence, spans) != spans

    def _lengths(self, sentence: str, words: list[str]) -> list[int]:
        """How many characters that are no white space each of underthesea's words has in the sentence."""
        raw = iter(self._tokenize(sentence, use_token_normalize=False))
        tokens = iter(self._tokenize(sentence))
        lengths = []
        for word in words:
            parts, length = "", 0
            while parts != word:
                parts = f"{parts} {next(tokens)}" if parts else next(tokens)
                length += len("".join(next(raw).split()))
            lengths.append(length)
        return lengths

    def _compare_tags(self, sentences: list[str], written: list[list[str]]) -> None:
        start = time.perf_counter()
        ours = self._tagger.tag(written)
        self.clock.add("our tags", start)
        start = time.perf_counter()
        theirs = [[tag for _, tag in self._predict(words)] if words else [] for words in written]
        self.clock.add("underthesea's tags", start)
        self.counts.words += sum(map(len, written))
        for sentence, words, one, two in zip(sentences, written, ours, theirs, strict=True):
            if one != two:
                self.counts.different_tags += 1
                show = [
                    " ".join(f"{word}/{tag}" for word, tag in zip(words, tags, strict=True))
                    for tags in (two, one)
                ]
                self._show("tags", sentence, *show)

    def _show(self, what: str, sentence: str, theirs: str, ours: str) -> None:
        if self.counts.different <= _MOST_SHOWN:
            print(f"{what} of {sentence!r}\n  underthesea {theirs}\n  ours        {ours}")


def visible(text: str, start: int, end: int) -> int:
    """The number of characters of a span that are no white space."""
    return len("".join(text[start:end].split()))


def _sentences(paths: list[Path]) -> Iterator[str]:
    for document in open_corpus(paths):
        for start, end in document.sentence_spans:
            yield document.normalized.text[start:end]


def main() -> int:
    """Compare and report; 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sentences", type=int, default=100_000, help="compare so many (100000)")
    options = parser.parse_args()
    parity = Parity()
    sentences = islice(_sentences(options.paths), options.sentences)
    while batch := list(islice(sentences, _BATCH)):
        parity.compare(batch)
    counts = parity.counts
    same_words = counts.sentences - counts.different_words
    same_tags = counts.sentences - counts.different_tags
    print(f"{counts.sentences:,} sentences, {counts.syllables:,} syllables, {counts.words:,} words")
    print(f"{counts.marked:,} sentences with marks, joiners or invisible characters")
    print(f"identical words: {same_words:,}, different: {counts.different_words:,}")
    print(f"identical tags: {same_tags:,}, different: {counts.different_tags:,}")
    for name, seconds in parity.clock.seconds.items():
        unit, amount = ("words", counts.words) if name.endswith("tags") else ("syllables", counts.syllables)
        print(f"{name:20} {seconds:8.1f} s {amount / seconds:>10,.0f} {unit}/s")
    return 1 if counts.different else 0


if __name__ == "__main__":
    raise SystemExit(main())
