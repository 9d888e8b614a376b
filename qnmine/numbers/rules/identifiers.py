"""Numbers that name something and count nothing: document numbers, codes, `quận 1`, list markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.numbers.quantity import NAME
from qnmine.numbers.rules.context import begins_clause, is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.numbers.quantity import Quantity
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

_HEADS = Phrases({row["noun"]: row["always"] == "yes" for row in read_table("identifier_nouns.tsv")})
_COUNTED_HEAD = Phrases.of("mỗi|các|những|một|nhiều|mọi|hai|ba|bốn|sáu|bảy|tám|chín|mười|từng|vài|gồm|có")
_PAGES = Phrases.of("trang|tr|pp|p|điều|khoản|mục|câu|chương|bài|tập|dòng|vol")
_LOST = Phrases.of("thất bại")
_NUMBER = Phrases.of("số")
_CALENDAR = Phrases.of("ngày|tháng|quý|năm")
_NIGHT = Phrases.of("đêm")
_TIME = Phrases.of("năm|tháng|ngày|giờ|phút|giây|tuần|thế kỷ|đêm")
# `tổng số 35 doanh nghiệp`: here `số` is part of a word for an amount.
_AMOUNT_WORDS = Phrases.of(
    "tổng|dân|trong|chỉ|hệ|doanh|sĩ|quân|con|tỷ|tỉ|đa|thiểu|phân|trị|tham|một|tần|cơ|vô|hàm|đại|ước|bội|"
    "nhân|thừa|hằng|ẩn|biến|cấp|chữ|điểm|thông|kỹ thuật|lãi|dư|định|tích|hiệu|căn|lượng|di|thương|"
    "nhân khẩu|tốc"
)
_NUMBERED_PLACES = Phrases.of(
    "ngõ|ngách|hẻm|kiệt|phường|quận|tổ|tổ dân phố|thôn|ấp|khóm|khu phố|khu|lớp|khối|phòng|tầng|lầu|lô|căn hộ|"
    "số nhà|dãy|xóm|cụm"
)
_PLACES = Phrases.of(
    "phố|đường|quận|phường|xã|huyện|thị trấn|thị xã|thành phố|tỉnh|khu|khu phố|khu đô thị|khu công nghiệp|"
    "khu tập thể|tổ|tổ dân phố|ấp|thôn|xóm|làng|bản|ngõ|ngách|hẻm|kiệt|tầng|tòa nhà|tòa|nhà|tháp|trường|lớp|"
    "khối|block|chung cư|khách sạn|bệnh viện|trung tâm|cụm"
)
_FLOORS, _BUILDINGS = Phrases.of("tầng|lầu"), Phrases.of("tòa nhà|tòa|nhà")
_SCHOOLS = Phrases.of("tiểu|trung|mầm|mẫu|thcs|thpt")
_FUNCTION_WORDS = Phrases.of(
    "có|được|là|và|của|cho|với|tại|ở|trong|ngoài|trên|dưới|vào|ra|đã|đang|sẽ|bị|do|bởi|thì|mà|hay|hoặc|"
    "nhưng|cũng|khi|để|từ|đến|như|vẫn|lại|còn|này|đó|kia|về|sau|trước|theo|không|nếu|vì|nên|rồi|nữa|thuộc|"
    "nằm|đi|gồm|cùng|nhằm|tới|sang|chưa|phải|rất|chính|bằng|giữa|qua|tuy|ấy|nào|gì|chạy|trở|xuất|ra mắt|"
    "phát"
)

book = RuleBook()


@book.rule(
    "quantity",
    "number of something named",
    "<figure>",
    "{roman}",
    "{small}",
    "<figure> (-|–) <figure>",
    beside=Beside(before=[_HEADS, frozenset({"."})]),
)
def _named(at: Site, roman: int = 0, small: int = 0) -> Quantity | None:
    tokens = at.tokens
    # `tr. 15`: shortened; `.5` is none.
    before = at.start - (at.before() == "." and tokens.touches(at.start - 1))
    found = _HEADS.before(tokens, before)
    if found is None or is_joined(at) or (tokens.bare and small and at.end - at.start == 1):
        return None
    if "," in at.text or (roman and small):
        return None
    if at.end - at.start == 3 and (not _PAGES.has(tokens, found[0]) or _LOST.before(tokens, before)):
        return None
    start, always = found
    if _NUMBER.has(tokens, before - 1) and _AMOUNT_WORDS.before(tokens, before - 1) is not None:
        return None
    counted = _counts_something(tokens, at.end)
    if counted and not small and _is_in_place(tokens, before, at.end):
        counted = False
    if always and not small and not (counted and _COUNTED_HEAD.before(tokens, start)):
        return NAME
    if _COUNTED_HEAD.before(tokens, start) is not None or counted:
        return None
    return NAME if not small or _ends_phrase(tokens, at.end) else None


def _counts_something(tokens: Tokens, position: int) -> bool:
    if tokens.form(position).istitle() and tokens.form(position - 1)[:1].isdigit():
        return False  # `lớp 8 Trường Trung học cơ sở …`
    if _CALENDAR.has(tokens, position) and tokens.key(position + 1) == FIGURE:
        return _TIME.has(tokens, position + 2) or _NIGHT.has(tokens, position + 2)
    return noun_after(tokens, position) is not None or _TIME.has(tokens, position)


def _is_in_place(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a numbered place is named in a larger one: `ngõ 12 phố Huế`, `tổ 5 khu 2`.

    `start` and `end` are those of the number.
    """
    place = _PLACES.after(tokens, end)
    if place is None or _NUMBERED_PLACES.before(tokens, start) is None:
        return False
    if _FLOORS.has(tokens, start - 1) and _BUILDINGS.after(tokens, end) is not None:
        return True
    named = tokens.form(place[0])[:1].isupper() or tokens.key(place[0]) == FIGURE
    return named or _SCHOOLS.has(tokens, place[0])


_BODIES = Phrases.of("bệnh viện|trường|viện|công ty|trung tâm|nhà máy|xí nghiệp|chi nhánh|chi cục|binh đoàn")
# Syllables in names of bodies that are written small: `Bệnh viện Quân y 103`, `Trường Sĩ quan Lục quân 2`.
_SMALL_IN_NAMES = Phrases.of(
    "y|khoa|học|sở|thông|nghề|trung|thuật|quan|quân|viện|ty|tâm|máy|nghiệp|nhánh|cục|đoàn|phạm|đẳng|dựng|"
    "trình|lượng|lý|tế|vận|tải|mại|dược"
)
_LONGEST_NAME = 8


@book.rule(
    "quantity", "number of a named body", "<figure>", beside=Beside(before=[str.istitle, _SMALL_IN_NAMES])
)
def _of_body(at: Site) -> Quantity | None:
    tokens = at.tokens
    if not at.text.isdigit() or len(at.text) > 4 or is_joined(at) or _counts_something(tokens, at.end):
        return None
    for position in range(at.start - 1, max(at.start - 1 - _LONGEST_NAME, -1), -1):
        named = tokens.form(position).istitle()
        if named and (found := _BODIES.after(tokens, position)) is not None and found[0] <= at.start:
            return NAME if _ends_phrase(tokens, at.end) else None
        if not named and not _SMALL_IN_NAMES.has(tokens, position):
            return None
    return None


@book.shape(
    "quantity", "number with a letter", r"(?<![\w.,/-])\d{1,4}(?:[A-Za-zĐđ]\d?|/\d+[A-Za-z]?)(?![\w/])"
)
def _with_letter(at: Site) -> Quantity | None:
    found = _HEADS.before(at.tokens, at.start)
    if found is None or at.text.isdigit():
        return None
    return NAME if at.text[-1].isalpha() or at.text[-2].isalpha() or found[1] else None


def _ends_phrase(tokens: Tokens, position: int) -> bool:
    form = tokens.form(position)
    return not form[:1].isalnum() or form[0].isupper() or _FUNCTION_WORDS.has(tokens, position)


def _may_end_name(form: str) -> bool:
    return form[:1].isalpha() and not form.islower()


@book.rule(
    "quantity",
    "number in a name",
    "<figure>",
    "{roman}",
    "<figure> '/' <figure>",
    beside=Beside(before=[_may_end_name]),
)
def _in_name(at: Site, roman: int = 0) -> Quantity | None:
    tokens = at.tokens
    before = tokens.form(at.start - 1)
    if before.islower() or not before[:1].isalpha() or is_joined(at):
        return None
    figure = tokens.form(at.start)
    if not roman and not (
        (figure.isdigit() and len(figure) <= 4) or (figure.count(".") == 1 and len(figure) <= 4)
    ):
        return None
    if at.end - at.start == 3 and not before.isupper():
        return None
    if (
        not (before.isupper() and len(before) > 1)
        and begins_clause(tokens, at.start - 1)
        and _OPENERS.has(tokens, at.start - 1)
    ):
        return None
    if roman:
        return NAME if len(figure) > 1 or figure in "IVX" else None
    if _counts_something(tokens, at.end):
        return None
    two_words = tokens.form(at.start - 2).istitle() and not begins_clause(tokens, at.start - 1)
    acronym = before.isupper() and len(before) > 1 and at.start > 1
    return NAME if two_words or acronym or _ends_phrase(tokens, at.end) else None


_AGES = Phrases.of(
    "công nghiệp|nông nghiệp|giáo dục|y tế|chính phủ|web|du lịch|kinh tế|nhà máy|thời|công nghệ|ngân hàng|"
    "doanh nghiệp|thư viện|sản xuất|logistics|marketing|hải quan|thuế|đô thị"
)
_AGE = re.compile(r"[1-9]\.0")


@book.rule("quantity", "version of an age", "<figure>", beside=Beside(before=[_AGES]))
def _of_age(at: Site) -> Quantity | None:
    # `công nghiệp 4.0`; a decimal would have a comma, and no zero at its end.
    if not _AGE.fullmatch(at.text) or is_joined(at) or _AGES.before(at.tokens, at.start) is None:
        return None
    return None if _counts_something(at.tokens, at.end) else NAME


# Words that are written with a capital only because a sentence begins.
_OPENERS = Phrases.of(
    "có|khoảng|hơn|gần|trên|dưới|với|cả|từ|đến|trong|tổng|thêm|còn|chỉ|đã|là|và|các|những|ít|hàng|mỗi|ở|"
    "tại|sau|trước|bằng|tới|do|vì|cho|của|số|theo|thứ|năm|tháng|ngày|cùng|hai|ba|bốn|một|khi|này|đó|được|"
    "vào|xấp|ngót|chừng|độ|cỡ|đạt|tăng|giảm|chiếm|cao|dài|rộng|nặng|đủ|riêng|gồm|lúc|nhóm|diện|mức|giá|"
    "nay|nếu|để|ra"
)
