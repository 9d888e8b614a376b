"""`evaluate --task numbers` and `--task dates` as their users call them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ["match", "type", "system", "gold", "predicted", "correct", "precision", "recall", "f1"]
TEXT = "Hơn 98,5% trong 3 tỷ đồng theo Nghị quyết 57-NQ/TW, năm 1928."


def item(words: str, kind: str, **held: object) -> dict[str, object]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "kind": kind, **held}


def record(*numbers: dict[str, object], **more: object) -> str:
    dates = [item("năm 1928", "year", value="1928")]
    return json.dumps({"id": "a", "text": TEXT, "numbers": numbers, "dates": dates, **more}) + "\n"


SHARE = item("98,5%", "percent", value=98.5, unit="%")
SUM = item("3 tỷ đồng", "money", value=3_000_000_000, unit="VND")
RESOLUTION = item("57-NQ/TW", "identifier")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(record(SHARE, SUM, RESOLUTION, source="news"), encoding="utf-8")
    return path


def figures(rows: list[dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (row["match"], row["type"]): tuple(row[name] for name in ("gold", "predicted", "correct"))
        for row in rows
    }


def test_the_rules_are_scored(gold: Path) -> None:
    result = qnmine("evaluate", "--task", "numbers", gold)
    assert (result.code, result.err) == (0, "")
    assert result.header == COLUMNS
    assert figures(result.rows) == {
        ("strict", "money"): ("1", "1", "1"),
        ("strict", "percent"): ("1", "1", "1"),
        ("strict", "micro"): ("2", "2", "2"),
        ("strict", "macro"): ("2", "2", "2"),
        ("boundary", "micro"): ("2", "2", "2"),
        ("value", "money"): ("1", "1", "1"),
        ("value", "percent"): ("1", "1", "1"),
        ("value", "micro"): ("2", "2", "2"),
    }
    assert figures(qnmine("evaluate", "--task", "dates", gold).rows)["value", "year"] == ("1", "1", "1")


def test_identifiers_on_both_sides(gold: Path) -> None:
    rows = qnmine("evaluate", "--task", "numbers", gold, "--identifiers").rows
    assert figures(rows)["strict", "identifier"] == ("1", "1", "1")


def test_groups_intervals_and_a_pipe(gold: Path) -> None:
    result = qnmine(
        "evaluate", "--task", "dates", "-", "--by", "source", "--interval", stdin=gold.read_bytes()
    )
    assert result.header == ["group", *COLUMNS, "f1_low", "f1_high"]
    assert {row["group"] for row in result.rows} == {"news"}


def test_saved_predictions_and_their_differences(gold: Path, tmp_path: Path) -> None:
    saved = tmp_path / "mine.jsonl"
    saved.write_text(record({**SHARE, "value": 985}), encoding="utf-8")
    result = qnmine("evaluate", "--task", "numbers", gold, saved)
    assert figures(result.rows)["strict", "micro"] == ("2", "1", "1")
    assert figures(result.rows)["value", "micro"] == ("1", "1", "0")
    rows = qnmine("evaluate", "--task", "numbers", gold, saved, "--differences").rows
    assert [(row["kind"], row["text"], row["gold"], row["mine"]) for row in rows] == [
        ("value", "98,5%", "percent 98.5 %", "percent 985 %"),
        ("missed", "3 tỷ đồng", "money 3000000000 VND", ""),
    ]


@pytest.mark.parametrize("task", ["numbers", "dates"])
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_rows_that_the_commands_wrote(task: str, form: str, gold: Path, tmp_path: Path) -> None:
    with gold.open("a", encoding="utf-8") as more:
        more.write(record(SHARE).replace('"id": "a"', '"id": "b"'))
    saved = tmp_path / f"rows.{form}"
    assert qnmine(task, gold, "-o", saved).code == 0
    own = qnmine("evaluate", "--task", task, gold)
    result = qnmine("evaluate", "--task", task, gold, saved)
    assert (result.code, result.err) == (0, "")
    assert figures(result.rows) == figures(own.rows)
    assert figures(result.rows)["value", "micro"] == (
        ("3", "3", "3") if task == "numbers" else ("2", "2", "2")
    )


def test_identifiers_in_a_table(gold: Path, tmp_path: Path) -> None:
    saved = tmp_path / "rows.csv"
    qnmine("numbers", gold, "--identifiers", "--columns", "doc,start,end,kind", "-o", saved)
    without, asked = (
        figures(qnmine("evaluate", "--task", "numbers", gold, saved, *more).rows)["strict", "micro"]
        for more in ((), ("--identifiers",))
    )
    assert (without, asked) == (("2", "2", "2"), ("3", "3", "3"))


@pytest.mark.parametrize("predicted", [False, True])
def test_a_kind_that_there_is_not(predicted: bool, gold: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("\n" + record(SHARE, {**SUM, "kind": "cardnal"}), encoding="utf-8")
    result = qnmine("evaluate", "--task", "numbers", *((gold, wrong) if predicted else (wrong,)))
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    assert "wrong.jsonl:2: numbers 2: there is no kind 'cardnal' of numbers; the kinds are cardinal," in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--task", "numbers", "--vague"), ("--vague", "--task dates")),
        (("--task", "dates", "--identifiers"), ("--identifiers", "--task numbers")),
        (("--task", "dates", "--model", "x.model"), ("--model",)),
        (("--task", "numbers", "--engine", "underthesea"), ("--engine",)),
        (("--task", "numbers", "--segmenter", "qnmine"), ("--segmenter",)),
    ],
)
def test_wrong_requests(arguments: tuple[str, ...], words: tuple[str, ...], gold: Path) -> None:
    result = qnmine("evaluate", gold, *arguments)
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    assert all(word in line for word in words), line


def test_a_gold_without_the_layer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x", "entities": []}\n', encoding="utf-8")
    result = qnmine("evaluate", "--task", "numbers", path)
    assert result.code == 1
    assert "gold.jsonl:1: 'numbers' is missing" in result.err
