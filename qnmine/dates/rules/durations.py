"""Durations: lengths of time that are told as such, and what anchors them to the present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.dates.rules.context import DAY_WORD, MONTH_WORD, ONE, PLACES, YEAR_WORD, is_joined_after
from qnmine.dates.value import Offset, TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.dates.rules.lengths import Amounts
    from qnmine.rules.engine import Site

book = RuleBook()
_LISTED, _AGAIN = Phrases.of(",|/|-|và"), Phrases.of("nữa")
# What a unit can be the first word of: `năm tuổi`, `năm ánh sáng`, `giờ vàng`, `tháng Giêng`, `ngày công`.
_NOT_AFTER = Phrases.of(
    "tuổi|ánh sáng|giêng|chạp|công|học|thứ|nhất|một lần|âm lịch|dương lịch|mùng|mồng",
)
_NOT_BEFORE = Phrases.of("thứ|số|điều|khoản|mục|quý|tháng|lớp|khóa|năm|hàng|kênh|tập|tuần")
# `một ngày` is a length after these, or before these; else an article.
_LENGTH_BEFORE = Phrases.of(
    "trong|sau|mất|suốt|hết|qua|gần|hơn|khoảng|chừng|ngót|đúng|chưa đầy|chưa được|chưa tới|thêm|trước",
    "mỗi|chỉ|kéo dài|cả|tới|đến|được|tròn|ít nhất|tối thiểu|thời hạn|cách|nghỉ|tù|dài|thời gian|vòng",
    "thời lượng|cho|vẹn|kỳ hạn|từng|/|tuổi|dưới|trên|(",
)
_LENGTH_AFTER = Phrases.of(
    "qua|sau|trước|nữa|rưỡi|tới|gần đây|trở lên|trở lại|liền|liên tục|vừa qua|đầu|cuối|sau đó",
    "rồi|trước đó|tiếp theo|lại đây|về trước|,|.|)|;|để|thì|và|là|với|mà|kể từ|tính từ|trời|ròng|hoặc|cho",
    "đã|tạm|đồng hồ|chung|tồn tại|học|/",
)
_ARTICLE_AFTER = Phrases.of(
    "nọ|nào|kia|đẹp|mới|mùa|không xa|gần|xa|đầy|như|bình thường|lễ|hội|đặc biệt|đáng|thật|khác",
    "nhất định|bất kỳ|bận|nắng|mưa|đông|hè|xuân|thu|ấy|đó|này|sẽ|tốt",
)


@book.rule("duration", "duration", "{lengths}")
def _duration(at: Site, lengths: Amounts) -> TimeValue | None:
    tokens = at.tokens
    if is_joined_after(at) or _NOT_AFTER.after(tokens, at.end) or _NOT_BEFORE.has(tokens, at.start - 1):
        return None
    # `đạt 2.024 năm 2007`, but `kế hoạch 5 năm 2021-2025`
    before_year = at.after() == FIGURE and len(tokens.form(at.end)) == 4 and at.after(2) not in ("-", "–")
    if before_year and YEAR_WORD.has(tokens, at.end - 1):
        return None
    # `hai ngày 7 và 8/5`, `đường 30 tháng 4`
    if tokens.key(at.end) == FIGURE and (
        (DAY_WORD.has(tokens, at.end - 1) and _LISTED.has(tokens, at.end + 1))
        or (MONTH_WORD.has(tokens, at.end - 1) and PLACES.before(tokens, at.start))
    ):
        return None
    # `những năm tháng`, `ngày tháng năm` are no five months.
    if YEAR_WORD.has(tokens, at.start) and _BEFORE_YEARS.has(tokens, at.start - 1):
        return None
    if is_article(at, lengths) or _is_four_or_five(at):
        return None
    return TimeValue("duration", amounts=lengths, offset=_AWAY if _is_ago(at) else None)


_AWAY = Offset(-1, "day")
_AGO = Phrases.of("cách đây|cách nay|cách hôm nay")
_ABOUT = Phrases.of("hơn|gần|khoảng|chừng|ngót|đúng|tròn")


def _is_ago(at: Site) -> bool:
    """Tell whether the words before a length count it back from now: `cách đây hơn 3 năm`."""
    tokens = at.tokens
    start = at.start - 1 if _ABOUT.has(tokens, at.start - 1) else at.start
    return _AGO.before(tokens, start) is not None


_FOUR = Phrases.of("bốn")
_COUNTED = Phrases.of("người|đứa|con|cái|chiếc|chục|trăm")
_BEFORE_LENGTHS = Phrases.of("trong|sau|mất|suốt|hết|qua|hơn|gần|tròn|đúng|trước|kéo dài|được|cách|vòng|ngót")


def _is_four_or_five(at: Site) -> bool:
    """Tell whether `bốn năm` counts people or things: `bốn năm người`, but `sau bốn năm người ta`."""
    tokens = at.tokens
    if at.end - at.start != 2 or not _FOUR.has(tokens, at.start) or not YEAR_WORD.has(tokens, at.end - 1):
        return False
    return _COUNTED.has(tokens, at.end) and _BEFORE_LENGTHS.before(tokens, at.start) is None


_BEFORE_YEARS = Phrases.of(
    "những|các|ngày|theo|bao|qua|suốt|từng|mỗi|hàng|hằng|trong|nhiều|vài|mấy|một|tháng|cả|giữa|đầu",
    "cuối",
)


def is_article(at: Site, lengths: Amounts) -> bool:
    """Tell whether `một` before a unit only says that there is some day or year."""
    if not ONE.has(at.tokens, at.start) or lengths[0][0] not in (1, 10, 100):
        return False
    if (at.end - at.start > 2 and lengths[0][1] != "year") or len(lengths) > 1:
        return False
    if lengths[0][1] in ("hour", "minute", "second"):
        return _ARTICLE_AFTER.after(at.tokens, at.end) is not None
    if _ARTICLE_AFTER.after(at.tokens, at.end) is not None and not _AGAIN.has(at.tokens, at.end):
        return True
    return not (
        _LENGTH_BEFORE.before(at.tokens, at.start)
        or _LENGTH_AFTER.after(at.tokens, at.end)
        or at.end == len(at.tokens)
    )


_PREPOSITIONS = Phrases.of("trước|sau|tới|kế")
_ANCHORS = {
    Offset(-1, "stretch"): "qua|vừa qua|vừa rồi|nay|gần đây|gần đây nhất|gần nhất|trở lại đây|lại đây",
    Offset(1, "stretch"): "tới|sắp tới|tới đây",
    Offset(-1, "day"): "trước|trước đây|về trước",
    Offset(1, "day"): "sau|nữa",
    Offset(0, "text"): "tiếp theo|kế tiếp|kế|sau đó|trước đó|về sau|sau này",
}
book.lexicon(
    "anchor",
    "anchor of a duration",
    {word: offset for offset, words in _ANCHORS.items() for word in words.split("|")},
)
_OBJECTS = Phrases.of(
    "khi|ngày|năm|cách mạng|chiến tranh|thời|thế chiến|vụ|sự|cuộc|cái|trận|lúc|tháng|công nguyên|cn",
    "mùa|sinh nhật|lễ|buổi|đám|mổ|bữa|phiên|chuyến|hội nghị|kỳ|vòng|bão|lũ|sự kiện|phẫu thuật|đại hội|án",
)


@book.rule("duration", "anchored duration", "{lengths} {anchor}")
def _anchored(at: Site, lengths: Amounts, anchor: Offset) -> TimeValue | None:
    if _NOT_BEFORE.has(at.tokens, at.start - 1):
        return None
    if _PREPOSITIONS.has(at.tokens, at.end - 1):
        following = at.tokens.form(at.end)
        if _OBJECTS.after(at.tokens, at.end) or following[:1].isdigit() or following[:1].isupper():
            return None
    return TimeValue("duration", amounts=lengths, offset=anchor)
