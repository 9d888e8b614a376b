"""Charts in a browser: drawn under a policy that allows nothing, as wide as the page, in its colours."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from qnmine.corpus import open_corpus
from qnmine.languages import load_phrases
from qnmine.report.analysis import analyse
from qnmine.report.charts import charts_of, runtime, stylesheet
from qnmine.text.document import Document
from tests import SEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.report.analysis import Analysed
    from qnmine.report.charts import Chart
    from tests.browser.chromium import Browser

CSS = Path(__file__).parents[2] / "qnmine" / "page" / "marks.css"
BODY = "body { background: var(--paper); color: var(--ink); margin: 8px; }"
ALL_DRAWN = "return [...document.querySelectorAll('figure.chart')].every(one => one.querySelector('svg'))"


def allowed(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def page_of(charts: Sequence[Chart], script: str) -> str:
    style = CSS.read_text(encoding="utf-8") + stylesheet() + BODY
    policy = f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)}"
    figures = "".join(
        f'<figure class="chart" data-chart="{chart.id}"><figcaption>{escape(chart.title)}</figcaption>'
        "</figure>"
        f'<script type="application/json" id="chart-{chart.id}">'
        f"{json.dumps(chart.spec).replace('<', chr(92) + 'u003c')}</script>"
        for chart in charts
    )
    return (
        f'<!doctype html><meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{style}</style>{figures}<script>{script}</script>"
    )


@cache
def seeds() -> list[Analysed]:
    return analyse(list(open_corpus([str(SEEDS)])))


@pytest.fixture(scope="session")
def script() -> str:
    pytest.importorskip("vl_convert")
    return runtime()


@pytest.fixture
def page(browser: Browser, tmp_path: Path, script: str) -> Browser:
    charts = charts_of(seeds(), load_phrases("charts", "vi"))
    return opened(browser, tmp_path, charts, script)


def opened(browser: Browser, folder: Path, charts: Sequence[Chart], script: str) -> Browser:
    path = folder / "page.html"
    path.write_text(page_of(charts, script), encoding="utf-8")
    browser.driver.get(path.as_uri())
    WebDriverWait(browser.driver, 20).until(lambda _: browser.run(ALL_DRAWN))
    return browser


def test_charts_are_drawn_and_nothing_is_asked_for(page: Browser) -> None:
    assert page.complaints() == []
    assert [address for address in page.requests() if not address.startswith("file:")] == []
    shown = page.run(
        "return document.body.innerText + [...document.querySelectorAll('svg text')].map(t => t.textContent)"
    )
    assert "truyền thông" in shown
    assert "×462" in shown
    assert page.run("return document.querySelectorAll('svg:not([aria-hidden])').length") == 0
    described = page.run(
        "return [...document.querySelectorAll('[role=graphics-document]')].map(one => one.ariaLabel)"
    )
    assert [told.split(".")[0] for told in described] == [
        chart.description.split(".")[0] for chart in charts_of(seeds(), load_phrases("charts", "vi"))
    ]


@pytest.mark.parametrize("width", [360, 800, 1920])
def test_charts_are_as_wide_as_the_page(page: Browser, width: int) -> None:
    page.resize(width, 900)
    wide = "return [...document.querySelectorAll('svg')].map(one => one.getBoundingClientRect().width)"
    WebDriverWait(page.driver, 10).until(lambda _: all(abs(one - width + 16) <= 2 for one in page.run(wide)))
    assert page.run("return document.documentElement.scrollWidth") <= width


def test_charts_take_the_colours_of_the_theme(page: Browser) -> None:
    colour = "return getComputedStyle(document.querySelector('svg .mark-text text')).fill"
    light = page.run(colour)
    page.emulate(scheme="dark")
    dark = page.run(colour)
    assert light != dark
    page.run("document.documentElement.dataset.theme = 'light'")
    assert page.run(colour) == light


def test_a_chart_that_is_hidden_is_drawn_when_it_is_shown(
    browser: Browser, tmp_path: Path, script: str
) -> None:
    (chart, *_) = charts_of(analyse([Document("a", "Biển đẹp, biển xanh.")]), load_phrases("charts", "en"))
    path = tmp_path / "page.html"
    path.write_text(
        page_of([chart], script)
        .replace("<figure", "<div hidden><figure")
        .replace("</figure>", "</figure></div>"),
        encoding="utf-8",
    )
    browser.driver.get(path.as_uri())
    assert not browser.run(ALL_DRAWN)
    browser.run("document.querySelector('div[hidden]').hidden = false")
    WebDriverWait(browser.driver, 20).until(lambda _: browser.run(ALL_DRAWN))


def test_pointing_at_an_entity_shows_what_it_is_near(page: Browser) -> None:
    circle = page.driver.find_element(
        By.CSS_SELECTOR, '[data-chart="network"] .circles path[aria-label^="Autoliv"]'
    )
    ActionChains(page.driver).move_to_element(circle).perform()
    tip = page.driver.find_element(By.ID, "vg-tooltip-element")
    WebDriverWait(page.driver, 5).until(lambda _: "visible" in str(tip.get_attribute("class")))
    assert "Autoliv" in tip.text
    assert "Tổ chức" in tip.text
    circles = "[...document.querySelectorAll('[data-chart=network] .circles path')]"
    faint = page.run(f"return {circles}.map(one => [one.ariaLabel, one.getAttribute('opacity')])")
    shown = {label.split(",")[0] for label, opacity in faint if opacity in (None, "1")}
    # By reading: one sentence names these together.
    assert shown == {"Autoliv", "Foxconn", "Jinko Solar", "Khu kinh tế ven biển Quảng Yên", "Miền Bắc"}


def test_hostile_names_are_inert(browser: Browser, tmp_path: Path, script: str) -> None:
    text = "Ông <img src=x onerror=document.title='hit'> thăm Hà Nội. <script>document.title=1</script> Huế."
    documents = [Document("<img src=x onerror=document.title='hit'>", text), Document("]]></style>", text)]
    page = opened(browser, tmp_path, charts_of(analyse(documents), load_phrases("charts", "vi")), script)
    for band in page.driver.find_elements(By.CSS_SELECTOR, '[data-chart="dispersion"] .mark-rect path')[:2]:
        ActionChains(page.driver).move_to_element(band).perform()
    assert page.run("return document.querySelectorAll('img').length") == 0
    assert page.driver.title in ("", "page.html")
    assert page.complaints() == []
