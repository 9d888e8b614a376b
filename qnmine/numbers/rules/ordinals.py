"""Places in an order: `thứ năm`, `thứ 8/70`, `hạng nhì`, `top 3`, `đầu tiên`, `khóa XII`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.numerals import SCALE_WORDS
from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.context import ONE, is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
book.lexicon("ordinal_word", "ordinal word", {"nhất": 1, "nhì": 2, "tư": 4})
_SESSIONS = Phrases.of(
    "đại hội|khóa|khoá|hội nghị trung ương|kỳ họp|phiên họp|đại hội đảng|hội nghị|đại hội đại biểu|"
    "nghị quyết trung ương|hội nghị ban chấp hành trung ương"
)
_TIMES, _PRIZE, _TOP = Phrases.of("lần"), Phrases.of("giải"), Phrases.of("top")
_RANK_BEFORE = Phrases.of(
    "là|vị trí|ngôi vị|xếp|vị|hạt giống|vị thế|đứng|ngôi|tay vợt|đối thủ|kẻ thù|ưu tiên|thị trường|"
    "quốc gia|nước|nhà sản xuất|trở thành|hàng|người|đối tác|công ty|thương hiệu|nhân vật|cầu thủ|"
    "điểm đến|lựa chọn|mục tiêu|thành"
)
_RANK_AFTER = Phrases.of(
    "thế giới|Việt Nam|châu Á|cả nước|toàn quốc|Đông Nam Á|châu Âu|của thế giới|tại Việt Nam|trong nước"
)


@book.rule("place", "place in figures", "<figure>")
def _place(form: str) -> Fraction | None:
    return Fraction(form) if form.isdigit() and len(form) < 6 else None


@book.rule("place", "place in words", "{small}", "{ordinal_word=small}", "{roman=small}")
def _place_in_words(small: int) -> Fraction:
    return Fraction(small)


@book.rule("quantity", "ordinal", "thứ {place}", "thứ {place} '/' {figure=total}")
def _ordinal(at: Site, place: Fraction, total: Fraction | None = None) -> Quantity | None:
    if (at.tokens.touches(at.end) and at.tokens.form(at.end)[:1].isalnum()) or place == 0:
        return None
    if SCALE_WORDS.has(at.tokens, at.end):
        return None  # `thu 2 triệu`, without diacritics
    if (
        at.tokens.bare
        and not _TIMES.has(at.tokens, at.start - 1)
        and not at.tokens.form(at.start + 1).isdigit()
    ):
        return None  # `thu ba`: many words
    return Quantity(
        "ordinal", place, numerator=None if total is None else place, denominator=total, counts=True
    )


@book.rule("quantity", "rank", "(hạng|giải|top) {place}")
def _rank(at: Site, place: Fraction) -> Quantity | None:
    if is_joined(at):
        return None
    figures = at.tokens.form(at.start + 1).isdigit()
    # `giải ba bài toán`: solving three.
    solves = figures or place >= 5 or noun_after(at.tokens, at.end) is not None
    if solves and _PRIZE.has(at.tokens, at.start):
        return None
    if not figures and place not in range(1, 101) and _TOP.has(at.tokens, at.start):
        return None
    return Quantity("ordinal", place, counts=True)


@book.rule("quantity", "first", "đầu tiên")
def _first() -> Quantity:
    return Quantity("ordinal", Fraction(1), counts=True)


@book.rule("quantity", "number one", "số (<figure>|một)")
def _number_one(at: Site) -> Quantity | None:
    form = at.tokens.form(at.end - 1)
    place = 1 if ONE.has(at.tokens, at.end - 1) else int(form) if form in ("1", "2", "3") else 0
    if not place or is_joined(at):
        return None
    ranked = _RANK_AFTER.after(at.tokens, at.end) is not None
    before = _RANK_BEFORE.before(at.tokens, at.start) is not None
    return Quantity("ordinal", Fraction(place), counts=True) if ranked or (before and place == 1) else None


@book.rule("quantity", "session", "{roman}", "<figure>", beside=Beside(before=[_SESSIONS]))
def _session(at: Site, roman: int = 0) -> Quantity | None:
    form = at.tokens.form(at.start)
    if not roman and not (form.isdigit() and len(form) <= 2):
        return None
    found = _SESSIONS.before(at.tokens, at.start)
    if found is None or is_joined(at):
        return None
    return Quantity("ordinal", Fraction(roman or int(form)), unit=found[1], counts=True)
