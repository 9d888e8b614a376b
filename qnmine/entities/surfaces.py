"""Columns that depend on a token alone, worked out once for each distinct written form."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.lexical import FIRST_WORD, LEXICONS, NAME_LEXICONS, PADDING, UNKNOWN, Lexical
from qnmine.text.spelling import spelling_of
from qnmine.text.syllables import syllable_spans
from qnmine.words.chunks import Chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.tagging.columns import Ints
    from qnmine.words.chunks import Tokens

SHAPES: tuple[str, ...] = (
    "", "padding", "x", "Xx", "X", "XX", "XXX", "XXXX", "xX", "XxX", "letters",
    "0", "00", "000", "0000", "00000", "other", "symbol", "space", "mark",
    *",.;:!?()[]{}\"'“”‘’«»…-–—/\\&%+*=#@_|<>$~^`°•·",
)  # fmt: skip
_SHAPE = {shape: number for number, shape in enumerate(SHAPES)}

LOWER, CAPITAL, LETTERS, ALL_CAPITALS, CLAUSE_END, OPENING, CLOSING, DIGITS, LINKING = (
    1 << n for n in range(9)
)
"""Bits of the `kind` column (not a feature): what the position columns ask of a token."""


def shape_of(form: str) -> str:
    """The shape of a token: case pattern of letters, number of digits, or the character itself."""
    if form.isdigit():
        return "0" * min(len(form), 5)
    if not form[0].isalpha():
        if form in _SHAPE:
            return form
        category = unicodedata.category(form[0])
        return "symbol" if category[0] == "S" else "mark" if category[0] == "P" else "other"
    if form.islower():
        return "x"
    if form.isupper():
        return "X" * min(len(form), 4)
    if not form[0].isupper() and not form[0].istitle():
        return "xX" if any(c.isupper() for c in form) else "letters"
    return "Xx" if not any(c.isupper() for c in form[1:]) else "XxX"


def lower_of(form: str) -> str:
    """The form under which a token is looked up: lower case, digits as 0."""
    return "0" * len(form) if form.isdigit() else form.lower()


class Surfaces:
    """Numbers the distinct written forms that were met and keeps their columns; number 0 is padding."""

    NAMES = ("low", "form", "shape", "spelling", "prefix", "suffix", "names", "kind")

    def __init__(self, lexical: Lexical) -> None:
        self._lexical = lexical
        self._name_bits = [LEXICONS.index(name) for name in NAME_LEXICONS]
        self._chunks = Chunks(self)
        self.forget()

    def forget(self) -> None:
        """Forget all forms; numbers given out before become void."""
        self._numbers: dict[str, int] = {"": 0}
        self._lowers: dict[str, int] = {}
        padding = [PADDING, -1, _SHAPE["padding"], 0, 0, 0, 0, CLAUSE_END]
        self._columns = np.array([padding], np.int64)

    def trim(self) -> None:
        """Forget all forms when there are too many of them."""
        self._chunks.trim()

    def tokens(self, sentences: Sequence[str]) -> Tokens:
        """The syllable tokens of sentences, with the numbers of their forms."""
        return self._chunks.tokens(sentences)

    def pieces(self, sentence: str) -> list[str]:
        """Cut a sentence at white space; no token crosses it."""
        return sentence.split()

    def read(self, key: str) -> list[tuple[int, int, int]]:
        """Return (number of the form, start, end) of the tokens of a stretch without white space."""
        numbers = self._numbers
        return [
            (numbers.setdefault(key[start:end], len(numbers)), start, end)
            for start, end in syllable_spans(key)
        ]

    def columns(self) -> dict[str, Ints]:
        """The columns over all numbers given out so far, by name."""
        known = len(self._columns)
        if known < len(self._numbers):
            fresh = [self._describe(form) for form in list(self._numbers)[known:]]
            self._columns = np.vstack([self._columns, np.array(fresh, np.int64)])
        return {name: self._columns[:, n] for n, name in enumerate(self.NAMES)}

    def _describe(self, form: str) -> list[int]:
        """The columns of one form, in the order of NAMES."""
        lower = lower_of(form)
        number = self._lexical.numbers.get(lower, UNKNOWN)
        letters = form[0].isalpha()
        affix = self._lexical.affix_numbers.get
        return [
            number,
            self._lowers.setdefault(lower, len(self._lowers)),
            _SHAPE[shape_of(form)],
            spelling_of(lower) if letters else 0,
            affix(lower[:2] + "-", 0) if letters else 0,
            affix("-" + lower[-2:], 0) if letters else 0,
            self._names(number) if letters else 0,
            kind_of(form),
        ]

    def _names(self, number: int) -> int:
        """1 + a bit for each list of name parts that has the word; 0 when none has."""
        if number < FIRST_WORD:
            return 0
        flags = int(self._lexical.flags[self._lexical.word_states[number]])
        bits = sum((flags >> bit & 1) << n for n, bit in enumerate(self._name_bits))
        return bits + 1 if bits else 0


def kind_of(form: str) -> int:
    """The bits of the `kind` column for a written form."""
    first = form[0]
    if first.isalpha():
        kind = LETTERS
        if first.isupper() or first.istitle():
            kind |= CAPITAL
            if len(form) > 1 and form.isupper():
                kind |= ALL_CAPITALS
        elif first.islower():
            kind |= LOWER
        return kind
    if first.isdigit():
        return DIGITS
    kind = 0
    if form in ',.;:!?()[]"“”…«»':
        kind |= CLAUSE_END
    if form in "([“«":
        kind |= OPENING
    if form in ")]”»":
        kind |= CLOSING
    if form in "-–&'’.":
        kind |= LINKING
    return kind
