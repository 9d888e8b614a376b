"""Tests of the words for what a model read."""

from __future__ import annotations

import pytest

from qnmine.explaining import Feature
from qnmine.explaining.explanation import Part
from qnmine.languages import load_phrases
from qnmine.output.clues import said


def told(model: str, *parts: Part) -> str:
    return said(Feature("Ninh", "", parts, 1.0), model, load_phrases("explain", "en"))


@pytest.mark.parametrize(
    ("model", "parts", "words"),
    [
        # All figures are 0 to a model: the text has 3, or 2024.
        ("entities", [Part("low", -1, "0", ())], "before: a number"),
        ("words", [Part("low", 0, "00.000,0", ())], "right: a number"),
        ("words", [Part("low", -1, "#code", ())], "left: a code"),
        ("entities", [Part("run_before", 0, "0000", ())], "here: a number before the capitalised words"),
        ("entities", [Part("low", 0, "hoa", ())], "here: “hoa”"),
        (
            "entities",
            [Part("names", 0, "surnames+given_names", ()), Part("shape", 0, "Xx", ())],
            "here: in the lists of family names and given names, capitalised",
        ),
        (
            "entities",
            [Part("capitals_around", 0, "none/4–5", ())],
            "here: syllables to the capitals before and after: – / 4–5",
        ),
        ("entities", [Part("to_capital", 0, "1", ())], "here: the next syllable is capitalised"),
        (
            "words",
            [Part("names", -2, "none", ()), Part("shape", -2, "edge", ())],
            "two to the left: edge of the sentence",
        ),
        ("entities", [Part("title_end", -1, "1", ())], "before: a title or kinship word"),
    ],
)
def test_features_in_words(model: str, parts: list[Part], words: str) -> None:
    assert told(model, *parts) == words
