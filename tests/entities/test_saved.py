"""Saved tables of mentions, read back."""

from __future__ import annotations

from typing import Any

import pytest

from qnmine.entities import Mention
from qnmine.entities.saved import SavedMentions, mention_of
from qnmine.errors import DocumentError
from qnmine.text.document import Document

ROW = {"doc": "a", "start": "0", "end": "7", "type": "LOC", "name": "Hạ Long"}


def row(number: int = 1, **cells: Any) -> Document:
    return Document(f"m.csv:{number}", "Hạ Long", {**ROW, **cells})


def test_a_row() -> None:
    assert mention_of(row(sentence=2, score="0.5", depth="1")) == Mention(
        "a", 2, 0, 7, "Hạ Long", "LOC", "Hạ Long", 0.5, 1
    )
    assert mention_of(row()) == Mention("a", 0, 0, 7, "Hạ Long", "LOC", "Hạ Long")
    assert mention_of(row(doc=12, start=3.0, end="9.0", score="", name="")) == Mention(
        "12", 0, 3, 9, "Hạ Long", "LOC", "Hạ Long"
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"doc": None}, "has no 'doc'"),
        ({"doc": ""}, "has no 'doc'"),
        ({"type": "DATE"}, "'type' is DATE; it is one of PER, ORG, LOC"),
        ({"type": None}, "'type' is empty"),
        ({"start": "x"}, "'start' is x, no whole number"),
        ({"start": None}, "no span"),
        ({"start": "7"}, "no span"),
        ({"start": "-1"}, "no span"),
        ({"score": "much"}, "'score' is much, no number"),
        ({"depth": "deep"}, "'depth' is deep"),
    ],
)
def test_a_row_that_is_no_mention_is_named(cells: dict[str, object], words: str) -> None:
    with pytest.raises(DocumentError, match=words) as told:
        mention_of(row(17, **cells))
    assert str(told.value).startswith("m.csv:17: ")


def read(
    *rows: Document, **options: Any
) -> tuple[list[tuple[str, dict[str, object], int]], list[str], list[str]]:
    errors: list[str] = []
    saved = SavedMentions(**options)
    found = [
        (document.id, dict(document.meta), len(mentions))
        for document, mentions in saved.documents(rows, lambda error: errors.append(str(error)))
    ]
    return found, errors, saved.warnings()


def test_rows_of_a_document_come_together() -> None:
    rows = [row(1), row(2, start="1"), row(3, doc="b"), row(4, start="2")]
    assert read(*rows) == ([("a", {}, 2), ("b", {}, 1), ("a", {}, 1)], [], [])
    assert read() == ([], [], [])


def test_kept_columns_part_rows() -> None:
    rows = [row(1, url="x"), row(2, start="1", url="x"), row(3, start="2", url="y", other="z")]
    assert read(*rows, kept=("url",))[0] == [("a", {"url": "x"}, 2), ("a", {"url": "y"}, 1)]


def test_a_mention_that_comes_twice_counts_once() -> None:
    rows = [row(1), row(2, start="1"), row(3, name="Vịnh Hạ Long"), row(4, type="PER"), row(5, start=1)]
    found, errors, warnings = read(*rows)
    assert (found, errors) == ([("a", {}, 3)], [])
    assert warnings == [
        "2 mentions stand in the tables more than once and count once, for example a 0-7 LOC at m.csv:3"
    ]


def test_the_successors_of_a_place_are_one_mention() -> None:
    assert read(row(1, current_code="1"), row(2, current_code="2"), row(3, start=1)) == (
        [("a", {}, 2)],
        [],
        [],
    )


def test_bad_rows_are_told_and_left_out() -> None:
    found, errors, _ = read(row(1), row(2, type="X"), row(3, start="1"))
    assert found == [("a", {}, 2)]
    assert errors == ["m.csv:2: 'type' is X; it is one of PER, ORG, LOC"]
