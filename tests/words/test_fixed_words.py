"""The user's own words over another segmenter's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import UsageError
from qnmine.words.fixed_words import Entry, FixedWords, read_entries
from qnmine.words.segmenters import SyllableSegmenter, load_segmenter
from qnmine.words.tokens import tokenize
from tests.strategies import vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class Written:
    """A segmenter that finds the words written with `_` in its table, and else the stretches."""

    def __init__(self, *segmented: str) -> None:
        self.known = {text.replace("_", " "): text for text in segmented}

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        result = []
        for sentence in sentences:
            spans, at = [], 0
            for word in self.known[sentence].split():
                start = sentence.index(word.replace("_", " "), at)
                at = start + len(word)
                spans.append((start, at))
            result.append(spans)
        return result


def revised(segmented: str, *entries: str) -> str:
    segmenter = FixedWords(Written(segmented), map(Entry.parse, entries))
    text = segmented.replace("_", " ")
    (spans,) = segmenter.segment([text])
    return " ".join(text[start:end].replace(" ", "_") for start, end in spans)


CASES = [
    ("khu kinh_tế Vân_Đồn", ["khu kinh tế"], "khu_kinh_tế Vân_Đồn"),
    ("khu kinh_tế Vân_Đồn", ["khu_kinh_tế"], "khu_kinh_tế Vân_Đồn"),
    # The words around one are cut, not swallowed.
    ("đất nước_ta giàu_có", ["nước"], "đất nước ta giàu_có"),
    ("đất nước_ta giàu_có", ["ta giàu"], "đất nước ta_giàu có"),
    # The longest counts, from left to right.
    ("khu kinh tế mở", ["kinh tế", "khu kinh tế", "kinh tế mở"], "khu_kinh_tế mở"),
    # Cuts.
    ("người_dân nói", ["người | dân"], "người dân nói"),
    ("người_dân nói", ["người|dân nói"], "người dân nói"),
    ("a_b_c", ["a|b|c"], "a b c"),
    # Case: small letters hold for any, others for themselves.
    ("Khu kinh_tế", ["khu kinh tế"], "Khu_kinh_tế"),
    ("hòa bình và Hòa Bình", ["Hòa Bình"], "hòa bình và Hòa_Bình"),
    # Another tone style and decomposed letters in the list.
    ("hòa bình", ["hoà bình"], "hòa_bình"),
    ("hòa bình", ["ho\u0300a bi\u0300nh"], "hòa_bình"),
    # What stands together is not cut by the end of an entry.
    ("chống Covid-19 tốt", ["chống Covid"], "chống Covid-19 tốt"),
    ("chống Covid-19 tốt", ["chống Covid-19"], "chống_Covid-19 tốt"),
    ("chống Covid , tốt", ["chống Covid"], "chống_Covid , tốt"),
    # Not across other tokens.
    ("kinh , tế", ["kinh tế"], "kinh , tế"),
    ("Nghị_quyết 57-NQ/TW nêu", ["nghị quyết 57-NQ/TW"], "Nghị_quyết_57-NQ/TW nêu"),
]


@pytest.mark.parametrize(("segmented", "entries", "expected"), CASES)
def test_words_are_as_the_list_has_them(segmented: str, entries: list[str], expected: str) -> None:
    assert revised(segmented, *entries) == expected


@given(vietnamese_text(), st.lists(vietnamese_text(max_size=12), max_size=5))
def test_nothing_is_lost(text: str, lines: list[str]) -> None:
    plain = SyllableSegmenter()
    entries = []
    for line in lines:
        try:
            entries.append(Entry.parse(line))
        except ValueError:
            continue
    (before,) = plain.segment([text])
    (after,) = FixedWords(plain, entries).segment([text])

    def letters(spans: list[tuple[int, int]]) -> list[int]:
        return [at for start, end in spans for at in range(start, end) if not text[at].isspace()]

    assert letters(after) == letters(before)
    assert all(start < end for start, end in after)


def test_a_file_of_words(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("\ufeff# mine\nkhu kinh tế  # a zone\n\nngười | dân\n", encoding="utf-8")
    assert read_entries(file) == [Entry.parse("khu kinh tế"), Entry.parse("người | dân")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"kinh\nng\xff", "is not valid UTF-8"),
        ("tốt\nngười |".encode(), ":2: 'người |' needs something on both"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "mine.txt"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"mine\.txt") as caught:
        read_entries(file)
    assert message in str(caught.value)


def test_characters_that_are_in_no_word_stay_out() -> None:
    text = "\x01 Khu kinh tế này."
    (spans,) = FixedWords(SyllableSegmenter(), [Entry.parse("khu kinh tế")]).segment([text])
    assert [text[start:end] for start, end in spans] == ["Khu kinh tế", "này", "."]


def test_a_sharp_in_a_word_is_no_comment(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("lập trình C# # a language\n# all of this line\n", encoding="utf-8")
    assert read_entries(file) == [Entry.parse("lập trình C#")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "Phát_triển kinh_tế số"),
        (["kinh tế số"], "Phát_triển kinh_tế_số"),
        ("kinh tế số", "Phát_triển kinh_tế_số"),  # one word, not ten letters
        (iter(["kinh | tế"]), "Phát_triển kinh tế số"),
    ],
)
def test_a_segmenter_takes_words_from_python(words: Iterable[str], expected: str) -> None:
    found = tokenize("Phát triển kinh tế số", load_segmenter(words=words))
    assert " ".join(token.word.replace(" ", "_") for token in found) == expected


def test_a_word_with_nothing_beside_its_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="kinh tế"):
        load_segmenter(words=["kinh tế |"])
