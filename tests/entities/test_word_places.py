"""Where in a word a syllable stands, for documents together as for each alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.entities.lexical import compile_lexical
from qnmine.entities.surfaces import Surfaces
from qnmine.entities.word_places import ALONE, FIRST, INSIDE, LAST, word_places
from qnmine.text.document import Document
from tests.strategies import any_text, vietnamese_text

SURFACES = Surfaces(compile_lexical([], [], [], [], []))


def places(*texts: str) -> list[int]:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    sentences = [
        document.normalized.text[start:end]
        for document in documents
        for start, end in document.sentence_spans
    ]
    return [int(place) for place in word_places(sentences, SURFACES.tokens(sentences))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hạ Long phát triển.", [FIRST, LAST, FIRST, LAST, ALONE]),
        ("ở nhà", [ALONE, ALONE]),
        ("bách khoa toàn thư", [FIRST, INSIDE, INSIDE, LAST]),
        ("Đi.\n\n  Về Hạ Long", [ALONE, ALONE, ALONE, FIRST, LAST]),
        ("", []),
        (" \n ", []),
    ],
)
def test_places(text: str, expected: list[int]) -> None:
    assert places(text) == expected
    assert places(unicodedata.normalize("NFD", text)) == expected


@settings(max_examples=40)
@given(st.lists(any_text() | vietnamese_text(), max_size=4))
def test_documents_together_are_as_each_alone(texts: list[str]) -> None:
    assert places(*texts) == [place for text in texts for place in places(text)]
