"""The options of `qnmine entities` on the difficult inputs of every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import COLUMNS, qnmine
from tests.contract.test_hostile_inputs import READABLE, SENTENCE

if TYPE_CHECKING:
    from pathlib import Path

PLACE = ["code", "level", "province", "relation", "current_name", "current_code"]
CALLS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "by": (("--by", "doc"), ["doc", *COLUMNS["entities"], "group_docs", "group_words"]),
    "places": (("--places",), [*COLUMNS["entities"], *PLACE]),
    "mentions": (
        ("--mentions", "--score", "--nested", "--context", "2"),
        [*COLUMNS["mentions"], "score", "depth", "left", "right"],
    ),
    "placed mentions": (("--mentions", "--places", "--nested"), [*COLUMNS["mentions"], "depth", *PLACE]),
}


@pytest.mark.parametrize("call", CALLS)
def test_difficult_inputs(call: str, tmp_path: Path) -> None:
    for number, data in enumerate(READABLE.values()):
        (tmp_path / f"{number:02}.txt").write_bytes(data)
    arguments, columns = CALLS[call]
    result = qnmine("entities", *arguments, tmp_path)
    assert result.code == 0, result.err
    assert result.header == columns
    assert result.errors == []
    assert result.rows
    if "start" in columns:
        texts = [data.decode("utf-8-sig") for data in READABLE.values()]
        for row in result.rows:
            text = texts[int(row["doc"][:2])]
            start, end = int(row["start"]), int(row["end"])
            assert text[start:end] == row["text"]
            assert text[:start].endswith(row.get("left", ""))
            assert text[end:].startswith(row.get("right", ""))


@pytest.mark.parametrize("call", CALLS)
def test_nothing_to_find_is_a_header(call: str) -> None:
    arguments, columns = CALLS[call]
    result = qnmine("entities", *arguments, "-", stdin=b" \n\t")
    assert result.code == 0, result.err
    assert result.header == columns
    assert result.err == ""
    assert result.rows == []


def test_a_long_line_with_everything(tmp_path: Path) -> None:
    line = (SENTENCE.replace(".", ",") + " ") * 1_000
    path = tmp_path / "long.txt"
    path.write_text(line, encoding="utf-8")
    mentions = tmp_path / "mentions.csv"
    result = qnmine("entities", path, *CALLS["mentions"][0], "--places", "-o", mentions)
    assert result.code == 0, result.err
    counted = qnmine("entities", "--from-mentions", mentions)
    assert counted.code == 0, counted.err
    assert counted.rows == [row for row in qnmine("entities", path).rows if row["type"] == "LOC"]


def test_saved_tables_that_are_none(tmp_path: Path) -> None:
    for number, data in enumerate(READABLE.values()):
        (tmp_path / f"{number:02}.csv").write_bytes(data)
    (tmp_path / "good.csv").write_text("doc,start,end,text,type,name\na,0,7,Hạ Long,LOC,Hạ Long\n", "utf-8")
    result = qnmine("entities", "--from-mentions", tmp_path)
    assert result.code == 3
    assert [row["name"] for row in result.rows] == ["Hạ Long"]
    assert all(".csv" in line for line in result.errors)
