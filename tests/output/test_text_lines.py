from __future__ import annotations

from dataclasses import dataclass

from qnmine.output import text_lines


@dataclass(frozen=True)
class Word:
    sentence: int
    word: str
    pos: str = ""
    upos: str = ""


def test_a_sentence_is_a_line_and_a_word_has_no_space() -> None:
    words = [
        Word(1, "Thăm"),
        Word(1, "Hạ Long"),
        Word(1, "."),
        Word(3, "Vịnh\u00a0Hạ\n Long"),
        Word(3, "đẹp"),
    ]
    assert list(text_lines(words)) == ["Thăm Hạ_Long .", "Vịnh_Hạ_Long đẹp"]
    assert list(text_lines([])) == []


def test_parts_of_speech_stand_behind_strokes() -> None:
    words = [Word(1, "Hạ Long", "Np", "PROPN"), Word(1, "đẹp", "A")]
    assert list(text_lines(words)) == ["Hạ_Long/Np/PROPN đẹp/A"]
