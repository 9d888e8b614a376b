"""Equal ids in a run: one warning with the count and the first example, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.corpus.duplicates import IdCheck
from tests.corpus.loading import load, load_bytes, write

if TYPE_CHECKING:
    from pathlib import Path


def test_equal_ids_are_told_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "id,text\nx,1\ny,2\n", "b.jsonl": '{"id": "x", "text": ""}\n{"text": ""}\n'})
    loaded = load(tmp_path)
    assert loaded.warnings == [
        "1 row has an id that an earlier row has, for example x at a.csv:1 and b.jsonl:1"
    ]
    assert len(loaded.documents) == 4


def test_many_equal_ids_are_one_warning() -> None:
    data = b"id,text\na,1\n" + b"x,1\n" * 100 + b"a,1\n"
    assert load_bytes(data, "csv").warnings == [
        "100 rows have an id that an earlier row has, for example x at -:2 and -:3"
    ]


@given(ids=st.lists(st.integers(0, 40), max_size=60), recent=st.integers(1, 8))
def test_equal_ids_are_found_however_far_apart(ids: list[int], recent: int) -> None:
    warnings: list[str] = []
    check = IdCheck(warnings.append, recent=recent)
    table = check.table("a")
    for number, value in enumerate(ids, 1):
        check.see(str(value), table, number)
    assert warnings == []
    check.finish()
    repeated = [place for place, value in enumerate(ids) if value in ids[:place]]
    if not repeated:
        assert warnings == []
        return
    (warning,) = warnings
    assert int(warning.split()[0]) == len(repeated)
    value = ids[repeated[0]]
    assert f"for example {value} at a:" in warning
    assert warning.endswith(f" and a:{repeated[0] + 1}")


@pytest.mark.parametrize(
    ("period", "warnings"),
    [
        (10, ["the check for equal ids ended early: only the first 7 ids were compared"]),
        (
            4,
            [
                (
                    "3 rows have an id that an earlier row has, for example 0 at a:0 and a:4; "
                    "only the first 7 ids were compared"
                )
            ],
        ),
    ],
)
def test_the_check_for_equal_ids_is_bounded(period: int, warnings: list[str]) -> None:
    told: list[str] = []
    check = IdCheck(told.append, recent=3, most=7)
    table = check.table("a")
    for number in range(20):
        check.see(str(number % period), table, number)
    check.finish()
    assert told == warnings


def test_a_check_of_as_many_ids_as_fit_says_nothing() -> None:
    told: list[str] = []
    check = IdCheck(told.append, recent=3, most=7)
    table = check.table("a")
    for number in range(7):
        check.see(str(number), table, number)
    check.finish()
    assert told == []
