"""`qnmine explain` as its users call it: steps, languages, widths, hostile text, errors."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.explaining import STEPS
from qnmine.languages import LANGUAGES, load_phrases
from qnmine.output.clues import said
from qnmine.output.display import cell_width
from tests import ROOT, SEEDS
from tests.contract.harness import Result, fresh, qnmine

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024 với hơn 28 nghìn tỷ đồng."
HOSTILE = "<script>alert(1)</script> </style> ]]> \u202eabc\x1b[31m\x07 \ufeff\ud800"


def explained(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    result = qnmine("explain", *arguments, stdin=stdin)
    assert result.code == 0, result.err
    return result


def step(text: str, title: str) -> str:
    """The lines of one step, white space squeezed."""
    lines = text.split("\n")
    first = next(n for n, line in enumerate(lines) if re.match(rf"\d\. {title} ─", line))
    after = next((n for n in range(first + 1, len(lines)) if re.match(r"\d\. ", lines[n])), len(lines))
    return " ".join(" ".join(lines[first + 1 : after]).split())


def test_all_steps_in_vietnamese() -> None:
    shown = explained(TEXT, "--lang", "vi").text
    titles = [line.split(" ", 1)[1].split(" ─")[0] for line in shown.split("\n") if re.match(r"\d\. ", line)]
    phrases = load_phrases("explain", "vi")
    assert titles == [phrases(f"step.{one}.title") for one in STEPS]
    assert "70 ký tự (44 chữ cái), 89 byte trong UTF-8" in step(shown, "Ký tự")
    assert "Ông Phạm_Văn_Thể thăm Hạ_Long ngày 25/6/2024" in step(shown, "Từ")
    assert "Phạm Văn Thể PER người · chắc chắn 99,9%" in step(shown, "Tên riêng")
    assert "28 nghìn tỷ đồng số tiền · hơn · 28.000.000.000.000 VND" in step(shown, "Số")
    assert "ngày 25/6/2024 ngày · 2024-06-25" in step(shown, "Ngày tháng, thời gian")
    assert "năm bốn chữ số “2024”" in step(shown, "Ngày tháng, thời gian")


def test_syllables_stand_over_their_parts() -> None:
    shown = explained("Nghiêng quý Đắk", "--steps", "syllables", "--lang", "vi").text
    lines = [line.split() for line in shown.rstrip("\n").split("\n")[-4:]]
    assert lines == [
        ["Nghiêng", "quý", "Đắk"],
        ["âm", "đầu", "ngh", "qu", "khác"],
        ["vần", "iêng", "y"],
        ["thanh", "ngang", "sắc"],
    ]


def test_the_second_best_words_and_the_reasons_of_each_gap() -> None:
    shown = step(explained("học sinh học sinh học", "--steps", "words", "--lang", "vi").text, "Từ")
    assert "Cách tách đứng thứ hai: học_sinh học_sinh học" in shown
    # Both gaps beside the cut, and the cut itself, stand inside words of the dictionary: that is the trap.
    assert "chỗ này, chỗ trước, chỗ sau: nằm trong một từ 2 tiếng của từ điển" in shown


def test_marks_and_tones_are_told() -> None:
    text = unicodedata.normalize("NFD", "hoà") + "\u200b thuỷ"
    shown = step(explained(text, "--steps", "characters", "--lang", "en").text, "Characters")
    assert "a + ◌̀ → à once, at 2" in shown
    assert "hoà → hòa" in shown
    assert "thuỷ → thủy" in shown
    assert "U+200B ZERO WIDTH SPACE once, at 4" in shown


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_asked_for(width: int, language: str) -> None:
    shown = explained(TEXT, HOSTILE, "a" * 10_000, "--lang", language, "--width", str(width)).text
    assert max(map(cell_width, shown.split("\n"))) <= width


def test_hostile_text_is_inert() -> None:
    for color in ("never", "always"):
        shown = explained("--text", HOSTILE, "--color", color).out
        for harmful in (b"\x1b[31m", b"\x07", "\u202e".encode(), "\ufeff".encode()):
            assert harmful not in shown
    assert "<U+202E>" in shown.decode()


def test_ten_words_take_no_more_than_two_screens() -> None:
    shown = explained("Ông Phạm Văn Thể thăm Hạ Long hôm 25/6/2024.", "--width", "100", "--lang", "vi").text
    assert len(shown.split("\n")) <= 100


def test_there_is_colour_only_where_it_is_asked_for() -> None:
    assert b"\x1b" not in explained(TEXT).out
    assert b"\x1b[" in explained(TEXT, "--color", "always").out


def document_of(result: Result) -> dict[str, Any]:
    """The one JSON document of a run."""
    document: dict[str, Any] = json.loads(result.text)
    return document


def test_json_has_all_steps() -> None:
    (sentence,) = document_of(explained(TEXT, "--format", "json"))["sentences"]
    assert set(STEPS) < set(sentence)
    assert [mention["mention"]["text"] for mention in sentence["entities"]["mentions"]] == [
        "Phạm Văn Thể",
        "Hạ Long",
    ]
    few = document_of(explained(TEXT, "--format", "json", "--steps", "numbers"))
    assert set(STEPS) & set(few["sentences"][0]) == {"numbers"}


def test_all_features_add_up_in_json() -> None:
    arguments = (TEXT, "--format", "json", "--steps", "entities", "--all-features")
    for mention in document_of(explained(*arguments))["sentences"][0]["entities"]["mentions"]:
        for evidence in mention["evidence"]:
            if evidence["features"]:
                assert len(evidence["features"]) == evidence["count"]
                weights = sum(feature["weight"] for feature in evidence["features"])
                assert weights == pytest.approx(evidence["weight"], abs=1e-3)


def test_a_file_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert explained("Hạ Long", "-o", out).out == b""
    assert json.loads(out.read_text(encoding="utf-8"))["total"] == 1
    assert qnmine("explain", "Hạ Long", "-o", out, "--no-clobber").code == 2


def test_sentences_of_a_file_and_of_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "five.txt"
    path.write_text("Một. Hai. Ba. Bốn. Năm.", encoding="utf-8")
    result = explained(path, "--steps", "numbers", "--lang", "en")
    assert re.findall(r"Sentence (\d) of 5", result.text) == ["1", "2", "3"]
    assert "only the first 3 sentences are explained, of 5" in result.err
    assert explained(path, "--steps", "numbers", "-q").err == ""
    fourth = explained(path, "--sentence", "4", "--steps", "characters")
    assert "Bốn." in fourth.text
    assert fourth.err == ""
    piped = explained("--limit", "1", "--steps", "characters", stdin="Một. Hai.".encode())
    assert "Một." in piped.text
    assert "Hai." not in piped.text


def test_values_are_written_as_the_language_has_them() -> None:
    text = "1/3 số xe, 5-7 nghìn người, 97,15%, năm 2024"
    english = step(explained(text, "--steps", "numbers", "--lang", "en").text, "Numbers")
    for told in ("1/3 fraction · 1 of 3", "range · 5,000 to 7,000 người", "percentage · 97.15%"):
        assert told in english
    shown = explained(text, "--steps", "numbers,dates", "--lang", "vi").text
    assert "khoảng · từ 5.000 đến 7.000 người" in shown
    assert "tỷ lệ phần trăm · 97,15%" in shown
    assert "2.024" not in shown


def test_words_without_quotation_marks_are_the_sentence() -> None:
    assert explained("Hạ", "Long", "--steps", "words").text == explained("Hạ Long", "--steps", "words").text


def test_another_engine_has_no_clues() -> None:
    shown = explained("Ông Phạm Văn Thể", "--engine", "underthesea", "--steps", "entities", "--lang", "en")
    assert "This engine shows no clues." in shown.text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "there is no sentence"),
        (("",), "there is no sentence"),
        ((" \n",), "there is no sentence"),
        (("a", "--steps", "x"), "there is no step 'x'"),
        (("a", "--sentence", "2"), "the text has 1 sentence"),
        (("a", "--text", "b"), "leave out one"),
        (("missing.txt",), "there is no such file"),
        (("a", "--engine", "dask"), "leave it out"),
        (("a", "--all-features"), "--format json"),
        (("a " * 400,), "up to 300 are explained"),
        (("a", "--model", "missing.model"), "missing.model"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], reason: str) -> None:
    result = qnmine("explain", *arguments)
    assert result.code == 2
    assert reason in result.err
    assert result.out == b""
    assert result.err.count("\n") == 1


def test_the_input_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Một.", encoding="utf-8")
    assert qnmine("explain", path, "-o", path).code == 2
    assert path.read_text(encoding="utf-8") == "Một."


def test_help_imports_no_model() -> None:
    result = fresh("explain", "-h", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert result.code == 0
    assert "step by step" in result.text
    for heavy in ("numpy", "pandas", "qnmine.explaining", "qnmine.entities.recognizer"):
        assert not re.search(rf"\| +{heavy}\n", result.err)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words_in_both_languages(language: str) -> None:
    from qnmine.dates.rules import book as dates
    from qnmine.entities.recognizer import Recognizer
    from qnmine.explaining import entities, explain, words
    from qnmine.explaining.weights import LEAD, SEQUENCE
    from qnmine.numbers.rules import book as numbers
    from qnmine.words.pos import TAGS
    from qnmine.words.segmenter import WordSegmenter

    phrases = load_phrases("explain", language)
    models = {
        "words": (WordSegmenter.load().model, words.group_of),
        "entities": (Recognizer.load().model, entities.group_of),
    }
    for name, (model, group_of) in models.items():
        for group in {SEQUENCE, *map(group_of, model.templates)}:
            assert f"group.{name}.{group}" in phrases
    assert f"group.entities.{LEAD}" in phrases
    for rule in (numbers + dates).rules:
        assert f"rule.{rule.name}" in phrases, rule.name
    for tag in TAGS:
        assert f"tag.{tag}" in phrases
    # No feature that fires on a text of the seeds is told by the bare name of a column.
    text = next(iter(sorted(SEEDS.iterdir()))).read_text(encoding="utf-8")
    explanation = explain(text, sentences=[1, 2, 5, 8], steps=("words", "entities"), all_features=True)
    for sentence in explanation.sentences:
        assert sentence.words is not None
        assert sentence.entities is not None
        told = [("words", gap.evidence) for gap in sentence.words.gaps]
        told += [("entities", one.evidence) for one in sentence.entities.mentions]
        for name, evidence in told:
            for one in evidence:
                for feature in one.features:
                    assert " = " not in said(feature, name, phrases), feature


def test_what_is_told_of_the_file_is_one_line() -> None:
    call = ("explain", ROOT / "examples" / "odd" / "tcvn3.txt", "--encoding", "auto", "--steps", "words")
    result = qnmine(*call)
    assert result.code == 0, result.err
    assert result.errors[0] == "qnmine: warning: tcvn3.txt: read as TCVN3 (ABC), 99 % sure"
    assert "UserWarning" not in result.err
    assert "read as" not in qnmine(*call, "--quiet").err
