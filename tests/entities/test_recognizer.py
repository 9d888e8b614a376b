"""The shipped recogniser: the seeds, negative cases, exact offsets, and independence of batching."""

from __future__ import annotations

import mmap
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.entities import Mention, entities, entities_of
from qnmine.entities.recognizer import SHIPPED_MODEL, Recognizer
from qnmine.errors import QnmineError
from qnmine.evaluation.spans import read_records
from qnmine.text.document import Document
from tests.strategies import any_text, vietnamese_text
from tests.tagging.test_container import held_by

HERE = Path(__file__).parent
# What the shipped model reaches, a little below: a change that loses accuracy must be noticed.
SEEDS_F1 = 0.93


@cache
def _seeds() -> tuple[tuple[Document, set[tuple[int, int, str]]], ...]:
    records = read_records(HERE / "seeds_gold.jsonl")
    return tuple(
        (Document(record.id, record.text), {(span.start, span.end, span.type) for span in record.entities})
        for record in records
    )


def _found(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.type) for mention in entities(Document("t", text))]


def test_the_gold_is_of_the_seeds_as_they_are() -> None:
    folder = HERE.parent.parent / "seeds"
    assert [document.id for document, _ in _seeds()] == sorted(path.name for path in folder.iterdir())
    for document, _ in _seeds():
        assert (folder / document.id).read_bytes().decode() == document.text


def test_strict_f1_on_the_seeds() -> None:
    right = wrong = missed = 0
    for document, gold in _seeds():
        found = {(mention.start, mention.end, mention.type) for mention in entities(document)}
        right += len(found & gold)
        wrong += len(found - gold)
        missed += len(gold - found)
    assert 2 * right / (2 * right + wrong + missed) >= SEEDS_F1


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        *((name, "PER") for name in (
            "Phạm Văn Thể", "Thể", "Nguyễn Xuân Ký", "Vũ Đại Thắng", "Nguyễn Mạnh Cường", "Phạm Đức Ấn", "Ấn",
            "Nguyễn Thị Hiền",
        )),
        *((name, "ORG") for name in (
            "UNESCO", "Tập đoàn FPT", "Foxconn", "Trung tâm Truyền thông tỉnh Quảng Ninh",
            "Trung tâm Truyền thông tỉnh", "Hội Nhà báo tỉnh Quảng Ninh",
        )),
        *((name, "LOC") for name in ("Quảng Ninh", "Bình Liêu", "Việt Nam", "vịnh Hạ Long", "TP Hạ Long")),
    ],
)  # fmt: skip
def test_entities_of_the_seeds(name: str, type_: str) -> None:
    assert any((m.text, m.type) == (name, type_) for _, ms in entities_of(d for d, _ in _seeds()) for m in ms)


def test_all_people_of_the_seeds_and_no_wrong_one() -> None:
    wrong = []
    for document, gold in _seeds():
        people = {(m.start, m.end, m.type): m.text for m in entities(document) if m.type == "PER"}
        assert {span for span in gold if span[2] == "PER"} <= set(people)
        wrong += [text for span, text in people.items() if span not in gold]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", "a", "A", ".", "😀", "\ud800", "\x00", "\u0301\u0301", "\ufeff", "\u200b",
        "2024", "Ngày 25/6/2024", "28.000 tỷ đồng", "100%", "(FDI)",
        "chỉ số năng lực cạnh tranh cấp tỉnh (PCI)",
        "nghiên cứu và phát triển (R&D)", "chỉ số cải cách hành chính (PAR Index)",
        "Người dân rất vui.", "Từ đó đến nay, hoạt động này được duy trì.",
    ],
)  # fmt: skip
def test_nothing_is_found(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Phạm Văn Thể thăm Hạ Long", [("Phạm Văn Thể", "PER"), ("Hạ Long", "LOC")]),
        ("Bà Nguyễn Thị Lan sống ở Hà Nội.", [("Nguyễn Thị Lan", "PER"), ("Hà Nội", "LOC")]),
        ("quan hệ Việt Nam - Trung Quốc", [("Việt Nam", "LOC"), ("Trung Quốc", "LOC")]),
        ("huyện Bình Liêu (Quảng Ninh)", [("huyện Bình Liêu", "LOC"), ("Quảng Ninh", "LOC")]),
        ("UBND tỉnh Quảng Ninh họp sáng nay.", [("UBND tỉnh Quảng Ninh", "ORG")]),
    ],
)
def test_small_texts(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected
    assert _found(text.replace(" ", "  ")) == [(name.replace(" ", "  "), type_) for name, type_ in expected]


def test_a_part_of_a_title_is_no_name_and_the_whole_is_left_to_the_model() -> None:
    found = _found("Phim tài liệu “Quảng Nam – 60 năm phát triển” quay ở Quảng Nam, chiếu trên kênh “VTV1”.")
    assert [name for name, _ in found].count("Quảng Nam") == 1


def test_offsets_are_of_the_text_as_decoded() -> None:
    composed = "Ông Phạm Văn Thể thăm thành phố Hạ Long, tỉnh Quảng Ninh. Bà Nguyễn Thị Hoà ở Việt Nam."
    text = unicodedata.normalize("NFD", composed)
    mentions = list(entities(Document("t", text)))
    assert [(m.sentence, m.type) for m in mentions] == [
        (1, "PER"),
        (1, "LOC"),
        (1, "LOC"),
        (2, "PER"),
        (2, "LOC"),
    ]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    assert [m.name for m in mentions] == [m.name for m in entities(Document("t", composed))]
    assert mentions[3].name == "Nguyễn Thị Hòa"


def _sound(document: Document, mentions: list[Mention]) -> None:
    last = 0
    for mention in mentions:
        assert document.text[mention.start : mention.end] == mention.text
        assert last <= mention.start < mention.end
        assert any(char.isalpha() for char in mention.text)
        assert 1 <= mention.sentence <= len(document.sentence_spans)
        last = mention.end


@settings(deadline=None, max_examples=40)
@given(st.lists(any_text() | vietnamese_text(), max_size=4))
def test_any_text_gives_sound_rows_alone_and_in_a_batch(texts: list[str]) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    together = list(entities_of(documents))
    assert [document for document, _ in together] == documents
    for document, mentions in together:
        _sound(document, mentions)
        assert list(entities(document)) == mentions


def test_large_documents_do_not_change_their_neighbours() -> None:
    seeds = [document for document, _ in _seeds()]
    large = Document("large", "\n".join(document.text for document in seeds * 12))
    alone = [list(entities(document)) for document in [*seeds, large]]
    together = [mentions for _, mentions in entities_of([*seeds, large, *seeds])]
    assert together == [*alone, *alone[:-1]]


@pytest.mark.parametrize(
    "text",
    ["Hạ Long " * 20_000, "a" * 1_000_000, "A" * 10_000, "(" * 50_000, "\u0301" * 50_000, "ông " * 50_000],
)
def test_long_lines(text: str) -> None:
    document = Document("t", text)
    _sound(document, list(entities(document)))


def test_shipped_model_is_small_and_read_once() -> None:
    assert SHIPPED_MODEL.stat().st_size <= 15 * 2**20
    assert Recognizer.load() is Recognizer.load()


def test_a_damaged_model_is_one_clear_line(tmp_path: Path) -> None:
    content = bytearray(SHIPPED_MODEL.read_bytes())
    content[len(content) // 2] ^= 1
    path = tmp_path / "broken.model"
    path.write_bytes(content)
    with pytest.raises(QnmineError, match=r"broken\.model: the model file fails its checksum"):
        Recognizer.load(path)


def test_scores_are_probabilities_that_say_how_often_a_span_is_right() -> None:
    documents = [document for document, _ in _seeds()]
    plain, scored = (Recognizer.load().spans(documents, scores=scores) for scores in (False, True))
    assert [[(span.start, span.end, span.type) for span in spans] for spans in scored] == [
        [(span.start, span.end, span.type) for span in spans] for spans in plain
    ]
    assert all(span.score is None for spans in plain for span in spans)
    scores = [span.score for spans in scored for span in spans if span.score is not None]
    assert len(scores) == sum(map(len, scored))
    assert all(0 < score <= 1 for score in scores)
    assert min(scores) < 0.7 < 0.9 < sum(scores) / len(scores)


def test_only_the_shipped_model_is_mapped(tmp_path: Path) -> None:
    path = tmp_path / "own.model"
    path.write_bytes(SHIPPED_MODEL.read_bytes())
    shipped, own = Recognizer.load().model, Recognizer.load(path).model
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
    assert isinstance(held_by(shipped.weights), mmap.mmap)
    np.testing.assert_array_equal(own.weights, shipped.weights)
    np.testing.assert_array_equal(own.keys, shipped.keys)
