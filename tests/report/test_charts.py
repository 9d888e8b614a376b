"""The charts of a report: what they show of the seeds, that Vega draws them, that nothing in a text acts."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qnmine.corpus import open_corpus
from qnmine.errors import UsageError
from qnmine.languages import load_phrases
from qnmine.report.analysis import analyse
from qnmine.report.charts import ChartCounts, bundle, charts_of, start_runtime, strips, stylesheet
from qnmine.text.document import Document
from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from qnmine.report.analysis import Analysed
    from qnmine.report.charts import Chart

vl_convert = pytest.importorskip("vl_convert")
VI, EN = load_phrases("charts", "vi"), load_phrases("charts", "en")
HOSTILE = (
    "Ông <script>alert(1)</script> thăm </style> ]]> Hà Nội\u202e và \x1b[31mHuế\x1b[0m năm 2024. "
    "</script><img src=x onerror=alert(1)> Thủ tướng Phạm\u0323 Minh Chi\u0301nh thăm Hà Nội. "
    + "ă" * 10_000
    + " \ud800 $x^2$ {0} %s"
)


@pytest.fixture(scope="module")
def seeds() -> list[Analysed]:
    return analyse(list(open_corpus([str(SEEDS)])))


@pytest.fixture(scope="module")
def english(seeds: list[Analysed]) -> dict[str, Chart]:
    return {chart.id: chart for chart in charts_of(seeds, EN)}


def table(*arguments: str) -> list[dict[str, str]]:
    result = qnmine(*arguments, str(SEEDS), "--csv")
    assert result.code == 0, result.err
    return list(csv.DictReader(io.StringIO(result.text)))


def drawn(chart: Chart) -> str:
    """Return the chart as SVG, as Vega draws it."""
    render = vl_convert.vega_to_svg if "marks" in chart.spec else vl_convert.vegalite_to_svg
    made: str = render(chart.spec)
    return made


def test_the_charts_of_the_seeds(english: dict[str, Chart]) -> None:
    assert list(english) == ["keywords", "keyness", "timeline", "network", "dispersion"]
    for chart in english.values():
        assert chart.title
        assert chart.spec["description"] == chart.description
        assert all(len(row) == len(chart.columns) for row in chart.rows)


@pytest.mark.parametrize("chart", ["keywords", "keyness", "timeline", "network", "dispersion"])
def test_vega_can_draw_them(english: dict[str, Chart], chart: str) -> None:
    svg = drawn(english[chart])
    assert svg.startswith("<svg")
    shown = {"keywords": "truyền thông", "keyness": "×462", "timeline": "2024", "network": "Autoliv"}
    assert shown.get(chart, "UNESCO" if chart == "network" else "Việt Nam") in svg


def test_words_are_those_of_the_command(english: dict[str, Chart]) -> None:
    of_command = [(row["term"], int(row["count"]), int(row["docs"])) for row in table("keywords")][:20]
    assert [row[:3] for row in english["keywords"].rows] == of_command
    # By reading: 13 x Truyền thông (in the name of the centre) and 5 x truyền thông, all in one article.
    assert ("truyền thông", 18, 1) in of_command


def test_keyness_is_that_of_the_command(english: dict[str, Chart]) -> None:
    of_command = table("keywords", "--measure", "keyness", "--terms", "words")[:20]
    assert [(row[0], row[1], row[3]) for row in english["keyness"].rows] == [
        (row["term"], int(row["count"]), round(float(row["score"]), 2)) for row in of_command
    ]


def test_dates_are_those_of_the_command(english: dict[str, Chart]) -> None:
    chart = english["timeline"]
    of_command = [
        (row["period"], int(row["count"]), int(row["docs"])) for row in table("dates", "--timeline", "year")
    ]
    assert list(chart.rows) == of_command
    # By reading: "cuối năm 1928" stands alone, far off the others, so it is told and not drawn.
    assert ("1928", 1, 1) in of_command
    assert "1928" in chart.description
    values = chart.spec["data"]["values"]
    assert "1928" not in {value["period"] for value in values}
    assert sum(value["count"] for value in values) == sum(row[1] for row in of_command) - 1
    # Of those of 1994 one is a stretch of time: "17/12/1994 - 17/12/2024".
    assert [
        value["count"] for value in values if (value["period"], value["grain"]) == ("1994", "intervals")
    ] == [1]


def test_links_are_those_of_the_command(english: dict[str, Chart]) -> None:
    chart = english["network"]
    counts = {(row["source"], row["target"]): int(row["count"]) for row in table("network")}
    assert all(counts[str(row[0]), str(row[1])] == row[2] for row in chart.rows)
    # By reading: one sentence names these five together.
    together = {"Autoliv", "Foxconn", "Jinko Solar", "Khu kinh tế ven biển Quảng Yên", "Miền Bắc"}
    assert sum(set(row[:2]) <= together for row in chart.rows) == 10
    places = [(node["x"], node["y"]) for node in chart.spec["data"][0]["values"]]
    assert all(0 <= coordinate <= 1 for place in places for coordinate in place)
    assert len(set(places)) == len(places)


def test_strips_are_of_mentions_and_words(english: dict[str, Chart]) -> None:
    chart = english["dispersion"]
    mentions = {(row["name"], int(row["mentions"]), int(row["docs"])) for row in table("entities")}
    words = {(row["term"], int(row["count"]), int(row["docs"])) for row in table("keywords")}
    names = [(row[0], row[2], row[3]) for row in chart.rows if row[1] != "Word"]
    others = [(row[0], row[2], row[3]) for row in chart.rows if row[1] == "Word"]
    assert len(names) == len(others) == 10
    assert set(names) <= mentions
    assert set(others) <= words
    assert not {name for name, _, _ in names} & {word for word, _, _ in others}
    ticks = chart.spec["layer"][-1]["data"]["values"]
    assert [sum(tick["line"] == line for tick in ticks) for line in range(20)] == [
        row[2] for row in chart.rows
    ]
    assert chart.rows[0][:4] == ("Quảng Ninh", "Place", 51, 5)
    borders = chart.spec["layer"][0]["data"]["values"]
    assert [border["document"] for border in borders] == sorted(path.name for path in SEEDS.iterdir())


def test_vietnamese(seeds: list[Analysed]) -> None:
    charts = {chart.id: chart for chart in charts_of(seeds, VI)}
    assert charts["keywords"].title == "Những từ xuất hiện nhiều nhất"
    assert charts["keywords"].columns == ("Từ", "Số lần xuất hiện", "Số văn bản", "Trên một triệu từ")
    assert "10.255.687 từ" in charts["keyness"].description
    assert "“Quảng Ninh” (62 lần trong các văn bản này), gấp 462 lần" in charts["keyness"].description
    figures = charts["keywords"].spec["usermeta"]["embedOptions"]["formatLocale"]
    assert (figures["decimal"], figures["thousands"]) == (",", ".")


def test_the_same_texts_make_the_same_charts(seeds: list[Analysed]) -> None:
    first, second = (json.dumps([chart.spec for chart in charts_of(seeds, EN)]) for _ in range(2))
    assert first == second


def test_no_texts_make_no_charts() -> None:
    assert charts_of([], EN) == []
    assert charts_of(analyse([Document("a", ""), Document("b", "…\n")]), EN) == []


def test_hostile_texts_are_inert() -> None:
    documents = [Document("<b>\u202e\ud800", HOSTILE), Document("b" * 5000, HOSTILE)]
    charts = charts_of(analyse(documents), VI)
    assert {"keywords", "timeline", "dispersion"} <= {chart.id for chart in charts}
    for chart in charts:
        told = json.dumps([chart.spec, chart.rows, chart.description], ensure_ascii=False)
        told.encode()  # no lone surrogate
        assert not re.search("[\u202e\x1b]", told)
        assert "ă" * 50 not in json.dumps(chart.spec, ensure_ascii=False).replace(chart.description, "")
        drawn(chart)


@pytest.mark.parametrize(
    ("text", "period", "periods"),
    [
        ("Ngày 3/5/2024, 4/5/2024 và 7/9/2024.", "month", ["2024-05", "2024-09"]),
        ("Ngày 3/5/2024 và 7/9/2020.", "quarter", ["Q3 2020", "Q2 2024"]),
        ("Năm 2024 và ngày 3/5/2024.", "year", ["2024"]),
        ("Năm 1945, năm 1975, năm 2024.", "year", ["1945", "1975", "2024"]),
        ("Năm 938, năm 1945, năm 1975.", "year", ["938", "1945", "1975"]),
    ],
)
def test_the_range_chooses_the_periods(text: str, period: str, periods: list[str]) -> None:
    (chart,) = (one for one in charts_of(analyse([Document("a", text)]), EN) if one.id == "timeline")
    assert [str(row[0]).lstrip("0") for row in chart.rows] == periods
    assert (
        f"by the {period} in which it"
        if chart.rows[0][1] == 1 == len(chart.rows)
        else f"by the {period} in which" in chart.description
    )
    drawn(chart)


def test_what_is_behind_the_limit_is_told(monkeypatch: pytest.MonkeyPatch, seeds: list[Analysed]) -> None:
    monkeypatch.setattr(strips, "MOST_WORDS", 1000)
    monkeypatch.setattr("qnmine.report.charts.counts._BATCH_CHARACTERS", 1)
    with ChartCounts() as counts:
        for one in seeds:
            counts.add(one)
        (chart,) = (one for one in counts.charts(EN) if one.id == "dispersion")
    words = sum(one.words.count() for one in seeds[:2])
    assert f"Only the first {words:,} words of the corpus are shown." in chart.description


def test_many_occurrences_share_ticks() -> None:
    text = "Hà Nội là thủ đô của Việt Nam. " * 4000
    (chart,) = (one for one in charts_of(analyse([Document("a", text)]), EN) if one.id == "dispersion")
    ticks = chart.spec["layer"][-1]["data"]["values"]
    assert [sum(tick["count"] for tick in ticks if tick["line"] == line) for line in (0, 1)] == [4000, 4000]
    assert len(ticks) <= 600 * len(chart.rows)
    assert "Each tick is an occurrence" not in chart.description
    assert "Each tick stands for" in chart.description
    drawn(chart)


def test_the_script_is_the_same_wherever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = start_runtime().text()
    assert "data-chart" in made
    assert "http-equiv" not in made
    monkeypatch.setattr(bundle, "_PROGRAM", "raise SystemExit(1)")
    assert start_runtime().text() == made
    runtime = start_runtime()
    runtime.stop()
    runtime.stop()


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=re.escape("pip install 'qnmine[report]'")):
        start_runtime()


def test_the_style_has_no_address() -> None:
    assert "url(" not in stylesheet()
    assert "var(--ink)" in stylesheet()


def test_charts_do_not_load_what_draws_them() -> None:
    program = (
        "import sys, qnmine.report.charts; print('vl_convert' in sys.modules, 'networkx' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "False False\n"
