from __future__ import annotations

import pytest

from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import Tokens, folded, tokens_of

UNITS = Phrases({"mét": "m", "mét vuông": "m²", "Ki-lô mét": "km", "đồng": "VND", "đông": "E"})


def tokens(text: str, *, bare: bool = False) -> Tokens:
    return tokens_of(text, 0, len(text), folded if bare else str.lower)


@pytest.mark.parametrize("bare", [False, True])
def test_the_longest_after_and_before_a_place(bare: bool) -> None:
    read = tokens("5 Mét vuông, 3 mét 2 ki-lô mét", bare=bare)
    assert UNITS.after(read, 1) == (3, "m²")
    assert UNITS.after(read, 5) == (6, "m")
    assert UNITS.after(read, 7) == (11, "km")
    assert UNITS.before(read, 3) == (1, "m²")
    assert UNITS.before(read, 11) == (7, "km")
    assert UNITS.before(read, 6) == (5, "m")
    nowhere = [UNITS.after(read, place) for place in (0, 2, 8, 11, 99)]
    nowhere += [UNITS.before(read, place) for place in (0, 1, 5, 99)]
    assert nowhere == [None] * 9


@pytest.mark.parametrize("bare", [False, True])
def test_one_token(bare: bool) -> None:
    read = tokens("mét vuông đồng", bare=bare)
    assert [UNITS.has(read, place) for place in (-1, 0, 1, 2, 3)] == [False, True, False, True, False]


def test_marks_count_unless_they_are_left_out() -> None:
    assert UNITS.after(tokens("met vuong"), 0) is None
    assert UNITS.after(tokens("met vuong", bare=True), 0) == (2, "m²")
    assert UNITS.after(tokens("đông"), 0) == (1, "E")
    # Where two are alike without marks the first counts.
    assert (
        UNITS.after(tokens("đông", bare=True), 0) == UNITS.after(tokens("dong", bare=True), 0) == (1, "VND")
    )
    assert not UNITS.has(tokens("dong"), 0)


def test_phrases_whose_value_is_themselves() -> None:
    lines = Phrases.of("cái|con", "quyển sách")
    assert lines.entries == Phrases.all_of(["cái", "con", "quyển sách"]).entries
    assert lines.after(tokens("con mèo"), 0) == (1, "con")
    assert lines.before(tokens("một quyển sách"), 3) == (1, "quyển sách")
