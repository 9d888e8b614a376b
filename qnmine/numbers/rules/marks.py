"""Figures that stand for a place in a text or beside it: list markers, references, pages, tie-breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.numbers.quantity import NAME
from qnmine.rules.beside import Beside
from qnmine.rules.engine import RuleBook

if TYPE_CHECKING:
    from qnmine.numbers.quantity import Quantity
    from qnmine.rules.engine import Site

book = RuleBook()
_DEEPEST_INDENT = 12
_AFTER_A_MARKER = frozenset({".", ")", "/", "-"})
_OPEN, _CLOSED = frozenset({"("}), frozenset({")"})


@book.rule("quantity", "list marker", "<figure>", beside=Beside(after=[_AFTER_A_MARKER]))
def _list_marker(at: Site) -> Quantity | None:
    tokens = at.tokens
    sign = at.after()
    if sign not in _AFTER_A_MARKER or not tokens.touches(at.end):
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


@book.rule(
    "quantity",
    "reference mark",
    "<figure>",
    beside=Beside(before=[frozenset({"["})], after=[frozenset({"]"})]),
)
def _reference(at: Site) -> Quantity | None:
    if at.before() != "[" or at.after() != "]" or not at.text.isdigit():
        return None
    return NAME if at.tokens.touches(at.start) and at.tokens.touches(at.end) else None


@book.rule(
    "quantity",
    "pages of a citation",
    "<figure> (-|–) <figure>",
    beside=Beside(before=[frozenset({":"})]),
)
def _pages(at: Site) -> Quantity | None:
    tokens = at.tokens
    if at.after() not in ("", ".", ",", ";", ")") or not at.text[:1].isdigit():
        return None
    # `Budo 7: 125–137`
    volume = tokens.form(at.start - 2)
    return NAME if at.before() == ":" and volume.isdigit() and not tokens.touches(at.start) else None


@book.rule("quantity", "points of a tie-break", "<figure>", beside=Beside(before=[_OPEN], after=[_CLOSED]))
def _tie_break(at: Site) -> Quantity | None:
    tokens, start = at.tokens, at.start
    # `7-6(5)`
    if at.before() != "(" or at.after() != ")" or not all(map(tokens.touches, range(start - 3, at.end + 1))):
        return None
    first, joint, second = tokens.forms[start - 4 : start - 1]
    return NAME if joint in ("-", "–") and {first, second} in ({"7", "6"}, {"6", "7"}) else None
