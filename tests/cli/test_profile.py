"""`qnmine profile` as its users call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.cli.profile import MAIN, NOTES
from qnmine.cli.shaping import columns_of
from qnmine.statistics.diversity import SAMPLE, WINDOW
from qnmine.statistics.profile import EASY_SYLLABLES, Profile
from tests import SEEDS
from tests.contract.harness import Result, qnmine

if TYPE_CHECKING:
    from pathlib import Path

ADDING_UP = ("documents", "paragraphs", "sentences", "tokens", "words", "syllables", "characters")


@pytest.fixture(scope="module")
def whole() -> Result:
    return qnmine("profile", SEEDS)


def test_one_row_for_the_corpus(whole: Result) -> None:
    assert whole.code == 0
    assert whole.header == list(columns_of(Profile))
    (row,) = whole.rows
    assert row["documents"] == "5"
    assert whole.err.splitlines() == ["qnmine: 5 documents, 0 failed, 1 row"]


def test_the_texts_add_up_to_the_corpus(whole: Result) -> None:
    texts = qnmine("profile", SEEDS, "--by", "doc")
    assert [row["doc"] for row in texts.rows] == sorted(path.name for path in SEEDS.iterdir())
    for name in ADDING_UP:
        assert sum(int(row[name]) for row in texts.rows) == int(whole.rows[0][name])
    assert all(
        (row["documents"], row["words"]) == (row["group_docs"], row["group_words"]) for row in texts.rows
    )
    assert qnmine("profile", SEEDS, "--by", "doc", "--limit", "2").rows == texts.rows[:2]


def test_words_and_sentences_are_those_of_the_other_commands(whole: Result) -> None:
    (row,) = whole.rows
    tokens = qnmine("tokenize", SEEDS).rows
    words = [token for token in tokens if any(map(str.isalnum, token["word"]))]
    assert (row["tokens"], row["words"]) == (str(len(tokens)), str(len(words)))
    sentences = qnmine("sentences", SEEDS).rows
    with_word = [sentence for sentence in sentences if any(map(str.isalnum, sentence["text"]))]
    assert row["sentences"] == str(len(with_word))


def test_groups_by_the_month_of_their_date(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    lines = ("id,date,text", "1,2024-02-01,Biển xanh.", "2,2024-01-31,Núi cao. Núi xa.", "3,?,Sông dài.")
    path.write_text("\n".join(lines), encoding="utf-8")
    call = ("profile", path, "--by", "month", "--date-column", "date", "--columns", "month,documents,words")
    result = qnmine(*call)
    assert [tuple(row.values()) for row in result.rows] == [
        ("2024-01", "1", "4"),
        ("2024-02", "1", "2"),
        ("", "1", "2"),
    ]
    assert "1 document has no date" in result.err


def test_the_window_of_mattr(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("biển núi biển núi", encoding="utf-8")
    assert qnmine("profile", path, "--window", "2", "--columns", "mattr").text == "mattr\n1\n"
    assert qnmine("profile", path, "--columns", "mattr,ttr").text == "mattr,ttr\n0.5,0.5\n"
    wrong = qnmine("profile", path, "--window", "0")
    assert (wrong.code, wrong.out) == (2, b"")
    assert "--window" in wrong.err


def test_nothing_to_read_is_a_row_of_zeros() -> None:
    result = qnmine("profile", "-", stdin=b"")
    assert (result.code, result.err) == (0, "")
    (row,) = result.rows
    assert (row["documents"], row["words"], row["types"], row["ttr"], row["readability"]) == (
        "1",
        "0",
        "0",
        "",
        "",
    )


def test_a_list_at_a_terminal(whole: Result) -> None:
    shown = qnmine("profile", SEEDS, "-f", "table", "--window", "100", env={"COLUMNS": "80"})
    lines = shown.text.splitlines()
    assert [line.split()[0] for line in lines[2:]] == list(columns_of(Profile))
    assert all(len(line) <= 80 for line in lines)
    words = f"{int(whole.rows[0]['words']):,}".replace(",", " ")
    assert any(words in line and line.startswith("words") for line in lines)
    assert "mean ttr of 100 words in a row" in shown.text
    assert shown.err.splitlines()[-1].endswith("1 row")
    few = qnmine("profile", SEEDS, "-f", "table", "--columns", "types,ttr")
    assert [line.split()[0] for line in few.text.splitlines()[2:]] == ["types", "ttr"]


def test_a_table_of_the_main_columns_for_groups_at_a_terminal() -> None:
    shown = qnmine("profile", SEEDS, "--by", "doc", "-f", "table", env={"COLUMNS": "80"})
    assert shown.text.splitlines()[0].split() == ["doc", *MAIN]
    assert all(len(line) <= 80 for line in shown.text.splitlines())


def test_what_is_said_of_the_measures_holds() -> None:
    assert {*NOTES, "mattr"} == set(columns_of(Profile))
    assert f"{SAMPLE} words" in NOTES["hdd"]
    assert f"{EASY_SYLLABLES:,}" in NOTES["difficult_syllables"]
    assert f"default: {WINDOW}" in qnmine("profile", "-h").text
