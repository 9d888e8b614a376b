"""The page of `qnmine serve` as a teacher meets it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests import SEEDS
from tests.contract.harness import qnmine
from tests.serving.processes import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

    from tests.browser.chromium import Browser

MARKS = """
    const shown = [...document.querySelectorAll(`#marked mark.${arguments[0]}`)];
    return shown.map((mark) => mark.textContent);
"""
DROP = """
    const transfer = new DataTransfer();
    for (const [name, bytes] of arguments[0]) transfer.items.add(new File([new Uint8Array(bytes)], name));
    for (const kind of ["dragover", "drop"]) {
      const how = { dataTransfer: transfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent(kind, how));
    }
"""
# What has a text of its own whose contrast with what is behind it (WCAG 2.2) is less than it should be.
CONTRASTS = """
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    function channels(colour) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    }
    function luminance([red, green, blue]) {
      const part = (one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
      return 0.2126 * part(red / 255) + 0.7152 * part(green / 255) + 0.0722 * part(blue / 255);
    }
    function behind(element) {
      for (let one = element; one; one = one.parentElement) {
        const colour = channels(getComputedStyle(one).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255, 255];
    }
    const weak = [];
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.checkVisibility()) continue;
      const pair = [channels(getComputedStyle(element).color), behind(element)].map(luminance);
      const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      if (ratio < arguments[0]) weak.push([element.outerHTML.slice(0, 80), ratio]);
    }
    return weak;
"""
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> </textarea></style> ]]> \u202eHạ Long\u202c "
    + "ă" * 10_000
)


class Page:
    """The page in a browser, with what a person does there."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def find(self, selector: str) -> WebElement:
        return self.browser.driver.find_element(By.CSS_SELECTOR, selector)

    def wait(self, condition: Callable[[], Any]) -> Any:
        return WebDriverWait(self.browser.driver, 20, 0.05).until(lambda _: condition())

    def marks(self, layer: str) -> list[str]:
        marks = self.browser.run(MARKS, layer)
        assert isinstance(marks, list)
        return marks

    def type(self, text: str) -> None:
        """Put a text in the place of the one that is there, as if it was pasted."""
        self.browser.run(
            "const area = document.getElementById('text'); area.value = arguments[0];"
            "area.dispatchEvent(new InputEvent('input', {bubbles: true}));",
            text,
        )

    def analyse(self, text: str) -> None:
        """Type a text and wait until it is what is marked."""
        self.type(text)
        self.wait(lambda: self.text() == text)

    def text(self) -> str:
        return str(self.browser.run("return document.getElementById('marked').textContent"))

    def fault(self) -> str:
        return self.find("#fault").text

    def drop(self, *files: tuple[str, bytes]) -> None:
        self.browser.run(DROP, [[name, list(data)] for name, data in files])

    def style(self, selector: str, name: str) -> str:
        return self.find(selector).value_of_css_property(name)

    def rows(self) -> list[list[str]]:
        found = self.browser.run(
            "return [...document.querySelectorAll('#table tr')].map((row) =>"
            "[...row.cells].map((cell) => cell.textContent))"
        )
        assert isinstance(found, list)
        return found


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving("--lang", "vi", "--limit-kb", "50") as (_, port):
        yield port


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[Page]:
    address = f"http://127.0.0.1:{port}/"
    browser.driver.get(address)
    page = Page(browser)
    page.wait(lambda: page.marks("PER"))
    yield page
    assert [asked for asked in browser.requests() if not asked.startswith(address)] == []
    assert browser.complaints() == []


def test_a_text_is_marked_while_it_is_typed(page: Page) -> None:
    area = page.find("#text")
    area.send_keys(Keys.CONTROL, "a")
    area.send_keys("Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024, chi 138 tỷ đồng.")
    page.wait(lambda: page.marks("number") == ["138 tỷ đồng"])
    assert page.marks("PER") == ["Phạm Văn Thể"]
    assert page.marks("LOC") == ["Hạ Long"]
    assert page.marks("date") == ["ngày 25/6/2024"]
    status = page.find("#status").text
    assert status.startswith("1 tên người, 1 địa danh, 1 con số, 1 cụm từ chỉ thời gian, ")
    assert status.endswith(" ms")
    announced = "return document.getElementById('announced').textContent"
    page.wait(lambda: page.browser.run(announced).startswith("1 tên người"))


def test_the_last_text_wins(page: Page) -> None:
    slow = (SEEDS / "000_dee234f85a1e5bf4.txt").read_text(encoding="utf-8") * 3
    button = page.find("#analyse")
    for text in (slow, "Hạ Long", slow, "Cẩm Phả đẹp."):
        page.browser.run("document.getElementById('text').value = arguments[0]", text)
        button.click()
    page.wait(lambda: page.text() == "Cẩm Phả đẹp.")
    time.sleep(1)
    assert page.text() == "Cẩm Phả đẹp."
    assert page.marks("LOC") == ["Cẩm Phả"]


def test_layers_values_and_words(page: Page) -> None:
    page.analyse("Ông Phạm Văn Thể có hơn 28.000 tỷ đồng.")
    white = page.style("#marked", "background-color")
    assert page.style("mark.PER", "background-color") != white
    page.find('[data-layer="PER"]').click()
    assert page.style("mark.PER", "background-color") == "rgba(0, 0, 0, 0)"
    assert page.find('[data-layer="PER"]').get_attribute("aria-pressed") == "false"
    shown = "return getComputedStyle(document.querySelector('mark.number'), '::after').content"
    assert page.browser.run(shown) == "none"
    page.find("#values").click()
    assert page.browser.run(shown) != "none"
    assert page.find("mark.number").get_attribute("data-value") == "28.000.000.000.000 VND"
    page.find("#pos").click()
    page.wait(lambda: page.browser.run("return document.querySelector('mark.word[data-value=Np]') !== null"))
    assert "Phạm Văn Thể" in page.marks("word")
    assert page.find('[data-layer="word"]').get_attribute("aria-pressed") == "true"
    assert page.browser.run("return document.querySelectorAll('mark.word.several').length") >= 1
    page.find('[data-layer="word"]').click()
    page.wait(lambda: page.marks("word") == [])


def test_pointing_at_a_mark_tells_what_it_is(page: Page) -> None:
    page.analyse("Chi 138 tỷ đồng.")
    page.find("mark.number").click()
    assert page.find("#told").text == "“138 tỷ đồng” – số: 138.000.000.000 VND"


def test_tables_lead_to_the_text(page: Page) -> None:
    page.analyse("Ông Phạm Văn Thể đến Hạ Long. Theo ông Thể, Hạ Long đẹp.")
    assert page.rows() == [
        ["name", "type", "mentions", "docs", "variants"],
        ["Hạ Long", "LOC", "2", "1", "Hạ Long"],
        ["Phạm Văn Thể", "PER", "2", "1", "Phạm Văn Thể | Thể"],
    ]
    page.browser.driver.find_elements(By.CSS_SELECTOR, ".find")[1].click()
    found = "return [...document.querySelectorAll('.found')].map((mark) => mark.textContent)"
    assert page.browser.run(found) == ["Phạm Văn Thể", "Thể"]
    tab = page.find("#tab-entities")
    tab.send_keys(Keys.ARROW_RIGHT)
    assert page.browser.driver.switch_to.active_element.get_attribute("id") == "tab-mentions"
    assert [row[4] for row in page.rows()] == ["text", "Phạm Văn Thể", "Hạ Long", "Thể", "Hạ Long"]
    page.browser.driver.switch_to.active_element.send_keys(Keys.END)
    assert page.rows()[0][-1] == "word"
    assert "qnmine tokenize --text" in page.find("#command").text


def test_options(page: Page) -> None:
    page.analyse("Hôm qua, tỉnh thực hiện Nghị quyết 57-NQ/TW.")
    assert page.marks("number") == []
    page.find("summary").click()
    page.find('[name="identifiers"]').click()
    page.wait(lambda: page.marks("number") == ["57-NQ/TW"])
    page.browser.run(
        "const day = document.querySelector('[name=reference_date]'); day.value = '2025-06-21';"
        "day.dispatchEvent(new InputEvent('input', {bubbles: true}));"
    )
    value = "return document.querySelector('mark.date').dataset.value"
    page.wait(lambda: page.browser.run(value) == "2025-06-20")
    page.find("#tab-dates").click()
    assert "--reference-date 2025-06-21" in page.find("#command").text


def test_a_table_is_downloaded_as_the_command_writes_it(page: Page, tmp_path: Path) -> None:
    text = "Ông Phạm Văn Thể đến Hạ Long."
    page.browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    page.analyse(text)
    page.find("#tab-mentions").click()
    page.find("#download").click()
    path = tmp_path / "mentions.csv"
    page.wait(path.exists)
    assert path.read_bytes() == qnmine("entities", "--mentions", "--text", text, "--csv").out


def test_a_file_is_dropped(page: Page, tmp_path: Path) -> None:
    article = SEEDS / "003_b1be12870c921d8a.txt"
    page.drop((article.name, article.read_bytes()))
    page.wait(lambda: "28.000 tỷ đồng" in page.marks("number"))
    assert "Quảng Ninh" in page.marks("LOC")
    assert not page.find("#dropping").is_displayed()


def test_the_line_ends_of_a_file_count(page: Page) -> None:
    page.drop(("windows.txt", b"\xef\xbb\xbf" + "Một\r\nhai\r\nHạ Long".encode()))
    page.wait(lambda: page.marks("LOC") == ["Hạ Long"])
    page.find("#tab-mentions").click()
    assert page.rows()[1][2:5] == ["10", "17", "Hạ Long"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")], "“photo.jpg” không phải là tệp văn bản UTF-8"),
        ([("old.txt", "Hạ Long".encode("utf-16"))], "“old.txt” không phải là tệp văn bản UTF-8"),
        ([("zeros.txt", b"a\x00b")], "“zeros.txt” không phải là tệp văn bản UTF-8"),
        ([("long.txt", b"x" * 60_000)], "Văn bản quá dài: tối đa 50 KB."),
        ([("a.txt", b"a"), ("b.txt", b"b")], "Mỗi lần chỉ mở được một tệp."),
    ],
)
def test_files_that_are_refused(page: Page, files: list[tuple[str, bytes]], words: str) -> None:
    before = page.text()
    page.drop(*files)
    page.wait(lambda: words in page.fault())
    assert page.text() == before
    page.analyse("Hạ Long")
    assert page.fault() == ""


def test_a_text_that_is_too_long_is_not_sent(page: Page) -> None:
    page.browser.requests()
    page.type("ạ" * 20_000)
    page.wait(lambda: "tối đa 50 KB" in page.fault())
    assert page.browser.requests() == []


def test_hostile_text_is_inert(page: Page) -> None:
    page.find('[data-layer="word"]').click()
    page.type(HOSTILE)
    page.wait(lambda: "<U+202E>" in page.text())
    page.drop(("<img src=x onerror=alert(3)>.bin", b"\xff"))
    page.wait(lambda: "<img src=x onerror=alert(3)>.bin" in page.fault())
    for table in ("mentions", "numbers", "words", "entities"):
        page.find(f"#tab-{table}").click()
    assert page.browser.run("return document.querySelectorAll('main img, main script').length") == 0
    assert page.browser.run("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_nothing_stands_beside_the_window(page: Page, width: int) -> None:
    page.browser.resize(width, 800)
    page.find("summary").click()
    page.find("#values").click()
    page.find("#pos").click()
    for size in ("normal", "large", "projector"):
        Select(page.find("#size")).select_by_value(size)
        for table in ("entities", "numbers", "words"):
            page.find(f"#tab-{table}").click()
            assert page.browser.run("return document.documentElement.scrollWidth") <= width


def test_letters_for_a_projector(page: Page) -> None:
    small = float(page.style("#marked", "font-size").removesuffix("px"))
    Select(page.find("#size")).select_by_value("projector")
    assert float(page.style("#marked", "font-size").removesuffix("px")) >= 1.5 * small


def test_light_and_dark(page: Page) -> None:
    light = page.style("body", "background-color")
    page.browser.emulate(scheme="dark")
    dark = page.style("body", "background-color")
    assert light != dark
    Select(page.find("#theme")).select_by_value("light")
    assert page.style("body", "background-color") == light
    page.browser.emulate(scheme="light")
    Select(page.find("#theme")).select_by_value("dark")
    assert page.style("body", "background-color") == dark


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_can_be_read(page: Page, theme: str) -> None:
    Select(page.find("#theme")).select_by_value(theme)
    page.find("summary").click()
    page.find("#values").click()
    page.find("#pos").click()
    page.wait(lambda: page.marks("word"))
    page.drop(("photo.jpg", b"\xff"))
    page.wait(page.fault)
    page.browser.run("document.body.classList.remove('old')")  # what is old is pale on purpose
    weak = page.browser.run(CONTRASTS, 4.5)
    assert weak == []


def test_the_language_is_switched_without_losing_the_text(page: Page) -> None:
    page.analyse("Ông Phạm Văn Thể.")
    assert page.browser.driver.title.startswith("qnmine: phân tích")
    Select(page.find("#language")).select_by_value("en")
    page.wait(lambda: page.find("#status").text.startswith("1 name of a person"))
    assert page.find("html").get_attribute("lang") == "en"
    assert page.find("#analyse").text == "Analyse"
    assert page.find("mark.PER").get_attribute("title") == "person"
    assert page.text() == "Ông Phạm Văn Thể."
    visible = page.find("body").text
    for phrase in ("Văn bản", "Bảng", "Tùy chọn", "Tải tệp", "Lượt nhắc"):
        assert phrase not in visible.replace("Tiếng Việt", "")


def test_everything_has_a_name_for_those_who_hear_it(page: Page) -> None:
    nameless = page.browser.run("""
        return [...document.querySelectorAll("button, select, textarea, input:not([type=file])")]
          .filter((one) => !(one.textContent.trim() || one.labels?.length || one.ariaLabel))
          .map((one) => one.outerHTML);
    """)
    assert nameless == []
    area = page.find("#text")
    assert area.accessible_name == "Văn bản"
    assert page.find("#analyse").aria_role == "button"


def test_the_server_has_gone(browser: Browser, tmp_path: Path) -> None:
    with serving("--lang", "en") as (process, port):
        browser.driver.get(f"http://localhost:{port}/")
        page = Page(browser)
        page.wait(lambda: page.marks("PER"))
        process.kill()
        process.wait(20)
        page.type("Hạ Long")
        page.wait(lambda: page.fault().startswith("No answer: is qnmine serve still running?"))
    browser.complaints()
