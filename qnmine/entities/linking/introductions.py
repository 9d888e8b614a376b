"""Abbreviations that a document introduces in brackets, the full name before or after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.entities.linking.abbreviations import expanded
from qnmine.entities.linking.bodies import begins_with_kind
from qnmine.entities.linking.forms import LONGEST
from qnmine.text.spelling import FOREIGN, spelling_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.recognizer import Span

# Between the two names: a bracket, perhaps with a word that says so.
_OPENED = re.compile(
    r"\s*\(\s*(?:(?:sau đây |dưới đây )?(?:gọi|viết|tên) (?:là|tắt)(?: tiếng Anh)?(?: là)?\s*:?"
    r"|mã(?: CK)?:?|tên tiếng Anh:?)?"
    r"\s*[\"“”']?\s*"
)
_CLOSED = re.compile(r"\s*[\"“”']?\s*[),;\-–]")
_UNMARKED = re.compile(_OPENED.pattern + r"([^\W\d_a-z][\w&]*(?:[-.][\w&]+)*)" + _CLOSED.pattern)
# Bodies that are known by an abbreviation of their English name: `VFF (Liên đoàn Bóng đá Việt Nam)`.
_WORLDWIDE = re.compile(
    r"(?:Liên (?:đoàn|minh)|Hiệp hội|Tổ chức|Quỹ|Ngân hàng|Cơ quan|Ủy ban|Chương trình) \w", re.IGNORECASE
)
_COMPANY = re.compile(
    r"(?:Công ty|Tổng [Cc]ông ty|Tập đoàn|Ngân hàng|Hiệp hội|Liên đoàn|Tổng cục|Cục|Quỹ|Ủy ban|Tổ chức) ",
    re.IGNORECASE,
)
_LONGEST_GAP = 48
_SHORTEST_PART = 3
_CAPITALS_NEEDED = 2
_FUNCTION_WORDS = frozenset(("và", "của", "các", "về", "cho", "tại", "the", "of", "and", "for"))


def introductions(text: str, spans: Sequence[Span], forms: Sequence[str]) -> dict[tuple[str, str], str]:
    """(type, abbreviation) -> the full name that a document gives it.

    One that it gives to two different names is left out. `forms` are the spans as written.
    """
    found: dict[tuple[str, str], set[str]] = {}
    shown: dict[tuple[str, str], str] = {}
    for number, span in enumerate(spans):
        if span.type == "PER" or "(" not in text[span.end : span.end + 4] or len(forms[number]) > LONGEST:
            continue
        pair = _pair(text, spans, forms, number)
        if pair is not None:
            key = span.type, pair[0]
            found.setdefault(key, set()).add(expanded(pair[1], span.type).casefold())
            shown.setdefault(key, pair[1])
    return {key: shown[key] for key, fulls in found.items() if len(fulls) == 1}


def _pair(text: str, spans: Sequence[Span], forms: Sequence[str], number: int) -> tuple[str, str] | None:
    """The abbreviation and the full name of the bracket that follows a span, if it introduces one."""
    span, form = spans[number], forms[number]
    following = spans[number + 1] if number + 1 < len(spans) else None
    if following is None or following.start - span.end > _LONGEST_GAP:
        return _unmarked(text, span, form)
    if _OPENED.fullmatch(text, span.end, following.start) is None:
        return _unmarked(text, span, form)
    if following.type != span.type or _CLOSED.match(text, following.end) is None:
        return None
    inner = forms[number + 1]
    if len(inner) > LONGEST:
        return None
    if introduces(form, inner, span.type):
        return inner, form
    return (form, inner) if _is_introduced_by(form, inner) else None


def _is_introduced_by(short: str, full: str) -> bool:
    """Whether `short (full)` explains an abbreviation, and does not say whose part a body is."""
    if _abbreviates(short, full):
        return True
    if not (short.isupper() and short.isalpha()):
        return False
    if _WORLDWIDE.match(full) is not None:
        return True
    initials = iter(word[0].upper() for word in full.split())
    return len(short) >= _SHORTEST_PART and all(letter in initials for letter in short)


def _unmarked(text: str, span: Span, form: str) -> tuple[str, str] | None:
    """An abbreviation in the bracket that is no mention there, but perhaps elsewhere."""
    match = _UNMARKED.match(text, span.end, span.end + _LONGEST_GAP)
    if match is None or not introduces(form, match[1], span.type):
        return None
    return match[1], form


def introduces(full: str, short: str, type_: str) -> bool:
    """Whether `full (short)` gives a name its abbreviation.

    It does when the initials are those of the name; else only for organisations, when what is in the bracket
    is shorter and no other body: not one by its first word (`Viện Khoa học hình sự (Bộ Công an)`), and no
    brand beside another brand (`Công ty VinFast (Vingroup)`).
    """
    if len(short) >= len(full) or " " not in full:
        return False
    if _abbreviates(short, full):
        return True
    if type_ != "ORG" or not any(map(str.isupper, short)):
        return False
    known = expanded(short, "ORG")
    if known != short:
        return known.casefold() == expanded(full, "ORG").casefold()
    if begins_with_kind(known):
        return False
    if sum(map(str.isupper, short)) >= _CAPITALS_NEEDED:
        return True
    return (
        " " not in short and _is_foreign(short) and _begins_with_company(full) and not _has_brand(full, short)
    )


def _is_foreign(word: str) -> bool:
    return spelling_of(word.lower()) == FOREIGN


def _begins_with_company(full: str) -> bool:
    return _COMPANY.match(expanded(full, "ORG")) is not None


def _has_brand(full: str, short: str) -> bool:
    """Whether a name has a foreign word that is not the short form itself."""
    words = re.findall(r"[^\W\d_]+", expanded(full, "ORG"))
    return any(_is_foreign(word) and word.lower() not in short.lower() for word in words)


def _abbreviates(short: str, full: str) -> bool:
    """Whether the capitals of a short form without spaces are the initials of a full name, in order.

    Function words may count or not, and so may the kind of body at the beginning.
    """
    letters = [char for char in short if char.isalpha()]
    if not 2 <= len(letters) <= 12 or not "".join(letters).isupper():
        return False
    wanted = "".join(letters)
    words = re.findall(r"[^\W\d_]+", full)
    own = words[2:] if _COMPANY.match(full) is not None else words
    return any(
        wanted == "".join(word[0] for word in some if not skip or word.lower() not in _FUNCTION_WORDS).upper()
        for some in (words, own)
        for skip in (False, True)
    )
