"""`evaluate --task words` and `--task pos` as their users call them."""

from __future__ import annotations

import csv
import io
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.errors import QnmineError
from tests import ROOT
from tests.contract.harness import qnmine
from tests.evaluation.segmenting import NAMES, conllu, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

COLUMNS = ["match", "type", "system", "gold", "predicted", "correct", "precision", "recall", "f1"]
SECOND = ["Hà Nội", "rất", "đẹp", "."]
GOLD = conllu(NAMES, SECOND, ids=["a", "b"])
SPLIT = ["Chủ", "tịch", "nước", "đến", "Hà Nội", "."]
TAGGED = conllu(["Hà Nội/PROPN", "đẹp/ADJ", "./PUNCT"])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.conllu"
    path.write_text("# newdoc id = x\n" + GOLD, encoding="utf-8")
    return path


def saved(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def figures(rows: Iterable[dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (row["match"], row["type"]): tuple(row[name] for name in ("gold", "predicted", "correct"))
        for row in rows
    }


def test_saved_words(gold: Path, tmp_path: Path) -> None:
    result = qnmine("evaluate", "--task", "words", gold, saved(tmp_path, "p.txt", joined(SPLIT, SECOND)))
    assert result.code == 0, result.err
    assert result.err == ""
    assert result.header == COLUMNS
    assert figures(result.rows) == {
        ("strict", "1"): ("4", "6", "4"),
        ("strict", "2"): ("3", "2", "2"),
        ("strict", "punct"): ("2", "2", "2"),
        ("strict", "all"): ("9", "10", "8"),
        ("sentence", "all"): ("2", "2", "1"),
    }
    whole = result.rows[3]
    assert (whole["precision"], whole["f1"]) == ("0.8", repr(16 / 19))


def test_several_side_by_side_groups_and_intervals(gold: Path, tmp_path: Path) -> None:
    first = saved(tmp_path, "first.txt", joined(SPLIT, SECOND))
    second = saved(tmp_path, "second.csv", "word\n" + "\n".join((*NAMES, *SECOND)) + "\n")
    result = qnmine("evaluate", "--task", "words", gold, first, second, "--measure", "precision")
    assert result.header == ["match", "type", "gold", "first", "second"]
    assert [row["second"] for row in result.rows] == ["1"] * 5
    assert result.rows[-1] == {"match": "sentence", "type": "all", "gold": "2", "first": "0.5", "second": "1"}
    grouped = qnmine("evaluate", "--task", "words", gold, first, "--by", "newdoc", "--interval")
    assert grouped.header == ["group", *COLUMNS, "f1_low", "f1_high"]
    assert {row["group"] for row in grouped.rows} == {"x"}
    unknown = qnmine("evaluate", "--task", "words", gold, first, "--by", "source")
    assert (unknown.code, "'source'; there are: newdoc" in unknown.err) == (2, True)


def test_differences_and_agreement(gold: Path, tmp_path: Path) -> None:
    first = saved(tmp_path, "first.txt", joined(SPLIT, SECOND))
    (row,) = qnmine("evaluate", "--task", "words", gold, first, "--differences").rows
    assert row == {
        "doc": "a",
        "start": "0",
        "end": "8",
        "text": "Chủ tịch",
        "kind": "split",
        "gold": "Chủ tịch",
        "first": "Chủ | tịch",
        "left": "",
        "right": " nước đến Hà Nội .",
    }
    pairs = qnmine("evaluate", "--task", "words", gold, first, "--agreement").rows
    assert [pair["type"] for pair in pairs] == ["1", "2", "punct", "all"]
    assert pairs[-1]["f1"] == repr(16 / 19)


def test_the_gold_may_come_through_a_pipe(tmp_path: Path) -> None:
    predictions = saved(tmp_path, "same.txt", joined(NAMES, SECOND))
    result = qnmine("evaluate", "--task", "words", "-", predictions, stdin=GOLD.encode())
    assert result.code == 0, result.err
    assert {row["f1"] for row in result.rows} == {"1"}


def test_saved_tags(tmp_path: Path) -> None:
    gold = saved(tmp_path, "gold.conllu", TAGGED)
    text = conllu(["Hà/PROPN", "Nội/PROPN", "đẹp/VERB", "./PUNCT"])
    result = qnmine("evaluate", "--task", "pos", gold, saved(tmp_path, "p.conllu", text))
    assert result.code == 0, result.err
    assert figures(result.rows) == {
        ("strict", "ADJ"): ("1", "0", "0"),
        ("strict", "PROPN"): ("1", "2", "0"),
        ("strict", "PUNCT"): ("1", "1", "1"),
        ("strict", "VERB"): ("0", "1", "0"),
        ("strict", "micro"): ("3", "4", "1"),
        ("strict", "macro"): ("3", "4", "1"),
        ("boundary", "micro"): ("3", "4", "2"),
        ("aligned", "micro"): ("2", "2", "1"),
    }


class Cutting:
    """A segmenter that cuts at every space, or joins all (a stand-in for the real ones)."""

    def __init__(self, name: str) -> None:
        self.name = name

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        if self.name == "underthesea":
            return [[(0, len(sentence))] for sentence in sentences]
        found = []
        for sentence in sentences:
            starts = [0, *(place + 1 for place, sign in enumerate(sentence) if sign == " ")]
            found.append([(start, start + len(sentence[start:].split(" ")[0])) for start in starts])
        return found


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_segmenter(name: str, model: Path | None = None) -> Cutting:
        if model is not None and not model.exists():
            raise QnmineError(f"{model.name}: there is no such file")
        return Cutting("underthesea" if model is not None else name)

    def tag_words(sentences: Sequence[Sequence[str]], *, universal: bool) -> list[list[str]]:
        assert universal
        return [["PUNCT" if word == "." else "PROPN" for word in words] for words in sentences]

    segmenters, pos = ModuleType("qnmine.words.segmenters"), ModuleType("qnmine.words.pos")
    monkeypatch.setattr(segmenters, "load_segmenter", load_segmenter, raising=False)
    monkeypatch.setattr(pos, "tag_words", tag_words, raising=False)
    monkeypatch.setitem(sys.modules, segmenters.__name__, segmenters)
    monkeypatch.setitem(sys.modules, pos.__name__, pos)


def rows_of(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, str]]:
    code = run(["evaluate", *map(str, arguments), "--csv"])
    out, err = capsys.readouterr()
    assert code == 0, err
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.usefixtures("stand_ins")
def test_segmenters_are_run(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(capsys, "--task", "words", gold)
    assert {row["system"] for row in rows} == {"qnmine"}
    assert figures(rows)["strict", "all"] == ("9", "12", "6")
    model = saved(tmp_path, "mine.model", "")
    qnmine_file = saved(tmp_path, "qnmine.txt", joined(NAMES, SECOND))
    several = rows_of(
        capsys,
        *("--task", "words", gold, qnmine_file, "--segmenter", "qnmine", "--segmenter", "underthesea"),
        *("--model", model),
    )
    assert list(several[0]) == [
        "match",
        "type",
        "gold",
        "qnmine",
        "--segmenter qnmine",
        "underthesea",
        "mine",
    ]
    whole = {row["match"]: row for row in several if row["type"] == "all"}["strict"]
    assert (whole["qnmine"], whole["underthesea"], whole["mine"]) == ("1", "0", "0")


@pytest.mark.usefixtures("stand_ins")
def test_the_tagger_is_run_on_found_words_and_on_the_gold_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = saved(tmp_path, "gold.conllu", TAGGED)
    assert figures(rows_of(capsys, "--task", "pos", gold))["aligned", "micro"] == ("2", "2", "1")
    rows = rows_of(capsys, "--task", "pos", gold, "--gold-words")
    assert {row["system"] for row in rows} == {"gold_words"}
    assert figures(rows)["strict", "micro"] == ("3", "3", "2")
    both = rows_of(capsys, "--task", "pos", gold, "--gold-words", "--segmenter", "qnmine")
    assert list(both[0]) == ["match", "type", "gold", "qnmine", "gold_words"]


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--segmenter", "qnmine"), "--segmenter goes with --task words or --task pos"),
        (("--task", "words", "--gold-words"), "--gold-words goes with --task pos"),
        (("--task", "words", "--segmenter", "pyvi"), "'pyvi' is not one of 'qnmine', 'underthesea'"),
        (("--task", "words", "--model", "no.model"), "--model no.model: there is no such file"),
        (("--task", "words", "--segmenter", "qnmine", "--segmenter", "qnmine"), "system once"),
        (("--task", "verbs"), "'verbs' is not one of"),
        (("--task", "words", "--differences", "--by", "x"), "--by"),
        (("--task", "words", "--measure", "f1"), "--measure"),
    ],
)
def test_wrong_requests(
    arguments: tuple[str, ...], words: str, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(gold), *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("gold.conllu",), 1, "gold.conllu:3: is a line of CoNLL-U without an entity tag; .*--task words"),
        (
            ("--task", "words", str(ROOT / "examples" / "annotated.jsonl")),
            2,
            "has entities.*leave out --task",
        ),
        (
            ("--task", "words", "gold.conllu", "other.txt"),
            1,
            "not those of the gold from 'a' on: it has 'Huế'",
        ),
        (("--task", "words", "nothing.conllu"), 2, "nothing.conllu: there is no such file"),
        (("--task", "pos", "gold.conllu"), 1, "gold.conllu:3: the word 'Chủ tịch' has no part of speech"),
    ],
)
def test_files_of_another_kind(
    arguments: tuple[str, ...], code: int, words: str, gold: Path, tmp_path: Path
) -> None:
    import re

    saved(tmp_path, "other.txt", joined(["Huế"], ["Vinh"]))
    result = qnmine("evaluate", *arguments, cwd=tmp_path)
    assert (result.code, result.out) == (code, b"")
    (line,) = result.err.splitlines()
    assert re.search(words, line), line
