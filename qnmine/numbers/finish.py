"""What stands beside a number once the reading is settled: the noun it counts and its modifier."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.numbers.quantity import NAME, Quantity
from qnmine.numbers.rules.nouns import NOUNS, noun_after
from qnmine.numbers.rules.rates import PER
from qnmine.numbers.rules.unit_forms import UNIT_SYMBOLS, UNIT_WORDS
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.rules.engine import Node
    from qnmine.rules.tokens import Tokens

_COORDINATED = 4
_UNITS = Phrases(UNIT_WORDS)
_RATE_WINDOW = 12
_ADJECTIVES = Phrases.of(
    "cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|dài|ngắn|tốt|xấu|đông|mạnh|yếu|rẻ|đắt|kém|nặng|nhẹ|trẻ|già|sớm|"
    "muộn|xa|rộng|hẹp|sâu|dày|mỏng|tệ|giỏi|thua|hay|lâu|nóng|lạnh|đẹp|khó|dễ|to|bé|thêm|khá|vượt"
)
_EXTENTS = Phrases.of("rộng|nặng|dài|sâu")
_DEGREES = Phrases.of(
    "tọa|nhiệt|mật|tốc|cao|chế|mức|trình|cường|vĩ|kinh|góc|tiến|thái|thời|giới|điệu|phong|pháp|ấn|nồng|độ|"
    "hướng|quy|sâu|dốc|ẩm|tuổi|biên|vận|gia|lập|hạn|quá"
)
# Without diacritics: co, do.
_AMBIGUOUS_WHEN_BARE = frozenset({"cỡ", "độ"})
_ON_A_SCALE = Phrases.of("tuổi|lần|điểm|bậc")
_JOINS = Phrases.of(",|;|&|và|hoặc|hay|, và")
_ENDS_RATE = Phrases.of("và|của|tại|trên|trong")
_LIES_BETWEEN = Phrases.of("nằm trong")
_PREPOSITIONS = frozenset({"trên", "dưới"})
_NOT_WITH_OTHERS = Phrases.of("tuổi|lần|điểm|người")
_PRONOUNS = Phrases.of(
    "ông|bà|anh|chị|em|cô|chú|bác|người|con|cái|chiếc|cháu|nhà|bên|phía|nước|tên|cậu|đứa|vị|lần|khi|cuộc|"
    "trận|chàng|nàng|tổng|mặt|phần|điểm|tay|đầu|tuổi|giá|khổ|diện|trị|kích|trọng|bề|chiều|trong|mức|công suất"
)
_NO_NOUNS = Phrases.of("tổng số|tổng cộng|trong đó|số|bao gồm|cụ thể|nhất là|tương đương")
# A single syllable is a noun of its own after these, else it may be the end of a longer word.
_BEFORE_A_NOUN = Phrases.of(
    "một|là|các|những|người|và|của|ở|tại|trong|với|hai|ba|bốn|năm|mỗi|thành|cho|từ|có|được|đến|bởi|theo|"
    "vào|về|trên|đây|này|đó|ra|hoặc|hay|như|giành|đoạt|đứng|xếp|tổ chức|cái|chiếc|con|vị|tỉnh"
)
_FIRST_OF_A_NOUN = Phrases.of("lần|khóa|kỳ họp|đại hội|hội nghị|nhiệm kỳ|thành phố|tập|vòng|con|ngày")


def finished(nodes: Sequence[Node], tokens: Tokens) -> list[Quantity | None]:
    """Return the quantities of a sentence's reading with counted nouns and modifiers, None for dates."""
    quantities: list[Quantity | None] = []
    first = 0
    for place, node in enumerate(nodes):
        after = nodes[place + 1].start if place + 1 < len(nodes) else len(tokens)
        quantity = node.value if isinstance(node.value, Quantity) else None
        if quantity is not None and quantity.kind != "identifier":
            quantity = _whole(quantity, node, tokens, first, after)
            if place and _continues(quantity, node, quantities[-1], nodes[place - 1], tokens):
                quantity = NAME
        quantities.append(quantity)
        first = node.end
    return quantities


def _continues(
    quantity: Quantity, node: Node, last: Quantity | None, last_node: Node, tokens: Tokens
) -> bool:
    """Tell whether a number goes on with a list of names: `số 20, 22 và 24`."""
    if last is None or last.kind != "identifier" or quantity.kind != "cardinal" or quantity.unit:
        return False
    if not node.end - node.start == 1 == last_node.end - last_node.start:
        return False
    joint = _JOINS.after(tokens, last_node.end)
    return joint is not None and joint[0] == node.start


def _whole(quantity: Quantity, node: Node, tokens: Tokens, first: int, after: int) -> Quantity:
    """Return a quantity with its counted noun and modifier.

    `first` and `after` bound the tokens around the node that belong to no other expression.
    """
    start, end = node.start, node.end
    unit, reach = quantity.unit, end
    if quantity.counts and not unit:
        if quantity.kind == "ordinal":
            unit = _noun_before(tokens, start, first)
        else:
            unit, reach = _counted(tokens, end, after)
    whole = replace(quantity, unit=unit)
    if whole.kind == "ordinal":
        return whole
    return replace(whole, modifier=_modifier(whole, tokens, start, reach, first, after))


def _counted(tokens: Tokens, position: int, after: int) -> tuple[str, int]:
    """Return the counted noun at a position, with nouns coordinated to it and what it is a rate of."""
    end = _noun_end(tokens, position, after)
    if end is None:
        return "", position
    for _ in range(_COORDINATED):
        following = _coordinated(tokens, end, after)
        if following is None:
            break
        end = following
    unit = _written(tokens, position, end)
    return unit + _rate(tokens, end, after), end


def _coordinated(tokens: Tokens, position: int, after: int) -> int | None:
    """Return the end of a noun after a comma at a position, if it is counted with the one before it."""
    if tokens.key(position) != ",":
        return None
    if _NOT_WITH_OTHERS.has(tokens, position - 1) or _PRONOUNS.has(tokens, position + 1):
        return None
    if tokens.form(position + 1)[:1].isupper() or _NO_NOUNS.after(tokens, position + 1) is not None:
        return None
    end = _noun_end(tokens, position + 1, after)
    # `15 xã, huyện Đầm Hà`: a name makes another noun of it.
    return None if end is None or tokens.form(end).istitle() else end


def _noun_end(tokens: Tokens, position: int, after: int) -> int | None:
    """Return the end of the longest noun at a position that does not run into a name (`số Báo Hạ Long`)."""
    found = noun_after(tokens, position)
    if found is None or found[0] > after or tokens.form(position).istitle():
        return None
    for inside in range(position + 1, found[0]):
        if tokens.form(inside).istitle() and not tokens.form(position).isupper():
            return inside if NOUNS.has(tokens, position) else None
    return found[0]


def _rate(tokens: Tokens, position: int, after: int) -> str:
    """Return `/` and what follows it, near a counted noun: `2 số Báo Hạ Long/tháng`."""
    for slash in range(position, min(position + _RATE_WINDOW, after)):
        key = tokens.key(slash)
        if key == "/":
            return _per(tokens, slash, after) if tokens.touches(slash) and tokens.touches(slash + 1) else ""
        if not (key[:1].isalpha() or key in ("-", "–")):
            return ""
        if slash > position and _ENDS_RATE.has(tokens, slash):
            return ""
    return ""


def _per(tokens: Tokens, slash: int, after: int) -> str:
    for width in (2, 1):
        end = slash + 1 + width
        units = UNIT_SYMBOLS.get(tokens.slice(slash + 1, end)) if end <= len(tokens) else None
        if units is not None:
            return f"/{units[-1].unit}"
    named = _UNITS.after(tokens, slash + 1)
    if named is not None and named[0] <= after:
        return f"/{named[1][-1].unit}"
    found = PER.after(tokens, slash + 1) or noun_after(tokens, slash + 1)
    return f"/{_written(tokens, slash + 1, found[0])}" if found is not None and found[0] <= after else ""


def _noun_before(tokens: Tokens, position: int, first: int) -> str:
    """Return the noun right before an ordinal, unless it is the second half of another noun."""
    found = NOUNS.before(tokens, position)
    if found is None or found[0] < first:
        return ""
    start = found[0]
    if position - start == 1 and not _stands_alone(tokens, start):
        return ""
    if tokens.form(start).istitle():
        return _written(tokens, start, position)
    if start > first and NOUNS.before(tokens, start) is not None and not _FIRST_OF_A_NOUN.has(tokens, start):
        return ""
    return _written(tokens, start, position)


def _stands_alone(tokens: Tokens, position: int) -> bool:
    if _FIRST_OF_A_NOUN.has(tokens, position) or not tokens.form(position - 1)[:1].isalpha():
        return True
    return _BEFORE_A_NOUN.before(tokens, position) is not None


def _written(tokens: Tokens, start: int, end: int) -> str:
    """Return nouns as written, in lower case unless they are abbreviations."""
    words = [
        form if form.isupper() and form.isascii() and 1 < len(form) < 5 else form.lower()
        for form in tokens.forms[start:end]
    ]
    return " ".join(words).replace(" ,", ",")


def _modifier(quantity: Quantity, tokens: Tokens, start: int, reach: int, first: int, after: int) -> str:
    before, behind = modifiers()
    found = before.before(tokens, start)
    if found is not None and found[0] >= first and not (tokens.bare and found[1] in _AMBIGUOUS_WHEN_BARE):
        modifier = found[1]
        compares = _compares(tokens, found[0], modifier, quantity.kind)
        if not compares and not _is_place(quantity, modifier, _ON_A_SCALE.has(tokens, reach - 1)):
            return modifier
    following = behind.after(tokens, reach)
    return following[1] if following is not None and following[0] <= after else ""


def _compares(tokens: Tokens, position: int, modifier: str, kind: str) -> bool:
    """Tell whether the words compare: `cao hơn 30%`, `nhiều hơn 3 lần`; but `rộng hơn 10 m²` does not."""
    is_extent = kind == "measure" and _EXTENTS.has(tokens, position - 1)
    if modifier in _PREPOSITIONS and tokens.key(position - 1) == FIGURE:
        return True  # `290 trên 435 ghế`: out of
    if modifier == "độ" and _DEGREES.has(tokens, position - 1):
        return True
    if modifier == "khoảng":
        return _LIES_BETWEEN.before(tokens, position) is not None
    return modifier == "hơn" and _ADJECTIVES.has(tokens, position - 1) and not is_extent


def _is_place(quantity: Quantity, modifier: str, on_a_scale: bool) -> bool:
    """Tell whether `trên hai tuyến phố` says where."""
    if modifier not in _PREPOSITIONS or quantity.kind != "cardinal" or quantity.value is None:
        return False
    return quantity.value < 10 and quantity.value.denominator == 1 and not on_a_scale


@cache
def modifiers() -> tuple[Phrases[str], Phrases[str]]:
    """Return the modifiers that stand before a number and those after it."""
    rows = list(read_table("number_modifiers.tsv"))
    before, after = (
        [row["modifier"] for row in rows if row["place"] == place] for place in ("before", "after")
    )
    return Phrases.all_of(before), Phrases.all_of(after)
