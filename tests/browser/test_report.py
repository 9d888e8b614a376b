"""The page of `qnmine report` as a person meets it: found, read, searched, sorted, printed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

    from tests.browser.chromium import Browser

# Read in the articles: the name, the article, and a piece of it that holds the mention.
PEOPLE = [
    (
        "Phạm Văn Thể",
        "001_8d7c8d55cc24d0bc.txt",
        "Theo ông Phạm Văn Thể - Chủ tịch Hiệp hội Doanh nghiệp tỉnh",
    ),
    ("Nguyễn Xuân Ký", "002_7943aa24cedff993.txt", "Đồng chí Nguyễn Xuân Ký, Ủy viên Trung ương Đảng"),
    ("Nguyễn Thị Hiền", "004_bcb2b125b1bfb8d5.txt", "Theo bà Nguyễn Thị Hiền - Tiểu thương kinh doanh"),
    ("Vũ Đại Thắng", "004_bcb2b125b1bfb8d5.txt", "ông Vũ Đại Thắng – Bí thư Tỉnh uỷ Quảng Ninh"),
    ("Nguyễn Mạnh Cường", "004_bcb2b125b1bfb8d5.txt", "Theo ông Nguyễn Mạnh Cường - Giám đốc Sở Khoa học"),
    ("Phạm Đức Ấn", "004_bcb2b125b1bfb8d5.txt", "ông Phạm Đức Ấn – Chủ tịch UBND tỉnh Quảng Ninh"),
    ("Bác", "000_dee234f85a1e5bf4.txt", "học và làm theo Bác, những người làm báo"),
]

IN_VIEW = """
    const box = arguments[0].getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.width > 0;
"""


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "báo cáo.html"
    result = qnmine("report", SEEDS, "-o", path, "--lang", "vi")
    assert (result.code, result.out) == (0, b"")
    return path


@pytest.fixture
def page(browser: Browser, report: Path) -> Browser:
    return opened(browser, report)


def opened(browser: Browser, path: Path) -> Browser:
    browser.requests()
    browser.driver.get(path.as_uri())
    return browser


def find(browser: Browser, selector: str) -> WebElement:
    return browser.driver.find_element(By.CSS_SELECTOR, selector)


def drawn(browser: Browser) -> None:
    """Wait for the charts."""
    script = (
        "return document.querySelectorAll('figure.chart svg').length"
        " === document.querySelectorAll('figure.chart').length"
    )
    WebDriverWait(browser.driver, 20).until(lambda _: browser.run(script))


def soon(browser: Browser, condition: Callable[[], object]) -> None:
    """Wait until a condition holds: the page hears of the place that a link names a moment later."""
    unready = (NoSuchElementException, StaleElementReferenceException)
    WebDriverWait(browser.driver, 20, 0.05, unready).until(lambda _: condition())


def names(browser: Browser) -> list[str]:
    """Return the names of the list that are to be seen."""
    script = """
        return [...document.querySelectorAll('#names tbody tr')].filter(row => row.offsetHeight)
            .map(row => row.querySelector('a').textContent)
    """
    found: list[str] = browser.run(script)
    return found


def colour(browser: Browser, selector: str) -> str:
    found: str = browser.run(
        "return getComputedStyle(document.querySelector(arguments[0])).backgroundColor", selector
    )
    return found


def test_opens_from_a_disk_and_asks_for_nothing(page: Browser, report: Path) -> None:
    drawn(page)
    assert page.requests() == [report.as_uri()]
    assert page.complaints() == []
    assert page.run("return document.documentElement.lang") == "vi"
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    charts = page.run(
        "return [...document.querySelectorAll('figure.chart')].map(figure => figure.dataset.chart)"
    )
    assert charts == ["keywords", "keyness", "timeline", "network", "dispersion"]


def test_its_policy_refuses_what_it_does_not_bring(page: Browser) -> None:
    script = """
        const done = arguments[arguments.length - 1], refused = [];
        document.addEventListener('securitypolicyviolation', (event) => {
            refused.push(event.effectiveDirective);
            if (refused.length === 4) done(refused.sort());
        });
        const add = (name, parts) =>
            document.body.append(Object.assign(document.createElement(name), parts));
        fetch('https://example.org/').catch(() => {});
        add('img', {src: 'https://example.org/x.png'});
        add('script', {textContent: 'window.acted = true'});
        add('iframe', {src: 'https://example.org/'});
    """
    refused = page.driver.execute_async_script(script)
    assert refused == ["connect-src", "frame-src", "img-src", "script-src-elem"]
    assert page.run("return window.acted") is None
    page.complaints()


@pytest.mark.parametrize(("name", "doc", "context"), PEOPLE, ids=[name for name, _, _ in PEOPLE])
def test_every_person_is_two_clicks_away(page: Browser, name: str, doc: str, context: str) -> None:
    page.driver.find_element(By.LINK_TEXT, name).click()
    soon(page, lambda: find(page, ".panel.current h3").text.startswith(name))
    panel = find(page, ".panel.current")
    assert panel.find_element(By.CSS_SELECTOR, "h4 a").text == doc
    panel.find_element(By.CSS_SELECTOR, ".line").click()
    soon(page, lambda: page.driver.switch_to.active_element == find(page, "mark:target"))
    mark = find(page, "mark:target")
    assert mark.text == name
    assert page.run(IN_VIEW, mark)
    assert page.run("return getComputedStyle(arguments[0]).outlineStyle", mark) == "solid"
    article = page.run("return arguments[0].closest('article')", mark)
    assert article.find_element(By.TAG_NAME, "h3").text == doc
    before = page.run(
        """const range = document.createRange();
        range.setStart(arguments[0].closest('.marked'), 0);
        range.setEndBefore(arguments[0]);
        return range.toString().length""",
        mark,
    )
    text = (SEEDS / doc).read_text(encoding="utf-8")
    assert text.index(context) <= before < text.index(context) + len(context)
    assert text[before:].startswith(name)


def test_a_mark_leads_back_to_its_entity(page: Browser) -> None:
    find(page, "#t5 mark.PER a").click()
    soon(page, lambda: find(page, ".panel.current h3").text.startswith("Nguyễn Thị Hiền"))
    page.driver.back()
    assert page.driver.current_url.endswith(".html")


def test_search_needs_no_diacritics(page: Browser) -> None:
    search = find(page, "#search")
    search.send_keys("pham van the")
    assert names(page) == ["Phạm Văn Thể"]
    assert find(page, ".found").text == "1 tên"
    search.clear()
    search.send_keys("NGUYỄN")
    assert sorted(names(page)) == [
        "Nguyễn Mạnh Cường",
        "Nguyễn Thị Hiền",
        "Nguyễn Xuân Ký",
        "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
    ]
    find(page, ".choices [data-type=PER]").click()
    assert len(names(page)) == 3
    search.clear()
    search.send_keys("dang")  # of the people only Thắng has it
    assert names(page) == []
    find(page, ".choices [data-type='']").click()
    assert "Đảng" in names(page)
    search.clear()
    search.send_keys("tinh uy")  # as it is written, and a part of no name
    assert "Tỉnh ủy Quảng Ninh" in names(page)


def test_columns_sort_and_say_so(page: Browser) -> None:
    assert names(page)[0] == "Quảng Ninh"  # mentioned most of all
    first, _, mentions, _ = page.driver.find_elements(By.CSS_SELECTOR, "#names thead th")
    assert mentions.get_attribute("aria-sort") == "descending"
    first.find_element(By.TAG_NAME, "button").click()
    assert first.get_attribute("aria-sort") == "ascending"
    assert mentions.get_attribute("aria-sort") is None
    order = names(page)
    # Vietnamese order: Đ behind D, and so behind C, before H.
    assert order.index("Côn Sơn") < order.index("Đại Lộc") < order.index("Hạ Long") < order.index("Việt Nam")
    mentions.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert names(page)[0] == "Quảng Ninh"
    mentions.find_element(By.TAG_NAME, "button").send_keys(Keys.SPACE)
    assert mentions.get_attribute("aria-sort") == "ascending"
    assert names(page)[-1] == "Quảng Ninh"


def test_a_layer_is_switched_off_and_on(page: Browser) -> None:
    button = find(page, ".layers [data-layer=PER]")
    person, place = colour(page, "article mark.PER"), colour(page, "article mark.LOC")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert colour(page, "article mark.PER") == "rgba(0, 0, 0, 0)" != person
    assert colour(page, "article mark.LOC") == place
    button.send_keys(Keys.SPACE)
    assert (button.get_attribute("aria-pressed"), colour(page, "article mark.PER")) == ("true", person)


def test_values_stand_beside_the_marks(page: Browser) -> None:
    script = """
        const marks = [...document.querySelectorAll('#t4 mark')];
        const mark = marks.find(mark => mark.textContent === arguments[0]);
        return getComputedStyle(mark, '::after').content;
    """
    assert page.run(script, "28.000 tỷ đồng") == "none"
    find(page, "[data-values]").click()
    assert page.run(script, "28.000 tỷ đồng") == '"28.000.000.000.000 VND"'


def test_the_keyboard_alone_is_enough(page: Browser) -> None:
    page.driver.execute_script("document.body.tabIndex = -1; document.body.focus()")
    active = page.driver.switch_to.active_element
    active.send_keys(Keys.TAB)
    skip = page.driver.switch_to.active_element
    assert skip.text == "Đến thẳng nội dung"
    skip.send_keys(Keys.ENTER)
    for _ in range(30):
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
        if page.driver.switch_to.active_element.get_attribute("id") == "search":
            break
    page.driver.switch_to.active_element.send_keys("duc an")
    assert names(page) == ["Phạm Đức Ấn"]
    for _ in range(30):
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
        if page.driver.switch_to.active_element.text == "Phạm Đức Ấn":
            break
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    # The heading of its lines.
    soon(page, lambda: page.driver.switch_to.active_element.tag_name == "h3")
    assert page.driver.switch_to.active_element.text.startswith("Phạm Đức Ấn")
    page.driver.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB)
    page.driver.switch_to.active_element.send_keys(Keys.TAB)
    for _ in range(3):
        if "line" in (page.driver.switch_to.active_element.get_attribute("class") or ""):
            break
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    soon(page, lambda: page.driver.switch_to.active_element.tag_name == "mark")
    outline = "return getComputedStyle(arguments[0]).outlineStyle"
    assert page.run(outline, page.driver.switch_to.active_element) == "solid"


def luminance(shown: str) -> float:
    parts = [float(part) / 255 for part in shown[shown.index("(") + 1 : -1].split(",")[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


CONTRASTS = """
    const behind = (element) => {
        for (; element; element = element.parentElement) {
            const colour = getComputedStyle(element).backgroundColor;
            if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
        return 'rgb(255, 255, 255)';
    };
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const pairs = new Map();
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.offsetHeight) continue;
        if (element.closest('script, style, svg')) continue;
        const colours = [getComputedStyle(element).color, behind(element)];
        pairs.set(colours.join(), [...colours, element.outerHTML.slice(0, 80)]);
    }
    return [...pairs.values()];
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible(browser: Browser, report: Path, scheme: str) -> None:
    browser.emulate(scheme=scheme)
    page = opened(browser, report)
    page.driver.find_element(By.LINK_TEXT, "Phạm Văn Thể").click()
    pairs = page.run(CONTRASTS)
    assert len(pairs) > 5
    for ink, paper, where in pairs:
        lighter, darker = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (scheme, ink, paper, where)
    assert (luminance(colour(page, "body")) < 0.1) == (scheme == "dark")


def test_the_theme_can_be_chosen(page: Browser) -> None:
    light = colour(page, "body")
    find(page, "[data-set-theme=dark]").click()
    assert find(page, "[data-set-theme=dark]").get_attribute("aria-pressed") == "true"
    assert find(page, "[data-set-theme=auto]").get_attribute("aria-pressed") == "false"
    dark = colour(page, "body")
    assert luminance(dark) < 0.1 < luminance(light)
    page.emulate(media="print")
    assert colour(page, "body") == light  # paper is white


def test_prints_everything_but_the_controls(page: Browser) -> None:
    page.emulate(media="print")
    for selector in (".top", ".controls", ".layers", ".texts nav", ".skip"):
        assert page.run("return document.querySelector(arguments[0]).offsetHeight", selector) == 0
    hidden = "return [...document.querySelectorAll(arguments[0])].filter(part => !part.offsetHeight).length"
    for selector in (".panel", "article", "#names tbody tr"):
        assert page.run(hidden, selector) == 0
    assert page.run("return getComputedStyle(document.querySelector('.pane')).overflowY") == "visible"
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run("return document.querySelectorAll('#tables details:not([open])').length") == 0
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.run("return document.querySelectorAll('#tables details[open]').length") == 0


@pytest.mark.parametrize("width", [320, 360, 768, 1200, 1920])
def test_no_width_needs_scrolling_to_the_side(browser: Browser, report: Path, width: int) -> None:
    browser.resize(width, 800)
    page = opened(browser, report)
    drawn(page)
    page.driver.find_element(By.LINK_TEXT, "Quảng Ninh").click()
    find(page, "[data-values]").click()
    assert page.run("return document.documentElement.scrollWidth") <= width


def test_without_javascript_all_can_be_read(browser: Browser, report: Path) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened(browser, report)
        shown = "[...document.querySelectorAll('{0}')].every(part => part.offsetHeight)"
        answers = [
            browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": shown.format(selector)})
            for selector in (".panel", "article", "#names tbody tr", "noscript .notice")
        ]
        controls = browser.driver.execute_cdp_cmd(
            "Runtime.evaluate",
            {
                "expression": "[...document.querySelectorAll('button, input')]"
                ".filter(control => control.offsetHeight).length"
            },
        )
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert [answer["result"]["value"] for answer in answers] == [True] * 4
    assert controls["result"]["value"] == 0


def test_headings_and_tables_are_in_order(page: Browser) -> None:
    levels = page.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    untold = """
        return [...document.querySelectorAll('main table')].filter(
            table => !table.caption || [...table.querySelectorAll('th')].some(cell => !cell.scope)).length
    """
    assert page.run(untold) == 0
    assert page.run("return [...document.querySelectorAll('[id]')].length") == page.run(
        "return new Set([...document.querySelectorAll('[id]')].map(part => part.id)).size"
    )
    dead = """
        return [...document.querySelectorAll('a[href^="#"]')].filter(
            link => !document.getElementById(link.hash.slice(1))).length
    """
    assert page.run(dead) == 0
