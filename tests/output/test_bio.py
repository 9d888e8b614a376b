from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import bio_lines

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Text:
    id: str
    text: str


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    sentence: int = 1


def tagged_lines(
    text: str,
    sentences: Iterable[tuple[int, int]],
    tokens: Iterable[tuple[int, int]],
    mentions: Iterable[Mention],
) -> list[str]:
    """The lines after the first, which names the document."""
    lines = bio_lines(Text("d", text), [Sentence(*span) for span in sentences], iter(tokens), iter(mentions))
    assert next(lines) == "# doc = d"
    return list(lines)


def mention(text: str, part: str, type_: str) -> Mention:
    start = text.index(part)
    return Mention(start, start + len(part), type_)


def syllables(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]


TEXT = "Ông Thể thăm TP. Hạ Long. Hạ Long đẹp."
MENTIONS = [
    mention(TEXT, "Thể", "PER"),
    mention(TEXT, "TP. Hạ Long", "LOC"),
    Mention(TEXT.rindex("Hạ"), TEXT.rindex("Hạ") + 7, "LOC"),
]
SENTENCES = [(0, 25), (26, len(TEXT))]


def test_tags() -> None:
    got = tagged_lines(TEXT, SENTENCES, syllables(TEXT), MENTIONS)
    first = "Ông\tO|Thể\tB-PER|thăm\tO|TP\tB-LOC|.\tI-LOC|Hạ\tI-LOC|Long\tI-LOC|.\tO|"
    second = "Hạ\tB-LOC|Long\tI-LOC|đẹp\tO|.\tO|"
    assert got == [*first.split("|"), *second.split("|")]


@pytest.mark.parametrize(
    ("spans", "tags"),
    [
        ([(0, 2, "A"), (3, 5, "A")], "B-A B-A O"),
        ([(0, 5, "A")], "B-A I-A O"),
        ([(1, 4, "A")], "B-A I-A O"),
        ([(2, 3, "A")], "O O O"),
        ([(0, 1, "A"), (1, 2, "B")], "B-A O O"),
        ([(6, 8, "A")], "O O B-A"),
        ([], "O O O"),
    ],
)
def test_mentions_and_tokens_that_do_not_match(spans: list[tuple[int, int, str]], tags: str) -> None:
    text = "ab cd ef"
    got = tagged_lines(text, [(0, 8)], syllables(text), [Mention(*span) for span in spans])
    assert [line.split("\t")[1] for line in got if line] == tags.split()


def test_a_mention_over_a_sentence_end_begins_again() -> None:
    got = tagged_lines("a b", [(0, 1), (2, 3)], [(0, 1), (2, 3)], [Mention(0, 3, "X")])
    assert list(got) == ["a\tB-X", "", "b\tB-X", ""]


def test_tokens_that_would_break_the_lines_are_replaced() -> None:
    text = "a\u2028b\x85"
    got = list(tagged_lines(text, [(0, 4)], [(0, 1), (1, 2), (2, 4)], []))
    assert got == ["a\tO", "\ufffd\tO", "b\ufffd\tO", ""]


def test_sentences_without_tokens_leave_no_line() -> None:
    assert list(tagged_lines("a  b", [(0, 1), (1, 2), (3, 4)], [(0, 1), (3, 4)], [])) == [
        "a\tO",
        "",
        "b\tO",
        "",
    ]


def test_the_id_stays_on_its_line() -> None:
    assert list(bio_lines(Text("a\n b.txt", ""), [], [], [])) == ["# doc = a  b.txt"]


@given(st.text(st.characters(), max_size=30))
def test_any_text_has_two_columns(text: str) -> None:
    tokens = [(at, at + 1) for at, char in enumerate(text) if not char.isspace()]
    got = tagged_lines(text, [(0, len(text))], tokens, [Mention(0, len(text), "X")] if text else [])
    assert all(re.fullmatch(r"\S+\t(B|I)-X", line) for line in got[:-1])
    assert len(got) == (len(tokens) + 1 if tokens else 0)
