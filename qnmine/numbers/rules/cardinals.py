"""Counts: figures nearly always, number words where they count something."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.numerals import SCALE_WORDS
from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.context import ONE, has_scale, is_ambiguous_bare, is_figures, is_joined, is_one
from qnmine.numbers.rules.nouns import is_trap, noun_after
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

book = RuleBook()
_FIGURE_OF_SPEECH = Phrases.of("con số")
# What stands before a number word that does not count: `ngã ba`, `vài ba`, `anh Hai`.
_NO_COUNT_AFTER = Phrases.of(
    "ngã|thứ|tháng|mùng|mồng|vài|dăm|mấy|hàng|ông|chú|bác|cậu|dượng|má|đầu|vô|riêng|đệ|tiết|thầy|con số|"
    "giải|hạng|ngày|năm|chữ"
)
_ALL_OF = Phrases.of("cả|hết cả|một trong|một trong số|chỉ có|gấp|tất cả|duy nhất|trong cả|số")
_YEAR_AFTER = Phrases.of(
    "trong|mỗi|nhiều|các|những|mấy|vài|hằng|hàng|cả|từng|suốt|giữa|đầu|cuối|vào|từ|đến|qua|nửa|mọi|trọn|"
    "học|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|chục|công tác|khi|của|sau|trước|"
    "lâu"
)
FIVE = Phrases.of("năm")
_DIGITS = Phrases.of("hai|ba|bốn|năm|sáu|bảy|tám|chín|mười")
_ONLY = Phrases.of("chỉ|duy nhất|chỉ có|vỏn vẹn|đúng|chỉ còn")
_TIMES_AS, _TWICE, _AND = Phrases.of("gấp"), Phrases.of("đôi"), Phrases.of(",|và")
_TWO_OR_THREE = Phrases.of("đôi ba")
_POINT, _HALVES = Phrases.of("phẩy"), Phrases.of("rưỡi|rưởi")
# `ba rưỡi` is half past three elsewhere.
_BEFORE_AN_AMOUNT = Phrases.of("gấp|giá|hệ số|đạt|bằng|tăng|thang điểm|điểm")


def _begins_word(form: str) -> bool:
    return form[0].isalpha()


def _begins_no_word(form: str) -> bool:
    return not _begins_word(form)


@book.rule("quantity", "cardinal in figures", "{amount}", beside=Beside(first=[_begins_no_word]))
def _figures(at: Site, amount: Fraction) -> Quantity | None:
    if not is_figures(at) or is_joined(at) or _FIGURE_OF_SPEECH.after(at.tokens, at.end) is not None:
        return None
    form = at.tokens.form(at.start)
    if form.isdigit() and len(form) > 1 and form[0] == "0":
        # `05 đồng chí`, as offices write; else a code
        return Quantity("cardinal", amount, counts=True) if len(form) == 2 and _counts_noun(at) else None
    if at.end - at.start == 1 and amount and SCALE_WORDS.has(at.tokens, at.end):
        return None  # `2 triệu mấy`: a part of what is no number as a whole
    return Quantity("cardinal", amount, counts=True)


def _counts_noun(at: Site) -> bool:
    return noun_after(at.tokens, at.end) is not None


@book.rule("quantity", "multiple", "đôi", "rưỡi", "rưởi")
def _multiple(at: Site) -> Quantity | None:
    if not _TIMES_AS.has(at.tokens, at.start - 1):
        return None
    return Quantity("cardinal", Fraction(2) if _TWICE.has(at.tokens, at.start) else Fraction(3, 2))


def _is_no_article(at: Site) -> bool:
    """Tell whether a site is not `một` where it counts no more than an article does: most of them are."""
    return at.end - at.start > 1 or not ONE.has(at.tokens, at.start) or _one_counts(at)


@book.rule(
    "quantity", "cardinal in words", "{amount}", beside=Beside(first=[_begins_word]), only=_is_no_article
)
def _words(at: Site, amount: Fraction) -> Quantity | None:
    if is_figures(at) or is_joined(at) or _FIGURE_OF_SPEECH.after(at.tokens, at.end) is not None:
        return None
    return Quantity("cardinal", amount, counts=True) if amount < 0 or counts_in_words(at) else None


def counts_in_words(at: Site) -> bool:
    """Tell whether number words at a site count something."""
    tokens = at.tokens
    if any(_POINT.has(tokens, position) for position in range(at.start, at.end)):
        return True
    if is_ambiguous_bare(at) or _NO_COUNT_AFTER.before(tokens, at.start) is not None:
        return False
    if _TWO_OR_THREE.after(tokens, at.start - 1) is not None:
        return False
    if _HALVES.has(tokens, at.end - 1) and _is_plain(at):
        return True
    if is_trap(tokens, at.start, at.end):
        return False
    if has_scale(at) and (at.end - at.start > 1 or tokens.bare is False):
        return at.end - at.start > 1 or noun_after(tokens, at.end) is not None or _counts_bare(at)
    if at.end - at.start > 1:
        return noun_after(tokens, at.end) is not None
    if is_one(at):
        return _one_counts(at)
    if FIVE.has(tokens, at.start) and (
        tokens.key(at.start - 1) == FIGURE or _YEAR_AFTER.before(tokens, at.start) is not None
    ):
        return False
    return noun_after(tokens, at.end) is not None or _counts_bare(at)


def _is_plain(at: Site) -> bool:
    """Tell whether an amount stands alone or after a word for an amount, and nothing follows."""
    ends = not at.tokens.form(at.end)[:1].isalnum()
    alone = at.start == 0 and at.end == len(at.tokens)
    return ends and (alone or _BEFORE_AN_AMOUNT.before(at.tokens, at.start) is not None)


def _counts_bare(at: Site) -> bool:
    """Tell whether a number word counts without a noun: `cả hai`, `gấp ba`."""
    tokens = at.tokens
    return not FIVE.has(tokens, at.start) and _ALL_OF.before(tokens, at.start) is not None


def _one_counts(at: Site) -> bool:
    """Tell whether `một` is more than an article: set against another numeral, or the only one."""
    tokens = at.tokens
    noun = noun_after(tokens, at.end)
    if _ONLY.before(tokens, at.start) is not None:
        return True
    return noun is not None and _another_count(tokens, noun[0])


def _another_count(tokens: Tokens, position: int) -> bool:
    """Tell whether another noun is counted right after a position: `một nam hai nữ`."""
    if _AND.has(tokens, position):
        position += 1
    numeral = _DIGITS.after(tokens, position)
    if numeral is None:
        return tokens.key(position) == FIGURE and noun_after(tokens, position + 1) is not None
    return noun_after(tokens, numeral[0]) is not None
