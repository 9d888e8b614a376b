"""The page of `qnmine report` made of texts that were written to break it."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By

from tests.browser.test_report import drawn, find, opened
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.chromium import Browser

LONG = "ă" * 10_000


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    column = 'a<b>"'
    rows = [
        {
            "id": "<script>alert(1)</script>",
            "text": "Ông Phạm Văn Thể <script>alert(2)</script> thăm </style></script>"
            "<img src=x onerror=alert(3)> ]]> --> Hạ Long, chi 5 tỷ đồng ngày 1/7/2025.",
            column: '"><svg onload=alert(4)>',
        },
        {
            "id": '" onmouseover="alert(5)',
            "text": "Bà Nguyễn Thị Hiền \u202egnourt\u202c ở \x1b[31mHà Nội\x1b[0m \x00 \ud800. {{ 7 * 7 }}",
        },
        {"id": LONG, "text": f"Ông {LONG} thăm {LONG.capitalize()} ở Hà Nội. {LONG}"},
        {
            "id": "nfd",
            "text": unicodedata.normalize("NFD", "Ông Trần Quốc Tuấn thăm Quảng Ninh ngày 2/9/1945."),
        },
        {"id": "", "text": ""},
    ]
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    path = folder / "page.html"
    title = "</title><script>alert(6)</script>"
    result = qnmine("report", corpus, "-o", path, "--lang", "en", "--keep", column, "--title", title)
    assert result.code == 0
    return path


def test_hostile_texts_do_nothing(browser: Browser, hostile: Path) -> None:
    page = opened(browser, hostile)
    drawn(page)
    page.driver.find_element(By.LINK_TEXT, "Phạm Văn Thể").click()  # an open alert would fail it
    assert page.requests() == [hostile.as_uri()]
    assert page.complaints() == []
    assert page.driver.title == "</title><script>alert(6)</script>"
    assert (
        page.run("return document.querySelectorAll('main img, main svg[onload], [onmouseover]').length") == 0
    )
    code = [
        script
        for script in page.run("return [...document.scripts].filter(s => !s.type).map(s => s.textContent)")
        if script.startswith("alert(")
    ]
    assert code == []
    texts = page.run("return [...document.querySelectorAll('.marked')].map(text => text.textContent)")
    assert "<script>alert(2)</script> thăm </style></script><img src=x onerror=alert(3)> ]]> -->" in texts[0]
    assert "<U+202E>gnourt<U+202C> ở ␛[31mHà Nội␛[0m ␀ <U+D800>. {{ 7 * 7 }}" in texts[1]
    assert find(page, "#t1-title").text == "<script>alert(1)</script>"
    assert find(page, "#t1 .meta").text.split("\n") == ['a<b>"', '"><svg onload=alert(4)>']
    shown = page.run("return document.body.textContent")
    assert not set(shown) & set("\u202e\u202c\x1b\x00\ufeff")


@pytest.mark.parametrize("width", [360, 1200])
def test_a_word_of_ten_thousand_letters_stays_inside(browser: Browser, hostile: Path, width: int) -> None:
    browser.resize(width, 740)
    page = opened(browser, hostile)
    drawn(page)
    assert page.run("return document.documentElement.scrollWidth") <= width
    for link in page.run("return [...document.querySelectorAll('#names a')].map(a => a.hash)"):
        page.run("location.hash = arguments[0]", link)
        assert page.run("return document.documentElement.scrollWidth") <= width
    assert LONG in page.run("return document.querySelector('#t3 .marked').textContent")
