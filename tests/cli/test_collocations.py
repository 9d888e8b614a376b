"""`qnmine collocations` as its users call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import COLUMNS, qnmine

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ông Phạm Văn Thể thăm Hạ Long. Bà Trần Thị Minh thăm Hạ Long. Ông Phạm Văn Thể rời Hạ Long."

NOT_A_WORD = "does not occur as a word; --syllables finds it inside words"


def collocates(*arguments: str | Path) -> dict[str, int]:
    """Return each collocate with its count."""
    result = qnmine("collocations", *arguments, "--min-count", "1")
    assert result.code == 0, result.err
    return {row["collocate"]: int(row["count"]) for row in result.rows}


def test_the_span_and_what_fills_it() -> None:
    assert collocates("thăm", "--text", TEXT, "--span", "0,1") == {"Hạ Long": 2}
    assert collocates("thăm", "--text", TEXT, "--span", "1,0") == {"Phạm Văn Thể": 1, "Trần Thị Minh": 1}
    assert "bà" in collocates("thăm", "--text", TEXT, "--span", "2", "--no-stopwords")
    apart = qnmine("collocations", "thăm", "--text", TEXT, "--span", "1", "--min-count", "1").rows
    assert qnmine("collocations", "thăm", "--text", TEXT, "--span", "1,1", "--min-count", "1").rows == apart


def test_stop_words_are_left_out_unless_they_are_wanted(tmp_path: Path) -> None:
    text = "Kinh tế của tỉnh và văn hóa của tỉnh."
    assert set(collocates("kinh tế", "--text", text)) == {"tỉnh", "văn hóa"}
    assert {"của", "và"} <= set(collocates("kinh tế", "--text", text, "--no-stopwords"))
    own = tmp_path / "own.txt"
    own.write_text("Tỉnh\n", encoding="utf-8")
    assert set(collocates("kinh tế", "--text", text, "--stopwords", own)) == {"văn hóa"}


def test_the_node_is_a_query() -> None:
    assert collocates("tham", "--text", TEXT, "--ignore-diacritics", "--span", "0,1") == {"Hạ Long": 2}
    assert collocates("(thăm|rời)", "--text", TEXT, "--span", "0,1") == {"Hạ Long": 3}
    assert collocates("THĂM", "--text", TEXT, "--span", "0,1", "--match-case") == {}
    assert collocates("<PER>", "--text", TEXT, "--span", "0,1") == {"thăm": 2, "rời": 1}
    assert collocates("<PER>", "--text", TEXT, "--span", "1", "--pos", "V") == {"thăm": 2, "rời": 1}


def test_names_are_one_word_when_they_are_joined() -> None:
    text = "Phó Chủ tịch UBND tỉnh Quảng Ninh thăm Sở Giáo dục và Đào tạo."
    joined = collocates("thăm", "--text", text, "--span", "1", "--join-entities")
    assert "Sở Giáo dục và Đào tạo" in joined
    assert len(joined) == 2


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("xyz",),
            f"'xyz' {NOT_A_WORD}, --ignore-diacritics with other marks",
        ),
        (("xyz", "--syllables", "--ignore-diacritics"), "'xyz' does not occur"),
        (("Hạ Nội",), f"'Hạ Nội' {NOT_A_WORD}"),
        (("rời",), "'rời' occurs once, and no word is around it 2 times; lower --min-count"),
        (
            ("thăm", "--min-count", "9"),
            "'thăm' occurs 2 times, and no word is around it 9 times; lower --min-count",
        ),
    ],
)
def test_why_a_table_is_empty(arguments: tuple[str, ...], line: str) -> None:
    result = qnmine("collocations", *arguments, "--text", TEXT)
    assert (result.code, result.rows, result.header) == (0, [], COLUMNS["collocations"])
    assert result.err.splitlines() == [f"qnmine: warning: {line}"]
    assert qnmine("collocations", *arguments, "--text", TEXT, "-q").err == ""


@pytest.mark.parametrize("span", ["0", "0,0", "-1", "1,2,3", "five", "", "1001"])
def test_a_span_that_is_none(span: str) -> None:
    result = qnmine("collocations", "thăm", "--text", TEXT, "--span", span)
    assert (result.code, result.out) == (2, b"")
    assert "--span" in result.err
    assert "3,0" in result.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("(thăm", "--text", "x"), "\\("),
        (("x", "--text", "x", "--pos", "XX"), "--pos XX"),
        (("*",), "wildcards"),
        ((str(SEEDS),), "QUERY comes first"),
        ((str(SEEDS), "kinh tế"), "QUERY comes first"),
        (("x", "--text", "x", "--date-column", "d"), "--by"),
    ],
)
def test_wrong_requests(arguments: tuple[str, ...], word: str) -> None:
    result = qnmine("collocations", *arguments)
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    assert word in line


def test_settings_may_hold_the_span(tmp_path: Path) -> None:
    for value, found in (("1", 2), ("[0, 1]", 1), ('"1,0"', 1)):
        (tmp_path / "qnmine.toml").write_text(f"[collocations]\nspan = {value}\n", encoding="utf-8")
        rows = qnmine("collocations", "rời", "--text", TEXT, "--min-count", "1", cwd=tmp_path).rows
        assert len(rows) == found


def test_groups(tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    lines = ["id,section,date,text", f'a,kinh tế,2024-05-01,"{TEXT}"', f'b,văn hóa,2024-06-01,"{TEXT}"']
    lines += ['c,kinh tế,2024-05-09,"Dân thăm Hạ Long."', "d,văn hóa,2023-06-01,Không có gì."]
    table.write_text("\n".join(lines), encoding="utf-8")
    result = qnmine("collocations", "thăm", table, "--by", "section", "--span", "0,1")
    assert result.header == ["section", *COLUMNS["collocations"], "group_docs", "group_words"]
    shown = ("section", "count", "docs", "node_count", "group_docs")
    assert [tuple(row[name] for name in shown) for row in result.rows] == [
        ("kinh tế", "3", "2", "3", "2"),
        ("văn hóa", "2", "1", "2", "2"),
    ]
    years = qnmine(
        "collocations",
        "thăm",
        table,
        "--by",
        "month",
        "--date-column",
        "date",
        "--min-count",
        "1",
        "--limit",
        "1",
    )
    assert [row["month"] for row in years.rows] == ["2024-05", "2024-06"]
    by_doc = qnmine("collocations", "thăm", table, "--by", "doc", "--min-count", "1").rows
    alone = qnmine("collocations", "thăm", "--text", TEXT, "--min-count", "1").rows
    names = ("collocate", "count", "expected", "log_dice", "log_likelihood")
    assert [[row[name] for name in names] for row in by_doc if row["doc"] == "a"] == [
        [row[name] for name in names] for row in alone
    ]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((), ["collocate", "count", "left", "right", "docs", "log_dice", "log_likelihood", "mi"]),
        (
            ("--measure", "t"),
            ["collocate", "count", "left", "right", "docs", "t", "log_dice", "log_likelihood"],
        ),
        (
            ("--measure", "count"),
            ["collocate", "count", "left", "right", "docs", "log_dice", "log_likelihood"],
        ),
        (
            ("--by", "doc"),
            ["doc", "collocate", "count", "left", "right", "docs", "log_dice", "log_likelihood"],
        ),
        (("--columns", "collocate,z"), ["collocate", "z"]),
        (
            ("--sort", "-z"),
            ["collocate", "count", "left", "right", "docs", "log_dice", "log_likelihood", "mi"],
        ),
    ],
)
def test_a_table_for_a_terminal_has_the_columns_that_fit(
    arguments: tuple[str, ...], shown: list[str]
) -> None:
    result = qnmine("collocations", "kinh tế", SEEDS, "-f", "table", *arguments, env={"COLUMNS": "80"})
    header, rule, *lines = result.text.splitlines()
    assert header.split() == shown
    assert set(rule) <= {"─", " "}
    assert all(len(line) <= 80 for line in lines)


def test_the_order_of_documents_does_not_matter(tmp_path: Path) -> None:
    paths = sorted(SEEDS.iterdir())
    one, other = (
        qnmine("collocations", "kinh tế", *some, "--by", "doc").rows for some in (paths, paths[::-1])
    )
    assert sorted(map(str, one)) == sorted(map(str, other))
    whole = qnmine("collocations", "kinh tế", *paths).out
    assert qnmine("collocations", "kinh tế", *paths[::-1]).out == whole
