"""The tokens that rules read: words, figures and signs of one sentence, with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate, chain
from operator import add, not_
from typing import TYPE_CHECKING, Any

from qnmine.rules.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FIGURE = "0"
"""The key of every figure: rules ask for its category, never for one figure by name."""

FIGURE_SHAPES = {"two": "0:2", "four": "0:4", "pointed": "0:.", "other": "0:n"}
"""Keys of figures by their shape, for patterns: one or two digits, four, with points, any other."""

# `1.234,5` is one figure, `25/6` are two and a sign: what joins them is up to the rules. Marks that stay
# beside a letter (text that has no composed form) belong to the word.
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(rf"[^\W\d_]+[{_MARKS}]*|\d+(?:[.,]\d+)*|\S")
_DIGIT = re.compile(r"\d")
_LONGEST_FIGURE = 40
_LONGEST_RUN = 1000
_LONGEST_KEPT = 60


class Tokens:
    """The tokens of a sentence in columns: as written, lower-case key, offsets in the normalised text.

    `forms` are the tokens as written, `keys` what rules compare (lower case, without diacritics if so asked,
    which `bare` tells), FIGURE for all figures; `glued` tells for each token whether it touches the one
    before it; `starts` and `ends` are offsets. `runs` are what stands between white space, `parts` the tokens
    of each.
    """

    __slots__ = (
        "_begin",
        "_end",
        "_key",
        "bare",
        "ends",
        "forms",
        "glued",
        "keys",
        "parts",
        "runs",
        "starts",
        "text",
    )

    keys: list[str]
    glued: list[bool]
    starts: list[int]
    ends: list[int]

    def __init__(self, text: str, start: int, end: int, key: Callable[[str], str]) -> None:
        self.runs = text[start:end].split()
        self.parts = list(map(_SPLIT.__getitem__, self.runs))
        self.text = text
        self.forms: tuple[str, ...] = tuple(chain.from_iterable(self.parts))
        self.bare = key is folded
        self._key, self._begin, self._end = key, start, end

    def __getattr__(self, name: str) -> list[Any]:
        """Find a column when it is asked for first; from then on it is an attribute like others."""
        column: list[Any]
        match name:
            case "keys":
                column = list(map(_keys_by(self._key).__getitem__, self.forms))
            case "glued":
                column = list(chain.from_iterable(map(_GLUED.__getitem__, map(len, self.parts))))
            case "starts":
                column = self._find_starts()
            case "ends":
                column = list(map(add, self.starts, map(len, self.forms)))
            case _:
                raise AttributeError(name, obj=self, name=name)
        setattr(self, name, column)
        return column

    def _find_starts(self) -> list[int]:
        lengths = list(map(len, self.forms))
        if not lengths:
            return []
        if sum(lengths) + len(self.runs) - 1 != self._end - self._begin:
            return [match.start() for match in _TOKEN.finditer(self.text, self._begin, self._end)]
        # One character is between runs.
        gaps = map(not_, self.glued[1:])
        return list(accumulate(map(add, lengths, gaps), initial=self._begin))

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.forms)

    def has_digits(self) -> bool:
        """Tell whether there is a figure, without looking for keys."""
        return _DIGIT.search(self.text, self._begin, self._end) is not None

    def key(self, position: int) -> str:
        """Return the key at a position, or an empty string outside the sentence."""
        return self.keys[position] if 0 <= position < len(self.forms) else ""

    def form(self, position: int) -> str:
        """Return the token at a position as written, or an empty string outside the sentence."""
        return self.forms[position] if 0 <= position < len(self.forms) else ""

    def touches(self, position: int) -> bool:
        """Tell whether the token at a position follows the one before it without a gap."""
        return 0 <= position < len(self.forms) and self.glued[position]

    def slice(self, start: int, end: int) -> str:
        """Return the text from one token up to another."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def _split(run: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(run))


_SPLIT = Kept(_split, longest=_LONGEST_KEPT)
"""The tokens of what stands between white space: most such runs are words that come again and again."""


def _glued_in_run(size: int) -> tuple[bool, ...]:
    return False, *(True,) * (size - 1)


_GLUED = Kept(_glued_in_run)


def tokens_of(text: str, start: int, end: int, key: Callable[[str], str] = str.lower) -> Tokens:
    """Return the tokens of a stretch of normalised text."""
    return Tokens(text, start, end, key)


def key_of(form: str, key: Callable[[str], str] = str.lower) -> str:
    """Return the key of a token, of none the empty string."""
    return _keys_by(key)[form] if form else ""


@cache
def _keys_by(key: Callable[[str], str]) -> Kept[str, str]:
    """Return the keys of tokens by their forms."""

    def find_key(form: str) -> str:
        if not form[0].isdecimal():
            return key(form)
        # A figure of a thousand digits is a token like any other, but no rule reads it.
        return FIGURE if len(form) <= _LONGEST_FIGURE else ""

    return Kept(find_key)


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


def runs_that(holds: Callable[[str], bool], tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of tokens that touch each other, of the runs for which something holds."""
    after = 0
    for run, parts in zip(tokens.runs, tokens.parts, strict=True):
        first, after = after, after + len(parts)
        if holds(run):
            yield first, after


def has_figure(run: str) -> bool:
    """Tell whether a token of a run is a figure, for runs of more than a thousand characters never."""
    return len(run) <= _LONGEST_RUN and any(key_of(form) == FIGURE for form in _SPLIT[run])
