"""Words as integers: a vocabulary that grows, and batches of documents as arrays."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize
from weakref import ref

import numpy as np

from qnmine.words.typed import SCALES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy.typing as npt

    from qnmine.words.running import RunningWords

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

_TONE_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NUMERAL = re.compile(rf"\d[\d.,–-]*(?: (?:{'|'.join(SCALES)}))+")
# After these a capital says as little about a word as at the beginning of a sentence.
_OPENERS = frozenset("\"'“”‘’«»‹›(:–—-•*…")

_WORD, _NAMED, _TERM, _OPENER, _CASED = 1, 2, 4, 8, 16


class Vocabulary:
    """Numbers for the forms of words, in the order in which they came.

    Forms that differ by case alone share a key: `keys[key_of[form]]` is the form in lower case. Numbers
    depend on what came first; nothing that is shown may.
    """

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.keys: list[str] = []
        self._numbers = _Numbers(self.forms)
        self._keys = _Numbers(self.keys)
        self._key_of = np.empty(0, np.int64)
        self._kinds = np.empty(0, np.uint8)
        self._translated: tuple[ref[Vocabulary], Ints] | None = None

    def __getstate__(self) -> tuple[list[str], list[str], Ints, npt.NDArray[np.uint8]]:
        """Return the forms and the keys, without what can be made of them."""
        return self.forms, self.keys, self._key_of, self._kinds

    def __setstate__(self, state: tuple[list[str], list[str], Ints, npt.NDArray[np.uint8]]) -> None:
        self.forms, self.keys, self._key_of, self._kinds = state
        self._numbers, self._keys = _Numbers(self.forms), _Numbers(self.keys)
        self._translated = None

    def code(self, forms: Sequence[str]) -> Ints:
        """Return the numbers of forms; new ones get the next."""
        return np.fromiter(map(self._numbers.__getitem__, forms), np.int64, len(forms))

    def keys_from(self, other: Vocabulary) -> Ints:
        """Return the number here of each key there; new ones get the next.

        Counts that share a vocabulary ask one after the other as they merge, so the last answer is kept.
        """
        if self._translated is not None:
            whose, numbers = self._translated
            if whose() is other and len(numbers) == len(other.keys):
                return numbers
        numbers = np.fromiter(map(self._keys.__getitem__, other.keys), np.int64, len(other.keys))
        numbers.flags.writeable = False
        self._translated = ref(other), numbers
        return numbers

    @property
    def key_of(self) -> Ints:
        """The key of each form."""
        self._describe()
        return self._key_of

    def is_word(self, forms: Ints) -> Bools:
        """Tell which forms count as words: those with a letter or digit."""
        return self._has(forms, _WORD)

    def is_named(self, forms: Ints) -> Bools:
        """Tell which forms have a letter and are no number: what a table of words may list."""
        return self._has(forms, _NAMED)

    def is_term(self, forms: Ints) -> Bools:
        """Tell which forms are terms: named and more than one letter of an alphabet."""
        return self._has(forms, _TERM)

    def is_opener(self, forms: Ints) -> Bools:
        """Tell which forms are signs after which a capital says nothing."""
        return self._has(forms, _OPENER)

    def is_cased(self, forms: Ints) -> Bools:
        """Tell which forms differ from their keys."""
        return self._has(forms, _CASED)

    def keys_in(self, words: Collection[str]) -> Bools:
        """Tell for each key whether it is among these (lower case)."""
        self._describe()
        if not isinstance(words, Set | tuple | list):  # not compared as they are
            return np.fromiter((key in words for key in self.keys), np.bool_, len(self.keys))
        among = np.zeros(len(self.keys), np.bool_)
        numbers = (self._keys.get(word) for word in words)  # often few words, always many keys
        among[[number for number in numbers if number is not None]] = True
        return among

    def _has(self, forms: Ints, kind: int) -> Bools:
        self._describe()
        found: Bools = (self._kinds[forms] & kind).astype(np.bool_)
        return found

    def _describe(self) -> None:
        """Look at the forms that are new since last time."""
        new = self.forms[len(self._kinds) :]
        if new:
            lower = [_one_of(form, form.lower()) for form in new]
            kinds = [_kind(form, key) for form, key in zip(new, lower, strict=True)]
            self._kinds = np.concatenate((self._kinds, np.array(kinds, np.uint8)))
            keys = [self._keys[key] for key in lower]
            self._key_of = np.concatenate((self._key_of, np.array(keys, np.int64)))


class _Numbers(dict[str, int]):
    """Numbers of strings in the order in which they are asked for."""

    def __init__(self, strings: list[str]) -> None:
        super().__init__(zip(strings, range(len(strings)), strict=True))
        self._strings = strings

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self._strings)
        self._strings.append(string)
        return number


def _one_of(form: str, key: str) -> str:
    """Return the key; it is the form itself if they are equal, which takes half the memory."""
    return form if form == key else key


def _kind(form: str, key: str) -> int:
    """What a form is, as flags."""
    cased = 0 if form == key else _CASED
    if not _LETTER_OR_DIGIT.search(form):
        return cased | (_OPENER if form in _OPENERS else 0)
    if not any(map(str.isalpha, form)) or _NUMERAL.fullmatch(form):  # a number is a word, not a term
        return cased | _WORD
    return cased | _WORD | _NAMED | (0 if is_single_letter(key) else _TERM)


def is_single_letter(key: str) -> bool:
    """Tell whether a word is one letter of an alphabet, as in labels, initials and formulas."""
    letter = key.rstrip(".")
    # Scripts without case write words with one sign; `ý` and `ổ` are words by their tone mark.
    return len(letter) == 1 and letter.upper() != letter and not _TONE_MARK.search(normalize("NFD", letter))


@dataclass(frozen=True, slots=True)
class CodedWords:
    """The words of a batch of documents; the arrays have one item for each, punctuation included.

    `forms` are numbers of the vocabulary, `sentences` and `documents` count from 0 in the batch, `initial`
    tells where a capital is no evidence of a name: at the beginning of a sentence, and after signs. `sizes`
    holds for each document how many words with a letter or digit it has, as segmented. `universal` are the
    universal parts of speech that documents brought with them, empty if none did.
    """

    vocabulary: Vocabulary
    forms: Ints
    documents: Ints
    sentences: Ints
    initial: Bools
    tags: list[str]
    sizes: Ints
    universal: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, batch: Sequence[RunningWords], vocabulary: Vocabulary) -> CodedWords:
        """Code the words of documents."""
        forms = vocabulary.code([form for words in batch for form in words.forms])
        documents = _numbered(len(words.forms) for words in batch)
        sentences = _numbered(length for words in batch for length in words.sentences)
        tags = [tag for words in batch for tag in words.tags]
        initial = _initial(vocabulary, forms, sentences)
        initial[_names(batch)] = False
        sizes = np.bincount(documents[vocabulary.is_word(forms)], minlength=len(batch)).astype(np.int64)
        for place, words in enumerate(batch):
            if words.size is not None:
                sizes[place] = words.size
        universal: list[str] = []
        if any(words.universal for words in batch):
            universal = [tag for words in batch for tag in words.universal or [""] * len(words.forms)]
        return cls(vocabulary, forms, documents, sentences, initial, tags, sizes, universal)

    def tagged(self, tags: Collection[str]) -> Bools:
        """Tell which words have one of these parts of speech, or universal ones that came with them."""
        if not self.universal:
            return np.fromiter((tag in tags for tag in self.tags), np.bool_, len(self.tags))
        both = zip(self.tags, self.universal, strict=True)
        return np.fromiter((tag in tags or other in tags for tag, other in both), np.bool_, len(self.tags))


def _numbered(lengths: Iterable[int]) -> Ints:
    """Return the number of each part, as often as the part is long."""
    counts = np.fromiter(lengths, np.int64)
    return np.repeat(np.arange(len(counts)), counts)


def _names(batch: Sequence[RunningWords]) -> list[int]:
    """Return the places of the words in a batch that are names: capitals are their own anywhere."""
    places, offset = [], 0
    for words in batch:
        places += [offset + span.first for span in words.entities if span.last == span.first + 1]
        offset += len(words.forms)
    return places


def _initial(vocabulary: Vocabulary, forms: Ints, sentences: Ints) -> Bools:
    """Tell which words are the first with a letter of their sentence, or the first after an opening sign."""
    initial = np.zeros(len(forms), np.bool_)
    named = np.flatnonzero(vocabulary.is_named(forms))
    openers = np.cumsum(vocabulary.is_opener(forms))[named]
    before = sentences[named]
    initial[named[:1]] = True
    initial[named[1:]] = (before[1:] != before[:-1]) | (openers[1:] != openers[:-1])
    return initial
