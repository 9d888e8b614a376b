"""Amounts: numerals with their sign, and two of them as the ends of a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.numbers.rules.context import has_scale, is_figures, is_in_name
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from fractions import Fraction

    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

book = RuleBook()
UNTIL = "(đến|tới)"
JOINTS = "(-|–|—|−|'~'|đến|tới)"
_SCALES = Phrases(
    {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6, "tr": 10**6}
    | {"tỷ": 10**9, "tỉ": 10**9, "k": 1000, "phần trăm": 1}
)
# A numeral beside these is a part of what is none as a whole: `hai mươi mấy`, `2 phẩy 1.234`.
_VAGUE = Phrases.of("vài|dăm|mấy|mươi|hàng|vô vàn|phẩy")
_VAGUE_AFTER = Phrases.of("mấy|phẩy")
_NOT_NEGATIVE = Phrases.of("số|nguyên|phụ|thanh|thanh âm|ngữ âm|phát âm|ghi âm")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two ends of a range."""

    low: Fraction
    high: Fraction


@book.rule("amount", "amount", "{numeral}")
def _amount(at: Site, numeral: Fraction) -> Fraction | None:
    if _VAGUE.before(at.tokens, at.start) is not None or _VAGUE_AFTER.has(at.tokens, at.end):
        return None
    if is_figures(at):
        return numeral
    # Years are read digit by digit (`hai không mười ba`), numbers are not.
    if at.end - at.start >= 3 and not has_scale(at):
        return None
    return None if is_in_name(at) else numeral


@book.rule("amount", "signed amount", "(-|−|–|+|±) ~ {figure}")
def _signed(at: Site, figure: Fraction) -> Fraction | None:
    tokens = at.tokens
    if tokens.touches(at.start) and tokens.form(at.start - 1)[-1:] not in (
        "(",
        "[",
        '"',
        "“",
        "<",
        "=",
        "~",
        ":",
    ):
        return None
    begins = tokens.form(at.start) in ("-", "–") and at.start == 0 and _begins_line(tokens, at.start)
    if begins and noun_after(tokens, at.end) is not None:
        return None  # a list marker that lacks its blank: nothing is counted below zero
    if tokens.form(at.start) == "±":
        return None
    return figure if tokens.form(at.start) == "+" else -figure


def _begins_line(tokens: Tokens, position: int) -> bool:
    return tokens.text[: tokens.starts[position]].rstrip(" \t")[-1:] in ("", "\n")


@book.rule("amount", "negative in words", "âm {numeral}")
def _negative(at: Site, numeral: Fraction) -> Fraction | None:
    if _NOT_NEGATIVE.before(at.tokens, at.start) is not None:
        return None
    return -numeral if numeral > 0 else None


@book.rule(
    "pair",
    "two ends",
    f"{{amount=low}} {JOINTS} {{amount=high}}",
    f"từ {{amount=low}} {UNTIL} {{amount=high}}",
)
def _pair(at: Site, low: Fraction, high: Fraction) -> Pair | None:
    return pair_of(at, low, high)


def pair_of(at: Site, low: Fraction, high: Fraction) -> Pair | None:
    """Return two ends, the first with the scale of the second if it has none; None if they do not ascend."""
    tokens = at.tokens
    joint = next(n for n in range(at.start + 1, at.end) if _JOINT_WORDS.has(tokens, n))
    for side in (tokens.form(at.start), tokens.form(joint + 1)):
        if len(side) > 1 and side[0] == "0" and side.isdigit():
            return None  # a code
    if tokens.touches(joint) != tokens.touches(joint + 1) and tokens.form(joint) in ("-", "−"):
        return None  # `5 -3`: a negative number
    if low >= 0:
        low *= _scale_to_share(tokens, joint, at.end, low, high)
    if low >= high:
        return None
    return Pair(low, high)


_JOINT_WORDS = Phrases.of("-|–|—|−|~|đến|tới")


def _scale_to_share(tokens: Tokens, joint: int, end: int, low: Fraction, high: Fraction) -> int:
    """Return what the first end is to be multiplied by: `5 đến 7 triệu` are both millions."""
    if _SCALES.before(tokens, joint) is not None:
        return 1
    factor, position = 1, end
    while (found := _SCALES.before(tokens, position)) is not None and found[0] > joint:
        position, scale = found
        factor *= scale
    if tokens.form(position - 1)[:1].isalpha() and factor == 1:
        return 1
    return factor if low * factor < high else 1
