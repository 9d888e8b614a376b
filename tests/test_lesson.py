"""The files of the lesson agree with one another: texts, spans, worksheet, answers, figures."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from tests import ROOT

LESSON = ROOT / "examples" / "lesson"
ANNOTATED = ["an", "binh", "chuan", "huan-luyen", "kiem-tra"]
LARGEST = 200_000


def _records(name: str) -> list[dict[str, Any]]:
    lines = (LESSON / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _rows(document: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading of a document, without its header."""
    table = re.search(r"(?:^\|.*\n)+", document.split(heading, 1)[1], re.MULTILINE)
    assert table is not None
    lines = table[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _marked(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(span["type"], record["text"][span["start"] : span["end"]]) for span in record["entities"]]


@pytest.mark.parametrize("name", ANNOTATED)
def test_spans_are_whole_names_in_order(name: str) -> None:
    for record in _records(name):
        spans = record["entities"]
        assert all(one["end"] <= other["start"] for one, other in pairwise(spans)), record["id"]
        for kind, text in _marked(record):
            assert kind in ("PER", "ORG", "LOC")
            assert text.strip(" ,()\n") == text != "", record["id"]


@pytest.mark.parametrize("name", ["an", "binh", "chuan"])
def test_annotators_have_the_four_texts(name: str) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (LESSON / "bai").iterdir()}
    assert {record["id"]: record["text"] for record in _records(name)} == texts
    assert len(texts) == 4


def test_what_is_scored_was_not_learnt() -> None:
    learnt = "\n".join(record["text"] for name in ("chuan", "huan-luyen") for record in _records(name))
    assert not [record["id"] for record in _records("kiem-tra") if record["text"] in learnt]


def test_training_sentences_are_those_of_the_annotated_file() -> None:
    lines = (ROOT / "examples" / "annotated.jsonl").read_text(encoding="utf-8").splitlines()
    annotated = {record["id"]: record for record in map(json.loads, lines)}
    for record in _records("huan-luyen"):
        assert record.items() <= annotated[record["id"]].items()


def test_worksheet_has_the_first_text() -> None:
    worksheet = (LESSON / "phieu.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\d+\. (.*(?:\n   .*)*)", worksheet, re.MULTILINE)
    sentences = [re.sub(r"\n +", " ", sentence) for sentence in listed]
    assert sentences == (LESSON / "bai" / "bai-1.txt").read_text(encoding="utf-8").splitlines()


def test_answers_are_the_gold_of_the_first_text() -> None:
    answers = (LESSON / "dap-an.md").read_text(encoding="utf-8")
    gold = _records("chuan")[0]
    lines = gold["text"].splitlines()
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    expected: list[list[str]] = []
    for number, (first, behind) in enumerate(pairwise(starts), 1):
        inside = [span for span in gold["entities"] if first <= span["start"] < behind]
        cells = [
            "; ".join(gold["text"][span["start"] : span["end"]] for span in inside if span["type"] == kind)
            for kind in ("PER", "ORG", "LOC")
        ]
        expected.append([str(number), *cells])
    assert _rows(answers, "## 2.") == expected
    counts = [sum(span["type"] == kind for span in gold["entities"]) for kind in ("PER", "ORG", "LOC")]
    assert f"{sum(counts)} tên: {counts[0]} PER, {counts[1]} ORG, {counts[2]} LOC." in answers


@pytest.mark.parametrize(
    ("annotator", "sentence", "marked", "kind"),
    [
        ("an", 2, "Nghệ An", "LOC"),
        ("binh", 2, "tỉnh Nghệ An", "LOC"),
        ("chuan", 2, "tỉnh Nghệ An", "LOC"),
        ("an", 9, "đường Trần Quốc Toản", "LOC"),
        ("binh", 9, "Trần Quốc Toản", "PER"),
        ("chuan", 9, "đường Trần Quốc Toản", "LOC"),
        ("an", 10, "UBND xã", "LOC"),
        ("binh", 10, "", ""),
        ("chuan", 10, "UBND xã", "ORG"),
    ],
)
def test_answers_tell_the_three_disagreements(annotator: str, sentence: int, marked: str, kind: str) -> None:
    column = 1 + ["an", "binh", "chuan"].index(annotator)
    rows = {row[0]: row for row in _rows((LESSON / "dap-an.md").read_text(encoding="utf-8"), "## 4.")}
    assert rows[f"câu {sentence}"][column] == (f"{marked} ({kind})" if marked else "không gán")
    record = _records(annotator)[0]
    lines = record["text"].splitlines(keepends=True)
    first, behind = sum(map(len, lines[: sentence - 1])), sum(map(len, lines[:sentence]))
    inside = [span for span in record["entities"] if first <= span["start"] < behind]
    found = [(record["text"][span["start"] : span["end"]], span["type"]) for span in inside]
    assert ((marked, kind) in found) if marked else not found


def test_scores_of_the_answers_are_those_of_the_lesson() -> None:
    lesson = (ROOT / "examples" / "teaching.md").read_text(encoding="utf-8")
    shown = re.search(r"^match .* an +binh +chuan +them +qnmine\n(?:.*\n)*?strict +micro(.*)$", lesson, re.M)
    assert shown is not None
    expected = [f"{float(score):.2f}".replace(".", ",") for score in shown[1].split()[1:5]]
    rows = _rows((LESSON / "dap-an.md").read_text(encoding="utf-8"), "## 5.")
    assert [row[1] for row in rows] == expected
    for score in expected:
        assert score in lesson.split("Ba điều để lớp rút ra", 1)[1]


def test_the_lesson_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in LESSON.rglob("*") if path.is_file()) < LARGEST
