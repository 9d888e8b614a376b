"""The words of a sentence: what the segmenter made of each gap between two tokens, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qnmine.explaining.explanation import Evidence, Gap, TaggedWord, Word, Words
from qnmine.explaining.values import WordValues
from qnmine.explaining.weights import SEQUENCE, Choice, Weighed, lattice, ordered, total
from qnmine.words.chunks import Chunks
from qnmine.words.columns import APART, FREE, JOINED, Layout, build_table
from qnmine.words.forms import Forms
from qnmine.words.segmenter import BEGIN, INSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Table, Template
    from qnmine.words.running import RunningWords
    from qnmine.words.segmenter import WordSegmenter

_CERTAIN = 1e4
_CORPUS, _DICTIONARY = (
    frozenset(("share", "count")),
    frozenset(("pair", "cover", "cover_level", "begin", "end")),
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokens of one sentence as the segmenter sees them; `spans` are half-open places in it."""

    text: str
    spans: tuple[tuple[int, int], ...]
    table: Table
    ruling: Ints
    target: Ints

    @property
    def forms(self) -> tuple[str, ...]:
        """The tokens as written."""
        return tuple(self.text[start:end] for start, end in self.spans)


def pieces_of(sentence: str, segmenter: WordSegmenter) -> Pieces:
    """Return the tokens of a normalised sentence, with what the segmenter's features read."""
    forms = Forms(segmenter.lexical.numbers, segmenter.lexical.is_word)
    tokens = Chunks(forms).tokens([sentence])
    layout = Layout.of(tokens.lengths[tokens.lengths > 0])
    table, ruling = build_table(tokens.forms, layout, forms.columns(), segmenter.lexical)
    spans = tuple(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    return Pieces(sentence, spans, table, ruling, layout.target)


def words_of(running: RunningWords, first: int, count: int) -> tuple[Word, ...]:
    """Return some words of a document, as `tokenize` has them."""
    text = running.document.text
    found = []
    for number in range(first, first + count):
        start, end = running.original(number, number + 1)
        found.append(Word(start, end, text[start:end], running.forms[number]))
    return tuple(found)


def tagged_words(words: Sequence[Word]) -> tuple[TaggedWord, ...]:
    """Return words with their parts of speech; QnmineError if the tagger cannot be loaded."""
    from qnmine.words.pos import tag_words, universal_tag

    (tags,) = tag_words([[word.word for word in words]])
    return tuple(
        TaggedWord(word.start, word.end, word.word, tag, universal_tag(word.word, tag))
        for word, tag in zip(words, tags, strict=True)
    )


def explain_words(
    pieces: Pieces, words: tuple[Word, ...], segmenter: WordSegmenter, *, all_features: bool = False
) -> Words:
    """Return the words of a sentence with the reasons for each gap and the second best segmentation."""
    count = len(pieces.spans)
    if not count:
        return Words(words, 1.0, None, None, ())
    model = segmenter.model
    ruling = pieces.ruling[pieces.target]
    emissions = model.emissions(pieces.table)[pieces.target].astype(np.float64)
    scores = emissions.copy()
    scores[ruling == APART, BEGIN] += _CERTAIN
    scores[ruling == JOINED, INSIDE] += _CERTAIN
    paths = lattice(scores, model.transitions)
    labels = segmenter.labels(pieces.table, pieces.ruling)[pieces.target]
    weighed = Weighed.at(model, pieces.table, int(pieces.target[0]), pieces.forms)
    describe = WordValues(segmenter.lexical)
    gaps = []
    for place in range(1, count):
        left, right = pieces.forms[place - 1 : place + 1]
        label = int(labels[place])
        if ruling[place] != FREE:
            gaps.append(
                Gap(left, right, label == INSIDE, rule="joined" if ruling[place] == JOINED else "apart")
            )
            continue
        margin = float(paths.best[place, label] - paths.best[place, 1 - label])
        choice = [Choice(place, label, 1 - label)]
        evidence = weighed.evidence(choice, group_of, describe, all_features=all_features)
        evidence.append(Evidence(SEQUENCE, margin - total(evidence), 0))
        probability = float(paths.probability[place, label])
        gaps.append(Gap(left, right, label == INSIDE, "", probability, margin, ordered(evidence)))
    second, share = _runner_up(pieces, ruling, labels, paths.best, scores, model.transitions)
    sure = float(np.exp(_score(scores, labels, model.transitions) - paths.log_partition))
    return Words(
        words,
        min(sure, 1.0),
        second,
        None if second is None else float(np.exp(share - paths.log_partition)),
        tuple(gaps),
    )


def _runner_up(
    pieces: Pieces,
    ruling: Ints,
    labels: Ints,
    best: npt.NDArray[np.float64],
    scores: npt.NDArray[np.float64],
    transitions: npt.NDArray[np.float32],
) -> tuple[tuple[str, ...] | None, float]:
    """Return the words of the second best segmentation and its score.

    It differs from the best in some gap, and is the best of those that do there.
    """
    free = [place for place in range(1, len(labels)) if ruling[place] == FREE]
    if not free:
        return None, 0.0
    flipped = max(free, key=lambda place: float(best[place, 1 - labels[place]]))
    forced = scores.copy()
    forced[flipped, 1 - labels[flipped]] += _CERTAIN
    second = _best_labels(forced, transitions)
    begins = [place for place in range(len(labels)) if place == 0 or second[place] == BEGIN]
    words = tuple(
        " ".join(pieces.text[pieces.spans[first][0] : pieces.spans[after - 1][1]].split())
        for first, after in pairwise([*begins, len(labels)])
    )
    return words, _score(scores, second, transitions)


def _best_labels(scores: npt.NDArray[np.float64], transitions: npt.NDArray[np.float32]) -> Ints:
    best = lattice(scores, transitions).best
    return np.asarray(best.argmax(axis=1), np.int64)


def _score(scores: npt.NDArray[np.float64], labels: Ints, transitions: npt.NDArray[np.float32]) -> float:
    """Return the score of a labelling."""
    steps = transitions.astype(np.float64)[labels[:-1], labels[1:]].sum()
    return float(scores[np.arange(len(labels)), labels].sum() + steps)


def group_of(template: Template) -> str:
    """Return the kind of evidence that a feature of the segmenter is."""
    columns = {column for column, _ in template.parts}
    if columns & _CORPUS:
        return "corpus"
    if columns & _DICTIONARY:
        return "dictionary"
    if "names" in columns:
        return "names"
    return "syllables" if "low" in columns else "writing"
