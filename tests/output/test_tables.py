from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import UsageError
from qnmine.output import Table, shape, table_of
from tests.output.writing import table

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Entity:
    name: str
    mentions: int
    score: float | None
    value: int | float
    variants: tuple[str, ...]
    seen: date | None


ROW = Entity("Hạ Long", 3, None, 2, ("Hạ Long",), None)


def rows_of(shaped: Table) -> list[tuple[object, ...]]:
    return list(shaped.rows)


def test_table_of_takes_the_named_fields_in_order() -> None:
    assert rows_of(table_of([ROW], ("mentions", "name"))) == [(3, "Hạ Long")]
    assert rows_of(table_of([ROW], ("name",))) == [("Hạ Long",)]


def test_table_of_knows_the_types_of_the_columns_even_without_rows() -> None:
    columns = ("name", "mentions", "score", "value", "variants", "seen")
    assert table_of([], columns, Entity).types == (str, int, float, float, tuple, date)
    assert table_of([], columns).types is None


def endless() -> Iterator[tuple[object, ...]]:
    return ((number, str(number)) for number in count())


def test_a_limit_stops_reading() -> None:
    reader = endless()
    shaped = shape(Table(("n", "s"), reader), limit=3, columns=["s"])
    assert rows_of(shaped) == [("0",), ("1",), ("2",)]
    assert next(reader) == (3, "3"), "one row too many was read"


def test_nothing_is_read_before_it_is_asked_for() -> None:
    def forbidden() -> Iterator[tuple[object, ...]]:
        raise AssertionError("read too early")
        yield ()

    shape(Table(("a", "b"), forbidden()), sort="a", limit=2, sample=5, columns=["b"])


def test_columns_are_chosen_and_ordered_with_their_types() -> None:
    shaped = shape(Table(("a", "b", "c"), [(1, "x", 2.0)], (int, str, float)), columns=["c", "a"])
    assert shaped.columns == ("c", "a")
    assert shaped.types == (float, int)
    assert rows_of(shaped) == [(2.0, 1)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": ["txet"]}, "did you mean 'text'"),
        ({"columns": ["zzz"]}, "there is no column 'zzz'; the columns are doc, text"),
        ({"columns": ["doc", "doc"]}, "named twice"),
        ({"columns": []}, "no column"),
        ({"sort": "-txet"}, "did you mean 'text'"),
        ({"sort": ""}, "no column ''"),
        ({"limit": -1}, "negative"),
        ({"sample": -1}, "negative"),
    ],
)
def test_wrong_requests_are_refused_at_once(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        shape(table("doc text", ("a", "b")), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("n", [2, 9.5, 10, None]),
        ("-n", [10, 9.5, 2, None]),
    ],
)
def test_numbers_sort_by_value_with_empty_cells_last(sort: str, expected: list[object]) -> None:
    shaped = shape(table("n", (10,), (None,), (2,), (9.5,)), sort=sort)
    assert [row[0] for row in rows_of(shaped)] == expected


def test_text_sorts_by_code_point_and_after_numbers() -> None:
    shaped = shape(table("t", ("đ",), ("Z",), ("a",), ("",), (5,), ("ă",)), sort="t")
    assert [row[0] for row in rows_of(shaped)] == [5, "Z", "a", "ă", "đ", ""]


def test_a_column_may_begin_with_a_minus() -> None:
    assert rows_of(shape(table("-n n", (1, 9), (2, 8)), sort="-n")) == [(1, 9), (2, 8)]


@pytest.mark.parametrize("sort", ["key", "-key"])
@pytest.mark.parametrize("limit", [None, 3])
def test_sorting_keeps_the_order_of_equal_rows(sort: str, limit: int | None) -> None:
    rows = [(1, "a"), (2, "b"), (1, "c"), (2, "d"), (1, "e")]
    shaped = rows_of(shape(Table(("key", "t"), rows), sort=sort, limit=limit))
    expected = sorted(rows, key=lambda row: -row[0] if sort == "-key" else row[0])
    assert shaped == expected[:limit]


def test_sorting_may_use_a_column_that_is_not_shown() -> None:
    shaped = shape(table("a b", ("x", 2), ("y", 1)), sort="b", columns=["a"])
    assert rows_of(shaped) == [("y",), ("x",)]


def test_limit_counts_within_groups() -> None:
    rows = [("x", "a", 3), ("x", "b", 2), ("x", "c", 1), ("y", "a", 9), ("y", "b", 8)]
    shaped = shape(Table(("paper", "term", "count"), rows), limit=2, group_columns=1)
    assert rows_of(shaped) == [rows[0], rows[1], rows[3], rows[4]]
    ascending = shape(Table(("paper", "term", "count"), rows), sort="count", limit=1, group_columns=1)
    assert rows_of(ascending) == [("x", "c", 1), ("y", "b", 8)]


def test_a_sample_is_reproducible_and_keeps_the_order() -> None:
    rows = [(number,) for number in range(1000)]
    first = rows_of(shape(Table(("n",), rows), sample=20, seed=7))
    assert first == sorted(first)
    assert len(set(first)) == 20
    assert first == rows_of(shape(Table(("n",), iter(rows)), sample=20, seed=7))
    assert first != rows_of(shape(Table(("n",), rows), sample=20, seed=8))
    assert rows_of(shape(Table(("n",), rows[:5]), sample=20)) == rows[:5]
    assert rows_of(shape(Table(("n",), rows), sample=0)) == []


def test_a_sample_is_uniform() -> None:
    rows = [(number,) for number in range(10)]
    drawn: Counter[object] = Counter()
    for seed in range(3000):
        drawn.update(cell for (cell,) in rows_of(shape(Table(("n",), rows), sample=3, seed=seed)))
    # 900 are expected of each; the standard deviation is 25.
    assert all(800 < drawn[number] < 1000 for number in range(10)), drawn


CELLS = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=3), st.booleans(), st.dates())


@given(st.lists(st.tuples(CELLS)), st.integers(0, 5))
def test_any_cells_sort_and_a_limit_is_the_head_of_the_whole(rows: list[tuple[object]], limit: int) -> None:
    random.Random(0).shuffle(rows)
    for sort in ("c", "-c"):
        whole = rows_of(shape(Table(("c",), rows), sort=sort))
        assert list(map(repr, rows_of(shape(Table(("c",), rows), sort=sort, limit=limit)))) == list(
            map(repr, whole[:limit])
        )
        assert len(whole) == len(rows)


@pytest.mark.parametrize(
    ("annotation", "types"),
    [("date | None", (date, str)), ("tuple[str, ...] | None", (tuple, str)), ("Unknown", (None, None))],
)
def test_annotations_that_a_module_imports_for_type_checkers_only(
    annotation: str, types: tuple[type | None, ...]
) -> None:
    names: dict[str, type] = {}
    source = f"@dataclass\nclass Row:\n    seen: {annotation!r}\n    text: str"
    exec(f"from dataclasses import dataclass\n{source}", names)
    assert table_of([], ("seen", "text"), names["Row"]).types == types
