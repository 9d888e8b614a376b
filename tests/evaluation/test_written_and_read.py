"""What the other commands write, `evaluate` and `train` read back: the spans, whatever the text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qnmine.evaluation import Span, SpanRecord, align, read_predictions, read_records
from qnmine.output.bio import bio_lines
from qnmine.output.spans import spans_line
from qnmine.text.document import Document, sentences
from qnmine.text.syllables import syllables
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def stream(lines: Iterable[str]) -> io.BytesIO:
    return io.BytesIO("".join(f"{line}\n" for line in lines).encode())


@given(any_text(), st.data())
def test_spans_lines_come_back(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6)))
    spans = tuple(Span(*pair, "LOC") for pair in zip(edges[::2], edges[1::2], strict=False))
    line = spans_line(Document("báo/1.txt", text), spans)
    assert list(read_records(stream([line]))) == [SpanRecord("báo/1.txt", text, spans)]


@given(vietnamese_text(), st.data())
def test_bio_lines_are_carried_back_onto_the_text(text: str, data: st.DataObject) -> None:
    document = Document("báo/1.txt", text)
    tokens = syllables(document.normalized.text)
    original = document.normalized.original
    spans = []
    for start, end in document.sentence_spans:
        inside = [n for n, first in enumerate(tokens.starts.tolist()) if start <= first < end]
        marked = data.draw(st.booleans())
        if inside and marked:
            first = data.draw(st.sampled_from(inside))
            last = data.draw(st.sampled_from([n for n in inside if n >= first]))
            place = int(tokens.starts[first]), int(tokens.ends[last])
            spans.append(Span(*original(*place), "LOC"))
    gold = [SpanRecord("báo/1.txt", text, tuple(spans))]
    places = [original(*span) for span in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)]
    written = [*bio_lines(document, sentences(document), places, spans)]
    assert read_predictions(stream(written), gold, format="bio") == {"báo/1.txt": tuple(spans)}
    (record,) = read_records(stream(written), format="bio")
    assert align([record], gold) == {"báo/1.txt": record.entities}
