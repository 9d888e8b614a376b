"""How well phrases tell what texts are about: an unsupervised ranking.

After the C-value of Frantzi, Ananiadou and Mima (2000) and the weighting of words by their rarity elsewhere
(Spärck Jones 1972):

    score = free x log2(1 + words) x specificity x form

- free: occurrences that are not part of a longer phrase, of which there are two or more (of phrases that
  occur once: of any longer one), so that `kinh tế` does not count where `kinh tế số` stands;
- words: the number of words; a name counts as 1.5;
- specificity: the mean over its words of log10(1 / share in general Vietnamese), at most 6, by 4; words that
  are too general (`qnmine/data/indexing`) have 0.3;
- form: 0.55 for a single noun and 0.8 for a single abbreviation, which say less. What occurs once is evidence
  of its own only if general Vietnamese has the phrase: 0.7, otherwise 0.4 (0.2 from four words on), half of
  it with a verb inside, and 0 if it begins with one.
"""

from __future__ import annotations

from functools import lru_cache
from math import fsum, log2, log10
from typing import TYPE_CHECKING, NamedTuple

from qnmine.data.frequencies import sequence_frequencies, word_frequencies
from qnmine.phrases.candidates import general_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.phrases.kinds import Kinds
    from qnmine.statistics.terms import Term

_NAME_WORDS = 1.5
_MOST_SPECIFIC, _SPECIFICITY_UNIT, _GENERAL = 6.0, 4.0, 0.3
_NOUN_ALONE, _ABBREVIATION_ALONE = 0.55, 0.8
_ONCE_ALONE, _ONCE_KNOWN, _ONCE, _ONCE_LONG = 0.4, 0.7, 0.4, 0.2
_SHORT = 3
_VERB_INSIDE = 0.5
_REMEMBERED = 1 << 16


class Phrase(NamedTuple):
    """A phrase of one group with its score, above 0."""

    term: Term
    score: float


def ranked_phrases(terms: Sequence[Term], kinds: Kinds, spellings: Mapping[str, str]) -> Iterator[Phrase]:
    """Yield the phrases of one group that score above 0, in no particular order.

    `terms` are all candidates of the group with their counts, `spellings` tells how words are shown that are
    not in lower case.
    """
    alone = _free(terms)
    for term in terms:
        text = " ".join(term.words)
        free = alone[text]
        if free > 0:
            score = (
                free
                * _length(term.words, kinds)
                * _specificity(term.words)
                * _form(term, text, kinds, spellings)
            )
            if score > 0:
                yield Phrase(term, score)


def _free(terms: Sequence[Term]) -> dict[str, int]:
    """Return for each phrase how many of its occurrences are no part of a longer one; 0 or less for none.

    From the most syllables on, what is free of a phrase is taken from all that it holds, so that nothing is
    taken twice from `kinh tế` where `phát triển kinh tế số` stands.
    """
    free = {" ".join(term.words): term.count for term in terms}
    once = {" ".join(term.words) for term in terms if term.count == 1}
    for term in sorted(terms, key=lambda term: -sum(word.count(" ") + 1 for word in term.words)):
        text = " ".join(term.words)
        for inner in _parts(term.words):
            if inner in once:
                free[inner] = 0
            elif term.count > 1 and inner in free:
                free[inner] -= max(free[text], 0)
    return free


def _parts(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the shorter sequences of words that a phrase holds, as often as it does."""
    for length in range(1, len(words)):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


def _length(words: Sequence[str], kinds: Kinds) -> float:
    if len(words) == 1:
        return log2(1 + _NAME_WORDS) if kinds.is_name(words[0]) else 1.0
    return log2(1 + len(words))


def _specificity(words: Sequence[str]) -> float:
    """Return how rare the words of a phrase are in general Vietnamese."""
    return fsum(map(_rarity, words)) / len(words)


@lru_cache(_REMEMBERED)
def _rarity(word: str) -> float:
    if word in general_words():
        return _GENERAL
    reference = word_frequencies()
    share = (reference.counts.get(word, 0) + 0.5) / (reference.words + 1)
    return min(-log10(share), _MOST_SPECIFIC) / _SPECIFICITY_UNIT


def _form(term: Term, text: str, kinds: Kinds, spellings: Mapping[str, str]) -> float:
    """Return the weight of the form of a phrase and of its being seen once."""
    words = term.words
    if len(words) == 1:
        once = _ONCE_ALONE if term.count == 1 else 1.0
        if kinds.is_name(text):
            return once
        return once * (_ABBREVIATION_ALONE if spellings.get(text, text).isupper() else _NOUN_ALONE)
    if term.count > 1:
        return 1.0
    if text in sequence_frequencies().counts:
        return _ONCE_KNOWN
    weight = _ONCE if len(words) <= _SHORT else _ONCE_LONG
    if kinds.is_verb(words[0]):
        return 0.0
    return weight * _VERB_INSIDE if any(map(kinds.is_verb, words)) else weight
