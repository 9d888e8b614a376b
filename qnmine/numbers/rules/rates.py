"""What something is measured per: `/kg`, `/người/tháng`, and how long per what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.numbers.quantity import Quantity
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from fractions import Fraction

    from qnmine.numbers.rules.amounts import Pair
    from qnmine.rules.engine import Site

_WRITTEN = Phrases.of(
    "h|s|ngày|tháng|năm|vụ|người|hộ|con|lần|công|đêm|tuần|quý|suất|cây|lượt|vé|cái|"
    "chiếc|bộ|hộp|thùng|phòng|bao|cổ phiếu|học sinh|căn|tập|cuốn|tô|ca|trường hợp|"
    "nhân khẩu|km|suất ăn|lượng|chỉ|bình|chai|lon|gói|hũ|can|quả|trái|bó|túi|tấm|viên|"
    "kiện|cặp|đôi|xe|sản phẩm|đơn vị|hồ sơ|gia đình|sinh viên|em|cháu|khách|lao động|"
    "công nhân|giáo viên|thành viên|đội|xã|buổi|tiết|trận|bàn|mâm|đĩa|bát|ly|cốc|phần|"
    "trang|tin nhắn|cuộc gọi|cuộc|chuyến|khóa|học kỳ|mùa|thẻ|bài|bức|ô|lô"
)
_SYMBOLS = {"giờ": "h", "h": "h", "giây": "s", "s": "s", "phút": "min", "ounce": "oz", "thùng dầu": "thùng"}
PER = Phrases({**_WRITTEN.entries, **_SYMBOLS, "đầu người": "người"})

book = RuleBook()
book.lexicon("per_noun", "what something is measured per", PER.entries)


def rate(unit: str, per: str) -> str:
    """Return the name of a unit, and of what it is per where it is per something."""
    return f"{unit}/{per}" if per else unit


@book.rule("per_one", "per unit", "'/' {unit}")
def _per_unit(unit: str) -> str:
    return unit


@book.rule("per_one", "per noun", "'/' {per_noun}")
def _per_noun(per_noun: str) -> str:
    return per_noun


@book.rule("per", "rate", "{per_one}")
def _rate(per_one: str) -> str:
    return per_one


@book.rule("per", "rate of two", "{per_one} ~ {per_one=second}")
def _rate_of_two(per_one: str, second: str) -> str:
    return f"{per_one}/{second}"


@book.rule(
    "quantity", "length of time per something", "{amount} {time_unit} {per}", "{pair} {time_unit} {per}"
)
def _time(
    at: Site, time_unit: str, per: str, amount: Fraction | None = None, pair: Pair | None = None
) -> Quantity | None:
    if at.after() == FIGURE:
        return None  # `8 giờ/ngày 5`
    unit = rate(time_unit, per)
    if pair is not None:
        return Quantity("range", low=pair.low, high=pair.high, unit=unit)
    return Quantity("measure", amount, unit=unit)
