"""Frequencies of words over a corpus: counts that merge, and the table made of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from qnmine.words.typed import SCALES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qnmine.words.tokens import Token

PER_MILLION = 1_000_000
_MAJORITY_FOR_CAPITALS = 0.75

_LETTER = re.compile(r"[^\W\d_]")
_TONE_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NUMERAL = re.compile(rf"\d[\d.,–-]*(?: (?:{'|'.join(SCALES)}))+")
# After these a capital says as little about a word as at the beginning of a sentence.
_OPENERS = frozenset("\"'“”‘’«»‹›(:–—-•*…")


@dataclass(frozen=True, slots=True)
class Keyword:
    """How often a term occurs, and in how many documents; `score` is empty for plain counts."""

    term: str
    count: int
    docs: int
    per_million: float
    score: float | None


@dataclass
class WordCounts:
    """Counts of the words of a corpus; counts of its parts add up to those of the whole.

    `forms` holds for each case-folded word how often it was seen in which spelling, apart for places
    where a capital is evidence of a name (`inside`) and where it is not (`initial`).
    """

    words: int = 0
    documents: int = 0
    inside: dict[str, Counter[str]] = field(default_factory=dict)
    initial: dict[str, Counter[str]] = field(default_factory=dict)
    docs: Counter[str] = field(default_factory=Counter)

    def add_document(self, tokens: Iterable[Token]) -> None:
        """Count the words of one document, in their order."""
        self.documents += 1
        seen: set[str] = set()
        sentence, begins = 0, True
        for token in tokens:
            if token.sentence != sentence:
                sentence, begins = token.sentence, True
            word = token.word
            if not _LETTER_OR_DIGIT.search(word):
                begins = begins or word in _OPENERS
                continue
            self.words += 1
            if not _LETTER.search(word) or _NUMERAL.fullmatch(word):  # a number is a word, not a term
                continue
            key = word.lower()
            forms = self.initial if begins else self.inside
            forms.setdefault(key, Counter())[word] += 1
            begins = False
            seen.add(key)
        self.docs.update(seen)

    def merge(self, other: WordCounts) -> None:
        """Add the counts of another part of the corpus."""
        self.words += other.words
        self.documents += other.documents
        self.docs.update(other.docs)
        for mine, theirs in ((self.inside, other.inside), (self.initial, other.initial)):
            for key, forms in theirs.items():
                mine.setdefault(key, Counter()).update(forms)


def keywords(counts: WordCounts, *, stopwords: Collection[str] = frozenset()) -> list[Keyword]:
    """Return the terms by count, descending, then by code point.

    A term is a word with a letter, but no single one such as the `B` of a label (`ý` and `ổ` are words by
    their tone mark). Case variants count together; capitals are shown where a clear majority has them,
    of the occurrences where a capital is evidence of a name. `stopwords` (lower case) are left out.
    `per_million` is 10^6 x count / all words that contain a letter or digit, stop words included.
    """
    rows = [
        Keyword(_spelling(counts, key), count, docs, PER_MILLION * count / counts.words, None)
        for key, docs in counts.docs.items()
        if key not in stopwords and not _is_single_letter(key)
        for count in (_count(counts, key),)
    ]
    rows.sort(key=lambda row: (-row.count, row.term))
    return rows


def _count(counts: WordCounts, key: str) -> int:
    return sum(sum(forms.get(key, {}).values()) for forms in (counts.inside, counts.initial))


def _is_single_letter(key: str) -> bool:
    """Tell whether a word is one letter of an alphabet, as in labels, initials and formulas."""
    letter = key.rstrip(".")
    # Scripts without case write words with one sign.
    return len(letter) == 1 and letter.upper() != letter and not _TONE_MARK.search(normalize("NFD", letter))


def _spelling(counts: WordCounts, key: str) -> str:
    """Return the spelling to show for a word: names keep their capitals, other words have none.

    A title or a slogan gives a common noun capitals, so a bare majority of them does not make a name.
    """
    inside = counts.inside.get(key)
    if inside is None:
        form = _most_common(counts.initial[key])
        return form if _looks_like_a_name(form) else key
    capitalised = Counter({form: count for form, count in inside.items() if form != key})
    if capitalised.total() < _MAJORITY_FOR_CAPITALS * inside.total():
        return key
    return _most_common(capitalised)


def _most_common(forms: Counter[str]) -> str:
    return min(forms.items(), key=lambda item: (-item[1], item[0]))[0]


def _looks_like_a_name(form: str) -> bool:
    """Whether the capitals of a word that was only seen at the beginning of sentences are its own."""
    syllables: Sequence[str] = form.split()
    if len(syllables) > 1:
        return all(syllable[:1].isupper() for syllable in syllables)
    return any(letter.isupper() for letter in form[1:])
