"""What rules of dates ask about the place of a figure: does something counted follow, is it inside a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

# Before these words, or first syllables of verbs, a phrase can end: a year there counts nothing.
_FUNCTION_WORDS = Phrases.of(
    "của|và|là|được|đã|bị|có|do|với|ở|tại|trong|trên|cho|để|từ|đến|tới|khi|mà|thì|nhưng|như|theo|nhằm",
    "sẽ|đang|cũng|vẫn|này|rằng|vào|ra|về|bởi|vì|nên|hoặc|hay|không|chưa|còn|lại|nay|sau|trước|giữa",
    "bằng|qua|gồm|tuy|so|vừa|mới|đối|bao|dưới|ngay|chỉ|chính|diễn|tổ|đạt|làm|nói|cùng|cách|đó|ông|bà",
    "anh|tác|sử|xuất|lần|khu|tập|nhân|đều|lên|người ta|thuộc|thành|họ|nó|tôi|v|bắt|kết|giành|phát",
    "dành|quy|dù|hiện|song|và|the|of|in|and|by",
)
_UNITS = Phrases.of(
    "người|đồng|m|km|kg|ha|tấn|tạ|usd|đô|đô la|euro|tỷ|tỉ|triệu|nghìn|ngàn|lần|con|chiếc|cái|bộ|hộ|xã",
    "huyện|loài|trang|từ|lính|quân|ghế|mét|mm|cm|ml|lít|mw|kw|xe|tàu|cuốn|bài|trẻ|cây|tuổi|binh|hecta",
    "trận|dân|tên|nhân|vnd|độ|điểm|phiếu|bản|ca|căn|sinh viên|học sinh|em|cặp|đơn vị|năm|ngày|tháng",
    "giờ|phút|giây|k|°|%|đ|$|€|w|hz|mhz",
)
DAY_WORD, MONTH_WORD, YEAR_WORD = Phrases.of("ngày"), Phrases.of("tháng"), Phrases.of("năm")
DAY_WORDS = Phrases.of("ngày|hôm|mùng|mồng")
FIRST = Phrases.of("đầu")
ONE = Phrases.of("một")
_CLOSED_BY = frozenset(".,;:!?)]}\"'”’»…-–—&*|=>")
_NAMES = Phrases.of(
    "số|điều|khoản|mục|trang|tr|tr .|mã|iso|tcvn|quốc lộ|đường|lô|tiểu hành tinh|tần số",
)


def ends_phrase(at: Site) -> bool:
    """Tell whether a phrase can end here: what follows is no noun, as far as a list of words can tell."""
    following = at.tokens.form(at.end)
    if following.isupper() and at.tokens.form(at.end + 1)[:1].isdigit() and at.tokens.touches(at.end + 1):
        return False  # the name of an asteroid, 2005 FY9
    if not following or following in _CLOSED_BY or following == "(" or following[:1] == "[":
        return not is_joined_after(at)
    if _UNITS.after(at.tokens, at.end) is not None:
        return False
    return following[:1].isupper() or _FUNCTION_WORDS.has(at.tokens, at.end)


def counts(at: Site) -> bool:
    """Tell whether what follows is a unit or something counted."""
    return _UNITS.after(at.tokens, at.end) is not None


def names(at: Site) -> bool:
    """Tell whether a word before says that a figure is only a name."""
    return _NAMES.before(at.tokens, at.start) is not None


def is_joined_before(at: Site) -> bool:
    """Tell whether the span is glued to a letter, a figure or a sign that joins before it."""
    if not at.tokens.touches(at.start):
        return False
    before = at.tokens.form(at.start - 1)
    if before in "/-–:+.,$€£#@_=·×":
        return before not in "-–" or at.tokens.touches(at.start - 1)
    return before[-1:].isalnum()


def is_joined_after(at: Site) -> bool:
    """Tell whether a letter, a figure or a sign that joins is glued to the end of the span."""
    if not at.tokens.touches(at.end):
        return False
    after = at.tokens.form(at.end)
    if after[:1].isalnum() or after in "%‰°_@#²³":
        return True
    # A sign counts only if something stands right after it.
    return after in "/-–.:+" and at.tokens.touches(at.end + 1) and at.tokens.form(at.end + 1)[:1].isalnum()


def is_joined(at: Site) -> bool:
    """Tell whether the span is a part of a longer code."""
    return is_joined_before(at) or is_joined_after(at)


def is_in_code(at: Site) -> bool:
    """Tell whether the span is a part of a longer code, dashes from figure to figure (8h-10h) apart."""
    tokens = at.tokens
    from_figure = tokens.key(at.start - 2) in (FIGURE, "h", "g")
    to_figure = tokens.key(at.end + 1) == FIGURE
    before = is_joined_before(at) and not (tokens.form(at.start - 1) in ("-", "–") and from_figure)
    return before or (is_joined_after(at) and not (tokens.form(at.end) in ("-", "–") and to_figure))


_TODAY = Phrases.of("hôm nay|ngày hôm nay")
_HABITUAL = Phrases.of("luôn|luôn luôn|vẫn luôn|không ngừng|thường|ngày càng")
_GENERATIONS = Phrases.of("thế hệ|thế hệ trẻ|tuổi trẻ|giới trẻ|xã hội|đất nước|quê hương|cuộc sống|thời đại")


def is_these_days(at: Site) -> bool:
    """Tell whether `hôm nay` means no day: something habitual follows, or a noun of a whole time precedes."""
    if _TODAY.after(at.tokens, at.start) is None:
        return False
    habitual = _HABITUAL.after(at.tokens, at.end) is not None
    return habitual or _GENERATIONS.before(at.tokens, at.start) is not None


def follows_day_word(at: Site) -> bool:
    """Tell whether a noun says that a figure is a day: `ngày 5`, `từ ngày 3 đến 5`, `ngày 3 và 5`."""
    tokens = at.tokens
    if DAY_WORDS.has(tokens, at.start - 1):
        return True
    another = tokens.key(at.start - 2) == FIGURE and DAY_WORDS.has(tokens, at.start - 3)
    return another and _BETWEEN_DAYS.has(tokens, at.start - 1)


_BETWEEN_DAYS = Phrases.of("đến|tới|-|–|và|,|hoặc")


# `đường 30 tháng 4` is a street.
PLACES = Phrases.of("đường|phố|đại lộ|quảng trường|công viên|ngõ|hẻm|bệnh viện|trường|cầu")


def within(at: Site, words: Phrases[str]) -> bool:
    """Tell whether one of the words stands in the span."""
    return any(words.has(at.tokens, position) for position in range(at.start, at.end))


def is_word(at: Site) -> bool:
    """Tell whether the span begins with a word, no figure."""
    return at.tokens.key(at.start) != FIGURE
