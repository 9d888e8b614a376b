"""Numbers of houses and telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.numbers.quantity import NAME
from qnmine.numbers.rules.context import is_joined
from qnmine.numbers.rules.nouns import noun_after
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.numbers.quantity import Quantity
    from qnmine.rules.engine import Site

book = RuleBook()
_ADDRESS = Phrases.of(
    "địa chỉ|địa chỉ tại|địa chỉ ở|trụ sở|trụ sở tại|trụ sở ở|văn phòng tại|văn phòng ở|nhà ở"
)
_AT = Phrases.of("ở|tại|nhà")
_CALLS = Phrases.of(
    "gọi|gọi ngay|gọi cho|gọi đến|gọi tới|gọi điện|gọi điện đến|gọi điện cho|báo|báo cho|cảnh sát|cứu hỏa|"
    "cứu hoả|chữa cháy|cấp cứu|cứu thương|tổng đài|đường dây|bấm|quay số|điện thoại|số|lực lượng"
)
_EMERGENCIES = frozenset({"111", "112", "113", "114", "115"})
_SENDS = Phrases.of("gửi|gửi đến|gửi tới|gửi về|gửi cho|gởi|gởi đến|gởi tới|gởi về|đến|tới|tổng đài|đầu số")
_MESSAGE = Phrases.of("nhắn|nhắn tin|soạn|soạn tin|tin nhắn|sms")
_LONGEST_MESSAGE = 12


@book.rule(
    "quantity",
    "number of a house",
    "<figure>",
    "<figure> (-|–) <figure>",
    beside=Beside(before=[_ADDRESS, _AT, frozenset({":"})], after=[str.istitle]),
)
def _house(at: Site) -> Quantity | None:
    tokens = at.tokens
    figures = tokens.forms[at.start : at.end : 2]
    if is_joined(at) or not all(figure.isdigit() and len(figure) < 5 for figure in figures):
        return None
    # `45 Trần Phú`: the street has a name of two syllables or more.
    if not (tokens.form(at.end).istitle() and tokens.form(at.end + 1).istitle()):
        return None
    if _ADDRESS.before(tokens, at.start - (at.before() == ":")) is not None:
        return NAME
    counts = noun_after(tokens, at.end) is not None
    return NAME if not counts and _AT.before(tokens, at.start) is not None else None


@book.rule("quantity", "number of an emergency service", "<figure>", beside=Beside(before=[_CALLS]))
def _emergency(at: Site) -> Quantity | None:
    if at.text not in _EMERGENCIES or is_joined(at) or noun_after(at.tokens, at.end) is not None:
        return None
    return NAME if _CALLS.before(at.tokens, at.start) is not None else None


@book.rule("quantity", "number that messages are sent to", "<figure>", beside=Beside(before=[_SENDS]))
def _short_number(at: Site) -> Quantity | None:
    tokens = at.tokens
    if not at.text.isdigit() or len(at.text) not in (3, 4) or is_joined(at):
        return None
    if _SENDS.before(tokens, at.start) is None or noun_after(tokens, at.end) is not None:
        return None
    told = any(
        _MESSAGE.has(tokens, position) for position in range(max(at.start - _LONGEST_MESSAGE, 0), at.start)
    )
    return NAME if told else None


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
