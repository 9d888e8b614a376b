from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.output import Table, open_destination, write_table
from qnmine.output import parquet as module
from tests.output.writing import table, texts, written

pa = pytest.importorskip("pyarrow", reason="needs the extra qnmine[parquet]")
pq = pytest.importorskip("pyarrow.parquet")


def read(rows: Table) -> Any:
    return pq.read_table(io.BytesIO(written(rows, "parquet")))


def types(rows: Table) -> list[str]:
    return [str(field.type) for field in read(rows).schema]


def test_types_and_values() -> None:
    rows = table(
        "doc n value flag day variants nothing",
        ("007", 1, 0.5, True, date(2024, 6, 25), ("a", "b"), None),
        (None, None, None, None, None, None, None),
        ("đ", 2, 3, False, date(1, 1, 1), (), None),
    )
    got = read(rows)
    assert [str(field.type) for field in got.schema] == [
        "string",
        "int64",
        "double",
        "bool",
        "date32[day]",
        "list<element: string>",
        "string",
    ]
    assert all(field.nullable for field in got.schema)
    assert [tuple(row.values()) for row in got.to_pylist()] == [
        ("007", 1, 0.5, True, date(2024, 6, 25), ["a", "b"], None),
        (None,) * 7,
        ("đ", 2, 3.0, False, date(1, 1, 1), [], None),
    ]


def test_known_types_hold_for_empty_results_and_for_values_that_look_otherwise() -> None:
    columns, known = ("doc", "n", "score", "variants"), (str, int, float, tuple)
    empty = types(Table(columns, [], known))
    assert empty == types(Table(columns, [("a", 1, 2, ("x",))], known))
    assert empty == ["string", "int64", "double", "list<element: string>"]


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        ((1, "a"), "string", ["1", "a"]),
        ((True, 1), "string", ["true", "1"]),
        ((1, 2**63), "double", [1.0, 2.0**63]),
        (("\ud800", "đ"), "string", ["\ufffd", "đ"]),
        ((float("nan"), 1.5), "double", [None, 1.5]),
        (({"a": 1}, None), "string", ['{"a": 1}', None]),
        ((("a", 1), ()), "list<element: string>", [["a", "1"], []]),
    ],
)
def test_mixed_columns(cells: tuple[object, ...], kind: str, values: list[object]) -> None:
    got = read(table("c", *((cell,) for cell in cells)))
    assert str(got.schema[0].type) == kind
    assert got.column("c").to_pylist() == values


def test_rows_stream_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS_IN_GROUP", 10)
    data = written(Table(("n",), ((number,) for number in range(25))), "parquet")
    file = pq.ParquetFile(io.BytesIO(data))
    assert file.metadata.num_row_groups == 3
    assert file.read().column("n").to_pylist() == list(range(25))


@pytest.mark.parametrize("late", ["text", 2.5, 2**70])
def test_a_late_value_of_another_type_is_an_error_and_never_a_wrong_value(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, late: object
) -> None:
    monkeypatch.setattr(module, "ROWS_IN_GROUP", 10)
    rows = [(1,)] * 15 + [(late,)]
    path = tmp_path / "a.parquet"
    with (
        pytest.raises(QnmineError, match=r"'n' has a value in rows 11 to 16 .*int64; write CSV"),
        open_destination(str(path)) as destination,
    ):
        write_table(Table(("n",), rows), destination, "parquet")
    assert not path.exists()


def test_the_same_rows_give_the_same_bytes() -> None:
    assert written(texts("a", [("x",)]), "parquet") == written(texts("a", [("x",)]), "parquet")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])) | st.none())))
def test_any_text_comes_back(rows: list[tuple[object, ...]]) -> None:
    assert read(texts("a", rows)).column("a").to_pylist() == [text for (text,) in rows]
