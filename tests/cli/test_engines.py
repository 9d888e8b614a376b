"""`--engine` as its users call it: other recognisers give the same rows and go through the same scores."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qnmine.cli.evaluation_requests import EvaluationRequest
from qnmine.cli.models import load_recognizer
from qnmine.cli.options import EngineOptions
from qnmine.cli.systems import recognizers
from qnmine.errors import UsageError
from tests import ROOT
from tests.contract.harness import qnmine

ANNOTATED = ROOT / "examples" / "annotated.jsonl"


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    lines = ANNOTATED.read_text(encoding="utf-8").splitlines()[:60]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_engines_side_by_side(gold: Path) -> None:
    result = qnmine("evaluate", gold, "--engine", "underthesea", "--engine", "qnmine")
    assert result.code == 0, result.err
    assert result.header == ["match", "type", "gold", "underthesea", "qnmine"]
    (micro,) = [row for row in result.rows if (row["match"], row["type"]) == ("strict", "micro")]
    assert 0.1 < float(micro["underthesea"]) < float(micro["qnmine"])


def test_engines_beside_saved_predictions(gold: Path) -> None:
    saved = gold.with_name("saved.jsonl")
    saved.write_bytes(gold.read_bytes())
    result = qnmine("evaluate", gold, saved, "--engine", "underthesea", "--measure", "recall")
    assert result.header == ["match", "type", "gold", "saved", "underthesea"]
    assert {row["saved"] for row in result.rows} == {"1"}


@pytest.mark.parametrize(
    ("models", "engines", "expected"),
    [
        ((), (), []),
        (("a.model", "qnmine"), (), [("qnmine", "a.model"), ("qnmine", "qnmine")]),
        ((), ("underthesea", "qnmine"), [("underthesea", None), ("qnmine", None)]),
        (("one", "two"), ("transformers",), [("transformers", "one"), ("transformers", "two")]),
        ((), ("transformers=a=b", "qnmine="), [("transformers", "a=b"), ("qnmine", None)]),
    ],
)
def test_each_model_has_its_engine(
    models: tuple[str, ...], engines: tuple[str, ...], expected: list[tuple[str, str | None]]
) -> None:
    assert recognizers(models, engines) == expected


@pytest.mark.parametrize("engines", [("underthesea", "qnmine"), ("qnmine=x",)])
def test_a_model_of_no_clear_engine_is_refused(engines: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="write --engine NAME=MODEL"):
        recognizers(("x",), engines)


ASKED = EvaluationRequest(
    "gold", (), "entities", None, (), (), False, (), False, None, None, False, False, False
)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"gold": None}, "name the annotated texts"),
        ({"judged": "sample.csv"}, "--judged stands alone"),
        ({"judged": "sample.csv", "gold": None, "by": "source"}, "--judged stands alone"),
        ({"judged": "sample.csv", "gold": None, "task": "words"}, "--judged stands alone"),
        ({"engines": ("qnmine",), "task": "words"}, "--engine and --download go with --task entities"),
        ({"download": True, "task": "pos"}, "--engine and --download go with --task entities"),
    ],
)
def test_what_does_not_go_together_is_refused(changes: dict[str, Any], message: str) -> None:
    ASKED.check()
    with pytest.raises(UsageError, match=message):
        replace(ASKED, **changes).check()


@pytest.mark.parametrize(
    ("engine", "model", "files"),
    [
        ("qnmine", "m", ("m",)),
        ("qnmine", "qnmine", ()),
        ("qnmine", None, ()),
        ("transformers", "folder", ()),
    ],
)
def test_the_model_of_a_command_is_a_file_that_is_read(
    engine: str, model: str | None, files: tuple[str, ...]
) -> None:
    assert EngineOptions(engine, model, download=False).files() == files


def test_files_that_are_read_are_not_written_over() -> None:
    asked = replace(ASKED, predictions=("-", "p"), models=("qnmine", "m"), engines=("e", "t=f"))
    assert asked.inputs() == [Path(name) for name in ("gold", "p", "m", "f")]


@pytest.mark.parametrize(
    ("model", "engine", "message"),
    [
        (None, "underhsea", "^--engine underhsea: .*; did you mean underthesea"),
        ("nowhere.model", "qnmine", "^--model nowhere.model: "),
        ("nowhere", "transformers", "^--engine transformers: nowhere: .*only with --download$"),
        ("x", "underthesea", "^--engine underthesea: .*leave out --model$"),
    ],
)
def test_an_engine_that_is_not_to_be_had_is_a_usage_error(
    model: str | None, engine: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        load_recognizer(model, engine)


def test_an_unknown_engine_on_the_command_line(gold: Path) -> None:
    result = qnmine("evaluate", gold, "--engine", "undersea")
    assert (result.code, result.out, result.err.count("\n")) == (2, b"", 1)
    assert "--engine undersea: there is no engine of this name; did you mean underthesea?" in result.err


def test_a_judged_sample(tmp_path: Path) -> None:
    sample = tmp_path / "sample.csv"
    sample.write_text(
        "doc,text,type,correct\na,Thể,PER,1\na,PCI,ORG,0\na,Hạ Long,LOC,1\na,Út,PER,\n", encoding="utf-8"
    )
    rows = qnmine("evaluate", "--judged", sample).rows
    assert [(row["type"], row["judged"], row["correct"]) for row in rows] == [
        ("LOC", "1", "1"),
        ("ORG", "1", "0"),
        ("PER", "1", "1"),
        ("all", "3", "2"),
    ]
    refused = qnmine("evaluate", "--judged", sample, "-o", sample)
    assert refused.code == 2, "the table that is read is not written over"


def test_an_engine_set_for_other_commands_does_not_stop_words(tmp_path: Path) -> None:
    (tmp_path / "qnmine.toml").write_text('[all]\nengine = "underthesea"\n', encoding="utf-8")
    (tmp_path / "words.txt").write_text("Hà_Nội là thủ_đô .\n", encoding="utf-8")
    record = {"id": "a", "text": "Ở Hà Nội.", "entities": [{"start": 2, "end": 8, "type": "LOC"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    words = qnmine("evaluate", "words.txt", "--task", "words", cwd=tmp_path)
    assert words.code == 0, words.err
    entities = qnmine("evaluate", "gold.jsonl", cwd=tmp_path)
    assert {row["system"] for row in entities.rows} == {"underthesea"}
