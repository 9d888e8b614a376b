"""Words in a row: the same as the tokens, where they stand, and the form in which they count."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine import Document, read
from qnmine.words.running import RunningWords, counting_form, counting_forms, forms_by_sentence, running_words
from qnmine.words.tokens import tokenize
from tests import SEEDS
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def row(text: str) -> RunningWords:
    (words,) = running_words([Document("d", text)])
    return words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("kinh tế", "kinh tế"),
        ("kinh\n  tế", "kinh tế"),
        ("kinh\u00a0tế", "kinh tế"),
        ("kinh\u00adtế", "kinhtế"),
        ("Ha\u200b\u0323", "Hạ"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("…", "…"),
        ("Hạ Long", "Hạ Long"),
    ],
)
def test_the_form_of_a_word(word: str, form: str) -> None:
    assert counting_form(word) == form
    assert counting_forms([word, "a", word]) == [form, "a", form]


def test_a_row_of_words() -> None:
    words = row("Hạ Long đẹp.  \n\nĐón 2 triệu khách!")
    assert words.forms == ["Hạ Long", "đẹp", ".", "Đón", "2 triệu", "khách", "!"]
    assert words.sentences == [3, 4]
    assert forms_by_sentence(words) == [words.forms[:3], words.forms[3:]]
    assert words.original(0, 2) == (0, 11)
    assert words.original(3, 4) == (16, 19)
    assert (words.tags, words.entities) == ([], [])
    empty = row("")
    assert (empty.forms, empty.sentences) == ([], [])


def test_tags_stand_beside_the_words_of_many_documents() -> None:
    texts = ["Hạ Long rất đẹp.", "", "Chúng tôi đi học. Trời mưa."]
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    together = running_words(documents, pos=True)
    assert [len(words.tags) for words in together] == [len(words.forms) for words in together]
    assert [words.tags for words in together] == [
        running_words([document], pos=True)[0].tags for document in documents
    ]
    tags = dict(zip(together[0].forms, together[0].tags, strict=True))
    assert tags == {"Hạ Long": "Np", "rất": "R", "đẹp": "A", ".": "CH"}


def check(words: RunningWords) -> None:
    document = words.document
    assert len(words.forms) == len(words.starts) == len(words.ends) == sum(words.sentences)
    assert len(words.sentences) == len(document.sentence_spans)
    spans = list(zip(words.starts, words.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    text = document.normalized.text
    assert words.forms == [counting_form(text[start:end]) for start, end in spans]
    borders = [0, *accumulate(words.sentences)]
    for (first, last), low, high in zip(document.sentence_spans, borders, borders[1:], strict=False):
        assert all(first <= start and end <= last for start, end in spans[low:high])
    tokens = list(tokenize(document))
    assert [token.word for token in tokens] == words.forms
    assert [(token.start, token.end) for token in tokens] == [
        words.original(place, place + 1) for place in range(len(words.forms))
    ]


def test_the_seeds() -> None:
    documents = list(read(SEEDS))
    for words in running_words(documents):
        check(words)


@settings(max_examples=60)
@given(st.lists(vietnamese_text(15) | any_text(15), max_size=3))
def test_words_are_the_tokens_and_documents_do_not_meet(texts: Sequence[str]) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    for words, text in zip(running_words(documents), texts, strict=True):
        check(words)
        assert words.forms == row(text).forms
