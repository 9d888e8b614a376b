"""What the fuzzer has found, each once: the smallest input, and what must come of it now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import qnmine
from qnmine.cli.main import run
from qnmine.engines.packing import DamagedError, pack, unpack
from qnmine.entities.recognizer import Recognizer
from qnmine.errors import QnmineError, UsageError
from qnmine.tagging.container import MAGIC, VERSION, pack_container, read_container
from qnmine.tagging.trie import TOKEN_BITS, Trie
from qnmine.words.segmenter import WordSegmenter
from tests.fuzz.models import sealed, small
from tests.fuzz.trying import attempt

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("text", ["7;①", "ngày 7, ②, ③ và 14/3", "3-①/2024", "② giờ", "1m②"])
def test_numbers_in_circles_are_no_figures(text: str) -> None:
    for target in ("numbers", "dates"):
        fault, _ = attempt(target, text)
        assert fault is None, fault.report
    assert [number.text for number in qnmine.numbers("7;①")][:1] == ["7"]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("\ufe0f", {}),
        ("\ufe0f|a", {}),
        ("a|\u0301", {"ignore_diacritics": True}),
        ("\u0301", {"ignore_diacritics": True, "syllables": True}),
    ],
)
def test_a_query_of_which_nothing_can_be_seen_is_refused(query: str, options: dict[str, bool]) -> None:
    """They were found at every place, again and again."""
    with pytest.raises(UsageError, match="nothing of it can be seen"):
        qnmine.Query.parse(query, **options)


@pytest.mark.parametrize(
    "text", ["@ṙ\u0309a", "#ČčA\u0358a", "0ṯ\U000e0101", "T.Ư\u0302a", "A.Ạ\u0338 a", "4GḌ\u0302"]
)
def test_marks_stay_with_the_letters_before_them(text: str) -> None:
    fault, _ = attempt("tokenizer", text)
    assert fault is None, fault.report


def test_a_trie_whose_paths_come_back_is_refused() -> None:
    """Its walk would take time that grows with the square of the text."""
    with pytest.raises(ValueError, match="do not fit"):
        Trie(np.array([1, 1 << TOKEN_BITS | 1]), np.array([1, 1], np.int32), 2)


def _changed(
    path: Path, task: str, header: dict[str, Any] | None = None, **arrays: np.ndarray[Any, Any]
) -> None:
    """Write the small model of a task with some values and arrays changed."""
    path.write_bytes(small(task))
    model = read_container(path)
    made = {**model.header, **(header or {})}
    path.write_bytes(pack_container(made, {**model.arrays, **arrays}))


@pytest.mark.parametrize(
    ("task", "header", "arrays"),
    [
        ("entities", {"info": None}, {}),
        ("entities", {"info": [1]}, {}),
        ("entities", {"model": {"labels": ["B-PER"], "sizes": {}, "templates": []}}, {}),
        ("entities", {}, {"trie_edges": np.zeros((2, 2), np.int64)}),
        ("entities", {}, {"feature_keys": np.zeros((1, 1), np.int64)}),
        ("entities", {}, {"transitions": np.full((7, 7), np.nan, np.float32)}),
        ("entities", {}, {"words": np.full(2**21, ord("\n"), np.uint8)}),
        ("entities", {}, {"feature_counts": np.zeros(2**25 + 1, np.uint8)}),
        ("words", {"info": 3}, {}),
        ("words", {}, {"trie_levels": np.zeros((2, 2), np.uint8)}),
        ("words", {}, {"trie_children": np.ones((2, 1), np.int32)}),
        ("words", {}, {"feature_weights": np.full(3, np.inf, np.float16)}),
    ],
)
def test_a_hostile_model_is_refused_in_one_line(
    task: str,
    header: dict[str, Any],
    arrays: dict[str, np.ndarray[Any, Any]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "hostile.model"
    _changed(path, task, header, **arrays)
    load = Recognizer.load if task == "entities" else WordSegmenter.load
    with pytest.raises(QnmineError, match="do not fit this qnmine"):
        load(path)
    words = ["entities", "--model"] if task == "entities" else ["tokenize", "--word-model"]
    assert run([*words, str(path), "--text", "Hạ Long"]) in (1, 2)
    (line,) = capsys.readouterr().err.splitlines()
    assert "hostile.model" in line


def test_a_header_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.model"
    path.write_bytes(sealed(b'{"arrays": [], "x": [' + b"[]," * 6_000_000 + b"[]]}", b""))
    with pytest.raises(QnmineError, match="wrong header"):
        read_container(path)


def test_a_header_as_deep_as_it_is_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.model"
    for header in (b"[" * 100_000, b'{"a":' * 100_000, json.dumps({"arrays": {"a": 1}}).encode()):
        path.write_bytes(sealed(header, b""))
        with pytest.raises(QnmineError, match="wrong header"):
            read_container(path)


def test_a_part_of_a_run_that_would_fill_the_memory_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack("a" * 10_000)
    monkeypatch.setattr("qnmine.engines.packing._LARGEST", 5_000)
    with pytest.raises(DamagedError, match="too large"):
        unpack(data)


def test_the_small_models_are_sound(tmp_path: Path) -> None:
    assert small("entities").startswith(MAGIC + VERSION.to_bytes(4, "little"))
    for task, load in (("entities", Recognizer.load), ("words", WordSegmenter.load)):
        path = tmp_path / f"{task}.model"
        path.write_bytes(small(task))
        load(path)


def _errors_of(path: Path) -> list[str]:
    errors: list[str] = []
    list(
        qnmine.open_corpus([path], on_error=lambda error: errors.append(str(error)), on_warning=errors.append)
    )
    return errors


def test_a_time_that_is_none_ends_no_run(tmp_path: Path) -> None:
    pytest.importorskip("pysubs2")
    path = tmp_path / "a.vtt"
    path.write_text("<:99:99.05-->99:99.00", encoding="utf-8")
    (error,) = _errors_of(path)
    assert "has no cue" in error


def test_a_column_name_as_long_as_a_text_does_not_fill_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("km" * 1500 + ",b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no such column") as caught:
        _errors_of(path)
    assert len(str(caught.value)) < 400


def test_a_long_run_of_ascii_before_an_old_encoding_takes_no_time() -> None:
    """Each letter of it was taken for the beginning of a word: nine seconds for 64 KiB."""
    fault, _ = attempt(
        "encodings", b"A" * 60_000 + "\nH\u1ea1 Long".encode("cp1258", "replace") + b"\xe0\xf5"
    )
    assert fault is None, fault.report
