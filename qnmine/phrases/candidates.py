"""Which sequences of words may be an index term, told by parts of speech and by words too general for it.

A term is a name, or a noun with what stands after it: nouns, names, adjectives, verbs (`hệ thống thông
tin`, `kinh tế số`, `trạm xử lý nước thải`), or an action of two syllables or more with its object or manner
(`chuyển đổi số`, `thanh toán trực tuyến`), or `người` with what such people do (`người làm báo`). Function
words end it. Alone, a noun has two syllables or is an abbreviation: of single syllables most are torn off a
longer term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.lexicons import stopwords
from qnmine.data.tables import read_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.words.running import RunningWords

LONGEST = 5
"""Words; a name is one."""

# Parts of speech that a term may hold, begin with and be alone; see qnmine.words.pos.
_INSIDE = frozenset(("N", "Np", "Ny", "Nc", "Nu", "V", "Vy", "A", "Z", "FW"))
_FIRST = frozenset(("N", "Np", "Ny", "FW", "V"))
_ALONE = frozenset(("N", "Np", "Ny", "FW"))
_NOT_LAST = frozenset(("Nc", "Nu", "Z"))
_LETTERS = re.compile(r"(?:[^\W_]|[-&./'’ ])+")
_OF_PERSON = frozenset(("N", "V"))
_LISTS = ("verbs", "nouns", "adjectives", "beginnings", "endings", "activities")
_PERSON = "người"
_NEW = "mới"  # often tagged as an adverb: `nông thôn mới`
_LIGHT_VERB = "làm"
_NUMBER = "số"


@dataclass(frozen=True, slots=True)
class General:
    """Words that are too general for parts of a term (see the lists in `qnmine/data/indexing`)."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    activities: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.verbs or word in self.nouns or word in self.adjectives


@cache
def general_words() -> General:
    """Return the words that are too general."""
    return General(*(frozenset(read_entries(f"indexing/{name}.txt")) for name in _LISTS))


def candidates(words: RunningWords) -> Iterator[tuple[int, int]]:
    """Yield the sequences of words that may be an index term, half-open, nested ones as well.

    The words must have their parts of speech, and each name must be one word (`joined`).
    """
    row = _Row(words)
    start = 0
    for length in words.sentences:
        sentence = range(start, start + length)
        for first in sentence:
            yield from row.beginning_with(first, sentence)
        start += length


class _Row:
    """The words of a document with what their place in a term depends on."""

    def __init__(self, words: RunningWords) -> None:
        self._forms = words.forms
        self._lower = [form.lower() for form in words.forms]
        self._names = {span.first: span.type for span in words.entities}
        self._tags = [
            "A" if lower == _NEW and tag == "R" else tag
            for lower, tag in zip(self._lower, words.tags, strict=True)
        ]
        self._general = general_words()
        self._stopwords = stopwords() - {_PERSON, _NEW}

    def beginning_with(self, first: int, sentence: range) -> Iterator[tuple[int, int]]:
        """Yield the terms that begin with a word; `sentence` are the places of the words of its sentence."""
        if first in self._names:  # a name is whole
            yield first, first + 1
            return
        if not self._may_begin(first, sentence):
            return
        if self._is_term_alone(first):
            yield first, first + 1
        person = self._lower[first] == _PERSON
        for last in range(first + 1, min(sentence.stop, first + LONGEST)):
            if not self._may_be_inside(last, person=person and last <= first + 2):
                return
            if self._may_end(first, last, sentence, person=person):
                yield first, last + 1
            if self._lower[last] in self._general.verbs:
                return

    def _may_begin(self, place: int, sentence: range) -> bool:
        lower, tag = self._lower[place], self._tags[place]
        if lower == _PERSON:
            return place + 1 in sentence and self._tags[place + 1] in _OF_PERSON
        return (
            tag in _FIRST
            and self._is_content(place)
            and lower not in self._general.verbs
            and lower not in self._general.adjectives
            and lower not in self._general.beginnings
            and (tag != "V" or " " in lower)
            # What a classifier stands before is a thing of its own: `tấm lòng`, `ngọn lửa`.
            and (" " in lower or place == sentence.start or self._tags[place - 1] != "Nc")
        )

    def _is_content(self, place: int) -> bool:
        """Tell whether a word has letters, does not begin with a digit and is no function word."""
        lower = self._lower[place]
        if lower == _PERSON or lower in self._stopwords:
            return False
        return lower[0].isalpha() and _LETTERS.fullmatch(lower) is not None

    def _is_term_alone(self, place: int) -> bool:
        lower = self._lower[place]
        if lower in self._general.activities:
            return True
        if self._tags[place] not in _ALONE or lower in self._general or lower == _PERSON:
            return False
        return " " in lower or (len(lower) > 1 and self._forms[place].isupper())

    def _may_be_inside(self, place: int, *, person: bool) -> bool:
        """Tell whether a term may go on with a word; `person`: just after `người`, verbs may be short."""
        if place in self._names:
            return True
        lower, tag = self._lower[place], self._tags[place]
        if person and lower == _LIGHT_VERB:
            return True
        if tag not in _INSIDE or not self._is_content(place):
            return False
        return person or tag != "V" or " " in lower

    def _may_end(self, first: int, last: int, sentence: range, *, person: bool) -> bool:
        lower, general = self._lower[last], self._general
        if last in self._names:
            return self._names[last] != "PER"  # a title and a name; the name says it
        if lower in general.verbs or lower in general.adjectives or lower in general.endings:
            return False
        if lower == _NUMBER and last + 1 in sentence and self._forms[last + 1][0].isdigit():
            return False  # `bão số 3`
        if self._tags[last] in _NOT_LAST or (person and lower == _LIGHT_VERB):
            return False
        if lower in general.nouns and self._lower[first] in general.nouns:
            return False
        words = self._lower[first : last + 1]
        return " ".join(words) not in general.nouns and not all(word in general for word in words)
