"""Standing names of bodies in one spelling, whatever capitals and marks a document has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.lexicons import load
from qnmine.entities.linking.abbreviations import table
from qnmine.entities.linking.forms import capitalized
from qnmine.entities.linking.gazetteer import recased
from qnmine.entities.linking.places import LEVELS
from qnmine.text.spelling import FOREIGN, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST_WORDS = 3
_MOST_WORDS = 8
_ALSO = (
    "Bộ Công Thương", "Sở Công Thương", "Công ty cổ phần", "Tổng công ty", "Tổng công ty cổ phần",
    "Ngân hàng thương mại cổ phần", "thương mại cổ phần", "một thành viên", "đại biểu Quốc hội",
    "Chỉ huy Quân sự", "Liên hiệp Phụ nữ", "Liên hiệp Thanh niên", "Thanh niên Cộng sản",
)  # fmt: skip
_DEPARTMENTS = frozenset(("bộ", "sở", "phòng"))
_BETWEEN = frozenset(("-", "&", "và"))
_MARKS = " ,;"
_LEVEL_ENDS = tuple(f" {level}" for level in LEVELS)


def spelled(name: str) -> str:
    """A name with the standing names in it in the case that the table of abbreviations has.

    `Ủy ban Nhân dân tỉnh` gives `Ủy ban nhân dân tỉnh`. What a ministry or department is for may have other
    marks as well: `Bộ Giáo dục & Đào tạo` is the `Bộ Giáo dục và Đào tạo`. A name with words in capitals, and
    what is written small and stands inside a name (`các ban quản lý`), are left alone.
    """
    words = name.split()
    folded = [word.casefold() for word in words]
    bare = [word.strip(_MARKS) for word in folded]
    known = _standing()
    if known.keys().isdisjoint(bare) or any(map(_is_loud, words)):
        return name
    written: list[str] = []
    at = 0
    while at < len(words):
        department = at == 1 and folded[0] in _DEPARTMENTS
        for wanted, full in known.get(bare[at], ()):
            after = _match(bare, at, wanted) if department else _match_words(folded, at, full)
            if after and _fits(words[at], full, at, department):
                last = words[after - 1]
                written.append(full + last[len(last.rstrip(_MARKS)) :])
                at = after
                break
        else:
            written.append(words[at])
            at += 1
    return " ".join(written)


def _fits(word: str, full: str, at: int, department: bool) -> bool:
    """Whether a standing name may stand at a word: no small letters for capitals inside a name."""
    if full[0].isupper():
        return at == 0 or department or word[0].isupper()
    return at > 0


def _match_words(folded: Sequence[str], at: int, full: str) -> int:
    """The number of the word after a standing name, marks and all, 0 if it does not stand here."""
    wanted = full.casefold().split()
    found = [*folded[at : at + len(wanted)]]
    found[-1] = found[-1].rstrip(_MARKS)
    return at + len(wanted) if found == wanted else 0


def _match(bare: Sequence[str], at: int, wanted: Sequence[str]) -> int:
    """The number of the word after the last of those wanted, 0 if they do not stand here, or go on."""
    for word in wanted:
        while at < len(bare) and bare[at] in _BETWEEN:
            at += 1
        if at == len(bare) or bare[at] != word:
            return 0
        at += 1
    return 0 if at < len(bare) and bare[at] in _BETWEEN else at


@cache
def _standing() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> the words of standing names that begin with it, the longest first, and their spelling."""
    rows = (row for row in table() if "ORG" in row.types and row.where != "after")
    fulls = {row.full for row in rows if len(row.full.split()) >= _FEWEST_WORDS}
    fulls = {full for full in fulls if not full.endswith(_LEVEL_ENDS)}  # `Công an Thành phố Hồ Chí Minh`
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for full in sorted({*fulls, *_ALSO}, key=lambda full: (-len(full.split()), full)):
        folded = (word.strip(_MARKS).casefold() for word in full.split())
        words = tuple(word for word in folded if word not in _BETWEEN)
        known.setdefault(words[0], []).append((words, full))
    return known


def calm(name: str) -> str:
    """A name in capitals (`CÔNG AN TỈNH QUẢNG NINH`) as it is written in a text, if all its words are known.

    It may consist of bodies, the words with which their names begin, level words and places. Words that are
    no Vietnamese syllables (`VNPT`) stay.
    """
    words = name.split()
    if not any(map(_is_loud, words)):
        return name
    written: list[str] = []
    at = 0
    while at < len(words):
        size, part = next(_known_at(words, at), (1, "" if _is_loud(words[at]) else words[at]))
        if not part:
            return name
        written.append(part)
        at += size
    return capitalized(" ".join(written))


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper() and spelling_of(word.lower()) != FOREIGN


def _known_at(words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """Yield what is known to begin at a word in capitals, the longest first: number of words, spelling."""
    for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        part = " ".join(words[at : at + size])
        if not part.isupper():
            continue
        folded = part.casefold()
        if folded in LEVELS:
            yield size, folded
        elif folded in _bodies() and (size > 1 or at == 0):
            yield size, _bodies()[folded]
        elif size > 1 and (place := recased(part)) != part:
            yield size, place


@cache
def _bodies() -> dict[str, str]:
    """Bodies, and the words with which their names begin, without case -> as they are written."""
    entries = (*sorted(load("organisations")), *sorted(load("org_heads")), *(row.full for row in table()))
    return {entry.casefold(): entry for entry in entries if not entry.isupper() and entry[0].isupper()}
