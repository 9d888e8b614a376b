"""What the other commands write, `evaluate` and `train` read back: the spans, whatever the text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qnmine.evaluation import (
    Span,
    SpanRecord,
    align,
    read_predictions,
    read_records,
    read_word_predictions,
    read_words,
)
from qnmine.evaluation.letters import Letters
from qnmine.output.bio import bio_lines
from qnmine.output.conllu import conllu_lines
from qnmine.output.spans import spans_line
from qnmine.output.text_lines import text_lines
from qnmine.text.document import Document, sentences
from qnmine.text.syllables import syllables
from qnmine.words.running import counting_form
from qnmine.words.tokens import Token
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


def tokens_of(document: Document, data: st.DataObject) -> list[Token]:
    """Cut the sentences of a document into words at random spaces."""
    normalized, tokens = document.normalized, []
    for number, (start, end) in enumerate(document.sentence_spans, 1):
        pieces = [
            piece for piece in re.finditer(r"\S+", normalized.text[start:end]) if Letters(piece[0]).letters
        ]
        joins = data.draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces)))
        spans: list[tuple[int, int]] = []
        for piece, join in zip(pieces, joins, strict=True):
            first = spans.pop()[0] if join and spans else piece.start()
            spans.append((first, piece.end()))
        for place, (first, behind) in enumerate(spans, 1):
            span = normalized.original(start + first, start + behind)
            word = counting_form(normalized.text[start + first : start + behind])
            tokens.append(Token(document.id, number, place, *span, document.text[slice(*span)], word))
    return tokens


@given(vietnamese_text(), st.data())
def test_words_are_carried_back_onto_the_text(text: str, data: st.DataObject) -> None:
    document = Document("báo/1.txt", text)
    tokens = tokens_of(document, data)
    gold = [SpanRecord("a", text, ())]
    written = stream(conllu_lines(document, sentences(document), tokens)), stream(text_lines(tokens))
    for name, source in zip(("w.conllu", "w.txt"), written, strict=True):
        found = read_word_predictions(source, gold, name=name)["a"]
        words = [Letters(text[span.start : span.end]).letters for span in found]
        assert words == [Letters(token.text).letters for token in tokens]
    if tokens:
        records = read_words(stream(conllu_lines(document, sentences(document), tokens)), name="w.conllu")
        assert sum(len(record.entities) for record in records) == len(tokens)
