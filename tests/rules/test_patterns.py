from __future__ import annotations

import pytest

from qnmine.rules.patterns import Glue, Result, Word, expand, parse
from qnmine.rules.tokens import FIGURE, folded


def shown(pattern: str) -> set[str]:
    """The plain sequences of a pattern, written out."""
    names = {Glue: "~"}
    return {
        " ".join(
            element.key
            if isinstance(element, Word)
            else f"{element.category}:{element.name}"
            if isinstance(element, Result)
            else names[type(element)]
            for element in sequence
        )
        for sequence in expand(parse(pattern))
    }


@pytest.mark.parametrize(
    ("pattern", "sequences"),
    [
        ("ngày", {"ngày"}),
        ("Ngày {day}", {"ngày day:day"}),
        ("ngày? {day}", {"ngày day:day", "day:day"}),
        ("{day=first} (-|–) {day=last}", {"day:first - day:last", "day:first – day:last"}),
        ("<figure> ~ '%'", {f"{FIGURE} ~ %"}),
        ("{a} (~ '/' ~ {b})?", {"a:a", "a:a ~ / ~ b:b"}),
        ("(a (b|c)?|d) e", {"a b e", "a c e", "a e", "d e"}),
        ("'?' '('", {"? ("}),
    ],
)
def test_patterns_stand_for_sequences(pattern: str, sequences: set[str]) -> None:
    assert shown(pattern) == sequences


def test_longer_sequences_come_first() -> None:
    assert [len(sequence) for sequence in expand(parse("a (b c?)?"))] == [3, 2, 1]


@pytest.mark.parametrize("pattern", ["", "(a", "a)", "a|b", "?", "~?", "{a b}", "a (|", "'"])
def test_what_is_not_well_formed_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern)


def test_words_can_lose_their_diacritics() -> None:
    assert parse("đồng {unit}", folded) == (Word("dong"), Result("unit", "unit"))
