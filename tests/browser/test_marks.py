"""Marked text in a browser: colours, switches, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.languages import load_phrases
from qnmine.layers import DEFAULT_LAYERS, mark_documents
from qnmine.page.marked import marked_html
from qnmine.text.document import Document

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

TEXT = "Ngày 25/6/2024, ông Phạm Văn Thể, Hiệp hội Doanh nghiệp tỉnh Quảng Ninh, chi 138 tỷ đồng ở Hạ Long."
CSS = Path(__file__).parents[2] / "qnmine" / "page" / "marks.css"

COLOURS = """
    const style = getComputedStyle(arguments[0]);
    return [style.backgroundColor, style.borderBottomColor, getComputedStyle(document.body).color];
"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Browser:
    ((_, marks),) = mark_documents([Document("d", TEXT)])
    html = marked_html(TEXT, marks, load_phrases("layers", "vi"))
    body = f'<body style="color: var(--ink); background: var(--paper)"><div class="marked">{html}</div>'
    path = tmp_path / "page.html"
    style = CSS.read_text(encoding="utf-8")
    path.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}", encoding="utf-8")
    browser.driver.get(path.as_uri())
    return browser


def channels(colour: str) -> list[float]:
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]


def luminance(colour: str) -> float:
    parts = [part / 255 for part in channels(colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2 (relative luminance)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_layer(page: Browser, scheme: str) -> None:
    page.emulate(scheme=scheme)
    paper = page.run("return getComputedStyle(document.body).backgroundColor")
    seen = set()
    for layer in DEFAULT_LAYERS:
        mark = page.run("return document.querySelector('mark.' + arguments[0])", layer)
        background, line, ink = page.run(COLOURS, mark)
        assert contrast(background, ink) >= 7, layer
        assert contrast(line, paper) >= 4.5, layer
        seen.add(background)
    assert len(seen) == len(DEFAULT_LAYERS)
    assert luminance(paper) == pytest.approx(1 if scheme == "light" else 0.009, abs=0.01)


def test_a_layer_can_be_switched_off(page: Browser) -> None:
    mark = page.run("return document.querySelector('mark.PER')")
    on = page.run(COLOURS, mark)[0]
    page.run("document.querySelector('.marked').classList.add('no-PER')")
    assert channels(page.run(COLOURS, mark)[0])[3] == 0
    other = page.run("return document.querySelector('mark.ORG')")
    assert len(channels(page.run(COLOURS, other)[0])) == 3
    page.run("document.querySelector('.marked').classList.remove('no-PER')")
    assert page.run(COLOURS, mark)[0] == on


def test_values_stand_beside_the_marks(page: Browser) -> None:
    beside = "return getComputedStyle(document.querySelector('mark.number'), '::after').content"
    assert page.run(beside) == "none"
    page.run("document.querySelector('.marked').classList.add('values')")
    assert page.run(beside) == '"138.000.000.000 VND"'
    page.run("document.querySelector('.marked').classList.add('no-number')")
    assert page.run(beside) == "none"


def test_it_asks_for_nothing_and_complains_of_nothing(page: Browser) -> None:
    assert [address.partition(":")[0] for address in page.requests()] == ["file"]
    assert page.complaints() == []
