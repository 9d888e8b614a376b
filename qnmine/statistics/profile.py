"""What a corpus looks like in numbers: its size, how rich its vocabulary is, how hard it is to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.diversity import (
    WINDOW,
    WindowTypes,
    frequency_spectrum,
    hapaxes,
    hdd,
    type_token_ratio,
    yule_k,
)
from qnmine.statistics.readability import count_characters, luong_nguyen_dinh
from qnmine.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qnmine.statistics.coding import Ints
    from qnmine.words.running import RunningWords

EASY_SYLLABLES = 1000
"""So many of the most frequent syllables of general Vietnamese are not difficult."""

_DIGITS = 6  # further ones of a logarithm may depend on the machine
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Profile:
    """A corpus or text in numbers; ratios are None where there is nothing to divide by.

    `words` are word tokens with a letter or digit, `tokens` signs as well; `types` are different words,
    whatever their case. `paragraphs` (lines) and `sentences` are those with a word. `sentence_words`,
    `word_syllables` and `word_characters` are means.
    """

    documents: int
    paragraphs: int
    sentences: int
    tokens: int
    words: int
    syllables: int
    characters: int
    types: int
    hapaxes: int
    ttr: float | None
    mattr: float | None
    hdd: float | None
    yule_k: float | None
    sentence_words: float | None
    sentence_words_sd: float | None
    word_syllables: float | None
    word_characters: float | None
    difficult_syllables: float | None
    readability: float | None


class WordSizes:
    """What the forms of a vocabulary are made of, each looked at once; groups of a corpus share it.

    `easy` (lower case) are syllables that are not difficult; by default the `EASY_SYLLABLES` most frequent
    ones of general Vietnamese. Numbers are never difficult.
    """

    def __init__(self, vocabulary: Vocabulary | None = None, easy: Collection[str] | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        if easy is None:
            from qnmine.data.frequencies import frequent_syllables

            easy = frequent_syllables(EASY_SYLLABLES)
        self._easy = easy
        self._sizes = np.empty((0, 3), np.int64)

    def __getstate__(self) -> dict[str, Any]:
        """Return the vocabulary; sizes are not needed to merge what was made of them."""
        return {**self.__dict__, "_easy": (), "_sizes": np.empty((0, 3), np.int64)}

    def totals(self, forms: Ints) -> tuple[int, int, int]:
        """Return the syllables and the characters of words, and how many of the syllables are difficult."""
        self._measure()
        distinct, counts = np.unique(forms, return_counts=True)
        syllables, characters, difficult = (counts @ self._sizes[distinct]).tolist()
        return syllables, characters, difficult

    def _measure(self) -> None:
        """Look at the forms that are new since last time."""
        new = self.vocabulary.forms[len(self._sizes) :]
        if new:
            named = self.vocabulary.is_named(np.arange(len(self._sizes), len(self.vocabulary.forms)))
            sizes = [
                (len(form.split()), count_characters((form,)), self._difficult(form) if is_named else 0)
                for form, is_named in zip(new, named.tolist(), strict=True)
            ]
            self._sizes = np.concatenate((self._sizes, np.array(sizes, np.int64)))

    def _difficult(self, form: str) -> int:
        return sum(syllable not in self._easy for syllable in form.lower().split())


class ProfileCounts:
    """What the profile of a corpus is made of; counts of its parts add up to those of the whole.

    `window` is the number of words of a window of MATTR. Groups of one corpus may share their `sizes`.
    """

    def __init__(self, sizes: WordSizes | None = None, window: int = WINDOW) -> None:
        self.sizes = sizes or WordSizes()
        self.documents = self.paragraphs = self.sentences = 0
        self.tokens = self.words = self.syllables = self.characters = self.difficult = 0
        self._squares = 0
        self._types = Tally()
        self._windows = WindowTypes(window)

    def add_documents(self, batch: Sequence[RunningWords]) -> None:
        """Count the words of documents."""
        vocabulary = self.sizes.vocabulary
        coded = CodedWords.of(batch, vocabulary)
        are_words = vocabulary.is_word(coded.forms)
        forms = coded.forms[are_words]
        keys = vocabulary.key_of[forms]
        lengths = np.unique(coded.sentences[are_words], return_counts=True)[1]
        syllables, characters, difficult = self.sizes.totals(forms)
        self.documents += len(batch)
        self.paragraphs += sum(_paragraphs(words.document.text) for words in batch)
        self.sentences += len(lengths)
        self.tokens += len(coded.forms)
        self.words += len(forms)
        self.syllables += syllables
        self.characters += characters
        self.difficult += difficult
        self._squares += int(lengths @ lengths)
        self._types.add(keys)
        ends = np.searchsorted(coded.documents[are_words], np.arange(1, len(batch)))
        for document in np.split(keys, ends):
            self._windows.add_document(document.tolist())

    def merge(self, other: ProfileCounts) -> None:
        """Add the counts of another part of the corpus; ValueError if its windows are of another length."""
        self._windows.merge(other._windows)
        self.documents += other.documents
        self.paragraphs += other.paragraphs
        self.sentences += other.sentences
        self.tokens += other.tokens
        self.words += other.words
        self.syllables += other.syllables
        self.characters += other.characters
        self.difficult += other.difficult
        self._squares += other._squares
        keys, counts = other._types.items()
        theirs, mine = other.sizes.vocabulary, self.sizes.vocabulary
        if theirs is not mine:
            keys = mine.keys_from(theirs)[keys]
        self._types.add(keys, counts)

    def profile(self) -> Profile:
        """Return the profile of what was counted."""
        spectrum = frequency_spectrum(self._types.items()[1].tolist())
        types = spectrum.total()
        readability = luong_nguyen_dinh(
            self.characters, self.sentences, self.words, self.syllables, self.difficult
        )
        return Profile(
            documents=self.documents,
            paragraphs=self.paragraphs,
            sentences=self.sentences,
            tokens=self.tokens,
            words=self.words,
            syllables=self.syllables,
            characters=self.characters,
            types=types,
            hapaxes=hapaxes(spectrum),
            ttr=_rounded(type_token_ratio(types, self.words)),
            mattr=_rounded(self._windows.mattr()),
            hdd=_rounded(hdd(spectrum)),
            yule_k=_rounded(yule_k(spectrum)),
            sentence_words=_ratio(self.words, self.sentences),
            sentence_words_sd=self._deviation(),
            word_syllables=_ratio(self.syllables, self.words),
            word_characters=_ratio(self.characters, self.words),
            difficult_syllables=_ratio(self.difficult, self.syllables),
            readability=_rounded(readability),
        )

    def _deviation(self) -> float | None:
        """Return the standard deviation of the words of the sentences, taken as the whole population."""
        if not self.sentences:
            return None
        return _rounded(sqrt(self.sentences * self._squares - self.words**2) / self.sentences)


def _paragraphs(text: str) -> int:
    """Return the number of lines with a letter or digit."""
    return sum(1 for line in text.splitlines() if _LETTER_OR_DIGIT.search(line))


def _ratio(part: int, whole: int) -> float | None:
    return _rounded(part / whole) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
