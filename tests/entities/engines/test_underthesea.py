from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from underthesea import ner

from qnmine.entities.engines import Recognizer, load_engine
from qnmine.entities.engines.labels import label_runs
from qnmine.errors import QnmineError
from qnmine.text.document import Document
from tests.strategies import any_text

SEED = next((Path(__file__).parents[3] / "seeds").glob("003*.txt"))


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return load_engine("underthesea")


def test_the_names_of_a_seed_are_those_of_underthesea(recognizer: Recognizer) -> None:
    document = Document("d", SEED.read_text(encoding="utf-8"))
    text = document.normalized.text
    (spans,) = recognizer.spans([document])
    theirs = []
    for start, end in document.sentence_spans:
        rows = ner(text[start:end])
        theirs += [
            (type_, "".join(row[0] for row in rows[first:after]).replace(" ", ""))
            for first, after, type_ in label_runs(row[3] for row in rows)
        ]
    found = [(span.type, "".join(text[span.start : span.end].split())) for span in spans]
    assert len(found) > 20
    assert len(found) == len(theirs)
    assert [type_ for type_, _ in found] == [type_ for type_, _ in theirs]
    # It writes some tone marks elsewhere, and marks at the edge of a name are cut off here.
    same = sum(ours == others for ours, others in zip(found, theirs, strict=True))
    assert same > 0.9 * len(found)


def test_offsets_are_those_of_the_document_in_any_unicode_form(recognizer: Recognizer) -> None:
    text = "  Ông Nguyễn Khắc Chúc\tđang làm việc tại Đại học Quốc gia Hà Nội.\r\nChào Việt  Nam!"
    for form in ("NFC", "NFD"):
        document = Document("d", unicodedata.normalize(form, text))
        (spans,) = recognizer.spans([document])
        cut = [document.text[slice(*document.normalized.original(span.start, span.end))] for span in spans]
        names = ["Nguyễn Khắc Chúc", "Đại học Quốc gia Hà Nội", "Việt  Nam"]
        assert [unicodedata.normalize("NFC", name) for name in cut] == names
        assert [(span.type, span.score) for span in spans] == [("PER", None), ("LOC", None), ("LOC", None)]


def test_documents_stand_alone(recognizer: Recognizer) -> None:
    documents = [Document(str(n), text) for n, text in enumerate(["", "Ở Hà Nội.", " ", "Ông Thể", "\x00"])]
    assert recognizer.spans(documents) == [recognizer.spans([document])[0] for document in documents]
    assert recognizer.spans(documents, groups=[0] * 5, scores=True) == recognizer.spans(documents)
    assert recognizer.spans([]) == []


@settings(max_examples=50)
@given(any_text())
def test_any_text_gives_disjoint_spans_in_order(text: str) -> None:
    document = Document("d", text)
    (spans,) = load_engine("underthesea").spans([document])
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(document.normalized.text)
        assert span.type in ("PER", "ORG", "LOC")
        end = span.end


def test_a_long_line_is_read_in_time_that_grows_with_its_length(recognizer: Recognizer) -> None:
    text = "Ông Thể ở Hà Nội, " * 10_000
    (spans,) = recognizer.spans([Document("d", text)])
    assert len(spans) > 9_000


@pytest.mark.parametrize(("model", "download"), [("x.model", False), (None, True)])
def test_it_has_no_other_model(model: str | None, download: bool) -> None:
    with pytest.raises(QnmineError, match=r"^underthesea: it has one model"):
        load_engine("underthesea", model, download=download)
