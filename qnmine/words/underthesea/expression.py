"""Underthesea's tokens by its own regular expression, with their offsets and their forms for the taggers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.words.underthesea.forms import without_surrogates
from qnmine.words.underthesea.marks import whole_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qnmine.words.running import Span

# The expression is quadratic in the length of a run without spaces; longer runs are cut for it.
_LONGEST_RUN = 1024
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{_LONGEST_RUN},}}")
_CUT = re.compile(rf"\S{{{_LONGEST_RUN}}}\w*")
# Most of a text needs no look at the expression, which is slow: letters between signs that it takes one by
# one. But it has "Th.S" with a dot for any character, and a full stop stays with titles and capitals.
_PLAIN = re.compile(
    r"[(\[“\"]*+(?!Th.[Ss]|Tp|Mrs?|Ms|Dr)(?P<letters>[^\W\d_]++)[,;!?)\]”\"…]*+(?:(?<![A-ZĐ])\.)?+"
)


@dataclass(frozen=True, slots=True)
class Expression:
    """How underthesea makes tokens: the expression, characters and then whole tokens that it replaces.

    Tokens of more than `longest_replaced` characters are left as they are.
    """

    pattern: re.Pattern[str]
    characters: Mapping[str, str]
    tokens: Mapping[str, str]
    longest_replaced: int = 6

    def __post_init__(self) -> None:
        if any(len(old) != 1 or len(new) != 1 for old, new in self.characters.items()):
            raise ValueError("a replaced character changes the length of the text")

    def spans(self, text: str) -> list[Span]:
        """Return the spans of the tokens, whole and visible, of a text from `replaced`, in linear time.

        White space behind the text can matter: the expression looks at what follows.
        """
        plain = _PLAIN.fullmatch(text)
        if plain is not None:
            return _spans_of_plain(*plain.span("letters"), len(text))
        return matched_spans(self.pattern, text)

    def form(self, token: str) -> str:
        """Return a token of such a text as the taggers know it: with common misspellings put right.

        Lone surrogates become question marks.
        """
        form = token
        if len(token) <= self.longest_replaced:
            form = self.tokens.get(token, token)
        return without_surrogates(form)

    def replaced(self, text: str) -> str:
        """Return a text with the characters replaced that underthesea replaces, one by one."""
        for old, new in self.characters.items():
            if old in text:
                text = text.replace(old, new)
        return text


def matched_spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Return the spans of the tokens, whole and visible, that underthesea's expression finds."""
    if len(text) < _LONGEST_RUN:
        return whole_tokens(text, (match.span() for match in pattern.finditer(text)))
    return whole_tokens(text, _spans_of_long(pattern, text))


def _spans_of_long(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    done = 0
    for run in _LONG_RUN.finditer(text):
        for cut in _CUT.finditer(text, run.start(), run.end()):
            yield from (match.span() for match in pattern.finditer(text, done, cut.end()))
            done = cut.end()
    yield from (match.span() for match in pattern.finditer(text, done))


def _spans_of_plain(start: int, end: int, length: int) -> list[Span]:
    """Return the spans of letters and of the signs around them."""
    spans = [(start, end)]
    if end < length:
        spans += [(at, at + 1) for at in range(end, length)]
    return spans if start == 0 else [(at, at + 1) for at in range(start)] + spans
