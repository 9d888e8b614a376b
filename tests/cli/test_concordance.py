"""`qnmine concordance`: rows, order, hints, the view of a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import COLUMNS, qnmine

if TYPE_CHECKING:
    from pathlib import Path


def test_every_place_of_a_phrase_in_the_seeds() -> None:
    result = qnmine("concordance", "kinh tế số", SEEDS)
    assert result.code == 0
    assert result.header == COLUMNS["concordance"]
    assert result.err.splitlines() == ["qnmine: 5 documents, 0 failed, 14 rows"]
    texts = {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")}
    plain = [name for name, text in sorted(texts.items()) for _ in range(text.lower().count("kinh tế số"))]
    assert [row["doc"] for row in result.rows] == plain
    for row in result.rows:
        text, start, end = texts[row["doc"]], int(row["start"]), int(row["end"])
        assert text[start:end] == row["text"] == "kinh tế số"
        assert text[start - len(row["left"]) : end + len(row["right"])] == (
            row["left"] + row["text"] + row["right"]
        )
        assert max(len(row["left"]), len(row["right"])) <= 40


@pytest.mark.parametrize(
    ("query", "options", "texts"),
    [
        ("số", (), ["số", "Số"]),
        ("số", ("--match-case",), ["số"]),
        ("so", ("--ignore-diacritics",), ["số", "Số"]),
        ("(có|là) *", (), ["có số"]),
        ("<LOC>", (), ["Quảng Ninh"]),
        ("<LOC> có", (), ["Quảng Ninh có"]),
        (r"\.", (), [".", "."]),
    ],
)
def test_queries_and_options(query: str, options: tuple[str, ...], texts: list[str]) -> None:
    result = qnmine("concordance", query, "--text", "Quảng Ninh có số. Số.", *options)
    assert [row["text"] for row in result.rows] == texts
    assert result.err == ""


def test_without_syllables_a_word_is_whole() -> None:
    text = "Quảng Ninh có số. Số lượng lớn."
    assert [row["start"] for row in qnmine("concordance", "số", "--text", text).rows] == ["14"]
    inside = qnmine("concordance", "số", "--text", text, "--syllables").rows
    assert [row["start"] for row in inside] == ["14", "18"]


def test_order_width_limit_and_columns() -> None:
    call = ("concordance", "chuyển*", SEEDS, "--order", "R1,L1", "--width", "20")
    rows = qnmine(*call).rows
    assert len(rows) == 16
    rights = [row["right"].split()[0].strip(",.").lower() for row in rows if row["right"].split()]
    assert rights == sorted(rights)
    assert max(len(row["left"]) for row in rows) <= 20
    few = qnmine(*call, "--limit", "3", "--columns", "right,doc")
    assert few.header == ["right", "doc"]
    assert few.rows == [{"right": row["right"], "doc": row["doc"]} for row in rows[:3]]
    assert {row["left"] for row in qnmine(*call[:-1], "0").rows} == {""}


def test_kept_columns_survive_the_order(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("id,text,date\n1,số b,2024\n2,số a,2025\n", encoding="utf-8")
    rows = qnmine("concordance", "số", path, "--keep", "date", "--order", "R1").rows
    assert [(row["doc"], row["right"], row["date"]) for row in rows] == [
        ("2", " a", "2025"),
        ("1", " b", "2024"),
    ]


@pytest.mark.parametrize(
    ("query", "options", "words"),
    [
        ("", (), "empty"),
        ("*", (), "wildcards"),
        ("(a", (), "\\("),
        ("<X>", (), "<PER>"),
        ("số", ("--order", "L0"), "L1 to L9"),
        ("số", ("--width", "-1"), "--width"),
        ("<PER>", ("--engine", "nothing"), "--engine"),
        ("<PER>", ("--model", "missing.model"), "--model"),
        ("số", ("--words", "missing.txt"), "--words"),
    ],
)
def test_wrong_requests_are_refused_in_one_line(
    query: str, options: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    result = qnmine("concordance", query, SEEDS, *options, "-o", out, cwd=tmp_path)
    assert result.code == 2
    (line,) = result.err.splitlines()
    assert words in line
    assert not out.exists()


WITH_SYLLABLES = " does not occur as a word; --syllables finds it inside words"
WITH_BOTH = f"{WITH_SYLLABLES}, --ignore-diacritics with other marks"


@pytest.mark.parametrize(
    ("query", "options", "told"),
    [
        ("quang ninh", (), WITH_BOTH),
        ("quang ninh", ("--syllables",), " does not occur; --ignore-diacritics finds it with other marks"),
        ("quảng nam", (), WITH_SYLLABLES),
        ("hanoi", ("--ignore-diacritics",), WITH_SYLLABLES),
        ("hanoi", ("--ignore-diacritics", "--syllables"), " does not occur"),
        ("han*", (), " does not occur; --ignore-diacritics finds it with other marks"),
        ("hàn*", (), " does not occur"),
        ("hàn *", (), WITH_SYLLABLES),
        ("<PER>", (), " does not occur"),
        ("<PER> noi", (), WITH_SYLLABLES),
        ("2024", (), WITH_SYLLABLES),
        (r"\?", (), " does not occur"),
        ("ninh", (), None),
        ("quang ninh", ("--quiet",), None),
        ("quang ninh", ("--limit", "0"), None),
    ],
)
def test_a_search_in_vain_is_told_with_what_could_help(
    query: str, options: tuple[str, ...], told: str | None
) -> None:
    result = qnmine("concordance", query, "--text", "Tỉnh Quảng Ninh có ninh.", *options)
    assert result.code == 0
    assert result.err.splitlines() == ([] if told is None else [f"qnmine: warning: '{query}'{told}"])


def test_words_joined_and_quoted() -> None:
    plain = qnmine("concordance", "kinh tế số", SEEDS).rows
    for query in ("kinh_tế_số", '"kinh tế số"', "“kinh_tế số”"):
        assert qnmine("concordance", query, SEEDS).rows == plain
    assert [row["text"] for row in qnmine("concordance", r"a\_b", "--text", "Có a_b, a b.").rows] == ["a_b"]


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (("so",), True),
        (("so/",), True),
        (("so/", "kinh tế"), True),
        (("so/", "kinh*"), True),
        (("so", "so"), False),
        (("so", "s*"), False),
        (("so", "-"), False),
        (("so", "--text", "so"), False),
        (("so", "--files-from", "list"), False),
        (("số", "so"), False),
    ],
)
def test_a_path_in_the_place_of_the_query(arguments: tuple[str, ...], refused: bool, tmp_path: Path) -> None:
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / "a.txt").write_text("Có so và số.", encoding="utf-8")
    (tmp_path / "list").write_text("so\n", encoding="utf-8")
    result = qnmine("concordance", *arguments, stdin=b"so", cwd=tmp_path)
    assert result.code == (2 if refused else 0)
    if refused:
        (line,) = result.err.splitlines()
        assert line.startswith(f"qnmine: error: QUERY comes first: '{arguments[0]}' is a path")
    else:
        assert len(result.rows) == 1


def test_the_view_of_a_terminal() -> None:
    result = qnmine("concordance", "kinh tế số", SEEDS, "-f", "table", env={"COLUMNS": "80"})
    header, rule, *lines = result.text.splitlines()
    assert header.split() == ["doc", "left", "text", "right"]
    assert len(lines) == 14
    place = header.index("text")
    assert all(line[place:].startswith("kinh tế số  ") for line in lines)
    assert all(line[place - 3] != " " for line in lines)
    assert max(map(len, lines)) <= len(rule) <= 80
    wide = qnmine("concordance", "kinh tế số", SEEDS, "-f", "table", env={"COLUMNS": "140"})
    assert 130 < len(wide.text.splitlines()[1]) <= 140
    narrow = qnmine("concordance", "kinh tế số", SEEDS, "-f", "table", "--width", "9")
    assert len(narrow.text.splitlines()[1]) < 60
    chosen = qnmine("concordance", "số", SEEDS, "-f", "table", "--columns", "left,text,right", "--limit", "1")
    assert chosen.text.split("\n")[0].split() == ["left", "text", "right"]


def test_decomposed_and_old_spelling_in_a_pipe() -> None:
    text = unicodedata.normalize("NFD", "Cùng Thuỵ Sĩ vì hoà bình.")
    (row,) = qnmine("concordance", "hòa bình", "-", stdin=text.encode()).rows
    assert unicodedata.normalize("NFC", row["text"]) == "hoà bình"
    assert text[int(row["start"]) : int(row["end"])] == row["text"]
