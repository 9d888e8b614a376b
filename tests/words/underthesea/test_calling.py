from __future__ import annotations

import re

import pytest

from qnmine.words.underthesea.calling import CallingSegmenter, CallingTagger


class PanicException(BaseException):
    """A Rust panic goes by this name in PyO3 and is no Exception."""


class Panicking:
    """A model that panics on one token and otherwise joins everything."""

    def predict(self, tokens: list[list[str]]) -> list[str]:
        if ["Đại"] in tokens:
            raise PanicException
        return ["B-W"] + ["I-W"] * (len(tokens) - 1)


class Interrupted:
    def predict(self, tokens: list[list[str]]) -> list[str]:
        raise KeyboardInterrupt


class Joining:
    """A model that joins everything, and knows how long a sentence it was given at most."""

    def __init__(self) -> None:
        self.longest = 0

    def predict(self, tokens: list[list[str]]) -> list[str]:
        self.longest = max(self.longest, len(tokens))
        return ["I-W"] * len(tokens)


WORD = re.compile(r"\w+|\S")


def test_a_panic_leaves_only_its_token_alone() -> None:
    segmenter = CallingSegmenter(WORD, {}, str, Panicking())
    assert segmenter.segment(["a b Đại c"]) == [[(0, 3), (4, 7), (8, 9)]]


def test_an_interrupt_is_no_panic() -> None:
    with pytest.raises(KeyboardInterrupt):
        CallingSegmenter(WORD, {}, str, Interrupted()).segment(["a"])


def test_words_are_normalised_tokens_and_spaces() -> None:
    segmenter = CallingSegmenter(WORD, {ord("ð"): "đ"}, str.upper, Joining())
    sentences = ["ði  về\nnhà", "", " ", "a\ud800"]
    assert segmenter.words(sentences) == [["ĐI VỀ NHÀ"], [], [], ["A ?"]]
    assert segmenter.segment(sentences) == [[(0, 10)], [], [], [(0, 2)]]


def test_a_long_sentence_is_cut_for_the_model_after_a_sign() -> None:
    joining = Joining()
    segmenter = CallingSegmenter(WORD, {}, str, joining)
    assert segmenter.segment(["a " * 450 + ", " + "a " * 800]) == [[(0, 2501)]]
    assert joining.longest == 500


def test_the_tagger_is_not_asked_about_nothing() -> None:
    asked: list[list[str]] = []

    def predict(words: list[str]) -> list[tuple[str, str]]:
        asked.append(words)
        return [(word, "N") for word in words]

    assert CallingTagger(predict).tag([["a", "\ud800"], [], ["b"]]) == [["N", "N"], [], ["N"]]
    assert asked == [["a", "?"], ["b"]]
