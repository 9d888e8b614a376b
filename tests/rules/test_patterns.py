from __future__ import annotations

import pytest

from qnmine.rules.patterns import Element, Glue, Result, Word, parse
from qnmine.rules.tokens import FIGURE, folded


def shown(elements: tuple[Element, ...]) -> str:
    """The elements of a pattern, written out in full."""
    return " ".join(map(shown_element, elements))


def shown_element(element: Element) -> str:
    if isinstance(element, Word):
        return element.key
    if isinstance(element, Result):
        return f"{element.category}:{element.name}"
    return "~" if isinstance(element, Glue) else f"[{'|'.join(map(shown, element.options))}]"


@pytest.mark.parametrize(
    ("pattern", "written_out"),
    [
        ("ngày", "ngày"),
        ("Ngày {day}", "ngày day:day"),
        ("ngày? {day}", "[ngày|] day:day"),
        ("{day=first} (-|–) {day=last}", "day:first [-|–] day:last"),
        ("<figure> ~ '%'", f"{FIGURE} ~ %"),
        ("{a} (~ '/' ~ {b})?", "a:a [[~ / ~ b:b]|]"),
        ("(a (b|c)?|d) e", "[a [[b|c]|]|d] e"),
        ("'?' '(' \"'\"", "? ( '"),
    ],
)
def test_patterns(pattern: str, written_out: str) -> None:
    assert shown(parse(pattern)) == written_out


@pytest.mark.parametrize("pattern", ["", "(a", "a)", "a|b", "?", "~?", "{a b}", "a (|", "'"])
def test_what_is_not_well_formed_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern)


def test_words_can_lose_their_diacritics() -> None:
    assert parse("đồng {unit}", folded) == (Word("dong"), Result("unit", "unit"))
