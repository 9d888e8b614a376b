from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Table
from tests.output.writing import table, texts, written


def test_a_table() -> None:
    rows = Table(("name", "mentions"), [("Hạ Long", 3), ("", None)], (str, int))
    assert written(rows, "markdown").decode() == (
        "| name | mentions |\n| --- | ---: |\n| Hạ Long | 3 |\n|  |  |\n"
    )
    assert written(table("a", (1,)), "markdown", header=False) == b"| 1 |\n"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("*đậm*", r"\*đậm\*"),
        ("004_bcb.txt", "004_bcb.txt"),
        ("_nghiêng_", r"\_nghiêng\_"),
        ("<script>", r"\<script\>"),
        ("[x](y)", r"\[x\](y)"),
        ("R&D", r"R\&D"),
        ("a\\|b", r"a\\\|b"),
        ("dòng 1\ndòng 2\r\n", "dòng 1<br>dòng 2<br>"),
        ("a\u2028b\x85c", "a<br>b<br>c"),
    ],
)
def test_text_shows_as_it_is_written(text: str, escaped: str) -> None:
    assert written(texts("t", [(text,)]), "markdown", header=False).decode() == f"| {escaped} |\n"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_in_its_cell(text: str) -> None:
    lines = written(texts("a b", [(text, "x")]), "markdown").decode().splitlines()
    assert len(lines) == 3
    unescaped = lines[2].replace("\\\\", "").replace("\\|", "")
    assert unescaped.count("|") == 3
