from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.languages import load_phrases
from qnmine.layers import DEFAULT_LAYERS, LAYERS, mark_documents
from qnmine.page.marked_page import MarkedPage
from qnmine.text.document import Document
from tests import SEEDS
from tests.contract.test_hostile_inputs import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.browser.chromium import Browser

HOSTILE = (
    "Ông Phạm Văn Thể <script>document.title = 'bị đổi'</script></style></div>"
    "<img src=x onerror=alert(1)> ]]> --> \u202eđảo\x1b[31m"
)


def page_of(
    documents: Sequence[Document],
    *,
    language: str = "vi",
    values: bool = False,
    layers: Sequence[str] = DEFAULT_LAYERS,
) -> str:
    phrases = load_phrases("layers", language), load_phrases("show", language)
    page = MarkedPage(*phrases, tuple(layers), values=values)
    parts = [part for document, marks in mark_documents(documents, layers) for part in page(document, marks)]
    return "".join((page.beginning(), *parts, page.ending()))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Browser:
    texts = [
        Document(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))[3:]
    ]
    hostile = Document("<b>tên</b></title>", HOSTILE)
    path = tmp_path / "page.html"
    path.write_text(page_of([Document("một", SENTENCE), hostile, *texts], values=True), encoding="utf-8")
    browser.driver.get(path.as_uri())
    return browser


def test_a_person_sees_the_texts_with_their_marks(opened: Browser) -> None:
    assert opened.run("return document.documentElement.lang") == "vi"
    assert opened.run("return document.title") == "Văn bản đã đánh dấu"
    first = opened.run(
        "return [...document.querySelector('.marked').querySelectorAll('mark')]"
        ".map(mark => [mark.dataset.layer, mark.textContent])"
    )
    # As a person reads the sentence.
    assert first == [
        ["PER", "Phạm Văn Thể"],
        ["ORG", "UBND tỉnh Quảng Ninh"],
        ["LOC", "TP. Hạ Long"],
        ["date", "ngày 25/6/2024"],
        ["number", "2 tỷ đồng"],
    ]
    keys = opened.run("return document.querySelector('.keys').innerText.split('\\n')")
    assert keys == ["người: 1", "tổ chức: 1", "địa danh: 1", "số: 1", "thời gian: 1"]


def test_the_texts_stand_there_as_they_are(opened: Browser) -> None:
    texts = opened.run("return [...document.querySelectorAll('.marked')].map(text => text.textContent)")
    assert texts[0] == SENTENCE
    assert texts[1] == HOSTILE.replace("\u202e", "<U+202E>").replace("\x1b", "␛")
    assert texts[2:] == [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))[3:]]
    assert opened.run("return document.querySelectorAll('h1')[1].textContent") == "<b>tên</b></title>"


def test_nothing_of_a_text_becomes_part_of_the_page(opened: Browser) -> None:
    assert opened.run("return document.querySelectorAll('script, img, link, iframe').length") == 0
    assert opened.run("return document.querySelectorAll('article').length") == 4
    assert [address for address in opened.requests() if not address.startswith("file:")] == []
    assert opened.complaints() == []


@pytest.mark.parametrize("width", [360, 1024])
def test_it_fits_into_a_window(opened: Browser, width: int) -> None:
    opened.resize(width, 800)
    assert opened.run("return document.documentElement.scrollWidth") <= width


def test_words_have_lines_of_their_own() -> None:
    page = page_of([Document("a", "kinh tế số")], layers=LAYERS)
    assert '<mark class="word" data-layer="word" title="từ">kinh tế</mark>' in page
