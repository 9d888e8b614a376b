from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import spans_line
from qnmine.text.document import Document


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    type: str
    name: str = "not in the file"


def test_a_line() -> None:
    document = Document("a.txt", "Thăm Hạ Long\nnhé")
    assert spans_line(document, [Mention(5, 12, "LOC")]) == (
        '{"id": "a.txt", "text": "Thăm Hạ Long\\nnhé", "entities": [{"start": 5, "end": 12, "type": "LOC"}]}'
    )
    assert json.loads(spans_line(document, []))["entities"] == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_text_comes_back_exactly(text: str) -> None:
    line = spans_line(Document("d", text), [])
    assert json.loads(line)["text"] == text
    assert len(line.splitlines()) == 1
