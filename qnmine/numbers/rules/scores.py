"""Scores of matches: `2-1`, and in lists `4-6, 7-6(5), 6-2`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.context import is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

book = RuleBook()
_SCORE_WORDS = Phrases.of(
    "thắng|thua|hòa|hoà|tỷ số|tỉ số|dẫn|đánh bại|hạ|vượt qua|gỡ hòa|chung cuộc|kết quả|thất bại|bại|"
    "nâng tỷ số|thắng lợi|chiến thắng|trước|sát nút|đè bẹp|san bằng|trận|gặp|tiếp|thắng đậm|penalty|"
    "luân lưu|ngược"
)
_WINDOW = 6


@book.rule("quantity", "score", "<figure> (-|–|—|:) <figure>")
def _score(at: Site) -> Quantity | None:
    tokens = at.tokens
    first, second = tokens.form(at.start), tokens.form(at.end - 1)
    if is_joined(at) or not (first.isdigit() and second.isdigit()) or max(len(first), len(second)) > 3:
        return None
    if any(len(form) > 1 and form[0] == "0" for form in (first, second)):
        return None
    colon = tokens.key(at.start + 1) == ":"
    if not colon and _is_in_list_of_scores(at):
        return Quantity("ratio", numerator=Fraction(first), denominator=Fraction(second))
    if not is_score(at) and (colon or int(first) < int(second) or not tokens.touches(at.start + 1)):
        return None
    if not is_score(at) and (noun_after(tokens, at.end) is not None or max(len(first), len(second)) > 2):
        return None
    return Quantity("ratio", numerator=Fraction(first), denominator=Fraction(second))


def is_score(at: Site) -> bool:
    """Tell whether a match is told of near the site."""
    tokens = at.tokens
    if any(_SCORE_WORDS.before(tokens, at.start - back) for back in range(_WINDOW)):
        return True
    return _SCORE_WORDS.after(tokens, at.end) is not None


_HYPHENS = frozenset({"-", "–"})
_MOST_SETS = 7
_MEASURED = Phrases.of("giờ|h|phút|ngày|tháng|năm|tuổi|%|km|m|cm|kg")


def _is_in_list_of_scores(at: Site) -> bool:
    """Tell whether the site is one of several pairs, as `7-6(5), 6-2`, of which one is certainly a score."""
    tokens = at.tokens
    starts = [*_sets(tokens, at.start, -1), at.start, *_sets(tokens, at.end, 1)]
    if len(starts) == 1 or not _is_set(tokens, at.start):
        return False
    end = max(starts) + 3
    if noun_after(tokens, end) is not None or _MEASURED.has(tokens, end):
        return False  # `7-9, 22-2 giờ`
    descends = any(_is_descending(tokens, start) for start in starts)
    return descends or is_score(at._replace(start=min(starts), end=at.end))


def _is_descending(tokens: Tokens, start: int) -> bool:
    return int(tokens.form(start)) > int(tokens.form(start + 2))


def _sets(tokens: Tokens, position: int, step: int) -> Iterator[int]:
    """Yield where the pairs of a list begin that come before (`step` -1) or after (1) a position."""
    for _ in range(_MOST_SETS):
        position = _past_joint(tokens, position, step)
        start = position if step > 0 else position - 3
        if not _is_set(tokens, start):
            return
        yield start
        position = start + 3 if step > 0 else start


def _past_joint(tokens: Tokens, position: int, step: int) -> int:
    """Return the position past a comma and the points of a tie-break, `(5),`, in one direction."""
    before = tokens.form(position - 1) if step < 0 else tokens.form(position)
    if step < 0:
        position -= before in _COMMAS
        return position - 3 if tokens.form(position - 1) == ")" else position
    position += 3 if before == "(" else 0
    return position + (tokens.form(position) in _COMMAS)


_COMMAS = frozenset({",", ";"})


def _is_set(tokens: Tokens, start: int) -> bool:
    if start < 0 or not (tokens.touches(start + 1) and tokens.touches(start + 2)):
        return False
    first, joint, second = tokens.forms[start : start + 3]
    return joint in _HYPHENS and all(form.isdigit() and len(form) <= 2 for form in (first, second))
