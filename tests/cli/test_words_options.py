"""The options about words, as `tokenize`, `keywords` and `train --task words` have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Người dân Quảng Ninh có 2,8 tỷ đồng. Hạ Long đẹp!"


def lines(*options: str | Path, text: str = TEXT) -> str:
    result = qnmine("tokenize", "--text", text, "--format", "text", *options)
    assert result.code == 0, result.err
    return result.text.rstrip("\n").replace("\n", " / ")


def test_words() -> None:
    assert lines() == "Người dân Quảng_Ninh có 2,8_tỷ đồng . / Hạ_Long đẹp !"


def test_the_words_of_underthesea() -> None:
    assert lines("--segmenter", "underthesea") == "Người_dân Quảng_Ninh có 2,8 tỷ đồng . / Hạ_Long đẹp !"


def test_syllables() -> None:
    assert lines("--syllables") == "Người dân Quảng Ninh có 2,8 tỷ đồng . / Hạ Long đẹp !"


def test_lower_case_without_punctuation() -> None:
    assert lines("--lower", "--no-punct") == "người dân quảng_ninh có 2,8_tỷ đồng / hạ_long đẹp"


def test_tokens_keep_their_numbers_without_punctuation() -> None:
    rows = qnmine("tokenize", "--text", "Đi, về.", "--no-punct", "--lower").rows
    assert [(row["token"], row["text"], row["word"]) for row in rows] == [
        ("1", "Đi", "đi"),
        ("3", "về", "về"),
    ]


def test_parts_of_speech() -> None:
    assert lines("--pos", text="Hạ Long đẹp!") == "Hạ_Long/Np đẹp/A !/CH"
    assert lines("--upos", text="Hạ Long đẹp!") == "Hạ_Long/PROPN đẹp/ADJ !/PUNCT"
    result = qnmine("tokenize", "--text", "Hạ Long đẹp!", "--pos", "--upos", "--format", "conllu")
    words = [line.split("\t") for line in result.text.splitlines() if line[:1].isdigit()]
    assert [word[1:5] for word in words] == [
        ["Hạ Long", "_", "PROPN", "Np"],
        ["đẹp", "_", "ADJ", "A"],
        ["!", "_", "PUNCT", "CH"],
    ]


@pytest.mark.parametrize("segmenter", ["qnmine", "underthesea"])
def test_words_of_ones_own(segmenter: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("người dân Quảng Ninh\nHạ | Long\n", encoding="utf-8")
    found = lines("--segmenter", segmenter, "--words", mine)
    assert found.startswith("Người_dân_Quảng_Ninh có ")
    assert found.endswith(" / Hạ Long đẹp !")


def test_keywords_count_the_words_asked_for(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("chuyển đổi số\n", encoding="utf-8")
    before, after = (
        {row["term"]: int(row["count"]) for row in qnmine("keywords", SEEDS, *options).rows}
        for options in ((), ("--words", mine))
    )
    assert after["chuyển đổi số"] >= 10
    for part in ("chuyển đổi", "số"):
        assert before[part] == after[part] + after["chuyển đổi số"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--segmenter", "pyvi"), "--segmenter"),
        (("--words", "none.txt"), "--words none.txt: No such file"),
        (("--word-model", "none.model"), "--word-model none.model: cannot read the model"),
        (("--word-model", "x", "--segmenter", "underthesea"), "leave out --segmenter underthesea"),
    ],
)
@pytest.mark.parametrize("command", ["tokenize", "keywords"])
def test_wrong_options_are_refused(
    command: str, options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    result = qnmine(command, "--text", "a", *options, cwd=tmp_path)
    (line,) = result.errors
    assert (result.code, result.out) == (2, b"")
    assert message in line


def test_syllables_have_no_part_of_speech() -> None:
    result = qnmine("tokenize", "--text", "a", "--syllables", "--pos")
    assert result.code == 2
    assert "leave out --syllables" in result.err


def test_a_model_of_ones_own(tmp_path: Path) -> None:
    gold, raw, model = tmp_path / "gold.txt", tmp_path / "raw.txt", tmp_path / "mine.model"
    gold.write_text("Tôi thăm làng_cổ .\nLàng_cổ đẹp .\nTôi ở làng_cổ .\n" * 5, encoding="utf-8")
    raw.write_text("Hạ Long phát triển du lịch.\n" * 20, encoding="utf-8")
    result = qnmine("train", "--task", "words", gold, "--raw", raw, "-o", model)
    assert result.code == 0, result.err
    assert "trained on 15 sentences" in result.err
    assert lines("--word-model", model, text="Làng cổ Hạ Long đẹp .") == "Làng_cổ Hạ_Long đẹp ."
    scores = qnmine("evaluate", "--task", "words", gold, "--model", model).rows
    assert [row["f1"] for row in scores if (row["match"], row["type"]) == ("strict", "all")] == ["1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--task", "words", "--clusters", "gold.txt"), "--clusters goes with --task entities"),
        (("--raw", "gold.txt"), "--raw goes with --task words"),
        (("--task", "words", "--raw", "none"), "none: no such file"),
    ],
)
def test_options_of_the_other_task_are_refused(
    options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    (tmp_path / "gold.txt").write_text("Hạ_Long đẹp\n", encoding="utf-8")
    result = qnmine("train", "gold.txt", "-o", "m.model", *options, cwd=tmp_path)
    assert (result.code, (tmp_path / "m.model").exists()) == (2, False)
    assert message in result.err


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        (("tokenize", "a.txt", "--words", "w.txt", "-o", "w.txt", "--csv"), "w.txt"),
        (("tokenize", "a.txt", "--word-model", "m.model", "-o", "m.model", "--csv"), "m.model"),
        (("keywords", "a.txt", "--stopwords", "w.txt", "-o", "w.txt", "--csv"), "w.txt"),
        (("evaluate", "--task", "words", "g.txt", "--model", "m.model", "-o", "m.model", "--csv"), "m.model"),
        (("entities", "a.txt", "--model", "m.model", "-o", "m.model", "--csv"), "m.model"),
    ],
)
def test_what_is_read_is_not_overwritten(arguments: tuple[str, ...], read: str, tmp_path: Path) -> None:
    from qnmine.entities.recognizer import SHIPPED_MODEL as ENTITIES
    from qnmine.words.segmenter import SHIPPED_MODEL as WORDS

    for name in ("a.txt", "g.txt", "w.txt"):
        (tmp_path / name).write_text("Hạ_Long đẹp\n", encoding="utf-8")
    shipped = ENTITIES if arguments[0] == "entities" else WORDS
    (tmp_path / "m.model").write_bytes(shipped.read_bytes())
    before = (tmp_path / read).read_bytes()
    result = qnmine(*arguments, cwd=tmp_path)
    assert result.code == 2, result.err
    assert read in result.err
    assert (tmp_path / read).read_bytes() == before


def test_conllu_holds_the_whole_text() -> None:
    for option in ("--no-punct", "--lower"):
        result = qnmine("tokenize", "--text", "Đi, về.", option, "--format", "conllu")
        assert result.code == 2
        assert f"{option} does not go with --format conllu" in result.err


def test_settings_hold_for_every_command(tmp_path: Path) -> None:
    (tmp_path / "qnmine.toml").write_text(
        '[all]\nsegmenter = "underthesea"\nwords = "w.txt"\n', encoding="utf-8"
    )
    (tmp_path / "w.txt").write_text("Hạ Long đẹp\n", encoding="utf-8")
    (tmp_path / "g.txt").write_text("Người_dân đi\n", encoding="utf-8")
    (tmp_path / "g.jsonl").write_text('{"id": "1", "text": "a", "entities": []}\n', encoding="utf-8")
    assert qnmine("tokenize", "--text", "Hạ Long đẹp", cwd=tmp_path).rows[0]["word"] == "Hạ Long đẹp"
    assert qnmine("evaluate", "g.jsonl", cwd=tmp_path).code == 0
    rows = qnmine("evaluate", "--task", "words", "g.txt", cwd=tmp_path).rows
    assert {row["system"] for row in rows} == {"underthesea"}


def test_a_flag_in_the_settings_is_true_or_false(tmp_path: Path) -> None:
    (tmp_path / "qnmine.toml").write_text("[tokenize]\nupos = 1\n", encoding="utf-8")
    result = qnmine("tokenize", "--text", "a", cwd=tmp_path)
    assert result.code == 2
    assert "'upos' must be true or false" in result.err


def test_numerals_are_no_terms() -> None:
    rows = qnmine(
        "keywords", "--text", "Có 2,8 tỷ đồng, 138 tỷ đồng và 28 nghìn tỷ đồng", "--no-stopwords"
    ).rows
    assert {row["term"].lower() for row in rows} == {"đồng", "có", "và"}


def test_raw_text_may_have_no_pairs_and_bad_files(tmp_path: Path) -> None:
    (tmp_path / "gold.txt").write_text("Tôi thăm làng_cổ .\n" * 5, encoding="utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("đi\n\nvề\n", encoding="utf-8")
    (tmp_path / "raw" / "b.txt").write_bytes(b"\xff\xfe\xff")
    result = qnmine("train", "--task", "words", "gold.txt", "--raw", "raw", "-o", "m.model", cwd=tmp_path)
    assert result.code == 0, result.err
    assert "b.txt" in result.err
