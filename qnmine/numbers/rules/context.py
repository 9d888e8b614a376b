"""What rules of numbers ask about the place of a numeral: figures or words, names, what it is glued to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

SCALES = Phrases.of("mươi|mười|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|tá|hăm|phẩy")
ONE = Phrases.of("một")
_OPENING = frozenset("(\"'[“‘«{:;,*…•>=≥≤<~≈+|†#")
# In text without diacritics these are more often other words (nam, ba, sau, bay).
_AMBIGUOUS_WHEN_BARE = frozenset({"nam", "ba", "sau", "bay", "tam", "mot", "tu"})


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
    tokens = at.tokens
    touches = tokens.touches(at.start)
    if not touches and not tokens.touches(at.end):
        return False
    if touches:
        before = tokens.form(at.start - 1)
        if before in _TIMES and tokens.form(at.start - 2)[:1].isdigit():
            pass
        elif before not in _OPENING and before not in ("-", "–", "—", "/", "."):
            return True
        if before in ("-", "–", "—", "/", ".") and tokens.touches(at.start - 1):
            return True
    if not tokens.touches(at.end):
        return False
    after = tokens.form(at.end)
    if after in _TIMES and tokens.form(at.end + 1)[:1].isdigit():
        return False
    if after[:1].isalnum() or after in ("_", "@", "#"):
        return True
    return (
        after in ("/", "-", "–", ".", ":")
        and tokens.touches(at.end + 1)
        and tokens.form(at.end + 1)[0].isdigit()
    )


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
    return at.tokens.bare and at.end - at.start == 1 and at.tokens.key(at.start) in _AMBIGUOUS_WHEN_BARE


def has_scale(at: Site) -> bool:
    """Tell whether one of the number words stands for ten or more."""
    return any(SCALES.has(at.tokens, position) for position in range(at.start, at.end))


def is_one(at: Site) -> bool:
    """Tell whether the span begins with the single word `một`."""
    return ONE.has(at.tokens, at.start) and not has_scale(at)
