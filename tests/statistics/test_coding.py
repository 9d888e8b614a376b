"""Words as integers: kinds of forms, keys, and the arrays over a batch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics.coding import CodedWords, Vocabulary, is_single_letter
from tests.statistics.coded_corpora import corpora, tokens, words_of
from tests.strategies import any_text

WORD, NAMED, TERM, OPENER = "word", "named", "term", "opener"


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("kinh tế", {WORD, NAMED, TERM}),
        ("Hạ Long", {WORD, NAMED, TERM}),
        ("4G", {WORD, NAMED, TERM}),
        ("ý", {WORD, NAMED, TERM}),
        ("世", {WORD, NAMED, TERM}),
        ("B", {WORD, NAMED}),
        ("B.", {WORD, NAMED}),
        ("đ", {WORD, NAMED}),
        ("2024", {WORD}),
        ("1.300", {WORD}),
        ("2 triệu", {WORD}),
        ("²", {WORD}),
        (",", set()),
        ("_", set()),
        ("\u0301", set()),
        ("“", {OPENER}),
        ("-", {OPENER}),
    ],
)
def test_what_a_form_is(form: str, kinds: set[str]) -> None:
    vocabulary = Vocabulary()
    forms = vocabulary.code([form])
    tests = {
        WORD: vocabulary.is_word,
        NAMED: vocabulary.is_named,
        TERM: vocabulary.is_term,
        OPENER: vocabulary.is_opener,
    }
    assert {kind for kind, test in tests.items() if test(forms)[0]} == kinds


def test_forms_that_differ_by_case_share_a_key() -> None:
    vocabulary = Vocabulary()
    forms = vocabulary.code(["Hạ Long", "hạ long", "HẠ LONG", "hạ", "Hạ Long"])
    assert forms.tolist() == [0, 1, 2, 3, 0]
    assert vocabulary.key_of[forms].tolist() == [0, 0, 0, 1, 0]
    assert vocabulary.is_cased(forms).tolist() == [True, False, True, False, True]
    assert vocabulary.keys == ["hạ long", "hạ"]
    other = Vocabulary()
    others = other.code(["Mới", "mới", "HẠ"])
    assert other.key_of[others].tolist() == [0, 0, 1]
    assert vocabulary.keys_from(other).tolist() == [2, 1], "a key may come before any form of it"
    forms = vocabulary.code(["MỚI"])
    assert vocabulary.key_of[forms].tolist() == [2]
    assert vocabulary.keys_in({"mới", "hạ long", "không có"}).tolist() == [True, False, True]
    assert vocabulary.keys_in([]).tolist() == [False] * 3
    assert vocabulary.keys == ["hạ long", "hạ", "mới"], "asking adds nothing"


def test_keys_are_translated_anew_when_there_are_more() -> None:
    vocabulary, other = Vocabulary(), Vocabulary()
    for word, numbers in (("Xa", [0]), ("gần", [0, 1]), ("xa", [0, 1])):
        forms = other.code([word])
        assert other.key_of[forms].tolist() == [numbers[-1] if word != "xa" else 0]
        assert vocabulary.keys_from(other).tolist() == numbers
        assert vocabulary.keys_from(other).tolist() == numbers
    assert vocabulary.keys_from(Vocabulary()).tolist() == []
    assert vocabulary.keys == ["xa", "gần"]


@given(st.lists(any_text(4)), st.lists(any_text(4)))
def test_the_order_of_forms_changes_nothing_but_numbers(first: list[str], second: list[str]) -> None:
    one, other = Vocabulary(), Vocabulary()
    one.code(first)
    one.is_word(one.code(second))
    numbers = other.code(second + first)[len(second) :]
    mine, theirs = one.code(first), numbers
    for vocabulary, forms in ((one, mine), (other, theirs)):
        assert [vocabulary.forms[form] for form in forms.tolist()] == first
        keys = vocabulary.key_of[forms].tolist()
        assert [vocabulary.keys[key] for key in keys] == [form.lower() for form in first]
    for kind in ("is_word", "is_named", "is_term", "is_opener", "is_cased"):
        assert getattr(one, kind)(mine).tolist() == getattr(other, kind)(theirs).tolist()
    terms, named, words = one.is_term(mine), one.is_named(mine), one.is_word(mine)
    assert not np.any(terms & ~named)
    assert not np.any(named & ~words)
    assert [is_single_letter(form.lower()) for form in first] >= (named & ~terms).tolist()


def test_the_arrays_of_a_batch() -> None:
    vocabulary = Vocabulary()
    batch = [
        tokens("Tỉnh đẹp , vui", "", "“ Tỉnh ” vui"),
        words_of(),
        words_of(["1", "A", "là", ":", "B"], tags=["M", "N", "V", "CH", "N"]),
    ]
    coded = CodedWords.of(batch[:2], vocabulary)
    assert [vocabulary.forms[form] for form in coded.forms.tolist()] == [*batch[0].forms]
    assert coded.documents.tolist() == [0] * 8
    assert coded.sentences.tolist() == [0] * 4 + [2] * 4
    assert coded.initial.tolist() == [True, False, False, False, False, True, False, True]
    last = CodedWords.of(batch[1:], vocabulary)
    assert last.documents.tolist() == [1] * 5
    assert last.initial.tolist() == [False, True, False, False, True], "a number is not first, a sign opens"
    assert last.tagged({"N", "V"}).tolist() == [False, True, True, False, True]


@given(corpora)
def test_sentences_and_documents_are_numbered_as_they_come(corpus: list) -> None:  # type: ignore[type-arg]
    coded = CodedWords.of(corpus, Vocabulary())
    sentence, place = 0, 0
    for number, words in enumerate(corpus):
        for length in words.sentences:
            assert set(coded.sentences[place : place + length].tolist()) <= {sentence}
            assert set(coded.documents[place : place + length].tolist()) <= {number}
            sentence, place = sentence + 1, place + length
    assert place == len(coded.forms)
