"""Ranges of plain numbers and of lengths of time, and approximate counts: `hai ba ngày`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.amounts import Pair
from qnmine.numbers.rules.cardinals import counts_in_words
from qnmine.numbers.rules.context import is_figures, is_in_name, is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.numbers.units import Currency
    from qnmine.rules.engine import Site

book = RuleBook()
_TIME_UNITS = {"giây", "phút", "giờ", "tiếng", "ngày", "đêm", "tuần", "tuần lễ", "tháng", "quý", "năm"}
_TIME_UNITS |= {"thập kỷ", "thập niên", "thế kỷ", "thế kỉ", "thiên niên kỷ", "giờ đồng hồ", "tiếng đồng hồ"}
_TIME_UNITS |= {"ngày đêm", "năm học", "học kỳ"}
book.lexicon("time_unit", "unit of time", {unit: unit for unit in sorted(_TIME_UNITS)})
_FEW = {
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "một": 1,
}
book.lexicon("few", "one of two neighbours", _FEW)
_SCALES = {"mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6}
_SCALES |= {"tỷ": 10**9, "tỉ": 10**9, "chục nghìn": 10_000, "trăm nghìn": 10**5, "trăm ngàn": 10**5}
_SCALES |= {"chục triệu": 10**7, "trăm triệu": 10**8, "trăm tỷ": 10**11, "nghìn tỷ": 10**12}
book.lexicon("scale", "scale of two neighbours", _SCALES)
_FROM = Phrases.of("từ")
_VAGUE = Phrases.of("vài|dăm|mấy|hàng|thứ|tháng|mùng|mồng|ngày|năm")
# `ba bốn`, `hai ba`, and these that skip one; `bốn năm` only counts 4 to 5 before people and things.
_PAIRS = {(low, low + 1) for low in range(1, 10)} | {(5, 7), (3, 7)}
_COUNTED_AFTER_FIVE = Phrases.of(
    "người|cái|con|chiếc|đứa|lần|ngày|bài|cuốn|quyển|nhà|đồng|tên|căn|trăm|chục|nghìn|ngàn|triệu"
)
# What comes before a figure that stands for a place in a text, not for a length.
_NOT_A_LENGTH = Phrases.of(
    "trang|tr|điều|khoản|lớp|câu|mục|chương|số|tỷ số|tỉ số|tập|dòng|năm|ngày|tháng|quý|bài"
)


@book.rule("quantity", "range", "{pair}")
def _range(at: Site, pair: Pair) -> Quantity | None:
    if is_joined(at):
        return None
    if not is_figures(at) and not _FROM.has(at.tokens, at.start) and not counts_in_words(at):
        return None
    return Quantity("range", low=pair.low, high=pair.high, counts=True)


@book.rule("quantity", "range of time", "{pair} {time_unit}")
def _time(at: Site, pair: Pair, time_unit: str) -> Quantity | None:
    if is_joined(at) or _NOT_A_LENGTH.before(at.tokens, at.start) is not None:
        return None
    if time_unit in ("năm", "tháng", "ngày") and at.after() == FIGURE:
        return None  # `từ 3 đến 5 tháng 6`
    return Quantity("range", low=pair.low, high=pair.high, unit=time_unit)


@book.rule("neighbours", "two neighbours", "{few=low} {few=high}", "{few=low} ',' {few=high}")
def _neighbours(at: Site, low: int, high: int) -> Pair | None:
    tokens = at.tokens
    if (low, high) not in _PAIRS or is_in_name(at) or _VAGUE.before(tokens, at.start) is not None:
        return None
    if high == 5 and low == 4 and _COUNTED_AFTER_FIVE.after(tokens, at.end) is None:
        return None
    if tokens.bare and (high in (5, 10) or low in (3, 5)):
        return None  # `nam`, `ba`, and `mươi` as `mười`
    return Pair(Fraction(low), Fraction(high))


@book.rule(
    "neighbours",
    "two neighbours of a scale",
    "{few=low} {few=high} {scale}",
    "{few=low} ',' {few=high} {scale}",
)
def _scaled_neighbours(at: Site, low: int, high: int, scale: int) -> Pair | None:
    if (low, high) not in _PAIRS or _VAGUE.before(at.tokens, at.start) is not None:
        return None
    if at.tokens.bare and high == 10:
        return None
    return Pair(Fraction(low * scale), Fraction(high * scale))


@book.rule("neighbours", "two neighbours between tens", "mười {tail=low} mười {tail=high}")
def _teens(low: int, high: int) -> Pair | None:
    return Pair(Fraction(10 + low), Fraction(10 + high)) if low < high else None


@book.rule("quantity", "approximate count", "{neighbours}")
def _approximate(at: Site, neighbours: Pair) -> Quantity | None:
    if is_joined(at) or (noun_after(at.tokens, at.end) is None and neighbours.high < 20):
        return None
    return Quantity("range", low=neighbours.low, high=neighbours.high, counts=True)


@book.rule("quantity", "approximate length of time", "{neighbours} {time_unit}")
def _approximate_time(neighbours: Pair, time_unit: str) -> Quantity:
    return Quantity("range", low=neighbours.low, high=neighbours.high, unit=time_unit)


@book.rule("quantity", "approximate amount", "{neighbours} {unit}", "{neighbours} {percent_sign=unit}")
def _approximate_amount(neighbours: Pair, unit: str) -> Quantity:
    return Quantity("range", low=neighbours.low, high=neighbours.high, unit=unit)


@book.rule("quantity", "approximate sum", "{neighbours} {currency}")
def _approximate_sum(neighbours: Pair, currency: Currency) -> Quantity:
    low, high = neighbours.low * currency.subunit, neighbours.high * currency.subunit
    return Quantity("range", low=low, high=high, unit=currency.code)


@book.rule("quantity", "one number or the next", "{amount=low} (hoặc|hay) {amount=high}")
def _or(at: Site, low: Fraction, high: Fraction) -> Quantity | None:
    if high != low + 1 or is_joined(at) or noun_after(at.tokens, at.end) is None:
        return None
    return Quantity("range", low=low, high=high, counts=True)


@book.rule("quantity", "one length of time or the next", "{amount=low} (hoặc|hay) {amount=high} {time_unit}")
def _or_time(at: Site, low: Fraction, high: Fraction, time_unit: str) -> Quantity | None:
    if high != low + 1 or is_joined(at) or (at.after() == FIGURE and not time_unit.endswith("giờ")):
        return None
    return Quantity("range", low=low, high=high, unit=time_unit)


@book.rule("quantity", "range between counted nouns",
           "từ? {amount=low} {time_unit} (đến|tới|-|–) {amount=high} {time_unit=same}")  # fmt: skip
def _two_lengths(low: Fraction, time_unit: str, high: Fraction, same: str) -> Quantity | None:
    if low >= high or time_unit != same:
        return None
    return Quantity("range", low=low, high=high, unit=time_unit)
