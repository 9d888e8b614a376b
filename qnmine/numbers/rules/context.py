"""What rules of numbers ask about the place of a numeral: figures or words, names, what it is glued to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

SCALES = Phrases.of("mươi|mười|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|tá|hăm|phẩy")
_SUMS = Phrases.of("nghìn|ngàn|triệu|tỷ|tỉ")
ONE = Phrases.of("một")
_OPENING = frozenset("(\"'[“‘«{:;,*…•>=≥≤<~≈+|†#")
# In text without diacritics these are more often other words (nam, ba, sau, bay).
_AMBIGUOUS_WHEN_BARE = Phrases.of("năm|ba|sáu|bảy|tám|một|tư")


def is_figures(at: Site) -> bool:
    """Tell whether the span begins with a figure, perhaps with a sign before it."""
    tokens = at.tokens
    return tokens.key(at.start) == FIGURE or (
        tokens.key(at.start + 1) == FIGURE and not _is_word(tokens, at.start)
    )


def _is_word(tokens: Tokens, position: int) -> bool:
    return tokens.form(position)[:1].isalpha()


_TIMES = frozenset("x×X*")


def is_joined(at: Site) -> bool:
    """Tell whether the span is glued to a letter, a figure or a sign that joins, on either side."""
    return _is_joined_before(at.tokens, at.start) or _is_joined_after(at.tokens, at.end)


def _is_joined_before(tokens: Tokens, start: int) -> bool:
    if not tokens.touches(start) or _is_part_of_sums(tokens, start - 1):
        return False
    before = tokens.form(start - 1)
    if before in ("-", "–", "—", "/"):
        return tokens.touches(start - 1)
    if before in _TIMES and tokens.form(start - 2)[:1].isdigit():
        return False
    return before not in _OPENING


def _is_joined_after(tokens: Tokens, end: int) -> bool:
    if not tokens.touches(end):
        return False
    after, following = tokens.form(end), end + 1
    if after in _TIMES and tokens.form(following)[:1].isdigit():
        return False
    if after[:1].isalnum() or after in ("_", "@", "#"):
        return True
    if after == ".":
        while tokens.form(following) == "." and tokens.touches(following):
            following += 1  # `1..2`
    elif after not in ("/", "-", "–", ":") or _is_part_of_sums(tokens, end):
        return False
    return tokens.touches(following) and tokens.form(following)[0].isdigit()


def _is_part_of_sums(tokens: Tokens, slash: int) -> bool:
    """Tell whether a slash stands after a scale word: `2 triệu/3 triệu`."""
    return tokens.form(slash) == "/" and _SUMS.has(tokens, slash - 1)


def is_denominator(at: Site) -> bool:
    """Tell whether a figure and a slash touch the span: `3/1.000 g`."""
    tokens = at.tokens
    glued = tokens.touches(at.start) and tokens.touches(at.start - 1)
    return glued and tokens.form(at.start - 1) == "/" and tokens.key(at.start - 2) == FIGURE


def begins_clause(tokens: Tokens, position: int) -> bool:
    """Tell whether a capital at a position may be there because a sentence or clause begins."""
    return position == 0 or (
        not _is_word(tokens, position - 1) and tokens.form(position - 1) not in ("-", "–")
    )


def is_in_name(at: Site) -> bool:
    """Tell whether the span of number words is written with a capital that a name explains."""
    tokens = at.tokens
    first = tokens.form(at.start)
    if not first[:1].isupper():
        return False
    following = tokens.form(at.end)
    if first.isupper() and len(first) > 1:
        return False  # a heading in capitals
    if following[:1].isupper() and not following.isupper():
        return True
    return not begins_clause(tokens, at.start)


def is_ambiguous_bare(at: Site) -> bool:
    """Tell whether the span is one number word that is read only with its diacritics."""
    return at.tokens.bare and at.end - at.start == 1 and _AMBIGUOUS_WHEN_BARE.has(at.tokens, at.start)


def has_scale(at: Site) -> bool:
    """Tell whether one of the number words stands for ten or more."""
    return any(SCALES.has(at.tokens, position) for position in range(at.start, at.end))


def is_one(at: Site) -> bool:
    """Tell whether the span begins with the single word `một`."""
    return ONE.has(at.tokens, at.start) and not has_scale(at)
