"""`qnmine dispersion` as its users call it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qnmine.output.display import cell_width
from tests import SEEDS
from tests.contract.harness import COLUMNS, Result, qnmine

if TYPE_CHECKING:
    from pathlib import Path

NEWS = """\
id,date,section,text
a,2023-11-05,Kinh tế,"Giá vàng tăng, giá xăng giảm."
b,2023-11-20,Xã hội,Trường học ở Hạ Long.
c,2024-02-29,Kinh tế,Giá vàng giảm.
d,,Kinh tế,
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


def dispersion(*arguments: str | Path, **options: object) -> Result:
    result = qnmine("dispersion", *arguments, **options)  # type: ignore[arg-type]
    assert result.code == 0, result.err
    return result


def cells(result: Result, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_the_words_are_those_of_keywords() -> None:
    found = cells(dispersion(SEEDS), "term", "count", "docs")
    assert found == cells(qnmine("keywords", SEEDS), "term", "count", "docs")
    assert all(row["docs"] == row["range"] for row in dispersion(SEEDS).rows)


@pytest.mark.parametrize(
    "options",
    [("--min-count", "5"), ("--min-docs", "3"), ("--no-stopwords",), ("--pos", "Np"), ("--join-entities",)],
)
def test_the_options_of_counting(options: tuple[str, ...]) -> None:
    found = cells(dispersion(SEEDS, *options), "term", "count", "docs")
    assert found == cells(qnmine("keywords", SEEDS, *options), "term", "count", "docs")
    assert found


def test_queries_and_entities_count_as_the_other_commands_count_them() -> None:
    queries = ("kinh tế số", "chuyển*", "(tỉnh|huyện) *", "<PER>")
    result = dispersion(SEEDS, *(word for query in queries for word in ("--query", query)))
    for row in result.rows:
        lines = qnmine("concordance", row["term"], SEEDS).rows
        assert int(row["count"]) == len(lines) > 0
        assert int(row["docs"]) == len({line["doc"] for line in lines})
    (entity,) = dispersion(SEEDS, "--entity", "Hội Nhà báo tỉnh Quảng Ninh").rows
    named = [row for row in qnmine("entities", SEEDS).rows if row["name"] == entity["term"]]
    assert [(row["mentions"], row["docs"]) for row in named] == [(entity["count"], entity["docs"])]


def test_what_is_not_found_has_a_row_and_is_told() -> None:
    result = dispersion("--query", "quang ninh", "--query", "thăm", "--text", "Thăm Quảng Ninh.")
    assert result.rows[1] == dict.fromkeys(COLUMNS["dispersion"], "") | {
        "term": "quang ninh",
        "count": "0",
        "docs": "0",
        "range": "0",
    }
    (line,) = result.errors
    assert line == (
        "qnmine: warning: 'quang ninh' does not occur as a word; --syllables finds it inside words, "
        "--ignore-diacritics with other marks"
    )
    entity = dispersion("--entity", "quang ninh", "--text", "Thăm Quảng Ninh.")
    assert entity.errors == [
        "qnmine: warning: 'quang ninh' does not occur; --ignore-diacritics finds it with other marks"
    ]
    assert not dispersion("--query", "đâu", "--text", "Thăm.", "-q").errors
    found = dispersion("--query", "quang ninh", "--ignore-diacritics", "--text", "Quảng Ninh")
    assert (found.rows[0]["count"], found.errors) == ("1", [])


def test_slices() -> None:
    text = "biển xanh . " * 50
    for parts, expected in (("2", "2"), ("10", "10"), ("1000", "50")):
        rows = dispersion("--text", text, "--parts", parts, "--query", "biển").rows
        assert [(row["range"], row["docs"]) for row in rows] == [(expected, "1")]


def test_ranked_by_a_measure() -> None:
    for measure in ("juilland_d", "dp", "arf"):
        values = [float(row[measure]) for row in dispersion(SEEDS, "--measure", measure).rows]
        assert values == sorted(values, reverse=measure != "dp")


def test_groups(news: Path) -> None:
    result = dispersion(news, "--by", "section", "--query", "giá")
    assert result.header == ["section", *COLUMNS["dispersion"], "group_docs", "group_words"]
    names = ("section", "count", "docs", "range", "dp", "group_docs", "group_words")
    kinh_te, xa_hoi = cells(result, *names)
    # 6 and 3 words; 2 and 1 occurrences: as evenly as can be. The document without a word is no part.
    assert kinh_te == ("Kinh tế", "3", "2", "2", "0", "3", "9")
    assert xa_hoi[:4] == ("Xã hội", "0", "0", "0")
    alone = dispersion("--text", "Giá vàng tăng, giá xăng giảm.", "--parts", "3").rows
    grouped = [row for row in dispersion(news, "--by", "doc", "--parts", "3").rows if row["doc"] == "a"]
    assert [{name: row[name] for name in alone[0]} for row in grouped] == alone


def test_a_date_that_cannot_be_read(news: Path) -> None:
    result = dispersion(news, "--by", "year", "--date-column", "date", "--query", "giá")
    assert [row["year"] for row in result.rows] == ["2023", "2024", ""]
    assert "grouped under the empty value" in result.err


def test_limit_is_by_group(news: Path) -> None:
    rows = dispersion(news, "--by", "section", "--limit", "1").rows
    assert [row["section"] for row in rows] == ["Kinh tế", "Xã hội"]


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_the_plot_fits_the_line(width: int) -> None:
    environment = {"COLUMNS": str(width)}
    queries = ("--query", "Quảng Ninh", "--query", "xyz")
    result = dispersion(SEEDS, "--plot", "-f", "table", *queries, env=environment)
    head, rule, first, second = result.text.splitlines()
    assert head.split() == ["term", "count", "range", "dp", "plot"]
    assert cell_width(rule) == cell_width(first) == cell_width(second) == width
    assert first.count("│") == second.count("│") == 4
    assert "█" in first
    assert set(second[rule.rindex(" ") + 1 :]) == {"·", "│"}


def test_the_table_for_the_terminal() -> None:
    def head(width: int, *arguments: str) -> list[str]:
        environment = {"COLUMNS": str(width)}
        result = dispersion(SEEDS, "-f", "table", "--limit", "3", *arguments, env=environment)
        assert all(cell_width(line) <= width for line in result.text.splitlines())
        return result.text.splitlines()[0].split()

    assert head(120) == COLUMNS["dispersion"]
    assert head(80) == ["term", "count", "docs", "range", "juilland_d", "dp", "arf"]
    assert head(80, "--measure", "carroll_d2")[5] == "carroll_d2"
    assert head(80, "--columns", "dp_norm,term") == ["dp_norm", "term"]
    assert head(80, "--plot", "--measure", "arf") == ["term", "count", "range", "dp", "arf", "plot"]
    assert head(80, "--plot", "--columns", "plot,term") == ["plot", "term"]


def test_the_plot_of_many_documents_has_no_borders(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("biển xanh\nnúi cao\n" * 200, encoding="utf-8")
    result = dispersion(path, "--from", "lines", "--plot", "-f", "table", "--query", "biển")
    *_, line = result.text.splitlines()
    assert "│" not in line
    assert cell_width(line) == 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--plot",), ("--plot", "-f table")),
        (("--plot", "-o", "out.csv"), ("--plot",)),
        (("--parts", "1"), ("--parts", "at least 2")),
        (("--parts", "x"), ("--parts", "doc")),
        (("--measure", "dice"), ("--measure",)),
        (("--match-case",), ("--match-case", "--query")),
        (("--query", "a", "--min-count", "2"), ("--min-count", "--query")),
        (("--query", "a", "--pos", "N"), ("--pos",)),
        (("--query", "a", "--query", "a"), ("'a'", "twice")),
        (("--query", ""), ("query",)),
        (("--query", "*"), ("query",)),
        (("--entity", "…"), ("--entity",)),
        (("--query", r"\."), ("signs alone", "words are counted")),
        (("--query", r"… \?|!"), ("signs alone",)),
        (("kinh tế",), ("kinh tế: there is no such", "--query", "--text")),
        (("--pos", "XYZ"), ("--pos XYZ",)),
        (("--by", "month"), ("--date-column",)),
        (("--by", "nothing"), ("nothing",)),
    ],
)
def test_wrong_requests(arguments: tuple[str, ...], words: tuple[str, ...], news: Path) -> None:
    result = qnmine("dispersion", news, *arguments, cwd=news.parent)
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    for word in words:
        assert word in line
    assert [path.name for path in news.parent.iterdir()] == ["news.csv"]


def test_empty_input() -> None:
    assert dispersion("-", stdin=b"").text == ",".join(COLUMNS["dispersion"]) + "\n"
    assert [row["count"] for row in dispersion("-", "--query", "a", stdin=b"").rows] == ["0"]
    assert dispersion("-", "-f", "table", "--plot", "--query", "a", stdin=b"").code == 0


def test_empty_measures_are_null(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    dispersion("--text", "biển", "-o", out)
    row = json.loads(out.read_text(encoding="utf-8"))
    compared = ("juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm")
    assert [row[name] for name in compared] == [None] * 5  # there is but one part
    assert (row["count"], row["arf"]) == (1, 1)
