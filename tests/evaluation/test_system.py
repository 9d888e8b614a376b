"""Segmenters and taggers run over a gold: what they are given, and where their spans land."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given

from qnmine.evaluation import SpanRecord, compare, read_words
from qnmine.evaluation.matches import TAG_MATCHES
from qnmine.evaluation.system import segment, tag
from tests.evaluation.segmenting import conllu, stream
from tests.strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.evaluation import Span


class Whites:
    """A segmenter that cuts at white space, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        self.given += sentences
        found = []
        for sentence in sentences:
            spans, place = [], 0
            for word in sentence.split():
                place = sentence.index(word, place)
                spans.append((place, place + len(word)))
                place += len(word)
            found.append(spans)
        return found


def texts(record: SpanRecord, spans: Sequence[Span]) -> list[tuple[str, str]]:
    return [(record.text[span.start : span.end], span.type) for span in spans]


def test_a_segmenter_gets_whole_sentences_in_one_form() -> None:
    text = unicodedata.normalize("NFD", "Hoà Bình. Thuỷ lợi")
    gold = read_words(stream(conllu(["Hoà Bình", ".", "Thuỷ lợi"], text=text)), name="gold")
    segmenter = Whites()
    found = segment(gold, segmenter)
    assert segmenter.given == ["Hòa Bình. Thủy lợi"]
    assert [unicodedata.normalize("NFC", word) for word, _ in texts(gold[0], found["1"])] == [
        "Hoà",
        "Bình.",
        "Thuỷ",
        "lợi",
    ]
    assert [kind for _, kind in texts(gold[0], found["1"])] == ["1"] * 4


@given(any_text())
def test_spans_lie_inside_any_text(text: str) -> None:
    record = SpanRecord("a", text, ())
    for span in segment([record], Whites())["a"]:
        assert 0 <= span.start < span.end <= len(text)


def test_a_tagger_gets_words_in_one_form_and_its_tags_are_the_types() -> None:
    gold = read_words(stream(conllu(["Hoà  Bình/PROPN", "đẹp/ADJ", "quá/ADV"])), name="gold", tags=True)
    given: list[Sequence[Sequence[str]]] = []

    def tagger(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        given.append(sentences)
        return [["ADJ" if word == "đẹp" else "PROPN" for word in words] for words in sentences]

    own = {record.id: record.entities for record in gold}
    found = tag(gold, own, tagger)
    assert given == [[["Hòa Bình", "đẹp", "quá"]]]
    assert texts(gold[0], found["1"]) == [("Hoà  Bình", "PROPN"), ("đẹp", "ADJ"), ("quá", "PROPN")]
    rows = {
        (row.match, row.type): (row.gold, row.predicted, row.correct)
        for row in compare(gold, {"t": tag(gold, segment(gold, Whites()), tagger)}, matches=TAG_MATCHES)
    }
    assert rows == {
        ("strict", "ADJ"): (1, 1, 1),
        ("strict", "ADV"): (1, 0, 0),
        ("strict", "PROPN"): (1, 3, 0),
        ("strict", "micro"): (3, 4, 1),
        ("strict", "macro"): (3, 4, 1),
        ("boundary", "micro"): (3, 4, 2),
        ("aligned", "micro"): (2, 2, 1),
    }
