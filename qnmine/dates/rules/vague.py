"""Vague times: `thời gian qua`, `hiện nay`, `sau này`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.data.tables import read_table
from qnmine.dates.rules.context import is_these_days
from qnmine.dates.value import Offset, TimeValue
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site

book = RuleBook()
_NOW = frozenset({"hiện nay", "hiện tại", "hiện giờ"})
book.lexicon("vague_words", "vague time", {
    row["phrase"]: TimeValue(
        "vague", reference=row["reference"], offset=Offset(0, "day") if row["phrase"] in _NOW else None
    )
    for row in read_table("dates/vague_times.tsv")
})  # fmt: skip
_TO = Phrases.of("đến|tới|cho đến|cho tới|từ trước đến|(|từ trước tới|đến tận|từ|từ trước")
_NOW_IS = Phrases.of("là|thuộc|gọi")
_NOW_DOES = Phrases.of(
    "có|còn|đã|được|không|đang|chỉ|nằm|do|mang|trở thành|vẫn|phải|mới|bị|lại|ở|sống|làm|giữ",
)
_HIEN = Phrases.of("hiện")
_HIEN_BEFORE = Phrases.of("thực|thể|xuất|phát|biểu|tái|hiển|cải|ẩn")
_HIEN_AFTER = Phrases.of(
    "có|đang|còn|là|vẫn|đã|được|thuộc|do|nằm|tại|chỉ|nay|làm|ở|không|chưa|sống|sở hữu|giữ",
)
# At the head of a sentence it is the beginning of these words, else the time.
_HIEN_WORDS = Phrases.of(
    "tượng|đại|trường|vật|thực|hành|hữu|thân|diện|trạng|sinh|kim|hình|lên|ra|rõ|nguyên|tình|đại hóa|hóa",
    "thị|kế|còn|thời|nay|tại|giờ|trong|về|chỉ|tồn|vẫn",
)
# `trong khi đó` is a conjunction.
_IN = Phrases.of("trong")
_MEANWHILE = Phrases.of("khi đó|khi ấy")


@book.rule("vague", "vague", "{vague_words}")
def _vague(at: Site, vague_words: TimeValue) -> TimeValue | None:
    tokens = at.tokens
    if _HIEN.has(tokens, at.start):
        if _HIEN_BEFORE.has(tokens, at.start - 1):
            return None  # `thực hiện tại`
        if at.end - at.start == 1 and (tokens.bare or not _is_now(at)):
            return None
    is_conjunction = _IN.has(tokens, at.start - 1) and _MEANWHILE.after(tokens, at.start) is not None
    return None if is_conjunction else vague_words


def _is_now(at: Site) -> bool:
    """Tell whether `hiện` is a word by itself: before a verb, or at the head of a sentence."""
    tokens = at.tokens
    if _HIEN_AFTER.after(tokens, at.end) is not None:
        return True
    return at.start == 0 and tokens.form(at.end)[:1].isalpha() and not _HIEN_WORDS.has(tokens, at.end)


@book.rule("vague", "these days", "ngày? hôm nay")
def _these_days(at: Site) -> TimeValue | None:
    return TimeValue("vague", reference="PRESENT_REF") if is_these_days(at) else None


@book.rule("vague", "now", "nay")
def _now(at: Site) -> TimeValue | None:
    tokens = at.tokens
    heads = not tokens.form(at.start - 1)[:1].isalnum()
    begins = heads and (tokens.form(at.start) == "Nay" or _NOW_DOES.after(tokens, at.end) is not None)
    is_now = begins or _TO.before(tokens, at.start) is not None or _NOW_IS.has(tokens, at.end)
    return TimeValue("vague", reference="PRESENT_REF") if is_now else None
