"""Lists that a user brings, compared with and without diacritics."""

from __future__ import annotations

import pickle

import pytest

from qnmine.engines.packing import pack, unpack
from qnmine.words.lists import FoldedWords, bare

WORDS = FoldedWords({"của", "và", "đã", "cho"}, {"cho"})


@pytest.mark.parametrize(("word", "expected"), [("Đường sắt", "Duong sat"), ("của", "cua"), ("abc", "abc")])
def test_bare(word: str, expected: str) -> None:
    assert bare(word) == expected


@pytest.mark.parametrize(
    ("word", "among"),
    [("của", True), ("cua", True), ("cửa", False), ("da", True), ("chó", True), ("nhà", False), ("", False)],
)
def test_words_are_folded_where_one_side_was_typed_bare(word: str, among: bool) -> None:
    assert (word in WORDS) == among


def test_folded_words_can_be_sent_and_stored() -> None:
    for again in (pickle.loads(pickle.dumps(WORDS)), unpack(pack(WORDS))):
        assert isinstance(again, FoldedWords)
        assert set(again) == set(WORDS)
        assert ["cua" in again, "chó" in again, "cửa" in again] == [True, True, False]
