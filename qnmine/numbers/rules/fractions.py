"""Parts of a whole and ratios."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.context import begins_clause, is_in_name, is_joined
from qnmine.numbers.rules.nouns import is_trap, noun_after
from qnmine.numbers.rules.scores import is_score
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
book.lexicon("quarter", "quarter", {"tư": 4})
_RATIO_WORDS = Phrases.of(
    "tỷ lệ|tỉ lệ|tỷ lệ bản đồ|tỉ lệ bản đồ|bản đồ|tỉ số|tỷ số|tỷ lệ là|tỉ lệ là|tỷ lệ khoảng"
)
_NUMBER = Phrases.of("số")
_NOT_HALF = Phrases.of(
    "đầu|sau|đêm|cuối|chừng|vời|kia|này|năm|tháng|ngày|giờ|thế kỷ|thế kỉ|thập kỷ|thập niên|buổi|tiếng|"
    "tuần|trước|trên|dưới|mùa|thật|đùa|trái|phải|còn lại|bên|phía|nạc|mùa giải|phút|đời|đường|tin|mê|tỉnh|"
    "thứ hai|cung"
)
_HALF_BEFORE = Phrases.of("hơn|gần|khoảng|chưa đến|chưa tới|chiếm|giảm|mất|già|quá|một|ít nhất|còn|bằng|tới")


@book.rule(
    "quantity", "fraction in words", "{small=numerator} phần ({small=denominator}|{quarter=denominator})"
)
def _in_words(at: Site, numerator: int, denominator: int) -> Quantity | None:
    if is_in_name(at) or denominator < 2 or numerator == 0 or is_trap(at.tokens, at.end - 1, at.end):
        return None
    return _fraction(Fraction(numerator), Fraction(denominator))


@book.rule("quantity", "half", "một nửa")
def _one_half(at: Site) -> Quantity | None:
    if _is_part_of_time(at):
        return None
    return _fraction(Fraction(1), Fraction(2))


@book.rule("quantity", "half of something", "nửa")
def _half(at: Site) -> Quantity | None:
    if _is_part_of_time(at):
        return None
    # `Nửa số hộ`, `hơn nửa dân số`; elsewhere it is too often half of something else.
    begins = begins_clause(at.tokens, at.start) and at.tokens.form(at.end)[:1].islower()
    if not begins and _HALF_BEFORE.before(at.tokens, at.start) is None:
        return None
    return _fraction(Fraction(1), Fraction(2))


def _is_part_of_time(at: Site) -> bool:
    return _NOT_HALF.after(at.tokens, at.end) is not None


@book.rule("quantity", "sign of a fraction", "{vulgar_fraction}")
def _sign(vulgar_fraction: tuple[int, int]) -> Quantity:
    return _fraction(*map(Fraction, vulgar_fraction))


@book.rule("quantity", "fraction in figures", "{figure=numerator} ~ '/' ~ {figure=denominator}")
def _in_figures(at: Site, numerator: Fraction, denominator: Fraction) -> Quantity | None:
    if not _is_plain(at) or (not 2 <= denominator <= 10):
        return None
    if not 0 < numerator < denominator or numerator.denominator != 1:
        return None
    return _fraction(numerator, denominator)


@book.rule(
    "quantity",
    "ratio of counts",
    "{figure=numerator} '/' {figure=denominator}",
)
def _ratio(at: Site, numerator: Fraction, denominator: Fraction) -> Quantity | None:
    counted = noun_after(at.tokens, at.end) is not None
    if not _is_plain(at) or denominator < 1 or numerator < 0:
        return None
    spaced = not at.tokens.touches(at.start + 1)
    if spaced and not counted:
        return None
    # `15/8` without a counted noun is a day; so is what dates read as one.
    if not counted and numerator > denominator and (denominator <= 12 or numerator <= 31):
        return None
    if not counted and denominator > 1900 and numerator <= 12:
        return None
    return Quantity(
        "ratio", numerator / denominator, numerator=numerator, denominator=denominator, counts=counted
    )


def _is_plain(at: Site) -> bool:
    """Tell whether both figures are plain numbers, not parts of a date or an address."""
    forms = [form for form in at.tokens.forms[at.start : at.end] if form[0].isdigit()]
    padded = any(len(form) > 1 and form.startswith("0") for form in forms)
    return not is_joined(at) and not (padded and noun_after(at.tokens, at.end) is None)


@book.rule("quantity", "ratio", "{figure=numerator} (':'|'/'|'-') {figure=denominator}")
def _proportion(at: Site, numerator: Fraction, denominator: Fraction) -> Quantity | None:
    colon = at.tokens.key(at.start + 1) == ":"
    scale = colon and numerator == 1 and denominator >= 100
    if is_joined(at) or denominator == 0:
        return None
    if not scale and not (colon and _is_plain_ratio(at)) and _RATIO_WORDS.before(at.tokens, at.start) is None:
        return None
    if is_score(at) or _NUMBER.has(at.tokens, at.start - 1):
        return None
    return Quantity("ratio", numerator / denominator, numerator=numerator, denominator=denominator)


def _is_plain_ratio(at: Site) -> bool:
    """Tell whether single digits touch a colon: `1:1` is no time of day, but after a name a verse."""
    tokens = at.tokens
    digits = all(len(form) == 1 for form in tokens.forms[at.start : at.end])
    glued = tokens.touches(at.start + 1) and tokens.touches(at.end - 1)
    named = tokens.form(at.start - 1)[:1].isupper() or tokens.touches(at.start - 1)
    return digits and glued and not named


def _fraction(numerator: Fraction, denominator: Fraction) -> Quantity:
    return Quantity("fraction", numerator / denominator, numerator=numerator, denominator=denominator)
