"""`qnmine trend` as its users call it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qnmine.output.display import cell_width
from tests import ROOT
from tests.contract.harness import Result, environment, qnmine

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ["period", "term", "count", "docs", "per_million", "period_docs", "period_words"]
NEWS = """\
id,date,section,text
a,2023-11-05,Kinh tế,"Giá vàng tăng, giá vàng giảm."
b,20/11/2023,Xã hội,Trường học ở Hạ Long.
c,2024-02-29,Kinh tế,Giá vàng giảm.
d,2024,Kinh tế,Giá vàng đứng.
e,,Xã hội,Giá vàng đứng.
f,2024-03-01,Xã hội,UBND tỉnh Quảng Ninh họp. UBND tỉnh nêu giá vàng.
"""
UNDATED = (
    "qnmine: warning: --date-column date: 2 documents have no date that fits --period month, for example d "
    "(2024); left out"
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


def trend(*arguments: str | Path, **options: object) -> Result:
    result = qnmine("trend", *arguments, "--date-column", "date", **options)  # type: ignore[arg-type]
    assert result.code == 0, result.err
    return result


def cells(result: Result, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_every_column(news: Path) -> None:
    result = trend("giá vàng", news)
    assert result.header == COLUMNS
    assert cells(result, *COLUMNS) == [
        ("2023-11", "giá vàng", "2", "1", str(2_000_000 / 9), "2", "9"),
        ("2023-12", "giá vàng", "0", "0", "", "0", "0"),
        ("2024-01", "giá vàng", "0", "0", "", "0", "0"),
        ("2024-02", "giá vàng", "1", "1", str(1_000_000 / 3), "1", "3"),
        ("2024-03", "giá vàng", "1", "1", str(1_000_000 / 9), "1", "9"),
    ]
    assert result.errors == [UNDATED]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("year", [("2023", "2"), ("2024", "3")]),  # 2024 is exact enough
        ("quarter", [("2023-Q4", "2"), ("2024-Q1", "2")]),
    ],
)
def test_periods(news: Path, period: str, expected: list[tuple[str, str]]) -> None:
    assert cells(trend("giá vàng", news, "--period", period), "period", "count") == expected


def test_days_of_a_leap_year(news: Path) -> None:
    rows = trend("giá vàng", news, "--period", "day").rows
    days = [row["period"] for row in rows]
    assert (days[0], days[-1], len(days)) == ("2023-11-05", "2024-03-01", 118)
    assert days[-3:] == ["2024-02-28", "2024-02-29", "2024-03-01"]


def test_the_words_of_periods_are_those_of_keywords(news: Path) -> None:
    rows = qnmine("keywords", news, "--by", "month", "--date-column", "date").rows
    words = {row["month"]: row["group_words"] for row in rows if row["month"]}
    found = {row["period"]: row["period_words"] for row in trend("vàng", news).rows}
    assert {period: found[period] for period in words} == words


def test_several_terms_come_one_after_the_other_as_they_are_named(news: Path) -> None:
    arguments = ("--query", "Hạ Long", "--query", "giá *", "--entity", "Ủy ban nhân dân tỉnh Quảng Ninh")
    rows = trend(*arguments, news, "--period", "year").rows
    assert [(row["term"], row["period"], row["count"]) for row in rows] == [
        ("Hạ Long", "2023", "1"),
        ("Hạ Long", "2024", "0"),
        ("giá *", "2023", "2"),
        ("giá *", "2024", "3"),
        ("Ủy ban nhân dân tỉnh Quảng Ninh", "2023", "0"),
        ("Ủy ban nhân dân tỉnh Quảng Ninh", "2024", "2"),
    ]
    assert [row["count"] for row in trend("<LOC>", news, "--period", "year").rows] == ["1", "0"]


def test_groups_have_all_periods(news: Path) -> None:
    result = trend("giá vàng", news, "--period", "quarter", "--by", "section")
    assert result.header == ["section", *COLUMNS, "group_docs", "group_words"]
    names = ("section", "period", "count", "per_million", "group_docs", "group_words")
    assert cells(result, *names) == [
        ("Kinh tế", "2023-Q4", "2", str(1_000_000 / 3), "2", "9"),
        ("Kinh tế", "2024-Q1", "1", str(1_000_000 / 3), "2", "9"),
        ("Xã hội", "2023-Q4", "0", "0", "2", "12"),
        ("Xã hội", "2024-Q1", "1", str(1_000_000 / 9), "2", "12"),
    ]
    limited = trend("giá vàng", news, "--period", "quarter", "--by", "section", "--limit", "1")
    assert [row["section"] for row in limited.rows] == ["Kinh tế", "Xã hội"]


def test_what_is_not_found_is_told(news: Path) -> None:
    result = trend("gia vang", news)
    assert {row["count"] for row in result.rows} == {"0"}
    hints = "--syllables finds it inside words, --ignore-diacritics with other marks"
    assert f"'gia vang' does not occur as a word; {hints}" in result.err
    assert trend("gia vang", news, "--ignore-diacritics").rows[0]["count"] == "2"


def test_no_document_has_a_date(tmp_path: Path) -> None:
    path = tmp_path / "undated.csv"
    path.write_text("date,text\nhôm qua,Giá vàng.\n", encoding="utf-8")
    for arguments in ((), ("-f", "table"), ("-f", "table", "--plot")):
        result = trend("giá vàng", path, *arguments)
        assert result.text.splitlines()[0].startswith("period" if "--plot" not in arguments else "term")
        assert not any("2" in line for line in result.text.splitlines())
        first, second = result.errors
        assert first == "qnmine: warning: no document has a date in column 'date' that fits --period month"
        assert "1 document has no date" in second
    nothing = trend("giá vàng", "-", "--from", "csv", stdin=b"date,text\n")
    assert "'giá vàng' does not occur" in nothing.err


def test_more_periods_than_anyone_wants(tmp_path: Path) -> None:
    path, out = tmp_path / "wrong.csv", tmp_path / "out.csv"
    path.write_text("date,text\n0001-01-01,giá\n9999-12-31,giá\n", encoding="utf-8")
    for options in ((), ("--plot", "-f", "table"), ("-o", out)):
        result = qnmine("trend", "giá", path, "--date-column", "date", "--period", "day", *options)
        assert (result.code, result.out) == (1, b"")
        (line,) = result.err.splitlines()
        for word in ("0001-01-01", "9999-12-31", "3,652,059", "--period"):
            assert word in line
    assert not out.exists()
    assert len(trend("giá", path, "--period", "year").rows) == 9999


def test_limit_is_by_term_and_group(news: Path) -> None:
    arguments = ("--query", "giá", "--query", "trường", news, "--period", "quarter")
    limited = trend(*arguments, "--limit", "1")
    assert limited.header == COLUMNS
    assert cells(limited, "term", "period") == [("giá", "2023-Q4"), ("trường", "2023-Q4")]
    highest = trend(*arguments, "--limit", "1", "--sort", "-period", "--columns", "period,count")
    assert highest.header == ["period", "count"]
    assert cells(highest, "period", "count") == [("2024-Q1", "2"), ("2024-Q1", "0")]
    grouped = trend(*arguments, "--limit", "1", "--by", "section")
    assert grouped.header == ["section", *COLUMNS, "group_docs", "group_words"]
    assert cells(grouped, "section", "term") == [
        (section, term) for section in ("Kinh tế", "Xã hội") for term in ("giá", "trường")
    ]
    drawn = trend(*arguments, "--limit", "1", "-f", "table", env={"COLUMNS": "120"}).text.splitlines()
    assert (drawn[0].split(), len(drawn)) == ([*COLUMNS, "bar"], 4)
    plotted = trend(*arguments, "--limit", "1", "-f", "table", "--plot").text.splitlines()
    assert plotted[-1].startswith("giá ")


def test_the_table_for_the_terminal(news: Path) -> None:
    wide = trend("giá vàng", news, "-f", "table", env={"COLUMNS": "120"}).text.splitlines()
    assert wide[0].split() == [*COLUMNS, "bar"]
    narrow = trend("giá vàng", news, "-f", "table", env={"COLUMNS": "80"}).text.splitlines()
    assert narrow[0].split() == ["period", "term", "count", "docs", "per_million", "bar"]
    assert cell_width(narrow[1]) == 80
    bars = [line.count("█") for line in narrow[2:]]
    assert bars[1:3] == [0, 0]
    assert cell_width(narrow[5]) == 80  # the longest bar takes the rest of the line
    assert bars[0] == int(bars[3] * 2 / 3)


def test_the_plot(news: Path) -> None:
    arguments = ("--query", "giá vàng", "--query", "Hạ Long", news, "--plot", "-f", "table")
    title, _, head, rule, first, second = trend(*arguments).text.splitlines()
    assert title == "2023-11 to 2024-03, from left to right"
    assert head.split() == ["term", "count", "docs", "per_million", "plot"]
    column = rule.rindex(" ") + 1
    assert first[column:] == "▆  █▃"
    assert second[column:] == "█  ··"


def test_a_group_may_be_called_as_what_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,bar,plot,text\n2024-01-01,x,y,biển\n", encoding="utf-8")
    wide = {"COLUMNS": "200"}
    head, _, row = trend("biển", path, "--by", "bar", "-f", "table", env=wide).text.splitlines()
    assert (head.split()[0], head.split()[-1], row.split()[0]) == ("meta_bar", "bar", "x")
    *_, head, _, row = trend(
        "biển", path, "--by", "plot", "-f", "table", "--plot", env=wide
    ).text.splitlines()
    assert (head.split()[0], head.split()[-1], row.split()[0]) == ("meta_plot", "plot", "y")
    result = qnmine("dispersion", path, "--by", "plot", "-f", "table", "--plot", env=wide)
    assert result.text.split()[0] == "meta_plot"


def test_a_plot_of_more_periods_than_cells_pools_them(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    days = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3, 4, 5, 6) for day in (1, 28)]
    rows = [f"{date},{'biển' if date < '2024-03' else 'núi'}\n" for date in days]
    path.write_text("date,text\n" + "".join(rows), encoding="utf-8")
    arguments = ("biển", path, "--period", "day", "--plot", "-f", "table")
    line = trend(*arguments).text.splitlines()[-1]
    assert cell_width(line) <= 80
    drawn = line[line.index("█") :]
    assert set(drawn) <= {"█", "·", " "}
    assert (drawn.count("█"), drawn.count("·")) == (4, 8)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("QUERY", "--entity")),
        (("giá", "news.csv"), ("--date-column",)),
        (("news.csv", "--date-column", "date"), ("QUERY comes first", "'news.csv' is a path")),
        (("news.csv", "giá", "--date-column", "date"), ("QUERY comes first",)),
        (("giá", "news.csv", "--date-column", "day"), ("day", "date")),
        (("giá", "missing.csv", "--date-column", "date"), ("missing.csv",)),
        (("giá", "--query", "vàng", "news.csv", "--date-column", "date"), ("giá", "--query")),
        (("giá", "news.csv", "--date-column", "date", "--by", "month"), ("--by month", "--period month")),
        (("giá", "news.csv", "--date-column", "date", "--by", "nothing"), ("nothing",)),
        (("giá", "news.csv", "--date-column", "date", "--period", "week"), ("--period",)),
        (("giá", "news.csv", "--date-column", "date", "--plot"), ("--plot", "-f table")),
        (("giá", "news.csv", "--date-column", "date", "--keep", "id"), ("--keep",)),
        (("giá", "news.csv", "--date-column", "date", "-o", "news.csv"), ("news.csv",)),
        (("giá", "news.csv", "--date-column", "date", "--columns", "bar"), ("bar",)),
        (("*", "news.csv", "--date-column", "date"), ("query",)),
        (("(giá", "news.csv", "--date-column", "date"), ("(giá",)),
        (("--query", "a", "--entity", "a", "news.csv", "--date-column", "date"), ("twice",)),
    ],
)
def test_wrong_requests(arguments: tuple[str, ...], words: tuple[str, ...], news: Path) -> None:
    before = news.read_bytes()
    result = qnmine("trend", *arguments, cwd=news.parent)
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    for word in words:
        assert word in line
    assert news.read_bytes() == before


def test_every_format_has_the_same_rows(news: Path, tmp_path: Path) -> None:
    expected = trend("giá vàng", news)
    rows = trend("giá vàng", news, "--jsonl").json_rows
    assert [list(row) for row in rows] == [COLUMNS] * 5
    assert [row["per_million"] for row in rows][1] is None
    out = tmp_path / "out.csv"
    assert trend("giá vàng", news, "-o", out).out == b""
    assert out.read_bytes() == expected.out
    piped = trend("giá vàng", "--from", "csv", stdin=news.read_bytes())
    assert piped.out == expected.out
    assert trend("giá vàng", "-", "--from", "csv", stdin=news.read_bytes()).out == expected.out


def test_the_query_is_read_whatever_the_locale(news: Path) -> None:
    plain = {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1258"}
    assert trend("giá vàng", news, env=plain).out == trend("giá vàng", news).out


def test_a_document_that_fails_is_told(news: Path) -> None:
    (news.parent / "bad.csv").write_bytes(b"date,text\n2024-01-01,\xff\n")
    result = qnmine("trend", "giá vàng", news.parent, "--date-column", "date")
    assert result.code == 3
    assert "bad.csv" in result.err
    assert len(result.rows) == 5


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("date,text\n0001-01-01,giá vàng\n2024-01-01,giá vàng\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", "trend", "giá", str(path), "--date-column", "date", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().decode().rstrip() == ",".join(COLUMNS)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert errors == b""
