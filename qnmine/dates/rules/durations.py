"""Durations: amounts of units of time, joined and halved, and what anchors them to the present."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import ONE, YEAR_WORD, is_joined_after, is_joined_before, is_word
from qnmine.dates.value import CODES, Offset, TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.dates.value import Unit
    from qnmine.rules.engine import Site

Amounts = tuple[tuple[Fraction, "Unit"], ...]
book = RuleBook()
book.lexicon(
    "duration_unit", "unit of duration",
    {
        row["name"]: (cast("Unit", row["unit"]), int(row["factor"]))
        for row in read_table("dates/time_units.tsv")
    },
)  # fmt: skip
_DAY = Phrases.of("ngày")
_ORDER = list(CODES)
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
    "trước đó|tiếp theo|lại đây|về trước|,|.|)|;|để|thì|và|là|với|mà|kể từ|tính từ|trời|ròng|hoặc|cho",
    "đã|tạm|đồng hồ|chung|tồn tại|học|/",
)
_ARTICLE_AFTER = Phrases.of(
    "nọ|nào|kia|đẹp|mới|mùa|không xa|gần|xa|đầy|như|bình thường|lễ|hội|đặc biệt|đáng|thật|khác",
    "nhất định|bất kỳ|bận|nắng|mưa|đông|hè|xuân|thu|ấy|đó|này|sẽ|tốt",
)


# A year and a half is a year and six months; of a week or a day no smaller unit is usual.
_HALVES: dict[str, tuple[int, Unit]] = {
    "year": (6, "month"),
    "hour": (30, "minute"),
    "minute": (30, "second"),
}
_HALF = Fraction(1, 2)
_PART_OF_IT = Phrases.of("đầu|cuối|sau|còn lại")


@book.rule("length", "amount of time", "{numeral=count} {duration_unit=unit}")
def _amount(at: Site, count: Fraction, unit: tuple[Unit, int]) -> Amounts | None:
    tokens = at.tokens
    if count <= 0 or is_joined_before(at):
        return None
    # `kỷ niệm 250 năm ngày sinh`
    if YEAR_WORD.has(tokens, at.start) and at.before() == FIGURE:
        return None
    # A capital inside a sentence makes it a name; `ba nam` without diacritics can be many things.
    if is_word(at) and not tokens.form(at.start).islower() and not _begins_clause(at):
        return None
    if tokens.bare and is_word(at) and at.end - at.start == 2 and YEAR_WORD.has(tokens, at.end - 1):
        return None
    return ((count * unit[1], unit[0]),)


def _begins_clause(at: Site) -> bool:
    return at.start == 0 or not at.tokens.form(at.start - 1)[:1].isalpha()


@book.rule("length", "amount of time and a half", "({small=count}|<figure>) {duration_unit=unit} (rưỡi|rưởi)")
def _and_a_half(at: Site, unit: tuple[Unit, int], count: int = 0) -> Amounts | None:
    form = at.tokens.form(at.start)
    number = count or (int(form) if form.isdigit() and len(form) < 5 else 0)
    if not number or is_joined_before(at):
        return None
    name, factor = unit
    if factor == 1 and name in _HALVES:
        return ((Fraction(number), name), *_half_of(unit))
    return (((number + _HALF) * factor, name),)


@book.rule("length", "half a unit of time", "nửa {duration_unit=unit}")
def _half(at: Site, unit: tuple[Unit, int]) -> Amounts | None:
    # `nửa năm đầu` is a part of a year.
    return None if _PART_OF_IT.has(at.tokens, at.end) else _half_of(unit)


def _half_of(unit: tuple[Unit, int]) -> Amounts:
    name, factor = unit
    if factor == 1 and name in _HALVES:
        return ((Fraction(_HALVES[name][0]), _HALVES[name][1]),)
    return ((factor * _HALF, name),)


@book.rule("length", "quarter of a unit of time", "một phần tư {duration_unit=unit}")
def _fourth(unit: tuple[Unit, int]) -> Amounts | None:
    name, factor = unit
    return ((Fraction(factor, 4), name),) if factor > 1 else None


@book.rule(
    "lengths",
    "amounts of time",
    "{length}",
    "{length} (và|',')? {length=second}",
    "{length} ','? {length=second} (và|',')? {length=third}",
)
def _amounts(length: Amounts, second: Amounts = (), third: Amounts = ()) -> Amounts | None:
    together = length + second + third
    places = [_ORDER.index(unit) for _, unit in together]
    return together if places == sorted(set(places)) else None


@book.rule("lengths", "days and nights", "{length} ({small=nights}|{two=nights}) đêm")
def _days_and_nights(length: Amounts, nights: int) -> Amounts | None:
    return length if nights and length[-1][1] == "day" else None


@book.rule("duration", "duration", "{lengths}")
def _duration(at: Site, lengths: Amounts) -> TimeValue | None:
    tokens = at.tokens
    if is_joined_after(at) or _NOT_AFTER.after(tokens, at.end) or _NOT_BEFORE.has(tokens, at.start - 1):
        return None
    # `đạt 2.024 năm 2007`, but `kế hoạch 5 năm 2021-2025`
    before_year = at.after() == FIGURE and len(tokens.form(at.end)) == 4 and at.after(2) not in ("-", "–")
    if before_year and YEAR_WORD.has(tokens, at.end - 1):
        return None
    # `hai ngày 7 và 8/5`
    if tokens.key(at.end) == FIGURE and _DAY.has(tokens, at.end - 1) and at.after(2) in (",", "/", "-", "và"):
        return None
    # `những năm tháng`, `ngày tháng năm` are no five months.
    if YEAR_WORD.has(tokens, at.start) and _BEFORE_YEARS.has(tokens, at.start - 1):
        return None
    if is_article(at, lengths) or _is_four_or_five(at):
        return None
    return TimeValue("duration", amounts=lengths)


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
    if _ARTICLE_AFTER.after(at.tokens, at.end) is not None and at.after() != "nữa":
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
