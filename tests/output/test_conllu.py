from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import conllu_lines


@dataclass(frozen=True)
class Text:
    id: str
    text: str


@dataclass(frozen=True)
class Span:
    sentence: int
    start: int
    end: int
    text: str = ""
    pos: str = ""
    upos: str = ""


def lines(text: str, sentences: list[list[str]], doc: str = "a.txt") -> list[str]:
    """The lines for tokens given as strings, which are looked up one after the other."""
    at = 0
    spans: list[Span] = []
    tokens: list[Span] = []
    for number, words in enumerate(sentences, 1):
        first = len(tokens)
        for word in words:
            start = text.index(word, at)
            at = start + len(word)
            tokens.append(Span(number, start, at, word))
        end = tokens[-1].end if len(tokens) > first else at
        spans.append(Span(number, tokens[first].start if len(tokens) > first else at, end))
    return list(conllu_lines(Text(doc, text), spans, tokens))


def test_a_sentence() -> None:
    assert lines("Thăm Hạ  Long, nhé.", [["Thăm", "Hạ  Long", ",", "nhé", "."]]) == [
        "# newdoc id = a.txt",
        "# sent_id = a.txt:1",
        "# text = Thăm Hạ Long, nhé.",
        "1\tThăm\t_\t_\t_\t_\t_\t_\t_\tStart=0|End=4",
        "2\tHạ Long\t_\t_\t_\t_\t_\t_\t_\tStart=5|End=13|SpaceAfter=No|SpacesInToken=Hạ\\s\\sLong",
        "3\t,\t_\t_\t_\t_\t_\t_\t_\tStart=13|End=14",
        "4\tnhé\t_\t_\t_\t_\t_\t_\t_\tStart=15|End=18|SpaceAfter=No",
        "5\t.\t_\t_\t_\t_\t_\t_\t_\tStart=18|End=19",
        "",
    ]


@pytest.mark.parametrize(
    ("between", "marked"),
    [
        ("\n\n", True),
        ("\r\n\r\n", True),
        ("\r\r", True),
        ("\n \t\n", True),
        ("\n", False),
        ("\r\n", False),
        (" ", False),
    ],
)
def test_an_empty_line_begins_a_paragraph(between: str, marked: bool) -> None:
    assert ("# newpar" in lines(f"A.{between}B.", [["A", "."], ["B", "."]])) == marked


def test_no_space_after_the_last_token_where_the_next_sentence_follows_at_once() -> None:
    got = lines("A.B.", [["A", "."], ["B", "."]])
    assert got[4].endswith("SpaceAfter=No")
    assert got[2] == "# text = A."
    assert got[-2].endswith("Start=3|End=4")


def test_a_sentence_without_tokens_is_left_out() -> None:
    got = lines("A B", [["A"], [], ["B"]])
    assert [line for line in got if line.startswith("# sent_id")] == [
        "# sent_id = a.txt:1",
        "# sent_id = a.txt:3",
    ]
    assert lines("", []) == ["# newdoc id = a.txt"]


@pytest.mark.parametrize(
    ("doc", "newdoc", "sent_id"),
    [
        ("báo/a b.txt", "báo/a b.txt", "báo%2Fa%20b.txt:1"),
        ("100%", "100%", "100%25:1"),
        ("a\nb", "a%0Ab", "a%0Ab:1"),
        ("a/b", "a/b", "a%2Fb:1"),
    ],
)
def test_ids(doc: str, newdoc: str, sent_id: str) -> None:
    assert lines("A", [["A"]], doc)[:2] == [f"# newdoc id = {newdoc}", f"# sent_id = {sent_id}"]


def test_forms_are_in_nfc_but_offsets_are_those_of_the_text() -> None:
    text = unicodedata.normalize("NFD", "Thể thao")
    got = lines(text, [text.split()])
    assert got[2] == "# text = Thể thao"
    assert got[3].split("\t")[1] == unicodedata.normalize("NFC", "Thể")
    assert got[4].endswith(f"Start={text.index(' ') + 1}|End={len(text)}")


PIECE = st.text(st.characters(exclude_characters=" "), min_size=1, max_size=6)


@given(
    st.lists(st.lists(PIECE, min_size=1, max_size=4), max_size=4),
    st.sampled_from(["", " ", "\n", "\t\n\n"]),
    st.text(max_size=5),
)
def test_any_tokens_make_valid_lines(sentences: list[list[str]], gap: str, doc: str) -> None:
    text = gap.join(word for words in sentences for word in words)
    got = lines(text, sentences, doc)
    assert all(len((line + "x").splitlines()) == 1 for line in got), "a line end inside a line"
    sent_ids = [line for line in got if line.startswith("# sent_id")]
    assert len(set(sent_ids)) == len(sent_ids)
    assert all(re.fullmatch(r"# sent_id = [^\s/]+", line) for line in sent_ids)
    rebuilt, expected, begun = "", "", 0
    for line in got:
        if line.startswith("# text = "):
            expected, rebuilt, begun = line.removeprefix("# text = "), "", 0
        elif re.match(r"\d+\t", line):
            fields = line.split("\t")
            begun += 1
            assert len(fields) == 10
            assert fields[0] == str(begun)
            assert all(fields)
            assert fields[1] == fields[1].strip()
            assert unicodedata.is_normalized("NFC", fields[1])
            rebuilt += fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
        elif not line:
            assert rebuilt.rstrip(" ") == expected


def test_parts_of_speech() -> None:
    tokens = [Span(1, 0, 7, "Hạ Long", "Np", "PROPN"), Span(1, 8, 11, "đẹp", upos="ADJ")]
    made = conllu_lines(Text("a", "Hạ Long đẹp"), [Span(1, 0, 11)], tokens)
    assert [line.split("\t")[1:5] for line in made if line[:1].isdigit()] == [
        ["Hạ Long", "_", "PROPN", "Np"],
        ["đẹp", "_", "ADJ", "_"],
    ]
