"""Text that was written to do harm, in each format that a person looks at: it is shown, and does nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from qnmine.output import Table
from qnmine.output.graphml import graphml_lines
from tests.output.writing import texts, written

HOSTILE = (
    "\x1b[31mđỏ\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x1b\\x\x1b]8;;\x1b\\",
    "\x9b2J",
    "a\rb",
    "a\x08\x08\x08b",
    "\u202ecba\u202c",
    "a\u2066b\u2069",
    "\x00",
    "\x7f",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://example.org/a.png)",
    "`</code><script>alert(1)</script>`",
    "| a | b |",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "]]><script/>",
    '"><svg onload=alert(1)>',
    "$\\href{javascript:alert(1)}{x}$",
)
_ALLOWED = set("\n") | {chr(code) for code in range(0x20, 0x7F)}
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029"


@pytest.mark.parametrize("width", ["200", "20"])
def test_a_terminal_gets_no_escape_of_a_text(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)  # columns side by side, and a list of fields
    rows = Table((*HOSTILE[:4], "x"), [(text,) * 5 for text in HOSTILE], (str,) * 5)
    shown = written(rows, "table", terminal=True, color="never", title=HOSTILE[0], footer=HOSTILE[1]).decode()
    assert all(character in _ALLOWED or character.isprintable() for character in shown)
    assert not any(character in shown for character in _REORDERING)


class _Tags(HTMLParser):
    """Notes the tags of what a page of Markdown would hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_no_tag_link_or_formula_of_a_text(text: str) -> None:
    line = written(texts("t", [(text,)]), "markdown", header=False).decode()
    assert line.count("\n") == 1
    unescaped = line.replace("\\\\", "")
    parser = _Tags()
    # What a backslash stands before is a character and no markup.
    for sign in "<>[]`|&$*_~":
        unescaped = unescaped.replace(f"\\{sign}", "")
    parser.feed(unescaped)
    assert parser.tags <= {"br"}
    assert not set("[]`$") & set(unescaped)


def test_graphml_is_well_formed_and_holds_the_text_as_text() -> None:
    nodes = Table(("name", "x<y"), [(text, text) for text in HOSTILE], (str, str))
    edges = Table(("a", "b", "count"), [(HOSTILE[0], HOSTILE[1], 1)], (str, str, int))
    root = ET.fromstring("".join(graphml_lines(nodes, edges)))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"graphml", "key", "graph", "node", "edge", "data"}
    held = [element.text for element in root.iter() if element.tag.endswith("}data")]
    assert "<script>alert(1)</script>" in held
