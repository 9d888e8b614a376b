"""`qnmine dates` as its users call it, and its timeline."""

from __future__ import annotations

import csv
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest

from qnmine.cli.date_timeline import timeline_table
from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.expression_rows import ExplainedDate
from qnmine.cli.main import run
from qnmine.cli.options.expressions import DATE_KINDS, PERIODS
from qnmine.cli.shaping import columns_of
from qnmine.dates import Date
from qnmine.dates.timeline import PeriodCount, PeriodName
from qnmine.dates.value import TimeKind
from qnmine.output import table_of
from qnmine.output.display import cell_width
from qnmine.output.plots import bar
from tests import ROOT, SEEDS
from tests.contract.harness import COLUMNS, environment, qnmine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Dates = Callable[..., list[dict[str, str]]]

TEXT = (
    "Ngày 25/6/2024 khai mạc, ngày 23/12 bế mạc. Giai đoạn 2021 - 2025, trước năm 2030. "
    "Hôm qua trời mưa. Thời gian qua, trong 5 năm, tháng 4/2025."
)
NEWS = """\
id,date,text
a,2024-06-25,Hôm qua mưa.
b,26/06/2024 08:30,Hôm qua nắng.
c,2024,Hôm qua gió.
d,,Ngày 1/2/2023 gió.
"""


@pytest.fixture
def dates(tmp_path: Path) -> Dates:
    def call(*arguments: object) -> list[dict[str, str]]:
        out = tmp_path / "out.csv"
        words = ["dates", *map(str, arguments), "-o", str(out)]
        named = any(str(word).startswith(("/", "-o")) for word in arguments)
        assert run(words if named else [*words, "--text", TEXT]) == ExitCode.DONE
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return call


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


def columns(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the run said, without the closing count."""
    lines = capsys.readouterr().err.splitlines()
    return [line.removeprefix("qnmine: ") for line in lines if not line.endswith(("row", "rows"))]


def test_the_rows(dates: Dates) -> None:
    rows = dates()
    assert list(rows[0]) == COLUMNS["dates"]
    assert columns(rows, "text", "kind", "value", "begins", "ends", "modifier", "basis") == [
        ("Ngày 25/6/2024", "date", "2024-06-25", "2024-06-25", "2024-06-25", "", "text"),
        ("ngày 23/12", "date", "XXXX-12-23", "", "", "", "text"),
        ("Giai đoạn 2021 - 2025", "interval", "2021/2025", "2021-01-01", "2025-12-31", "", "text"),
        ("năm 2030", "year", "2030", "", "2029-12-31", "trước", "text"),
        ("Hôm qua", "date", "", "", "", "", ""),
        ("5 năm", "duration", "P5Y", "", "", "", "text"),
        ("tháng 4/2025", "month", "2025-04", "2025-04-01", "2025-04-30", "", "text"),
    ]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


def test_relative_dates_have_a_value_against_a_reference_day_only(dates: Dates) -> None:
    (row,) = [row for row in dates("--reference-date", "2024-03-01") if row["text"] == "Hôm qua"]
    assert (row["value"], row["begins"], row["basis"]) == ("2024-02-29", "2024-02-29", "reference")


def test_the_day_of_each_document(dates: Dates, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = dates(news, "--date-column", "date")
    assert columns(rows, "doc", "value", "basis") == [
        ("a", "2024-06-24", "document"),
        ("b", "2024-06-25", "document"),
        ("c", "", ""),
        ("d", "2023-02-01", "text"),
    ]
    (line,) = told(capsys)
    assert line == (
        "warning: --date-column date: 2 documents have no day there, for example c (2024); "
        "nothing is resolved in them"
    )


def test_a_year_is_inferred_when_asked_for(dates: Dates) -> None:
    (row,) = [
        row for row in dates("--reference-date", "2024-03-01", "--infer-year") if row["text"] == "ngày 23/12"
    ]
    assert (row["value"], row["basis"]) == ("2023-12-23", "inferred")


def test_vague_ones_and_kinds(dates: Dates) -> None:
    every = dates("--vague")
    assert [row for row in every if row["kind"] != "vague"] == dates()
    chosen = dates("--vague", "--kind", "vague", "--kind", "Month,Duration")
    assert columns(chosen, "text", "value") == [
        ("Thời gian qua", "PAST_REF"),
        ("5 năm", "P5Y"),
        ("tháng 4/2025", "2025-04"),
    ]


def test_the_rules_behind_a_value(dates: Dates) -> None:
    rows = dates("--explain")
    assert list(rows[0]) == [*COLUMNS["dates"], "rules"]
    assert [{key: row[key] for key in row if key != "rules"} for row in rows] == dates()
    assert all(f"'{row['text']}'" in row["rules"] for row in rows)


def test_without_diacritics() -> None:
    result = qnmine("dates", "--no-diacritics", "--text", "ngay 25 thang 6 nam 2024")
    assert [(row["text"], row["value"]) for row in result.rows] == [
        ("ngay 25 thang 6 nam 2024", "2024-06-25")
    ]


def test_a_timeline_of_years(dates: Dates, capsys: pytest.CaptureFixture[str]) -> None:
    rows = dates("--timeline")
    assert list(rows[0]) == COLUMNS["timeline"]
    assert columns(rows, "period", "count", "docs") == [
        ("2021", "1", "1"),
        ("2024", "1", "1"),
        ("2025", "1", "1"),
        ("2030", "1", "1"),
    ]
    assert told(capsys) == ["warning: --timeline: of 6 dates these are not counted: 2 without a year"]
    again = dates("--timeline", "year", "--reference-date", "2024-03-01", "--infer-year", "-q")
    assert columns(again, "period", "count") == [
        ("2021", "1"),
        ("2023", "1"),
        ("2024", "2"),
        ("2025", "1"),
        ("2030", "1"),
    ]
    assert told(capsys) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--timeline", str(SEEDS)),
        (str(SEEDS), "--timeline"),
        ("--timeline=year", str(SEEDS)),
        ("--timeline", "year", str(SEEDS)),
    ],
)
def test_the_period_may_be_left_out(dates: Dates, arguments: tuple[str, ...]) -> None:
    counts = {row["period"]: row["count"] for row in dates(*arguments)}
    assert (counts["1928"], counts["1994"], counts["2030"]) == ("1", "2", "4")


def test_other_periods_and_selections(dates: Dates) -> None:
    assert columns(dates("--timeline", "month", "-q"), "period") == [("2024-06",), ("2025-04",)]
    assert columns(dates("--timeline", "quarter", "-q"), "period") == [("2024-Q2",), ("2025-Q2",)]
    assert columns(dates("--timeline", "--kind", "year", "-q"), "period") == [("2030",)]
    biggest = dates(SEEDS, "--timeline", "--sort", "-count", "--limit", 1, "--columns", "period")
    assert biggest == [{"period": "2024"}]


@pytest.mark.parametrize(
    ("count", "most", "width", "drawn"),
    [
        (0, 8, 10, ""),
        (8, 8, 10, "██████████"),
        (4, 8, 10, "█████"),
        (1, 8, 10, "█▎"),
        (1, 1000, 10, "▏"),
        (3, 8, 1, "▍"),
    ],
)
def test_a_bar(count: int, most: int, width: int, drawn: str) -> None:
    assert bar(count, most, width) == drawn


def test_bars_fill_the_line_and_no_more() -> None:
    rows = [PeriodCount(f"{year}", year % 7 + 1, 1) for year in range(1000, 2000)]
    for few in (rows[:20], rows):
        table = timeline_table(few, 80)
        assert table.columns == (*COLUMNS["timeline"], "bar")
        widths = [cell_width(str(row[3])) for row in table.rows]
        assert 40 < max(widths) <= 80 - len("period  count  docs  ")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("width", [60, 120])
def test_on_a_terminal_the_longest_bar_ends_at_the_edge(width: int) -> None:
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "qnmine", "dates", "--timeline", "-q", str(SEEDS)]
    env = {**environment(), "COLUMNS": str(width), "NO_COLOR": "1"}
    process = subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, cwd=ROOT, env=env)
    os.close(terminal)
    assert process.wait(60) == 0
    shown = os.read(controller, 100_000).decode().replace("\r\n", "\n")
    os.close(controller)
    lines = shown.splitlines()
    assert lines[0].split() == [*COLUMNS["timeline"], "bar"]
    assert max(map(len, lines)) == width
    assert sum("█" in line or "▏" in line for line in lines) == len(lines) - 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reference-date", "25/6/2024"), ("--reference-date", "2024-06-25")),
        (("--reference-date", "2024-02-30"), ("--reference-date", "'2024-02-30' is no day")),
        (("--reference-date", "20240625"), ("--reference-date", "no day")),
        (("--reference-date", "2024-06-25", "--date-column", "date"), ("--reference-date", "--date-column")),
        (("--date-column", "date"), ("--date-column date",)),
        (("--kind", "percent"), ("'percent'", "interval")),
        (("--kind", "vague"), ("--kind vague", "--vague")),
        (("--timeline", "--explain"), ("--explain", "--timeline")),
        (("--timeline=week",), ("--timeline", "month")),
        (("--timeline", "weeks"), ("--timeline", "month")),
        (("--timeline", "--columns", "text"), ("'text'", "period, count, docs")),
    ],
)
def test_wrong_requests(
    arguments: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["dates", *arguments, "--text", "x"]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert all(word in line for word in words), line


def test_settings_may_hold_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dates: Dates) -> None:
    (tmp_path / "qnmine.toml").write_text('[dates]\nreference-date = 2024-03-01\nkind = "date"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert columns(dates(), "value") == [("2024-06-25",), ("XXXX-12-23",), ("2024-02-29",)]


@pytest.mark.parametrize("row_type", [Date, ExplainedDate])
def test_the_columns_have_types_without_rows(row_type: type[Date]) -> None:
    names = columns_of(row_type)
    types = dict(zip(names, table_of((), names, row_type).types or (), strict=True))
    assert {name for name in names if types[name] is int} == {"sentence", "start", "end"}
    assert {name for name in names if types[name] is str} == {*names} - {"sentence", "start", "end"}


def test_the_kinds_and_periods_of_the_options_are_those_of_the_rows() -> None:
    assert {*DATE_KINDS, "impossible"} == set(get_args(TimeKind))
    assert set(get_args(PeriodName)) == set(PERIODS)
