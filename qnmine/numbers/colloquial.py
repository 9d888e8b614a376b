"""Numerals as they are spoken and shortened: `nửa triệu`, `3 rưỡi`, `2tr5`, `hai tá`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.figures import read_figure
from qnmine.numbers.numerals import BILLION, HUNDRED, MILLION, TEN_THOUSAND, THOUSAND
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

DOZEN = 12
_SCALES = {
    "nghìn": THOUSAND,
    "ngàn": THOUSAND,
    "vạn": TEN_THOUSAND,
    "triệu": MILLION,
    "tỷ": BILLION,
    "tỉ": BILLION,
}
_HALVED = {
    "chục": 10,
    "tá": DOZEN,
    "trăm": HUNDRED,
    "nghìn tỷ": THOUSAND * BILLION,
    "nghìn tỉ": THOUSAND * BILLION,
}

_NO_DOZENS = Phrases.of("tá điền|tá tràng|tá lý|tá dược|tá hỏa|tá lả")
_DOZENS = Phrases.of("tá")
# What comes in dozens: without diacritics `hai ta` may be `hai tạ` too.
_IN_DOZENS = Phrases.of(
    "bút|trứng|bát|đĩa|chén|ly|cốc|khăn|áo|quần|tất|vớ|người|cái|chiếc|quả|đôi|quyển|vở|nến|thìa|đũa|chai|lon|hộp"
)

book = RuleBook()
book.lexicon("scale_word", "scale word", _SCALES)
book.lexicon("letter", "letter for a scale", {"k": THOUSAND, "tr": MILLION})
book.lexicon("halved", "scale of half", _SCALES | _HALVED)


@book.rule("numeral", "half of a scale", "nửa {halved}")
def _half_of_scale(halved: int) -> Fraction:
    return Fraction(halved, 2)


@book.rule("numeral", "numeral and a half", "({small}|{figure}) (rưỡi|rưởi)")
def _and_a_half(small: int = 0, figure: Fraction | None = None) -> Fraction | None:
    value = Fraction(small) if figure is None else figure
    return value + Fraction(1, 2) if value.denominator == 1 and 0 < value < HUNDRED else None


@book.rule(
    "numeral",
    "figures with a letter for the scale",
    "{figure} ~ {letter}",
    "{figure} ~ {scale_word=letter}",
    "{figure} ~ {letter} ~ {figure=tail}",
    "{figure} ~ {scale_word=letter} ~ {figure=tail}",
)
def _lettered(at: Site, figure: Fraction, letter: int, tail: Fraction | None = None) -> Fraction | None:
    scale = letter
    if tail is None:
        # `5K` with a capital is a name (5K, 4K) more often than thousands.
        return figure * scale if at.tokens.forms[at.end - 1] != "K" else None
    form = at.tokens.forms[at.end - 1]
    if not form.isdecimal() or len(form) > 3 or figure.denominator != 1:
        return None
    return figure * scale + Fraction(scale * int(form), 10 ** len(form))


@book.rule("numeral", "dozens", "({small}|{figure}) tá")
def _dozens(at: Site, small: int = 0, figure: Fraction | None = None) -> Fraction | None:
    if not counts_dozens(at.tokens, at.end - 1):
        return None
    return (Fraction(small) if figure is None else figure) * DOZEN


def counts_dozens(tokens: Tokens, position: int) -> bool:
    """Tell whether the word at a position after a numeral is `tá`, a dozen, and begins no other."""
    if not _DOZENS.has(tokens, position) or _NO_DOZENS.after(tokens, position) is not None:
        return False
    return not tokens.bare or _IN_DOZENS.after(tokens, position + 1) is not None


@book.rule("numeral", "tens in figures", "<figure> chục")
def _tens_in_figures(at: Site) -> Fraction | None:
    value = read_figure(at.tokens.forms[at.start], at.settings.decimal)
    return value * 10 if value is not None and 0 < value < HUNDRED else None


@book.rule("numeral", "tens before a scale", "({digit}|<figure>) chục {scale_word}")
def _tens_of_scale(at: Site, scale_word: int, digit: int = 0) -> Fraction | None:
    value = Fraction(digit) if digit else read_figure(at.tokens.forms[at.start], at.settings.decimal)
    return None if value is None else value * 10 * scale_word
