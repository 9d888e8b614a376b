"""Repair of recognised spans that holds for every text: no span of marks, no dangling quote or bracket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«", '"': '"'}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}
# Bodies whose names are never followed by what they are about, unlike `Ủy ban Quốc gia về …`: what begins
# with `về` after them is the subject of a resolution or a decision.
_NO_SUBJECT = re.compile(
    r"(?:Bộ|Sở|Chính phủ|Quốc hội|Ban Bí thư|Ban Thường vụ|Ban Chấp hành|(?:Tỉnh|Thành|Đảng|Huyện) ủy|Đảng"
    r"|HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân|Công ty|Tập đoàn|Ngân hàng|Trường|Báo|Đài)\s",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s+về\s")
# Verbs in small letters that never stand within the name of a body in the training texts, often behind it.
_PREDICATE = re.compile(
    r"\s+(?:cho (?:biết|rằng|hay|thấy)|công bố|đề (?:nghị|xuất)|yêu cầu|xác nhận|ban hành|cam kết|khẳng định"
    r"|chủ trì|ghi nhận|nhận (?:định|xét)|tuyên (?:bố|phạt|án)|tiếp (?:nhận|tục)|kêu gọi|thừa nhận"
    r"|khởi (?:tố|công)|huy động|phê (?:duyệt|chuẩn)|đưa tin|từ chối|bổ nhiệm|truy tố|kiến nghị"
    r"|khuyến (?:cáo|nghị)|ra mắt|vào cuộc"
    r"|tập trung (?:xây dựng|phát triển|thực hiện|chỉ đạo|triển khai|tuyên truyền|nâng cao))(?!\w)"
)
# Words for laws, plans, events and honours: nothing that begins with them is a name in the training texts.
_NO_NAME = re.compile(
    r"(?:khung (?:kiến trúc|pháp lý|chương trình)|nghị (?:quyết|định)|đề án|kế hoạch|quyết định|chỉ thị"
    r"|thông tư|quy (?:hoạch|chế)|chiến (?:lược|dịch)|hiệp (?:định|ước)|công ước|bộ luật|giải thưởng|cúp"
    r"|festival|lễ hội|liên hoan|hội thảo|cuộc thi|kỳ thi|ngày hội|tuần lễ|huy chương|huân chương"
    r"|danh hiệu|triển lãm|vụ án)\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]{1,200})[”\"»]")
_BEFORE_QUOTE = 60
_WORK = re.compile(
    r"\b(?:phim|ký sự|phóng sự|ấn phẩm|sách|cuốn|tập sách|bài(?: báo| hát| thơ| viết| ca)?|ca khúc|tác phẩm"
    r"|vở(?: kịch| diễn)?|tiểu thuyết|truyện|tập thơ|album|MV|chuyên (?:mục|đề|trang)|cuộc thi|hội thi"
    r"|triển lãm)(?:\s+\w+){0,4}\s*\Z",
    re.IGNORECASE,
)


def quoted_titles(text: str) -> list[tuple[int, int]]:
    """What stands in quotation marks after the word for a work or a contest: `phim “Sông Hương ngày về”`.

    A name that is only a part of such a title is none. (The theme of a year or a conference may hold one.)
    """
    if "“" not in text and '"' not in text and "«" not in text:
        return []
    return [
        found.span(1)
        for found in _QUOTED.finditer(text)
        if _WORK.search(text, max(0, found.start() - _BEFORE_QUOTE), found.start())
    ]


def is_no_name(text: str, start: int, end: int) -> bool:
    """Whether a span is the name of a law, a plan, an event or an honour: `Quy chế Rome`."""
    return _NO_NAME.match(text, start, end) is not None


def trim_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Cut marks and white space off both ends of a span, None when no letter is left.

    Brackets and quotes around the whole go; one end of a pair stays when the other is inside
    (`Ba "đen"`), and a full stop when it ends an initial (`Nguyễn Văn T.`, `N.V.A.`).
    """
    if end - start > 0 and text[start].isalpha() and text[end - 1].isalnum():
        return start, end
    while start < end:
        if start + 1 < end and _OPENING.get(text[start]) == text[end - 1]:
            start, end = start + 1, end - 1
        elif not _may_end(text, start, end):
            end -= 1
        elif not _may_begin(text, start, end):
            start += 1
        else:
            break
    if not any(char.isalpha() for char in text[start:end]):
        return None
    return start, end


def without_predicate(text: str, start: int, end: int) -> int:
    """The end of a body without what it says, does or decides about: `Bộ Y tế` of `Bộ Y tế về phòng dịch`."""
    predicate = _PREDICATE.search(text, start, end)
    if predicate:
        end = predicate.start()
    if _NO_SUBJECT.match(text, start, end):
        subject = _SUBJECT.search(text, start, end)
        if subject:
            end = subject.start()
    return end


def is_bracketed_term(text: str, start: int, end: int, terms: Collection[str]) -> bool:
    """Whether a span is all that stands between round brackets, and one of some terms: `chỉ số … (PCI)`."""
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and text[start:end] in terms


def _may_begin(text: str, start: int, end: int) -> bool:
    char = text[start]
    return char.isalnum() or (char in _OPENING and _OPENING[char] in text[start + 1 : end - 1])


def _may_end(text: str, start: int, end: int) -> bool:
    char = text[end - 1]
    if char in _PAIRS:
        inner = text[start : end - 1]
        return (char != '"' and _PAIRS[char] in inner) or (char == '"' and inner.count('"') % 2 == 1)
    if char == ".":
        return _ends_initial(text, start, end - 1)
    # Combining marks and the plus of a brand (`Canal+`) are part of the name.
    return char.isalnum() or char == "+" or not (char.isspace() or char.isprintable()) or _is_mark(char)


def _ends_initial(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` follows a capital that stands alone."""
    if stop <= start or not text[stop - 1].isupper():
        return False
    return stop - 1 == start or not text[stop - 2].isalnum()


def _is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"
