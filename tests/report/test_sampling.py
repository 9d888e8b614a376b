"""Which texts a page holds, and how much of each."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.layers import Mark
from qnmine.numbers import Number
from qnmine.report.analysis import Analysed
from qnmine.report.sampling import CHARACTERS, Limits, Sample, longest
from qnmine.text.document import Document
from qnmine.words.running import RunningWords


def analysed(doc: str, text: str, *spans: tuple[int, int]) -> Analysed:
    document = Document(doc, text)
    marks = [
        Mark(start, end, "number", Number(doc, 1, start, end, text[start:end], "cardinal"))
        for start, end in spans
    ]
    return Analysed(document, marks, [], RunningWords(document, [], [], [], [], [], []))


def drawn(count: int, limits: Limits) -> list[int]:
    sample = Sample(limits)
    for number in range(count):
        sample.add(analysed(str(number), "văn bản"))
    assert sample.seen == count
    return [text.number for text in sample.texts()]


def test_few_texts_are_all_there() -> None:
    assert drawn(3, Limits(texts=5)) == [0, 1, 2]
    assert drawn(0, Limits()) == []
    assert drawn(4, Limits(texts=0)) == []


def test_the_same_seed_draws_the_same_texts() -> None:
    assert drawn(1000, Limits(texts=20)) == drawn(1000, Limits(texts=20))
    assert drawn(1000, Limits(texts=20)) != drawn(1000, Limits(texts=20, seed=1))
    assert drawn(1000, Limits(texts=20)) == sorted(drawn(1000, Limits(texts=20)))


def test_each_text_is_as_likely_as_any_other() -> None:
    counts = Counter(number for seed in range(2000) for number in drawn(10, Limits(texts=3, seed=seed)))
    assert len(counts) == 10
    assert all(abs(count - 600) < 100 for count in counts.values())  # five standard deviations


def test_long_texts_are_cut_at_a_word_and_marks_with_them() -> None:
    words = "chữ " * (CHARACTERS // 2)
    sample = Sample(Limits(texts=2))
    sample.add(analysed("short", "ngắn"))
    sample.add(analysed("long", words, (0, 3), (2 * CHARACTERS - 8, 2 * CHARACTERS - 5), (9_990, 9_999)))
    short, long = sample.texts()
    assert (short.document.text, short.is_cut) == ("ngắn", False)
    assert long.is_cut
    assert long.length == len(words)
    # What the short one leaves is for the long one.
    assert 2 * CHARACTERS - 10 < len(long.document.text) <= 2 * CHARACTERS - 4
    assert long.document.text.endswith("chữ")
    assert [(mark.start, mark.end) for mark in long.marks] == [(0, 3), (9_992, 9_995)]


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    sample = Sample(Limits(texts=1))
    sample.add(analysed("long", "ă" * 20_000))
    (text,) = sample.texts()
    assert len(text.document.text) == CHARACTERS


@pytest.mark.parametrize(
    ("lengths", "room", "most"),
    [([10, 20, 30], 100, 30), ([10, 50, 90], 90, 40), ([50, 50], 60, 30), ([], 10, 0), ([7], 7, 7)],
)
def test_room_is_shared(lengths: list[int], room: int, most: int) -> None:
    assert longest(lengths, room) == most


@given(st.lists(st.integers(0, 1000), max_size=20), st.integers(0, 5000))
def test_room_is_kept_and_used(lengths: list[int], room: int) -> None:
    most = longest(lengths, room)
    used = sum(min(length, most) for length in lengths)
    assert used <= room or not lengths
    if sum(lengths) > room:
        assert room - used < len(lengths)  # nothing more could be shared evenly
    else:
        assert used == sum(lengths)
