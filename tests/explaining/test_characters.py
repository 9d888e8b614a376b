"""What is said of characters: forms, marks that are joined, tone marks that move, what nobody sees."""

from __future__ import annotations

import unicodedata

from hypothesis import given

from qnmine.explaining.characters import characters_of, name_of
from qnmine.explaining.explanation import Change, Special
from qnmine.text.normalize import normalize
from tests.strategies import any_text


def test_nothing_is_changed_in_plain_text() -> None:
    found = characters_of("Hạ Long")
    assert (found.code_points, found.letters, found.bytes, found.form) == (7, 6, 9, "NFC")
    assert (found.composed, found.tones, found.special) == ((), (), ())


def test_marks_are_joined_with_their_letter() -> None:
    found = characters_of("Vie\u0323\u0302t", 10)  # dot below first, as NFD orders it
    assert found.form == "NFD"
    assert found.letters == 4
    assert found.composed == (Change(12, 15, "e\u0323\u0302", "ệ"),)


def test_a_text_may_mix_forms() -> None:
    assert characters_of("Hạ " + unicodedata.normalize("NFD", "Hạ")).form == "mixed"


def test_tone_marks_move_to_one_place() -> None:
    found = characters_of("hoà bình, thuỷ lợi, Quý")
    assert [(change.before, change.after, change.start) for change in found.tones] == [
        ("hoà", "hòa", 0),
        ("thuỷ", "thủy", 10),
    ]
    decomposed = characters_of(unicodedata.normalize("NFD", "hoà"))
    assert [(change.before, change.after) for change in decomposed.tones] == [("hoà", "hòa")]
    assert (decomposed.tones[0].start, decomposed.tones[0].end) == (0, 4)


def test_what_nobody_sees_is_named() -> None:
    found = characters_of("a\u200bb\u202ec\x1bd\u200be\u00a0", 5)
    assert found.special == (
        Special(6, "U+200B", "ZERO WIDTH SPACE", 2),
        Special(8, "U+202E", "RIGHT-TO-LEFT OVERRIDE", 1),
        Special(10, "U+001B", "ESCAPE", 1),
        Special(14, "U+00A0", "NO-BREAK SPACE", 1),
    )
    assert name_of("\ud800") == "LONE SURROGATE"


@given(any_text())
def test_changes_say_what_normalisation_does(text: str) -> None:
    found = characters_of(text)
    assert found.code_points == len(text)
    for change in found.composed:
        assert text[change.start : change.end] == change.before != change.after
    if not found.composed and not found.tones:
        assert normalize(text).text == text
