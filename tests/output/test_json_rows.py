from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Table
from tests.output.writing import table, written


def test_json_lines() -> None:
    rows = table("name n score variants", ("Ủy ban", 2, 0.5, ("Ủy ban", "ỦY BAN")), (None, 0, None, ()))
    assert written(rows, "jsonl").decode() == (
        '{"name": "Ủy ban", "n": 2, "score": 0.5, "variants": ["Ủy ban", "ỦY BAN"]}\n'
        '{"name": null, "n": 0, "score": null, "variants": []}\n'
    )


def test_json_array_has_a_row_on_a_line() -> None:
    assert written(table("n", (1,), (2,)), "json") == b'[\n{"n": 1},\n{"n": 2}\n]\n'


def test_empty_results() -> None:
    assert written(table("n"), "jsonl") == b""
    assert json.loads(written(table("n"), "json")) == []


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_row_of_another_length_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        written(table("a b", (1,)), name)


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.none())))
def test_rows_come_back(rows: list[tuple[object, ...]]) -> None:
    expected = [{"t": text, "n": number} for text, number in rows]
    data = written(Table(("t", "n"), rows), "jsonl").decode()
    assert [json.loads(line) for line in data.splitlines()] == expected
    assert json.loads(written(Table(("t", "n"), rows), "json")) == expected
