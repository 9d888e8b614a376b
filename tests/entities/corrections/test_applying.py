"""Corrections on mentions: what each action does, in which order, and which lines were of no use."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities import Mention
from qnmine.entities.corrections import ACTIONS, Correction, Corrections
from qnmine.text.document import Document
from tests.strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXT = (
    "Ông Phạm Văn Thể thăm Báo Quảng Ninh. Ông Thể nói về Quảng Ninh và TP. Hạ Long.\n"
    "Ảnh: Hạ Long, Thể thao Hạ\nLong, HẠ LONG."
)


def _mentions(*found: tuple[str, str, str] | tuple[str, str], text: str = TEXT) -> list[Mention]:
    """Mentions of the texts, type and name given, one after the other in the text."""
    mentions, at = [], 0
    for surface, type_, *name in found:
        start = text.index(surface, at)
        at = start + len(surface)
        mentions.append(Mention("a.txt", 1, start, at, surface, type_, name[0] if name else surface))
    return mentions


FOUND = _mentions(
    ("Phạm Văn Thể", "PER"),
    ("Quảng Ninh", "LOC"),
    ("Thể", "PER", "Phạm Văn Thể"),
    ("Quảng Ninh", "LOC"),
    ("TP. Hạ Long", "LOC", "thành phố Hạ Long"),
    ("Hạ Long", "LOC"),
)


COLUMNS = ("action", "text", "type", "name", "doc")


def _corrections(lines: str) -> Corrections:
    """Corrections from lines of the columns action, text, type, name, doc."""
    rows = [[cell.strip() for cell in line.split(",")] for line in lines.strip().splitlines()]
    return Corrections(
        [
            Correction(**dict(zip(COLUMNS, row, strict=False)), place=f"f:{number}")
            for number, row in enumerate(rows, 2)
        ]
    )


def _shown(mentions: Sequence[Mention]) -> list[str]:
    return [f"{mention.text}/{mention.type}/{mention.name}" for mention in mentions]


UNCHANGED = [
    "Phạm Văn Thể/PER/Phạm Văn Thể",
    "Quảng Ninh/LOC/Quảng Ninh",
    "Thể/PER/Phạm Văn Thể",
    "Quảng Ninh/LOC/Quảng Ninh",
    "TP. Hạ Long/LOC/thành phố Hạ Long",
    "Hạ Long/LOC/Hạ Long",
]


def _changed(changes: Mapping[int, str | None]) -> list[str]:
    """The mentions as they were found, but for those numbered; None: gone."""
    rows = [changes.get(number, row) for number, row in enumerate(UNCHANGED)]
    return [row for row in rows if row is not None]


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        # drop: by text, narrowed by type and name; by name alone the whole entity
        ("drop,Thể", {2: None}),
        ("drop,Thể,PER", {2: None}),
        ("drop,Phạm Văn Thể", {0: None}),
        ("drop,,,Phạm Văn Thể", {0: None, 2: None}),
        ("drop,Thể,,Phạm Văn Thể", {2: None}),
        ("drop,Quảng Ninh,,,a.txt", {1: None, 3: None}),
        # retype: by text, with or without a name
        ("retype,Hạ Long,ORG", {5: "Hạ Long/ORG/Hạ Long"}),
        ("retype,Hạ Long,ORG,CLB Hạ Long", {5: "Hạ Long/ORG/CLB Hạ Long"}),
        # rename: by text or name
        ("rename,Thể,,Lê Thể", {2: "Thể/PER/Lê Thể"}),
        ("rename,Phạm Văn Thể,,Thể", {0: "Phạm Văn Thể/PER/Thể", 2: "Thể/PER/Thể"}),
        ("rename,Hạ Long,LOC,Hòn Gai", {5: "Hạ Long/LOC/Hòn Gai"}),
        # merge: by name only
        ("merge,thành phố Hạ Long,,Hạ Long", {4: "TP. Hạ Long/LOC/Hạ Long"}),
        ("merge,Hạ Long,,TP. Hạ Long", {5: "Hạ Long/LOC/TP. Hạ Long"}),
        # the later line wins
        ("retype,Hạ Long,ORG\nretype,Hạ Long,PER", {5: "Hạ Long/PER/Hạ Long"}),
        ("rename,Thể,,A\nrename,Thể,,B", {2: "Thể/PER/B"}),
        ("merge,Phạm Văn Thể,,A\nmerge,Phạm Văn Thể,,B", {0: "Phạm Văn Thể/PER/B", 2: "Thể/PER/B"}),
        # a line finds what the lines above have made
        (
            "merge,thành phố Hạ Long,,A\nmerge,A,,B\nmerge,B,,C",
            {4: "TP. Hạ Long/LOC/C"},
        ),
        ("rename,Thể,,A\ndrop,,,A", {2: None}),
        ("retype,Hạ Long,ORG\ndrop,Hạ Long,ORG", {5: None}),
        ("merge,Hạ Long,,A\nmerge,A,,Hạ Long", {}),
    ],
)
def test_actions_on_mentions(lines: str, changes: dict[int, str | None]) -> None:
    corrections = _corrections(lines)
    document = Document("a.txt", TEXT)
    assert _shown(corrections.apply(FOUND, document)) == _changed(changes)
    assert corrections.unused() == []
    assert _shown(_corrections(lines).apply(FOUND)) == _changed(changes), "saved mentions alone"


NOT_THERE = "the text does not stand there, or only inside or across longer mentions"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("drop,thể", "no mention has this text"),
        ("drop,Thể thao", "no mention has this text"),
        ("drop,Thể,LOC", "no mention has this text and the type LOC"),
        ("drop,Thể,,Thể", "no mention has this text under the name 'Thể'"),
        ("drop,,,Thể", "no mention has this name"),
        ("drop,Thể,,,b.txt", "there is no document 'b.txt'"),
        ("drop,Bác,,,a.txt", "no mention in 'a.txt' has this text"),
        ("retype,Báo Quảng Ninh,ORG", "no mention has this text"),
        ("rename,HẠ LONG,,Hạ Long", "no mention has this text or name"),
        ("rename,Thể,LOC,X", "no mention has this text or name and the type LOC"),
        ("merge,Thể,,X", "no mention has this name"),
        ("add,hạ long,LOC", NOT_THERE),
        ("add,Thể thao Hạ Long An,ORG", NOT_THERE),
        ("add,Ninh,LOC", NOT_THERE),
        ("add,Ninh và,LOC", NOT_THERE),
        ("add,ng Ninh. Ông,LOC", NOT_THERE),
        ("add,Thể,PER,,b.txt", "there is no document 'b.txt'"),
    ],
)
def test_lines_that_change_nothing_are_told(line: str, why: str) -> None:
    corrections = _corrections(line)
    assert corrections.apply(FOUND, Document("a.txt", TEXT)) == FOUND
    (message,) = corrections.unused()
    assert message.startswith(f"f:2: {line.partition(',')[0]} '")
    assert message.endswith(f" changed nothing: {why}")


def test_texts_are_not_there_for_saved_mentions() -> None:
    corrections = _corrections("add,Ảnh,PER\nadd,Thể,LOC")
    assert _shown(corrections.apply(FOUND)) == _changed({2: "Thể/LOC/Phạm Văn Thể"})
    (message,) = corrections.unused()
    assert message == (
        "f:2: add 'Ảnh' changed nothing: a mention is added to a text, and saved mentions come without one"
    )


def test_a_line_for_one_document_of_saved_mentions() -> None:
    rows = [Mention(doc, 1, 0, 3, "Bác", "PER", "Bác") for doc in ("a", "b")]
    corrections = _corrections("rename,Bác,,Hồ Chí Minh,b")
    assert [row.name for row in corrections.apply(rows)] == ["Bác", "Hồ Chí Minh"]
    assert corrections.unused() == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # at word boundaries, over a line break, in every place
        (
            "add,Hạ Long,LOC",
            ["TP. Hạ Long/LOC/thành phố Hạ Long", "Hạ Long/LOC/Hạ Long", "Hạ\nLong/LOC/Hạ Long"],
        ),
        ("add,Thể thao,ORG,VTV", [*UNCHANGED, "Thể thao/ORG/VTV"]),
        # shorter mentions inside give way
        (
            "add,Báo Quảng Ninh,ORG",
            ["Phạm Văn Thể/PER/Phạm Văn Thể", "Báo Quảng Ninh/ORG/Báo Quảng Ninh", *UNCHANGED[2:]],
        ),
        # of two added texts the longer wins, the other takes the rest
        (
            "add,Thể thao,ORG\nadd,Thể thao Hạ Long,ORG\nadd,Ảnh,PER",
            [*UNCHANGED[:5], "Ảnh/PER/Ảnh", "Hạ Long/LOC/Hạ Long", "Thể thao Hạ\nLong/ORG/Thể thao Hạ Long"],
        ),
        # inside a longer mention only when that is dropped, wherever the line stands
        ("add,Văn Thể,PER\ndrop,Phạm Văn Thể", ["Văn Thể/PER/Văn Thể", *UNCHANGED[1:]]),
        ("drop,Phạm Văn Thể\nadd,Văn Thể,PER", ["Văn Thể/PER/Văn Thể", *UNCHANGED[1:]]),
        # what is a mention already gets the type, and the name where there is one
        ("add,Thể,ORG", _changed({2: "Thể/ORG/Phạm Văn Thể"})),
        ("add,Thể,ORG,X", _changed({2: "Thể/ORG/X"})),
        # dropped, and added again below; added, and dropped below
        (
            "drop,Quảng Ninh\nadd,Quảng Ninh,ORG",
            _changed(dict.fromkeys((1, 3), "Quảng Ninh/ORG/Quảng Ninh")),
        ),
        ("add,Quảng Ninh,ORG\ndrop,Quảng Ninh", _changed({1: None, 3: None})),
        # the last of several lines that add a text, and what stands below it
        (
            "add,Ảnh,PER\nadd,Ảnh,ORG,B\nrename,B,,C\nretype,Ảnh,LOC",
            [*UNCHANGED[:5], "Ảnh/LOC/C", *UNCHANGED[5:]],
        ),
        ("add,Ảnh,PER,X\nadd,Ảnh,ORG,,b.txt", [*UNCHANGED[:5], "Ảnh/PER/X", *UNCHANGED[5:]]),
    ],
)
def test_added_texts(lines: str, expected: list[str]) -> None:
    document = Document("a.txt", TEXT)
    corrections = _corrections(lines)
    found = corrections.apply(FOUND, document)
    if "add,Hạ Long" in lines:
        expected = [*UNCHANGED[:4], *expected]
    # the added Thể stands in "Thể thao" too
    if lines.startswith("add,Thể,ORG"):
        found = [mention for mention in found if not TEXT.startswith("Thể thao", mention.start)]
    assert _shown(found) == expected
    for mention in found:
        assert TEXT[mention.start : mention.end] == mention.text
        assert mention.doc == "a.txt"
    overruled = ("b.txt", "add 'Thể thao'")
    assert not [line for line in corrections.unused() if not any(words in line for words in overruled)]


def test_an_added_text_without_a_name_has_the_one_that_it_has_elsewhere_in_the_document() -> None:
    text = "Thể, Ký. Thể và Ký."
    (found,) = _mentions(("Thể", "PER", "Phạm Văn Thể"), text=text)
    for lines, name in {"": "Phạm Văn Thể", "rename,Thể,,Lê Thể\n": "Lê Thể"}.items():
        mentions = _corrections(f"{lines}add,Thể,PER\nadd,Ký,PER").apply([found], Document("a.txt", text))
        assert _shown(mentions) == [f"Thể/PER/{name}", "Ký/PER/Ký"] * 2


def test_an_added_mention_has_the_number_of_its_sentence() -> None:
    document = Document("a.txt", TEXT)
    corrections = _corrections("add,Ông,PER\nadd,Ảnh,PER")
    added = corrections.apply([], document)
    assert [(mention.text, mention.sentence) for mention in added] == [("Ông", 1), ("Ông", 2), ("Ảnh", 3)]


@pytest.mark.parametrize(
    ("text", "added", "found"),
    [
        ("Hoà Bình, Hòa Bình", "Hòa Bình", ["Hoà Bình", "Hòa Bình"]),
        (unicodedata.normalize("NFD", "ở Hạ Long."), "Hạ Long", [unicodedata.normalize("NFD", "Hạ Long")]),
        ("Hạ \t\u00a0Long và Hạ\r\n Long", "Hạ Long", ["Hạ \t\u00a0Long", "Hạ\r\n Long"]),
        ("Hạ\n\nLong", "Hạ Long", []),
        ("HạLong xHạ Long Hạ Longs Hạ Long2", "Hạ Long", []),
        ("(Hạ Long)-Hạ Long, “Hạ Long”…Hạ Long", "Hạ Long", ["Hạ Long"] * 4),
        ("C++ và C+++", "C++", ["C++", "C++"]),
        ("@vtv và x@vtv", "@vtv", ["@vtv", "@vtv"]),
        ("TP.HCM, TP.HCMC", "TP.HCM", ["TP.HCM"]),
        ("a\u0323\u0331 a", "a", ["a"]),
        ("A A A", "A A", ["A A"]),
        ("\ud800 \x00", "\ud800 \x00", ["\ud800 \x00"]),
    ],
)
def test_where_an_added_text_stands(text: str, added: str, found: list[str]) -> None:
    corrections = Corrections([Correction("add", added, "LOC")])
    assert [mention.text for mention in corrections.apply([], Document("a", text))] == found


def test_case_counts() -> None:
    (row,) = _mentions(("Thể", "PER"))
    assert _corrections("drop,THỂ").apply([row]) == [row]


def test_other_columns_stay_but_not_the_score_of_another_type() -> None:
    row = Mention("a", 3, 4, 7, "Thể", "PER", "Thể", score=0.5, depth=1, left="x", right="y")
    (retyped,) = _corrections("retype,Thể,LOC").apply([row])
    assert retyped == replace(row, type="LOC", score=None)
    (renamed,) = _corrections("rename,Thể,,X").apply([row])
    assert renamed == replace(row, name="X")


_WORDS = ["A", "B", "A B", "B C", "Hòa", "hoà", "\u0301", "."]
_LINES = st.lists(
    st.builds(
        Correction,
        st.sampled_from(ACTIONS),
        st.sampled_from(_WORDS),
        st.sampled_from(["PER", "ORG"]),
        st.sampled_from(_WORDS),
        st.sampled_from(["", "", "a", "b"]),
    ),
    max_size=8,
)


@given(
    _LINES, st.one_of(any_text(), st.lists(st.sampled_from([*_WORDS, " ", "\n"]), max_size=20).map(" ".join))
)
def test_any_text_and_any_lines_give_exact_disjoint_mentions(lines: list[Correction], text: str) -> None:
    document = Document("a", text)
    found = [
        Mention("a", 1, start, start + 1, text[start : start + 1], "PER", text[start : start + 1])
        for start in range(0, len(text), 7)
    ]
    corrections = Corrections(lines)
    mentions = corrections.apply(found, document)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    assert all(one.end <= two.start for one, two in pairwise(mentions))
    assert len(corrections.unused()) < len(lines) or mentions == found
    assert corrections.apply(found, document) == mentions, "the same again"


def test_many_lines_and_a_long_text_take_linear_time() -> None:
    text = " ".join(["Hạ Long A B", "Hạ" + " " * 50] * 20_000)
    lines = [Correction("add", f"Hạ Long {word}", "LOC") for word in ["A", "A B", *map(str, range(300))]]
    lines += [Correction("rename", f"x{number}", "", f"x{number + 1}") for number in range(2000)]
    start = time.perf_counter()
    corrections = Corrections(lines)
    assert len(corrections.apply([], Document("a", text))) == 20_000
    rows = [Mention("a", 1, number, number + 1, "x0", "PER", "x0") for number in range(20)]
    assert {row.name for row in corrections.apply(rows)} == {"x2000"}
    assert time.perf_counter() - start < 10
