"""What stands beside mentions."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities import Mention
from qnmine.entities.context import with_context
from qnmine.text.document import Document
from tests.strategies import any_text


def beside(text: str, words: int) -> tuple[str, str]:
    """The context of what stands in brackets [ ], which are taken out."""
    start = text.index("[")
    end = text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    (mention,) = with_context(
        Document("a", text), [Mention("a", 1, start, end, text[start:end], "LOC", "x")], words
    )
    return mention.left, mention.right


@pytest.mark.parametrize(
    ("text", "words", "left", "right"),
    [
        ("một hai [Ba] bốn năm", 1, "hai ", " bốn"),
        ("một hai [Ba] bốn năm", 2, "một hai ", " bốn năm"),
        ("một hai [Ba] bốn năm", 9, "một hai ", " bốn năm"),
        ("[Ba]", 3, "", ""),
        ("một (“[Ba]”), bốn năm.", 1, "một (“", "”), bốn"),
        ("một – [Ba] – bốn – năm", 1, "một – ", " – bốn"),
        ("một\r\n\r\n[Ba]\nbốn\tnăm", 1, "một\r\n\r\n", "\nbốn"),
        ("một. Hai! [Ba]. Bốn? Năm", 2, "một. Hai! ", ". Bốn? Năm"),
        ("Việt-[Ba]-Nga bốn", 1, "Việt-", "-Nga"),
        ("một Việt-[Ba]-Nga bốn", 2, "một Việt-", "-Nga bốn"),
        ("… [Ba] …", 2, "… ", " …"),
        ("  một [Ba]  ", 3, "  một ", "  "),
        ("25/6/2024, [Ba] 3,5%", 1, "25/6/2024, ", " 3,5%"),
        ("Hoà bi\u0300nh [Ba] e\u0301 b", 1, "bi\u0300nh ", " e\u0301"),
    ],
)
def test_words_to_each_side(text: str, words: int, left: str, right: str) -> None:
    assert beside(text, words) == (left, right)


def test_no_mentions() -> None:
    assert with_context(Document("a", ""), [], 3) == []


@given(any_text(20), st.data())
def test_left_text_and_right_are_one_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = data.draw(st.integers(1, 5))
    (mention,) = with_context(
        Document("a", text), [Mention("a", 1, start, end, text[start:end], "LOC", "x")], words
    )
    begin = start - len(mention.left)
    assert text[begin:].startswith(mention.left + mention.text + mention.right)
    for side in (mention.left, mention.right):
        assert len([word for word in side.split() if re.search(r"[^\W_]", word)]) <= words


@pytest.mark.parametrize("piece", ["x", "Hà,", "…", " ", "Hà "])
def test_a_million_characters_stay_linear(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    mentions = [Mention("a", 1, place, place + 2, "", "LOC", "x") for place in range(0, len(text), 100)]
    began = time.perf_counter()
    found = with_context(Document("a", text), mentions, 5)
    assert time.perf_counter() - began < 5
    assert max(len(mention.left) + len(mention.right) for mention in found) <= 1000
