"""Marked text in a notebook: what is shown, that nothing leaks, and tables of the same rows."""

from __future__ import annotations

import re
import sys
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import qnmine
from qnmine.errors import UsageError
from qnmine.notebook import MarkedDocuments, display
from tests import SEEDS
from tests.contract.harness import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = "Ông Phạm Văn Thể thăm TP. Hạ Long ngày 25/6/2024, chi hơn 28.000 tỷ đồng."


@pytest.fixture(autouse=True)
def outside_of_ipython(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)


def shown(source: qnmine.Document | str | Iterable[qnmine.Document | str], *layers: str) -> MarkedDocuments:
    found = display(source, layers, lang="en") if layers else display(source, lang="en")
    assert found is not None
    return found


def test_a_text_in_brackets() -> None:
    assert str(shown(TEXT)) == (
        "Ông [PER Phạm Văn Thể] thăm [LOC TP. Hạ Long] [date ngày 25/6/2024], "
        "chi hơn [number 28.000 tỷ đồng]."
    )
    assert str(shown(TEXT, "LOC")) == TEXT.replace("TP. Hạ Long", "[LOC TP. Hạ Long]")
    assert str(display(TEXT, ["LOC", "number"], values=True, lang="vi")) == (
        "Ông Phạm Văn Thể thăm [LOC TP. Hạ Long = Hạ Long] ngày 25/6/2024, "
        "chi hơn [number 28.000 tỷ đồng = 28.000.000.000.000 VND]."
    )


def test_a_text_as_html() -> None:
    html = shown(TEXT)._repr_html_()
    for layer, text in (
        ("PER", "Phạm Văn Thể"),
        ("LOC", "TP. Hạ Long"),
        ("date", "ngày 25/6/2024"),
        ("number", "28.000 tỷ đồng"),
    ):
        assert re.search(rf'<mark class="{layer}" [^>]*>{re.escape(text)}</mark>', html)
    assert re.findall(r'<span class="key (\w+)">(\w+)</span> <span class="count">(\d)</span>', html) == [
        ("PER", "people", "1"),
        ("ORG", "organizations", "0"),
        ("LOC", "places", "1"),
        ("number", "numbers", "1"),
        ("date", "dates", "1"),
    ]
    assert "địa danh" in display(TEXT, lang="vi")._repr_html_()  # type: ignore[union-attr]
    assert 'class="marked"' in html
    assert 'class="marked values"' in display(TEXT, values=True)._repr_html_()  # type: ignore[union-attr]


def test_several_documents_have_their_names() -> None:
    found = shown([qnmine.Document("a <b>", "Hạ Long."), "Cẩm Phả."])
    assert re.findall('<div class="doc">(.*?)</div>', found._repr_html_()) == ["a &lt;b&gt;", "text"]
    assert str(found).splitlines()[0].startswith("── a <b> ──")
    assert "[LOC Cẩm Phả]" in str(found)
    assert '<div class="doc">' not in shown(["Hạ Long"])._repr_html_()
    assert str(shown([])) == ""


def test_only_the_first_documents_are_read() -> None:
    read = []

    def texts() -> Iterable[str]:
        for number in range(100):
            read.append(number)
            yield f"Văn bản {number}."

    found = display(texts(), lang="en", limit=2)
    assert found is not None
    assert len(read) == 3
    assert "Only the first 2 documents are shown" in str(found)
    assert "Only the first 2 documents are shown" in found._repr_html_()
    assert "Only" not in str(display(["a", "b"], lang="en", limit=2))
    corpus = display(qnmine.read(SEEDS), ["PER"], lang="vi", limit=1)
    assert str(corpus).endswith("Chỉ hiện 1 văn bản đầu; dùng display(…, limit=N) để xem thêm.")


def test_options_reach_the_analysis() -> None:
    found = display(
        "Hôm qua có Nghị quyết 57-NQ/TW.",
        values=True,
        identifiers=True,
        reference=date(2025, 6, 21),
        lang="en",
    )
    assert str(found) == "[date Hôm qua = 2025-06-20] có Nghị quyết [number 57-NQ/TW]."
    with pytest.raises(UsageError, match="there is no layer 'name'"):
        display(TEXT, ["name"])
    with pytest.raises(ValueError, match="vi, en"):
        display(TEXT, lang="de")
    with pytest.raises(ValueError, match="at least 1"):
        display(TEXT, limit=0)


def rules(css: str) -> list[str]:
    """All selectors of a style sheet."""
    return [
        one.strip()
        for found in re.findall(r"([^{}]+)\{", css)
        if not found.strip().startswith("@")
        for one in found.split(",")
    ]


def test_the_style_holds_for_nothing_else() -> None:
    html = shown(TEXT)._repr_html_()
    css = html.split("<style>")[1].split("</style>")[0]
    selectors = rules(css)
    assert len(selectors) > 40
    assert [selector for selector in selectors if not re.search(r"\.qnmine-text\b", selector)] == []
    assert ":root" not in css
    assert "url(" not in css
    assert "@import" not in css
    assert not re.search(r'\bid="', html), "two displays on a page would share it"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</style></div>",
        "]]>",
        "\u202eHạ Long",
        "\x1b[31m",
        "ă" * 10_000,
        "\ud800",
        "",
    ],
)
def test_hostile_text_is_inert(text: str) -> None:
    found = shown([qnmine.Document(text, text), "b"], "PER", "word")
    html = found._repr_html_()
    html.encode()
    assert html.count("<style") == html.count("</style") == 1
    assert html.count("<div") == html.count("</div")
    for character in ("<script", "\u202e", "\x1b", "\ud800"):
        assert character not in html
    for character in ("\u202e", "\x1b", "\ud800"):
        assert character not in str(found)


def test_in_ipython_it_is_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    ipython, of_display = ModuleType("IPython"), ModuleType("IPython.display")
    vars(ipython)["get_ipython"] = lambda: SimpleNamespace()
    vars(of_display)["display"] = seen.append
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", of_display)
    assert display(TEXT) is None
    (one,) = seen
    assert isinstance(one, MarkedDocuments)
    vars(ipython)["get_ipython"] = lambda: None
    assert isinstance(display(TEXT), MarkedDocuments), "IPython is imported, but this is another program"
    assert len(seen) == 1


def frame(rows: Iterable[Any]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def test_rows_make_data_frames() -> None:
    entities = frame(qnmine.entities(TEXT))
    assert list(entities.columns) == [*COLUMNS["mentions"], "score", "depth", "left", "right"]
    assert entities[["text", "type", "name"]].to_numpy().tolist() == [
        ["Phạm Văn Thể", "PER", "Phạm Văn Thể"],
        ["TP. Hạ Long", "LOC", "Hạ Long"],
    ]
    assert entities["start"].dtype == "int64"
    numbers = frame(qnmine.numbers(TEXT))
    assert list(numbers.columns) == COLUMNS["numbers"]
    assert numbers["value"].tolist() == [28_000_000_000_000]
    dates = frame(qnmine.dates(TEXT))
    assert list(dates.columns) == COLUMNS["dates"]
    assert dates["value"].tolist() == ["2024-06-25"]
    tokens = frame(qnmine.tokenize(TEXT, pos=True))
    assert list(tokens.columns) == [*COLUMNS["tokenize"], "pos", "upos"]
    assert tokens["word"].tolist()[:3] == ["Ông", "Phạm Văn Thể", "thăm"]
    of_corpus = frame(mention for document in qnmine.read(SEEDS) for mention in qnmine.entities(document))
    assert of_corpus["doc"].nunique() == 5
