"""The tokens that rules read: words, figures and signs of one sentence, with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FIGURE = "0"
"""The key of every figure: rules ask for its category, never for one figure by name."""

FIGURE_SHAPES = {"two": "0:2", "four": "0:4", "pointed": "0:.", "other": "0:n"}
"""Keys of figures by their shape, for patterns: one or two digits, four, with points, any other."""

# `1.234,5` is one figure, `25/6` are two and a sign: what joins them is up to the rules. Marks that stay
# beside a letter (text that has no composed form) belong to the word.
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(rf"(?P<figure>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_][^\W\d_{_MARKS}]*[{_MARKS}]*)|\S")
_LONGEST_FIGURE = 40
_LONGEST_RUN = 1000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence in columns: offsets in the normalised text, lower-case key, gap before.

    `glued` tells for each token whether it touches the one before it; `forms` are the tokens as written,
    `keys` what rules compare (lower case, without diacritics if so asked, which `bare` tells), FIGURE for
    all figures.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    keys: Sequence[str]
    glued: Sequence[bool]
    bare: bool = False

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
    starts, ends, forms, keys, glued = [], [], [], [], []
    last = -1
    for match in _TOKEN.finditer(text, start, end):
        first, after = match.span()
        form = match.group()
        starts.append(first)
        ends.append(after)
        forms.append(form)
        # A figure of a thousand digits is a token like any other, but no rule reads it.
        figure = match.lastgroup == "figure" and after - first <= _LONGEST_FIGURE
        keys.append(FIGURE if figure else key(form) if match.lastgroup != "figure" else "")
        glued.append(first == last)
        last = after
    return Tokens(text, starts, ends, forms, keys, glued, key is folded)


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
