"""Marks and joiners stay with their letter or sign, and invisible characters are in no token.

These are the only two points where our tokens are not those of underthesea's expression, which makes
tokens of combining marks and zero-width characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from qnmine.words.marks import is_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.words.running import Span

_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = frozenset(("\u00ad", "\u200c", _ZERO_WIDTH_JOINER))
_VARIATION_SELECTOR = "\ufe0f"


def whole_tokens(text: str, spans: Iterable[Span]) -> list[Span]:
    """Join tokens across marks and joiners ("x̀a", emoji of several signs); leave out invisible ones."""
    if any(map(_is_joining, text)):
        spans = _joined(text, spans)
    if text.isprintable():
        return list(spans)
    return [span for span in spans if not is_invisible(text[span[0] : span[1]])]


@cache
def _is_joining(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] == "M"


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    start = end = 0
    for first, last in spans:
        before = text[end - 1 : end]
        if end == first > start and (
            _is_joining(text[first])
            or before == _ZERO_WIDTH_JOINER
            or (_is_joining(before) and before != _VARIATION_SELECTOR and text[first].isalpha())
        ):
            end = last
            continue
        if end > start:
            yield start, end
        start, end = first, last
    if end > start:
        yield start, end
