"""Numbers that name something and count nothing: document numbers, codes, `quận 1`, list markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.numbers.quantity import Quantity
from qnmine.numbers.rules.context import begins_clause, is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

NAME = Quantity("identifier")
_HEADS = Phrases({row["noun"]: row["always"] == "yes" for row in read_table("identifier_nouns.tsv")})
_COUNTED_HEAD = Phrases.of("mỗi|các|những|một|nhiều|mọi|hai|ba|bốn|sáu|bảy|tám|chín|mười|từng|vài|gồm|có")
_PAGES = Phrases.of("trang|tr|pp|p|điều|khoản|mục|câu|chương|bài|tập|dòng|vol")
_TIME = Phrases.of("năm|tháng|ngày|giờ|phút|giây|tuần|thế kỷ|đêm")
# `tổng số 35 doanh nghiệp`: here `số` is part of a word for an amount.
_AMOUNT_WORDS = Phrases.of(
    "tổng|dân|trong|chỉ|hệ|doanh|sĩ|quân|con|tỷ|tỉ|đa|thiểu|phân|trị|tham|một|tần|cơ|vô|hàm|đại|ước|bội|"
    "nhân|thừa|hằng|ẩn|biến|cấp|chữ|điểm|thông|kỹ thuật|lãi|dư|định|tích|hiệu|căn|lượng|di|thương|"
    "nhân khẩu|tốc"
)
_FUNCTION_WORDS = Phrases.of(
    "có|được|là|và|của|cho|với|tại|ở|trong|ngoài|trên|dưới|vào|ra|đã|đang|sẽ|bị|do|bởi|thì|mà|hay|hoặc|"
    "nhưng|cũng|khi|để|từ|đến|như|vẫn|lại|còn|này|đó|kia|về|sau|trước|theo|không|nếu|vì|nên|rồi|nữa|thuộc|"
    "nằm|đi|gồm|cùng|nhằm|tới|sang|chưa|phải|rất|chính|bằng|giữa|qua|tuy|ấy|nào|gì|chạy|trở|xuất|ra mắt|"
    "phát"
)

book = RuleBook()
_DEEPEST_INDENT = 12


@book.rule("quantity", "list marker", "<figure>")
def _list_marker(at: Site) -> Quantity | None:
    tokens = at.tokens
    sign = at.after()
    if sign not in (".", ")", "/", "-") or not tokens.touches(at.end):
        return None
    start = tokens.starts[at.start]
    before = tokens.text[max(0, start - _DEEPEST_INDENT) : start]
    opened = before.endswith("(")
    indent = before[:-1] if opened else before
    begins_line = indent.rstrip(" \t")[-1:] == "\n" or (start <= len(before) and not indent.strip())
    if not begins_line:
        return None
    if sign == ")" or opened:
        return NAME
    return NAME if not tokens.touches(at.end + 1) and len(at.text) <= 6 else None


@book.rule("quantity", "reference mark", "<figure>")
def _reference(at: Site) -> Quantity | None:
    if at.before() != "[" or at.after() != "]" or not at.text.isdigit():
        return None
    return NAME if at.tokens.touches(at.start) and at.tokens.touches(at.end) else None


@book.rule(
    "quantity", "number of something named", "<figure>", "{roman}", "{small}", "<figure> (-|–) <figure>"
)
def _named(at: Site, roman: int = 0, small: int = 0) -> Quantity | None:
    tokens = at.tokens
    # `tr. 15`: shortened.
    found = _HEADS.before(tokens, at.start - (at.before() == "."))
    if found is None or is_joined(at) or (tokens.bare and small and at.end - at.start == 1):
        return None
    if "," in at.text or (roman and small):
        return None
    if at.end - at.start == 3 and not _PAGES.has(tokens, found[0]):
        return None
    start, always = found
    if tokens.key(at.start - 1) in ("số", "so") and _AMOUNT_WORDS.before(tokens, at.start - 1) is not None:
        return None
    counted = _counts_something(tokens, at.end)
    if always and not small and not (counted and _COUNTED_HEAD.before(tokens, start)):
        return NAME
    if _COUNTED_HEAD.before(tokens, start) is not None or counted:
        return None
    return NAME if not small or _ends_phrase(tokens, at.end) else None


def _counts_something(tokens: Tokens, position: int) -> bool:
    if tokens.form(position).istitle() and tokens.form(position - 1)[:1].isdigit():
        return False  # `lớp 8 Trường Trung học cơ sở …`
    return noun_after(tokens, position) is not None or _TIME.has(tokens, position)


_BODIES = Phrases.of("bệnh viện|trường|viện|công ty|trung tâm|nhà máy|xí nghiệp|chi nhánh|chi cục|binh đoàn")
# Syllables in names of bodies that are written small: `Bệnh viện Quân y 103`, `Trường Sĩ quan Lục quân 2`.
_SMALL_IN_NAMES = Phrases.of(
    "y|khoa|học|sở|thông|nghề|trung|thuật|quan|quân|viện|ty|tâm|máy|nghiệp|nhánh|cục|đoàn|phạm|đẳng|dựng|"
    "trình|lượng|lý|tế|vận|tải|mại|dược"
)
_LONGEST_NAME = 8


@book.rule("quantity", "number of a named body", "<figure>")
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


@book.rule("quantity", "pages of a citation", "<figure> (-|–) <figure>")
def _pages(at: Site) -> Quantity | None:
    tokens = at.tokens
    if at.after() not in ("", ".", ",", ";", ")") or not at.text[:1].isdigit():
        return None
    # `Budo 7: 125–137`
    volume = tokens.form(at.start - 2)
    return NAME if at.before() == ":" and volume.isdigit() and not tokens.touches(at.start) else None


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


@book.rule("quantity", "number in a name", "<figure>", "{roman}", "<figure> '/' <figure>")
def _in_name(at: Site, roman: int = 0) -> Quantity | None:
    tokens = at.tokens
    before = tokens.form(at.start - 1)
    if not before[:1].isupper() or not before[:1].isalpha() or is_joined(at):
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


# Words that are written with a capital only because a sentence begins.
_OPENERS = Phrases.of(
    "có|khoảng|hơn|gần|trên|dưới|với|cả|từ|đến|trong|tổng|thêm|còn|chỉ|đã|là|và|các|những|ít|hàng|mỗi|ở|"
    "tại|sau|trước|bằng|tới|do|vì|cho|của|số|theo|thứ|năm|tháng|ngày|cùng|hai|ba|bốn|một|khi|này|đó|được|"
    "vào|xấp|ngót|chừng|độ|cỡ|đạt|tăng|giảm|chiếm|cao|dài|rộng|nặng|đủ|riêng|gồm|lúc|nhóm|diện|mức|giá|"
    "nay|nếu|để|ra"
)


@book.rule("quantity", "telephone number with gaps", "'+'? <figure> <figure> <figure>? <figure>?")
def _telephone(at: Site) -> Quantity | None:
    forms = at.tokens.forms[at.start : at.end]
    groups = forms[1:] if forms[0] == "+" else forms
    digits = "".join(groups).replace(".", "")
    international = forms[0] == "+" or groups[0] == "84"
    if len(groups) == 2 and groups[0] not in ("1900", "1800"):
        return None
    if groups[0] in ("1900", "1800") and len(digits) == 8 and digits.isdigit():
        return NAME
    if not digits.isdigit() or not 9 <= len(digits) <= 13 or any(len(group) > 4 for group in groups):
        return None
    return NAME if international or (digits[0] == "0" and len(groups[0]) > 1) else None
