"""The chunk function of tables gives what the command line writes, with one schema whatever is found."""

from __future__ import annotations

import doctest
import pickle
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import qnmine
from qnmine.cli.main import run
from qnmine.engines import frames, map_frame, map_frame_schema
from qnmine.errors import DocumentError, UsageError
from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CASES: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "mentions": ("entities", {}, ("--mentions",)),
    "chosen mentions": (
        "entities",
        {"type": "PER,ORG", "context": 4, "score": True, "nested": True, "min_score": 0.5},
        ("--mentions", "--type", "PER,ORG", "--context", "4", "--score", "--nested", "--min-score", "0.5"),
    ),
    "places": ("entities", {"mentions": True, "places": True}, ("--mentions", "--places")),
    "kept columns": ("entities", {"keep": ["n", "start"]}, ("--mentions", "--keep", "n,start")),
    "corrected": (
        "entities",
        {"corrections": ROOT / "examples" / "corrections.csv"},
        ("--mentions", "--corrections", str(ROOT / "examples" / "corrections.csv")),
    ),
    "numbers": ("numbers", {"identifiers": True}, ("--identifiers",)),
    "money": (
        "numbers",
        {"kind": ["money", "measure"], "unit": ["VND", "ha"], "convert": True},
        ("--kind", "money,measure", "--unit", "VND", "--unit", "ha", "--convert"),
    ),
    "dates": (
        "dates",
        {"date_column": "day", "infer_year": True},
        ("--date-column", "day", "--infer-year"),
    ),
    "explained": ("dates", {"explain": True, "vague": True}, ("--explain", "--vague")),
    "words": ("tokenize", {"pos": True, "no_punct": True}, ("--pos", "--no-punct")),
    "sentences": ("sentences", {}, ()),
}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    texts = {one.id: one.text for one in qnmine.read(ROOT / "seeds")}
    columns = {"doc_id": list(texts), "day": pd.Timestamp(2024, 6, 25), "n": range(len(texts))}
    return pd.DataFrame({**columns, "text": list(texts.values()), "start": "x"})


@pytest.mark.parametrize("case", CASES)
def test_columns_and_values_are_those_of_the_command(case: str, frame: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    command, options, arguments = CASES[case]
    corpus, result = tmp_path / "corpus.parquet", tmp_path / "result.parquet"
    frame.to_parquet(corpus)
    written = ["-o", str(result), "--id-column", "doc_id", "--quiet"]
    assert run([command, str(corpus), *arguments, *written]) == 0
    expected, found = pd.read_parquet(result), map_frame(frame, command, **options)
    assert len(found) > 1
    assert list(found.columns) == list(expected.columns)
    for name in expected.columns:
        assert _plain(found[name]) == _plain(expected[name]), name


def _plain(column: pd.Series[Any]) -> list[object]:
    return [None if pd.isna(cell) else cell for cell in column]


@pytest.mark.parametrize("case", CASES)
def test_a_frame_without_rows_has_the_same_columns_and_dtypes(case: str, frame: pd.DataFrame) -> None:
    command, options, _ = CASES[case]
    found, empty = map_frame(frame, command, **options), map_frame(frame.head(0), command, **options)
    nothing = map_frame(frame.head(1).assign(text=""), command, **options)
    assert found.dtypes.to_dict() == empty.dtypes.to_dict() == nothing.dtypes.to_dict()
    assert (len(empty), len(nothing)) == (0, 0)


_SPARK = {"string": "string", "int64": "bigint", "float64": "double"}


@pytest.mark.parametrize("case", CASES)
def test_the_schema_of_spark_is_that_of_the_frame(case: str, frame: pd.DataFrame) -> None:
    command, options, _ = CASES[case]
    kept = {"keep": {"n": "bigint", "start": "string"}} if "keep" in options else {}
    schema = map_frame_schema(command, **{**options, **kept})
    found = map_frame(frame, command, **options).drop(columns="meta_start", errors="ignore")
    assert [field.split(" ") for field in schema.split(", ") if "meta_start" not in field] == [
        [f"`{name}`", _SPARK[str(dtype)]] for name, dtype in found.dtypes.items()
    ]


def test_examples_of_the_docstrings() -> None:
    assert doctest.testmod(frames).failed == 0


def test_columns_may_have_other_names_and_types() -> None:
    texts = pd.Categorical(["Ông Thể ở Hạ Long", "5 km và 7 ha"])
    frame = pd.DataFrame({"key": [7, 8], "body": texts}, index=[5, 3])
    found = map_frame(frame, "numbers", text_column="body", id_column="key", keep="key")
    assert found[["doc", "key", "text", "value"]].to_dict("list") == {
        "doc": ["8", "8"],
        "key": [8, 8],
        "text": ["5 km", "7 ha"],
        "value": [5.0, 7.0],
    }
    assert found["key"].dtype == frame["key"].dtype


BAD = pd.DataFrame({"doc_id": ["a", "b", None], "text": ["5 km", ["6 km"], "7 km"]})


def test_a_document_that_fails_is_raised() -> None:
    with pytest.raises(DocumentError, match="frame:2: 'text' is a list, not text"):
        map_frame(BAD, "numbers")


def test_a_document_that_is_skipped_is_told() -> None:
    with pytest.warns(UserWarning, match="1 document left out: frame:2: 'text' is a list, not text"):
        found = map_frame(BAD, "numbers", errors="skip")
    assert found["doc"].tolist() == ["a", "frame:3"]
    assert found.attrs["failures"] == [
        {"name": "frame:2", "reason": "'text' is a list, not text", "remedy": ""}
    ]


def test_a_document_that_cannot_be_analysed_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from qnmine.cli import row_makers

    def rows(documents: Sequence[qnmine.Document]) -> list[list[qnmine.Sentence]]:
        if any("odd" in one.text for one in documents):
            raise ValueError("odd")
        return [list(qnmine.sentences(one)) for one in documents]

    maker = row_makers.row_maker("sentences", {})._replace(analyze=rows)
    monkeypatch.setattr(row_makers, "row_maker", lambda *_: maker)
    monkeypatch.setattr(frames, "_MAKERS", OrderedDict())
    frame = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": ["Một.", "odd", "Hai."]})
    with pytest.warns(UserWarning, match=r"b: could not be analysed \(ValueError: odd\)"):
        found = map_frame(frame, "sentences", errors="skip")
    assert found["doc"].tolist() == ["a", "c"]
    with pytest.raises(DocumentError, match="b: could not be analysed"):
        map_frame(frame, "sentences")


@pytest.mark.parametrize(
    ("command", "options", "message"),
    [
        ("keywords", {}, "no rows of 'keywords'; there are those of entities, numbers"),
        ("entities", {"typ": "PER"}, "no option 'typ' here; did you mean 'type'"),
        ("entities", {"type": "XXX"}, "there is no type 'XXX'"),
        ("entities", {"context": 0}, "--context"),
        ("entities", {"score": 1}, "score is True or False"),
        ("entities", {"mentions": False}, "mentions=False"),
        ("entities", {"engine": "dask"}, "is no recogniser"),
        ("entities", {"model": "absent.model"}, "--model absent.model: cannot read"),
        ("entities", {"jobs": 2}, "no option 'jobs'"),
        ("numbers", {"kind": "identifier"}, "only with --identifiers"),
        ("tokenize", {"syllables": True, "pos": True}, "leave out --syllables"),
        ("dates", {"date_column": "when"}, "no column 'when'"),
        ("sentences", {"text_column": "txt"}, "no column 'txt'; did you mean 'text'"),
        ("sentences", {"keep": ["section"]}, "no column 'section'"),
        ("sentences", {"errors": "ignore"}, "'raise' or 'skip'"),
    ],
)
def test_what_the_command_line_would_refuse(command: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        map_frame(pd.DataFrame({"doc_id": ["a"], "text": ["x"]}), command, **options)


def test_a_model_is_loaded_once_and_again_when_its_file_changes(tmp_path: Path) -> None:
    words = tmp_path / "mine.txt"
    words.write_text("5 km\n", encoding="utf-8")
    frame = pd.DataFrame({"doc_id": ["a"], "text": ["Đi bộ nhanh"]})
    first = map_frame(frame, "tokenize", words=[words])
    held = next(reversed(frames._MAKERS.values())).maker
    map_frame(frame, "tokenize", words=[words])
    assert next(reversed(frames._MAKERS.values())).maker is held
    words.write_text("bộ nhanh\n", encoding="utf-8")
    assert "bộ nhanh" in map_frame(frame, "tokenize", words=[words])["word"].tolist()
    assert "bộ nhanh" not in first["word"].tolist()


def test_it_can_be_sent_to_workers() -> None:
    assert pickle.loads(pickle.dumps(map_frame)) is map_frame
