from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.text.document import Document
from qnmine.words import running
from qnmine.words import tokens as module
from qnmine.words.running import counting_form
from qnmine.words.tokens import Token, tokenize, tokenize_all
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(Document("d", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hạ Long phát triển du lịch.", ["Hạ Long", "phát triển", "du lịch", "."]),
        ("Bộ Thuỷ sản", ["Bộ", "Thủy sản"]),
        ("14.000 tin, bài", ["14.000", "tin", ",", "bài"]),
        ("x\u0300a b", ["x\u0300a", "b"]),
        ("👩\u200d👧!", ["👩\u200d👧", "!"]),
        ("kinh\u00adtế", ["kinhtế"]),
        ("\u200bđi\u200b \ufeff", ["đi"]),
        ("a\x00b", ["a", "b"]),
        ("\ud800", ["\ud800"]),
        ("", []),
        (" \n\t", []),
        ("Đaị", ["Đaị"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_may_stretch_over_the_end_of_a_wrapped_line() -> None:
    *_, last = tokenize(Document("d", "Ngoài ra, tỉnh còn phát triển mạnh nền kinh\n tế"))
    assert (last.text, last.word) == ("kinh\n tế", "kinh tế")


def test_rows_count_sentences_and_tokens_from_one() -> None:
    first, second, third, fourth = tokenize(Document("d", "Đi.  Về."))
    assert first == Token("d", 1, 1, 0, 2, "Đi", "Đi")
    assert second == Token("d", 1, 2, 2, 3, ".", ".")
    assert third == Token("d", 2, 1, 5, 7, "Về", "Về")
    assert fourth == Token("d", 2, 2, 7, 8, ".", ".")


def test_the_text_is_as_decoded_and_the_word_normalised() -> None:
    text = unicodedata.normalize("NFD", "Bộ Thuỷ  sản")
    _, token = tokenize(Document("d", text))
    assert (token.text, token.word) == (unicodedata.normalize("NFD", "Thuỷ  sản"), "Thủy sản")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0\u0c46\u0c56", ["0", "\u0c46\u0c56"]),  # the two marks become one, the digit stays as it is
        (".\u0301\u0323", [".\u0301\u0323"]),  # put in order: no mark has a place of its own
    ],
)
def test_no_token_shares_a_character_with_the_next(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(Document("d", text))] == expected


def is_hidden(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


@settings(max_examples=200)
@given(st.one_of(vietnamese_text(), any_text()))
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    document = Document("d", text)
    tokens = list(tokenize(document))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(token.text and token.word for token in tokens)
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    covered = set().union(*(range(token.start, token.end) for token in tokens))
    assert all(is_hidden(character) for n, character in enumerate(text) if n not in covered)
    spans = [document.normalized.original(*span) for span in document.sentence_spans]
    assert all(spans[token.sentence - 1][0] <= token.start for token in tokens)
    assert all(token.end <= spans[token.sentence - 1][1] for token in tokens)


class Letters:
    """A segmenter that makes a word of every character that is no white space."""

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        return [[(n, n + 1) for n, sign in enumerate(one) if not sign.isspace()] for one in sentences]


def test_any_segmenter_can_be_used() -> None:
    assert [token.text for token in tokenize(Document("d", "ab c"), Letters())] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("word", "form"), [("a\u00a0b", "a b"), ("a \t b", "a b"), ("a\u200bb", "ab"), ("\x00", "\x00")]
)
def test_counting_form(word: str, form: str) -> None:
    assert counting_form(word) == form


def test_parts_of_speech_are_given_when_asked_for() -> None:
    plain, tagged = (list(tokenize("Hạ Long đẹp. Chào!", pos=asked, upos=asked)) for asked in (False, True))
    assert {(token.pos, token.upos) for token in plain} == {("", "")}
    assert [(token.word, token.pos, token.upos) for token in tagged] == [
        ("Hạ Long", "Np", "PROPN"),
        ("đẹp", "A", "ADJ"),
        (".", "CH", "PUNCT"),
        ("Chào", "V", "VERB"),
        ("!", "CH", "PUNCT"),
    ]


@given(st.lists(vietnamese_text(), max_size=6))
def test_documents_together_are_as_each_alone(texts: list[str]) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    found = [list(tokens) for tokens in tokenize_all(documents)]
    assert found == [list(tokenize(document)) for document in documents]


@given(st.lists(vietnamese_text(), max_size=4), st.integers(1, 60))
def test_windows_change_nothing(texts: list[str], window: int) -> None:
    documents = [Document(str(number), f"{text}. Hạ Long.\n" * 3) for number, text in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_WINDOW", window)
        found = [list(tokens) for tokens in tokenize_all(documents)]
    assert found == [list(tokens) for tokens in tokenize_all(documents)]


def test_tokens_are_a_sequence() -> None:
    (tokens,) = tokenize_all([Document("a", "Ông T. ở Hạ Long. \n\u00ad\n Đẹp!")], pos=True, upos=True)
    every = list(tokens)
    assert [(token.sentence, token.token) for token in every][-3:] == [(1, 5), (3, 1), (3, 2)]
    assert [token.word for token in every][-4:] == ["Hạ Long", ".", "Đẹp", "!"]
    assert [tokens[place] for place in range(len(tokens))] == every
    assert (tokens[-1], tokens[1:3], len(tokens)) == (every[-1], every[1:3], len(every))
    assert (tokens[:], tokens[::-2], tokens[5:2], tokens[-2:99]) == (every, every[::-2], [], every[-2:])
    assert list(reversed(tokens)) == every[::-1]
    with pytest.raises(IndexError):
        tokens[len(every)]


@given(st.lists(vietnamese_text(), max_size=4), st.integers(1, 9))
def test_blocks_change_nothing(texts: list[str], block: int) -> None:
    text = "\n".join(texts) + "\nHạ Long. \n\u00ad\n Đẹp! Đẹp."
    (tokens,) = tokenize_all([Document("a", text)], Letters())
    every = list(tokens)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        assert list(tokens) == every
    assert [tokens[place] for place in range(len(tokens))] == every
