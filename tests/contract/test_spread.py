"""Every command: the same bytes from one process, several, and a run that goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.engines import chunks
from tests import ROOT
from tests.contract.harness import CORPUS_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WITH_DATES = ("--date-column", "date")
COMMANDS: dict[str, Sequence[str]] = {
    **CORPUS_COMMANDS,
    "entities by group": ("entities", "--by", "section"),
    "places": ("entities", "--places"),
    "sorted mentions": ("entities", "--mentions", "--places", "--score", "--sort", "text"),
    "texts with mentions": ("entities", "--format", "spans"),
    "kept columns": ("sentences", "--keep", "section,date"),
    "tagged words": ("tokenize", "--pos", "--format", "conllu"),
    "phrases": ("keywords", "--measure", "rank"),
    "tfidf": ("keywords", "--measure", "tfidf", "--by", "section"),
    "keyness of groups": ("keywords", "--measure", "keyness", "--by", "section", "--reference", "rest"),
    "nouns": ("keywords", "--pos", "N,Np", "--join-entities"),
    "pairs": ("ngrams", "--n", "2", "--measure", "npmi"),
    "ordered lines": ("concordance", "tỉnh", "--order", "R1"),
    "collocates of people": ("collocations", "<PER>", "--by", "section", "--min-count", "1"),
    "dispersion of queries": ("dispersion", "--query", "tỉnh", "--by", "section"),
    "trend": ("trend", "tỉnh", *WITH_DATES),
    "trend of entities": ("trend", "--entity", "Quảng Ninh", "--by", "section", *WITH_DATES),
    "compare": ("compare", "--by", "section"),
    "profile of groups": ("profile", "--by", "section"),
    "rewritten text": ("normalize",),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paragraphs of the five articles as dated records of two sections."""
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for file in sorted((ROOT / "seeds").glob("*.txt")):
            for number, text in enumerate(file.read_text(encoding="utf-8").split("\n\n")):
                date = f"2024-{number % 5 + 1:02d}-11"
                record = {
                    "id": f"{file.stem}-{number}",
                    "text": text,
                    "date": date,
                    "section": "ab"[number % 2],
                }
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_same_bytes(
    name: str,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 5000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 2000)
    ways = {
        "one": (),
        "several": ("--jobs", "2"),
        "kept": ("--resume", str(tmp_path / "parts")),
        "resumed": ("--resume", str(tmp_path / "parts")),
    }
    written, told = {}, {}
    for way, options in ways.items():
        if way == "resumed":
            for part in sorted((tmp_path / "parts").rglob("*.part"))[2:]:
                part.unlink()
        assert run([*COMMANDS[name], str(corpus), *options]) == 0, capfd.readouterr().err
        written[way], told[way] = capfd.readouterr()
    assert written["one"]
    assert written == dict.fromkeys(ways, written["one"])
    assert "2 parts are done already" in told.pop("resumed")
    assert told == dict.fromkeys(told, told["one"])
