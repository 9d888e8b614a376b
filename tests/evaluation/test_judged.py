"""Judged samples: what counts as a judgement, the counts by type, and the interval."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import UsageError
from qnmine.evaluation.judged import judged_table, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = ("type", "judged", "correct", "precision", "low", "high", "unjudged")


def _counts(path: Path) -> list[tuple[object, ...]]:
    """Type, judged, correct and unjudged of each row."""
    table = judged_table(path)
    assert table.columns == COLUMNS
    return [(row[0], row[1], row[2], row[6]) for row in table.rows]


def _csv(path: Path, judgements: Sequence[str], type_: str = "PER") -> Path:
    lines = ["doc,text,type,correct", *(f"a,Thể,{type_},{cell}" for cell in judgements)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_published_intervals(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_scipy(counts: tuple[int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    low, high = wilson_interval(*counts)
    theirs = stats.binomtest(*counts).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (2, 1), (-1, 3)])
def test_no_proportion(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson_interval(successes, trials)


def test_counts_and_precision_by_type(tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(
        "text,type,correct\na,PER,1\nb,LOC,1\nc,LOC,0\nd,LOC,1\ne,LOC,\nf,ORG,\n", encoding="utf-8"
    )
    rows = list(judged_table(path).rows)
    assert [(row[0], row[1], row[2], row[6]) for row in rows] == [
        ("LOC", 3, 2, 1),
        ("ORG", 0, 0, 1),
        ("PER", 1, 1, 0),
        ("all", 4, 3, 2),
    ]
    assert rows[0][3:6] == (2 / 3, *wilson_interval(2, 3))
    assert rows[1][3:6] == (None, None, None)
    assert rows[3][3] == 0.75


RIGHT = ["1", "1.0", " 1 ", "true", "TRUE", "yes", "Y", "đúng", "Đúng", "ĐÚNG", "đu\u0301ng", "đ", "✓", "có"]
WRONG = ["0", "0.0", "false", "No", "n", "sai", "SAI", "S", "✗", "không"]
EMPTY = ["", "  ", "\u00a0"]


@pytest.mark.parametrize(("cells", "counts"), [(RIGHT, (1, 1, 0)), (WRONG, (1, 0, 0))])
def test_judgements(cells: list[str], counts: tuple[int, int, int], tmp_path: Path) -> None:
    for cell in cells:
        assert _counts(_csv(tmp_path / "a.csv", [cell]))[-1] == ("all", *counts), cell


def test_an_empty_cell_is_not_judged(tmp_path: Path) -> None:
    assert _counts(_csv(tmp_path / "a.csv", [*EMPTY, "1"]))[-1] == ("all", 1, 1, 3)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("x", ("may mean right as well as wrong",)),
        ("X", ("may mean",)),
        ("maybe", ("'maybe'", "is no judgement")),
        ("2", ("'2'", "is no judgement")),
        ("0.5", ("is no judgement",)),
        ("?", ("is no judgement",)),
        ("\x1b[31m", ("is no judgement",)),
    ],
)
def test_other_values_are_refused_with_their_row(cell: str, words: tuple[str, ...], tmp_path: Path) -> None:
    path = _csv(tmp_path / "sample.csv", ["1", "0", cell])
    with pytest.raises(UsageError) as caught:
        judged_table(path)
    message = str(caught.value)
    assert message.startswith("sample.csv:3: ")
    assert "write 1 (right) or 0 (wrong)" in message
    assert message.isprintable()
    for word in words:
        assert word in message


def test_a_row_is_named_by_its_number_even_if_it_has_an_id(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,type,correct\nq7,PER,?\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^a\.csv:1: '\?' "):
        judged_table(path)


@pytest.mark.parametrize("cells", [[True, False, None], [1.0, 0.0, None]])
@pytest.mark.parametrize(
    ("file", "module"), [("a.xlsx", "openpyxl"), ("a.parquet", "pyarrow"), ("a.jsonl", "")]
)
def test_spreadsheets_and_columnar_files_hold_true_numbers_and_nothing(
    file: str, module: str, cells: list[object], tmp_path: Path
) -> None:
    if module:
        pytest.importorskip(module)
    frame = pd.DataFrame({"type": ["PER", "PER", "LOC"], "correct": cells})
    path = tmp_path / file
    if file == "a.xlsx":
        frame.to_excel(path, index=False)
    elif file == "a.parquet":
        frame.to_parquet(path)
    else:
        frame.to_json(path, orient="records", lines=True)
    assert _counts(path) == [("LOC", 0, 0, 1), ("PER", 2, 1, 0), ("all", 2, 1, 1)]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "suffix"),
    [("utf-8-sig", ";", "csv"), ("utf-8", "\t", "csv"), ("utf-16", "\t", "tsv"), ("utf-8", "\t", "tsv")],
)
def test_what_excel_saves(encoding: str, delimiter: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    lines = ["text,type,correct", "Thể,PER,đúng", "Bác,PER,sai", "Hạ Long,LOC,"]
    path.write_text("\r\n".join(lines).replace(",", delimiter), encoding=encoding, newline="")
    assert _counts(path) == [("LOC", 0, 0, 1), ("PER", 2, 1, 0), ("all", 2, 1, 1)]


def test_a_missing_key_of_json_lines_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"type": "PER", "correct": 1}, {"type": "PER"}, {"correct": True, "type": None}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert _counts(path) == [("", 1, 1, 0), ("PER", 1, 1, 1), ("all", 2, 2, 1)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "text,type\nx,PER\n", "a.csv: has no column 'correct'; it has text, type"),
        ("a.csv", "text,correct\nx,1\n", "a.csv: has no column 'type'"),
        ("a.csv", "type,Correct\nPER,1\n", "did you mean 'Correct'?"),
        ("a.csv", "type,correct\n", "a.csv: no row has a judgement"),
        ("a.csv", "type,correct\nPER,\n", "no row has a judgement"),
        ("a.csv", "", "no row has a judgement"),
        ("a.csv", 'type,correct\nPER,"1\n', "never closed"),
        ("a.txt", "type,correct\nPER,1\n", "a.txt: is no table"),
        ("a.jsonl", "{", "is not valid JSON"),
        ("a.xlsx", "no workbook", "is no readable XLSX file"),
    ],
)
def test_what_is_no_judged_table(name: str, content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        judged_table(tmp_path / name)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["missing.csv", "-"])
def test_no_file(name: str) -> None:
    with pytest.raises(UsageError):
        judged_table(name)
