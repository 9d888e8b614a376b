"""Columns that depend on a token alone, worked out once for each distinct form and kind."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from qnmine.data.lexicons import load
from qnmine.text.spelling import spelling_of
from qnmine.words.chunks import AT_END
from qnmine.words.marks import is_invisible
from qnmine.words.typed import SCALES, TREEBANK_BRACKETS, Kind, typed_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qnmine.tagging.columns import Ints
    from qnmine.words.typed import IsWord

PADDING, UNKNOWN, FIRST_WORD = 1, 2, 3
"""Vocabulary numbers; 0 is no feature."""

SHAPES = (
    "", "padding", "x", "Xx", "X", "XX", "mixed", "abbreviation", "0", "code", "link", "stop", "comma",
    "quote", "sign",
)  # fmt: skip
_SHAPE = {shape: number for number, shape in enumerate(SHAPES)}
_OTHER_SPELLING = 4

JOINABLE, FIGURES, SCALE = 1, 2, 4
"""Bits of the `part` column (not a feature): what may be part of a longer word, and of a numeral."""

_NAME_LEXICONS = ("surnames", "given_names", "middle_names")
_FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_FIGURES = re.compile(rf"{_FIGURE}(?:[–-]{_FIGURE})?")
_DIGIT = re.compile(r"\d")
_LONGEST_WORD = 40
_LETTERS = (Kind.LETTERS, Kind.ABBREVIATION)
# Most of a text needs no look at the rules for tokens: letters, with one sign around them at the most.
_PLAIN = re.compile(r"([(\[“\"]?)([A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+)([,;:!?)\]”\"…]?)")


def lookup_form(form: str, kind: Kind) -> str:
    """The form under which a token stands in the vocabulary: lower case, digits as 0, codes all as one."""
    if kind == Kind.NUMBER:
        return _DIGIT.sub("0", form[:6])
    if kind in (Kind.CODE, Kind.LINK):
        return "#" + kind.name.lower()
    return form[:_LONGEST_WORD].replace("Ð", "Đ").lower()  # Ð is the Icelandic letter, typed for Đ


def shape_of(form: str, kind: Kind) -> str:
    """The shape of a token: its case pattern, or what kind of token it is."""
    match kind:
        case Kind.NUMBER:
            return "0"
        case Kind.CODE | Kind.LINK | Kind.ABBREVIATION:
            return kind.name.lower()
        case Kind.SIGN:
            if form[0] in ".!?…":
                return "stop"
            return "comma" if form in ",;:" else "quote" if form in "\"'“”‘’()[]«»" else "sign"
    if form.islower():
        return "x"
    if form.isupper():
        return "XX" if len(form) > 1 else "X"
    return "Xx" if form[0].isupper() and form[1:].islower() else "mixed"


class Forms:
    """Reads stretches of text into tokens, numbers their forms and keeps the columns; number 0 is padding."""

    NAMES = ("low", "shape", "spelling", "names", "part")

    def __init__(self, vocabulary: Mapping[str, int], is_word: IsWord | None = None) -> None:
        """`vocabulary` leads from look-up forms to numbers (FIRST_WORD …); `is_word` is for typed_tokens."""
        self.vocabulary = vocabulary
        self._is_word = is_word
        self.forget()

    def forget(self) -> None:
        """Forget all forms; numbers given out before become void."""
        self._numbers: dict[tuple[str, Kind], int] = {("", Kind.SIGN): 0}
        self._columns = self._padding()

    def use(self, vocabulary: Mapping[str, int]) -> None:
        """Describe all forms by another vocabulary; their numbers stay."""
        self.vocabulary = vocabulary
        self._columns = self._padding()

    def _padding(self) -> Ints:
        return np.array([[PADDING, _SHAPE["padding"], _OTHER_SPELLING, 1, 0]], np.int64)

    def pieces(self, sentence: str) -> list[str]:
        """Cut a sentence at white space; a last stretch with a full stop is marked as the end."""
        pieces = sentence.split()
        if pieces and "." in pieces[-1][-2:]:
            pieces[-1] += AT_END
        return pieces

    def read(self, key: str) -> list[tuple[int, int, int]]:
        """Return (number of the form, start, end) of the tokens of a stretch."""
        plain = _PLAIN.fullmatch(key)
        if plain is not None and plain[2] not in TREEBANK_BRACKETS:
            return self._read_plain(*plain.groups())
        chunk = key.removesuffix(AT_END)
        # What follows tells a full stop from that of an abbreviation.
        found = [
            (self._number(chunk[start:end], kind), start, end)
            for start, end, kind in typed_tokens(chunk if chunk is not key else chunk + " ", self._is_word)
        ]
        if chunk.isprintable():
            return found
        return [token for token in found if not is_invisible(chunk[token[1] : token[2]])]

    def _read_plain(self, before: str, letters: str, after: str) -> list[tuple[int, int, int]]:
        """The tokens of letters with a sign before them or after them, or none."""
        start = len(before)
        end = start + len(letters)
        found = [(self._number(letters, Kind.LETTERS), start, end)]
        if before:
            found.insert(0, (self._number(before, Kind.SIGN), 0, 1))
        if after:
            found.append((self._number(after, Kind.SIGN), end, end + 1))
        return found

    def _number(self, form: str, kind: Kind) -> int:
        return self._numbers.setdefault((form, kind), len(self._numbers))

    def columns(self) -> dict[str, Ints]:
        """The columns over all numbers given out so far, by name."""
        known = len(self._columns)
        if known < len(self._numbers):
            fresh = [self._describe(form, kind) for form, kind in list(self._numbers)[known:]]
            self._columns = np.vstack([self._columns, np.array(fresh, np.int64)])
        return {name: self._columns[:, n] for n, name in enumerate(self.NAMES)}

    def joinable(self) -> Ints:
        """The vocabulary number of each form that may be part of a longer word, 0 for the others."""
        columns = self.columns()
        return np.where((columns["part"] & JOINABLE) > 0, columns["low"], 0)

    def look_ups(self) -> list[str]:
        """The look-up form of each number given out so far."""
        return [lookup_form(form, kind) for form, kind in self._numbers]

    def _describe(self, form: str, kind: Kind) -> list[int]:
        """The columns of one form, in the order of NAMES."""
        lower = lookup_form(form, kind)
        return [
            self.vocabulary.get(lower, UNKNOWN),
            _SHAPE[shape_of(form, kind)],
            spelling_of(lower) if kind == Kind.LETTERS else _OTHER_SPELLING,
            1 + _name_parts().get(form, 0),
            (kind in _LETTERS) * JOINABLE
            | (kind == Kind.NUMBER and _FIGURES.fullmatch(form) is not None) * FIGURES
            | (form in SCALES) * SCALE,  # Triệu is a surname
        ]


@cache
def _name_parts() -> dict[str, int]:
    """For each part of names the lists that have it, as bits."""
    parts: dict[str, int] = {}
    for bit, lexicon in enumerate(_NAME_LEXICONS):
        for name in load(lexicon):
            parts[name] = parts.get(name, 0) | 1 << bit
    return parts
