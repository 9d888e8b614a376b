"""The tokens that rules read: words, figures and signs of one sentence, with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from qnmine.rules.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FIGURE = "0"
"""The key of every figure: rules ask for its category, never for one figure by name."""

FIGURE_SHAPES = {"two": "0:2", "four": "0:4", "pointed": "0:.", "other": "0:n"}
"""Keys of figures by their shape, for patterns: one or two digits, four, with points, any other."""

# `1.234,5` is one figure, `25/6` are two and a sign: what joins them is up to the rules. Marks that stay
# beside a letter (text that has no composed form) belong to the word. What is between tokens goes first.
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(rf"(\s*)([^\W\d_]+[{_MARKS}]*|\d+(?:[.,]\d+)*|\S)")
_LONGEST_FIGURE = 40
_LONGEST_RUN = 1000


class Tokens:
    """The tokens of a sentence in columns: offsets in the normalised text, lower-case key, gap before.

    `glued` tells for each token whether it touches the one before it; `forms` are the tokens as written,
    `keys` what rules compare (lower case, without diacritics if so asked, which `bare` tells), FIGURE for
    all figures.
    """

    __slots__ = ("_begin", "_ends", "_gaps", "_starts", "bare", "forms", "glued", "keys", "text")

    def __init__(self, text: str, start: int, end: int, key: Callable[[str], str]) -> None:
        parts = _TOKEN.findall(text, start, end)
        self.text = text
        self.forms: list[str] = [form for _, form in parts]
        self.keys: list[str] = list(map(_keys_by(key).__getitem__, self.forms))
        self._gaps: list[str] = [gap for gap, _ in parts]
        self.glued = [not gap for gap in self._gaps]
        if parts:
            self.glued[0] = False
        self.bare = key is folded
        self._begin = start
        self._starts: Sequence[int] | None = None
        self._ends: Sequence[int] = ()

    @property
    def starts(self) -> Sequence[int]:
        """The offset of each token."""
        if self._starts is None:
            self._find_offsets()
        return self._starts or ()

    @property
    def ends(self) -> Sequence[int]:
        """The offset after each token."""
        if self._starts is None:
            self._find_offsets()
        return self._ends

    def _find_offsets(self) -> None:
        lengths = (len(part) for pair in zip(self._gaps, self.forms, strict=True) for part in pair)
        offsets = list(accumulate(lengths, initial=self._begin))
        self._starts, self._ends = offsets[1::2], offsets[2::2]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.forms)

    def key(self, position: int) -> str:
        """Return the key at a position, or an empty string outside the sentence."""
        return self.keys[position] if 0 <= position < len(self.keys) else ""

    def form(self, position: int) -> str:
        """Return the token at a position as written, or an empty string outside the sentence."""
        return self.forms[position] if 0 <= position < len(self.forms) else ""

    def touches(self, position: int) -> bool:
        """Tell whether the token at a position follows the one before it without a gap."""
        return 0 <= position < len(self.glued) and self.glued[position]

    def slice(self, start: int, end: int) -> str:
        """Return the text from one token up to another."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def tokens_of(text: str, start: int, end: int, key: Callable[[str], str] = str.lower) -> Tokens:
    """Return the tokens of a stretch of normalised text."""
    return Tokens(text, start, end, key)


@cache
def _keys_by(key: Callable[[str], str]) -> Kept[str, str]:
    """Return the keys of tokens by their forms."""

    def key_of(form: str) -> str:
        if not form[0].isdecimal():
            return key(form)
        # A figure of a thousand digits is a token like any other, but no rule reads it.
        return FIGURE if len(form) <= _LONGEST_FIGURE else ""

    return Kept(key_of)


def figure_shape(form: str) -> str:
    """Return the key of the shape of a figure."""
    if form.isdigit():
        size = len(form)
        return FIGURE_SHAPES["two" if size <= 2 else "four" if size == 4 else "other"]
    return FIGURE_SHAPES["pointed" if "." in form else "other"]


def with_shapes(keys: Iterable[str]) -> Iterator[str]:
    """Yield keys, and where they have that of any figure those of its shapes too."""
    for key in keys:
        yield key
        if key == FIGURE:
            yield from FIGURE_SHAPES.values()


def folded(form: str) -> str:
    """Return the key of a word without diacritics: `Bốn` as `bon`, `đồng` as `dong`."""
    if form.isascii():
        return form.lower()
    bare = unicodedata.normalize("NFD", form.lower()).replace("đ", "d")
    return "".join(filter(_is_no_mark, bare))


def _is_no_mark(character: str) -> bool:
    return not unicodedata.combining(character)


def words_of(phrase: str, key: Callable[[str], str] = str.lower) -> Iterator[str]:
    """Yield the keys of the tokens of a phrase of a lexicon or a pattern."""
    if phrase.replace(" ", "").isalpha():  # most are, and lexicons are long
        return map(key, phrase.split())
    return iter(tokens_of(phrase, 0, len(phrase), key).keys)


def runs_with_figures(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of tokens that touch each other, if they are several and have a figure.

    Runs of more than a thousand characters are left out.
    """
    glued, keys = tokens.glued, tokens.keys
    after = 0
    for position, key in enumerate(keys):
        if key != FIGURE or position < after:
            continue
        first, after = position, position + 1
        while glued[first]:
            first -= 1
        while after < len(keys) and glued[after]:
            after += 1
        if tokens.ends[after - 1] - tokens.starts[first] <= _LONGEST_RUN:
            yield first, after
