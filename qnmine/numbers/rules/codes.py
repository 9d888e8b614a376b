"""Codes that no language reads as numbers: document numbers, plates, telephones, versions, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.numbers.figures import read_figure
from qnmine.numbers.quantity import NAME, Quantity
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.engine import Site
    from qnmine.rules.tokens import Tokens

book = RuleBook()

_UPPER = "A-ZĐÂĂÊÔƠƯ"


# Each expression can match in one way only, and begins only where a code can: no text makes them slow.
_ADDRESS = r"(?:https?://|www\.|doi:)\S*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ENDINGS = "vn|com|net|org|edu|gov|info|pdf|docx?|xlsx?|jpe?g|png|html?|txt|csv|mp[34]"
_FILE = rf"(?<![\w./-])(?=[\d_/-]*[^\W\d_])[\w/-]+(?:\.[\w-]+)*?\.(?:{_ENDINGS})(?![\w.])(?:/[\w/.?=&%-]*\w)?"


@book.shape("quantity", "web or e-mail address", _ADDRESS)
@book.shape("quantity", "file or host name", _FILE)
def _address() -> Quantity:
    return NAME


@book.shape("quantity", "document number", rf"(?<![\w/-])\d+[a-zA-Z]?(?:[-/][{_UPPER}\d][^\W_]*)+(?![\w/])")
def _document(at: Site) -> Quantity | None:
    first, *others = re.split("[-/]", at.text)
    # `24/7`, `2-3`, `5km/H`: not without a part in capitals.
    capitals = any(
        part[0].isupper() and sum(map(str.isupper, part)) * 2 > sum(map(str.isalpha, part)) for part in others
    )
    return NAME if capitals and len(first) < 7 else None


@book.shape("quantity", "kilometre post", r"(?<![\w+])\d{1,4}\+\d{3}(?![\w+])")
@book.shape(
    "quantity", "plate", rf"(?<![\w/-])\d{{2}}[{_UPPER}]{{1,2}}\d?\s?-?\s?\d{{3}}\.?\d{{2}}(?![\w/-])"
)
@book.shape("quantity", "telephone number", r"(?<![\w/.-])(?:\+84|0)\d{1,3}(?:[ .-]?\d{2,4}){2,3}(?![\w/-])")
@book.shape("quantity", "figures joined by hyphens", r"(?<![\w/.-])\d+(?:[-–]\d+){2,}(?:-[Xx])?(?![\w/-])")
@book.shape("quantity", "version", r"(?<![\w/-])(?!0\d)[vV]?\d+(?:\.\d+){2,}[a-z]?(?![\w/-])")
def _code(at: Site) -> Quantity | None:
    form = at.text
    if form.replace(".", "").isdigit() and read_figure(form) is not None:
        return None
    if form[0] == "+" and len(form) < 9:
        return None
    return NAME


@book.shape("quantity", "letters and figures", r"(?<![\w/.-])[^\W\d_][^\W_]*(?:[-–./][^\W_]+)*(?![\w])")
def _letters(at: Site) -> Quantity | None:
    tokens = at.tokens
    head = tokens.form(at.start)
    if not any(map(str.isdigit, at.text)):
        return None
    if (not head.isascii() and not head.isupper()) or len(head) > 20 or _is_no_code(tokens, at.start):
        return None
    if tokens.form(at.start + 1)[:1] in ".,/" and head.islower():
        return None
    if any(mark in at.text for mark in "/.") and not head.isupper():
        return None
    return NAME


def _is_no_code(tokens: Tokens, position: int) -> bool:
    """Tell whether letters before a figure are a unit, a currency or a word that lacks a blank."""
    head = tokens.form(position)
    if head == "X":  # `BMW X5`, but `5 X5`: times
        return not tokens.form(position - 1)[:1].isupper()
    if head in _NOT_CODES or (not head.isupper() and _GLUED_WORDS.has(tokens, position)):
        return True
    return _DONG.has(tokens, position) and (head.islower() or len(head) > 1)


_NOT_CODES = frozenset({"USD", "VND", "EUR", "Rp", "km", "m", "cm", "mm", "kg", "ha", "tr", "x", "×"})
_GLUED_WORDS = Phrases.of("từ|năm|tháng|ngày|quý|đến|và|hoặc")
_DONG = Phrases.of("đ|vnđ")


@book.shape("quantity", "generations", r"(?<![\w.,/-])\d[Gg](?:[/–-]\d[Gg])+(?![\w])")
def _generations() -> Quantity:
    return NAME  # 4G/5G


@book.shape("quantity", "figures and letters", r"(?<![\w.,/-])\d+[-–]?[^\W\d_]{1,3}\d*(?![\w])")
def _figures_and_letters(at: Site) -> Quantity | None:
    place = at.start + 1 + (at.tokens.form(at.start + 1) in ("-", "–"))
    letters = at.tokens.form(place)
    if letters.islower() and _GLUED_SCALES.has(at.tokens, place):
        return None
    return NAME if letters not in _NOT_AFTER_FIGURES and not _PRODUCT.fullmatch(at.text) else None


_PRODUCT = re.compile(r"\d+[x×X]\d+")
# Hours, scales and shortened units are no codes.
_NOT_AFTER_FIGURES = frozenset({"h", "g", "p", "s", "ph", "k", "tr", "m", "km", "th", "H"})
_GLUED_SCALES = Phrases.of("tỷ|tỉ|đô|đ")


def _may_be_no_number(form: str) -> bool:
    return form[0] == "0" or not form.isdigit()


@book.rule("quantity", "figure that is no number", "<figure>", beside=Beside(first=[_may_be_no_number]))
def _no_number(at: Site) -> Quantity | None:
    figure = at.text
    if read_figure(figure, at.settings.decimal) is None:
        return NAME
    return NAME if figure[0] == "0" and len(figure) > 1 and figure.isdigit() else None
