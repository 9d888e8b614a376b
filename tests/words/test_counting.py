"""The number of words of documents."""

from __future__ import annotations

from hypothesis import given

from qnmine import Document, WordCounts, read
from qnmine.words.counting import count_words
from qnmine.words.running import running_words
from qnmine.words.segmenters import SyllableSegmenter
from tests import SEEDS
from tests.strategies import any_text


def words_of_keywords(document: Document) -> int:
    counts = WordCounts()
    counts.add_documents(running_words([document]))
    return counts.words


def test_the_words_are_those_that_keywords_counts() -> None:
    documents = list(read(SEEDS))
    assert count_words(documents) == [words_of_keywords(document) for document in documents]
    assert count_words([]) == []


def test_words_have_a_letter_or_digit() -> None:
    texts = ["", " \n", "… – !", "Hạ Long đẹp, 2,8 tỷ đồng!"]
    documents = [Document("a", text) for text in texts]
    assert count_words(documents) == [0, 0, 0, 4]
    assert count_words(documents, SyllableSegmenter()) == [0, 0, 0, 6]


@given(any_text(12))
def test_any_text(text: str) -> None:
    document = Document("a", text)
    assert count_words([document]) == [words_of_keywords(document)]
