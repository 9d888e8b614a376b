"""Marked text as HTML: the text survives, nothing in it runs."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.languages import load_phrases
from qnmine.layers import Mark, mark_documents
from qnmine.output.display import visible
from qnmine.page.marked import escaped, marked_html
from qnmine.text.document import Document
from qnmine.words.tokens import Token

PHRASES = load_phrases("layers", "en")


class Read(HTMLParser):
    """What a browser would see: the text, the elements in order, and whether they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.elements, self.open = "", [], []  # type: ignore[var-annotated]
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_sentence() -> None:
    text = "Ông Phạm Văn Thể chi 138 tỷ đồng. Ông Thể"
    ((_, marks),) = mark_documents([Document("d", text)])
    assert marked_html(text, marks, PHRASES) == (
        'Ông <mark class="PER" data-layer="PER" title="person">Phạm Văn Thể</mark> chi '
        '<mark class="number" data-layer="number" title="number: 138,000,000,000 VND" '
        'data-value="138,000,000,000 VND">138 tỷ đồng</mark>. Ông '
        '<mark class="PER" data-layer="PER" title="person: Phạm Văn Thể" data-value="Phạm Văn Thể">Thể</mark>'
    )


def test_places_and_links() -> None:
    text = "Hạ Long"
    mark = Mark(0, 7, "LOC", Token("d", 1, 1, 0, 7, text, text))
    page = marked_html(
        text, [mark], PHRASES, anchor=lambda number: f"m{number}", link=lambda number: f'#e"{number}'
    )
    (first, attributes), (second, target) = Read(page).elements
    assert (first, attributes["id"], second, target["href"]) == ("mark", "m0", "a", '#e"0')


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</style></mark>&amp;&lt;",
        '" onmouseover="alert(1)',
        "a\u202eb\u2066c\x1b[31m\x00\x9b",
        "\ud800\udfff",
        "a\r\nb\rc\nd\te",
        "x" * 10_000,
    ],
)
def test_hostile_text_is_inert(text: str) -> None:
    mark = Mark(0, len(text), "PER", Token("d", 1, 1, 0, 1, text, text, pos=text))
    page = marked_html(text, [mark], PHRASES)
    page.encode()
    read = Read(page)
    assert [tag for tag, _ in read.elements] == ["mark"]
    assert not any("\u202a" <= character <= "\u202e" or character == "\x1b" for character in page)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_all_of_the_text_is_there(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(min(span), min(max(span), len(text)), "ORG", Token("d", 1, 1, *span, "", ""))
        for span in spans
        if min(span) < len(text)
    ]
    marks = [mark for mark in marks if mark.start < mark.end]
    read = Read(marked_html(text, marks, PHRASES))
    cuts = sorted({0, len(text), *(place for mark in marks for place in (mark.start, mark.end))})
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    expected = "".join(Read(escaped(piece)).text for piece in pieces)
    assert read.text == expected
    if not any(character in "\r\n\t" for character in text):
        assert read.text == visible(text)
