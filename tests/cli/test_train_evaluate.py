"""`train` and `evaluate` as their users call them, and the formats that they exchange."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import ROOT, SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATED = ROOT / "examples" / "annotated.jsonl"
GOLD = ROOT / "tests" / "entities" / "seeds_gold.jsonl"
SCORES = ["match", "type", "system", "gold", "predicted", "correct", "precision", "recall", "f1"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "small.model"
    result = qnmine("train", ANNOTATED, "-o", path)
    assert result.code == 0, result.err
    assert "452 texts" in result.err
    assert result.out == b""
    return path


def test_a_model_knows_what_it_was_trained_on(model: Path) -> None:
    rows = qnmine("evaluate", ANNOTATED, "--model", model).rows
    assert list(rows[0]) == SCORES
    (micro,) = [row for row in rows if (row["match"], row["type"]) == ("strict", "micro")]
    assert micro["system"] == "small"
    assert float(micro["f1"]) > 0.9
    found = {row["text"] for row in qnmine("entities", SEEDS, "--mentions", "--model", model).rows}
    assert {"Quảng Ninh", "Việt Nam"} <= found


def test_the_same_texts_give_the_same_model(model: Path, tmp_path: Path) -> None:
    again = tmp_path / "small.model"
    assert qnmine("train", ANNOTATED, "-o", again, "-q").err == ""
    assert again.read_bytes() == model.read_bytes()


def test_what_entities_writes_is_read_back(tmp_path: Path) -> None:
    spans, bio, table = tmp_path / "spans.jsonl", tmp_path / "texts.bio", tmp_path / "mentions.csv"
    assert qnmine("entities", SEEDS, "--format", "spans", "-o", spans).code == 0
    assert qnmine("entities", SEEDS, "-o", bio).code == 0
    assert qnmine("entities", SEEDS, "--mentions", "-o", table).code == 0
    result = qnmine("evaluate", spans, bio, table, "--model", "qnmine")
    assert result.code == 0, result.err
    assert result.header == ["match", "type", "gold", "texts", "mentions", "qnmine"]
    assert {row[system] for row in result.rows for system in ("texts", "mentions", "qnmine")} == {"1"}
    first = json.loads(spans.read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == ["id", "text", "entities"]
    assert first["text"] == (SEEDS / first["id"]).read_text(encoding="utf-8")
    assert bio.read_text(encoding="utf-8").startswith("# doc = 000_dee234f85a1e5bf4.txt\nThời\tO\n")


def test_the_shipped_model_by_group_with_intervals() -> None:
    rows = qnmine("evaluate", ANNOTATED, "--by", "source", "--interval").rows
    assert {row["group"] for row in rows} == {"news5", "news6"}
    for row in rows:
        if row["match"] == "strict" and row["type"] == "micro":
            assert 0.8 < float(row["f1_low"]) <= float(row["f1"]) <= float(row["f1_high"]) <= 1


def test_differences_and_agreement(tmp_path: Path) -> None:
    record = {"id": "a", "text": "Ông Tám ở Hà Nội.", "entities": [{"start": 4, "end": 7, "type": "PER"}]}
    gold, other = tmp_path / "gold.jsonl", tmp_path / "other.jsonl"
    gold.write_text(json.dumps(record) + "\n", encoding="utf-8")
    record["entities"] = [{"start": 4, "end": 7, "type": "LOC"}, {"start": 10, "end": 16, "type": "LOC"}]
    other.write_text(json.dumps(record) + "\n", encoding="utf-8")
    rows = qnmine("evaluate", gold, other, "--differences").rows
    assert [(row["kind"], row["text"], row["gold"], row["other"]) for row in rows] == [
        ("type", "Tám", "PER", "LOC"),
        ("spurious", "Hà Nội", "", "LOC"),
    ]
    pairs = qnmine("evaluate", gold, other, "--agreement").rows
    (micro,) = [row for row in pairs if row["type"] == "micro"]
    assert (micro["first"], micro["second"], micro["agreed"], micro["f1"]) == ("gold", "other", "0", "0")


def test_the_gold_may_come_through_a_pipe(tmp_path: Path) -> None:
    predictions = tmp_path / "same.jsonl"
    predictions.write_bytes(GOLD.read_bytes())
    result = qnmine("evaluate", "-", predictions, stdin=GOLD.read_bytes())
    assert result.code == 0, result.err
    assert {row["f1"] for row in result.rows} == {"1"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("evaluate", "nothing.jsonl"), ("nothing.jsonl",)),
        (("evaluate", GOLD, "--model", "nothing.model"), ("--model", "nothing.model")),
        (("evaluate", GOLD, "--model", ANNOTATED), ("--model", "not a qnmine model")),
        (("entities", "--text", "x", "--model", ANNOTATED), ("--model", "not a qnmine model")),
        (("evaluate", "-", "-"), ("standard input",)),
        (("evaluate", GOLD, "--by", "nothing"), ("'nothing'",)),
        (("evaluate", GOLD, "--agreement", "--differences"), ("one at a time",)),
        (("evaluate", GOLD, "--differences", "--by", "id"), ("--by",)),
        (("evaluate", GOLD, "--measure", "recall"), ("--measure",)),
        (("train", "nothing.jsonl", "-o", "m.model"), ("nothing.jsonl",)),
        (("train", ANNOTATED), ("--output",)),
        (("train", ANNOTATED, "-o", "no/folder/m.model"), ("no/folder",)),
        (("train", ANNOTATED, "-o", "m.model", "--clusters", ANNOTATED), ("annotated.jsonl", "word")),
    ],
)
def test_wrong_requests(arguments: tuple[str | Path, ...], words: tuple[str, ...], tmp_path: Path) -> None:
    result = qnmine(*arguments, cwd=tmp_path)
    assert result.code == 2, result.err
    (line,) = result.err.splitlines()
    assert all(word in line for word in words), line
    assert list(tmp_path.iterdir()) == []


def test_predictions_for_other_texts_are_refused() -> None:
    result = qnmine("evaluate", GOLD, ANNOTATED)
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert "annotated.jsonl: no id is one of the gold's" in line


def test_words_in_the_other_formats() -> None:
    text = "Tỉnh Quảng Ninh đẹp. Vui!"
    assert qnmine("tokenize", "--text", text, "--format", "text").text == "Tỉnh Quảng_Ninh đẹp .\nVui !\n"
    lines = qnmine("tokenize", "--text", text, "--format", "conllu").text.split("\n")
    assert lines[:5] == [
        "# newdoc id = text",
        "# sent_id = text:1",
        "# text = Tỉnh Quảng Ninh đẹp.",
        "1\tTỉnh\t_\t_\t_\t_\t_\t_\t_\tStart=0|End=4",
        "2\tQuảng Ninh\t_\t_\t_\t_\t_\t_\t_\tStart=5|End=15",
    ]
    refused = qnmine("tokenize", "--text", text, "--format", "conllu", "--limit", "1")
    assert refused.code == 2
    assert "--limit" in refused.err


def test_normalize_writes_the_text_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hoà bình\r\nthuỷ  lợi", encoding="utf-8", newline="")
    assert qnmine("normalize", path).out == "Hòa bình\r\nthủy  lợi".encode()
    assert qnmine("normalize", path, "--tone-style", "new", "--spaces").out == "Hoà bình\r\nthuỷ lợi".encode()
    assert qnmine("normalize", path, path, "-o", tmp_path / "b.md").code == 0
    assert (tmp_path / "b.md").read_bytes() == "Hòa bình\r\nthủy  lợi".encode()
