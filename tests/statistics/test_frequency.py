"""Counts of words: what is a word, a term, its spelling, and that counts merge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine import Document
from qnmine.statistics import Keyword, WordCounts, keywords
from qnmine.words.running import RunningWords


def tokens(*sentences: str) -> RunningWords:
    """Words of one document: separated by spaces, syllables joined by `_`."""
    forms = [[word.replace("_", " ") for word in sentence.split()] for sentence in sentences]
    row = [form for sentence in forms for form in sentence]
    nowhere = [0] * len(row)
    return RunningWords(Document("d", ""), row, nowhere, nowhere, list(map(len, forms)), [], [])


def counts(*documents: RunningWords) -> WordCounts:
    total = WordCounts()
    for document in documents:
        total.add_documents([document])
    return total


def terms(*documents: RunningWords) -> dict[str, int]:
    return {row.term: row.count for row in keywords(counts(*documents))}


def test_columns_of_a_small_corpus() -> None:
    total = counts(tokens("Kinh_tế số và kinh_tế biển .", "100 % số"), tokens("Kinh_tế !"))
    assert total.words == 8, "punctuation and symbols are no words, a number is one"
    rows = keywords(total, stopwords={"và"})
    assert rows[0] == Keyword("kinh tế", 3, 2, 375_000.0, None)
    assert [(row.term, row.count, row.docs) for row in rows] == [
        ("kinh tế", 3, 2),
        ("số", 2, 1),
        ("biển", 1, 1),
    ]


def test_names_keep_their_capitals_and_other_words_have_none() -> None:
    document = tokens(
        "Tỉnh Quảng_Ninh mời Tỉnh_ủy", "Quảng_Ninh đi đầu", "QUẢNG_NINH", "Tỉnh vui", "- Tỉnh vui", "“ Tỉnh ”"
    )
    assert terms(document) == {
        "Quảng Ninh": 3,
        "tỉnh": 4,
        "mời": 1,
        "Tỉnh ủy": 1,
        "đi": 1,
        "đầu": 1,
        "vui": 2,
    }


def test_a_word_seen_only_at_the_beginning_of_sentences() -> None:
    found = terms(tokens("Hoạt_động này", "Bình_Liêu vui", "UNESCO họp", "Bộ họp", "iPhone mới"))
    assert {"hoạt động", "Bình Liêu", "UNESCO", "bộ", "iPhone"} <= found.keys()


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("Sở sở", "sở"),
        ("Sở Sở sở", "sở"),
        ("Cách_mạng Cách_mạng Cách_mạng cách_mạng cách_mạng", "cách mạng"),
        ("Đảng Đảng Đảng đảng", "Đảng"),
        ("Quảng_Ninh Quảng_Ninh QUẢNG_NINH", "Quảng Ninh"),
        ("iPhone IPHONE iPhone iphone", "iPhone"),
    ],
)
def test_capitals_need_a_clear_majority(inside: str, shown: str) -> None:
    assert terms(tokens(f"vào {inside}")) == {"vào": 1, shown: len(inside.split())}


def test_single_letters_are_no_terms_but_words_of_the_corpus() -> None:
    document = tokens("tổ A. và b , Đ , ô , α , ý , ở , 世 , N.V.A.")
    assert set(terms(document)) == {"tổ", "và", "ý", "ở", "世", "N.V.A."}
    assert counts(document).words == 11


def test_an_empty_corpus_has_no_rows() -> None:
    assert keywords(WordCounts()) == []


words = st.text(alphabet="aàbBđĐ1.,“", min_size=1, max_size=3)
documents = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=3).map(lambda lines: tokens(*lines))


@given(st.lists(documents, max_size=6), st.integers(0, 6))
def test_counts_of_parts_add_up(corpus: list[RunningWords], cut: int) -> None:
    whole = counts(*corpus)
    merged = counts(*corpus[:cut])
    merged.merge(counts(*corpus[cut:]))
    assert (merged.words, merged.documents) == (whole.words, whole.documents)
    assert keywords(merged) == keywords(whole)
    assert sum(row.count for row in keywords(whole)) <= whole.words
    at_once = WordCounts()
    at_once.add_documents(corpus)
    assert keywords(at_once) == keywords(whole)
