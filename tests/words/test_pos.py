"""Parts of speech and the universal ones that they stand for."""

from __future__ import annotations

import pytest

from qnmine.words.pos import TAGS, tag_words, universal_tag
from qnmine.words.underthesea.adapter import load_tagger
from qnmine.words.underthesea.tagger import UndertheseaTagger

UNIVERSAL = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
}  # fmt: skip


def test_every_tag_of_the_model_is_documented() -> None:
    tagger = load_tagger()
    assert isinstance(tagger, UndertheseaTagger)
    assert set(tagger.tags) == set(TAGS)
    assert {universal for universal, _ in TAGS.values()} <= UNIVERSAL


@pytest.mark.parametrize(
    ("word", "tag", "universal"),
    [
        ("Hạ Long", "Np", "PROPN"), ("đẹp", "A", "ADJ"), ("là", "V", "AUX"), ("Là", "V", "AUX"),
        ("làm", "V", "VERB"),
        ("và", "C", "CCONJ"), ("vì", "C", "SCONJ"), ("có thể", "R", "AUX"), (".", "CH", "PUNCT"),
        ("…", "N", "PUNCT"),
        ("LBKT", "Np", "PUNCT"),
        ("%", "CH", "SYM"), ("+", "Z", "SYM"), ("-", "CH", "PUNCT"), ("28.000", "CH", "NUM"),
        ("abc", "CH", "X"),
        ("abc", "tag of another version", "X"),
    ],
)  # fmt: skip
def test_universal_tags(word: str, tag: str, universal: str) -> None:
    assert universal_tag(word, tag) == universal


def test_words_of_sentences() -> None:
    sentences = [["Chúng tôi", "thăm", "Hạ Long", "."], [], ["Hạ Long", "rất", "đẹp", "."]]
    assert tag_words(sentences) == [["P", "V", "Np", "CH"], [], ["Np", "R", "A", "CH"]]
    assert tag_words(sentences, universal=True) == [
        ["PRON", "VERB", "PROPN", "PUNCT"],
        [],
        ["PROPN", "ADV", "ADJ", "PUNCT"],
    ]
