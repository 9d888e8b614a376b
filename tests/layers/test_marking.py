"""What is marked in a text, on which layer."""

from __future__ import annotations

import datetime

import pytest

import qnmine
from qnmine.errors import UsageError
from qnmine.languages import load_phrases
from qnmine.layers import DEFAULT_LAYERS, LAYERS, Mark, mark_documents, value_of
from qnmine.text.document import Document
from tests import ROOT

TEXT = (
    "Ngày 25/6/2024, ông Phạm Văn Thể, Chủ tịch Hiệp hội Doanh nghiệp tỉnh Quảng Ninh, cho biết "
    "138 tỷ đồng đã được chi cho 8,94ha đất. Ông Thể nói thêm về Quảng Ninh."
)


def marked(text: str, layers: tuple[str, ...] = DEFAULT_LAYERS, **options: object) -> list[Mark]:
    ((_, marks),) = mark_documents([Document("d", text)], layers, **options)  # type: ignore[arg-type]
    return marks


def shown(text: str, marks: list[Mark], language: str = "en") -> list[tuple[str, str, str]]:
    phrases = load_phrases("layers", language)
    return [(mark.layer, text[mark.start : mark.end], value_of(mark, phrases)) for mark in marks]


def test_entities_numbers_and_dates() -> None:
    assert shown(TEXT, marked(TEXT), "vi") == [
        ("date", "Ngày 25/6/2024", "2024-06-25"),
        ("PER", "Phạm Văn Thể", ""),
        ("ORG", "Hiệp hội Doanh nghiệp tỉnh Quảng Ninh", ""),
        ("number", "138 tỷ đồng", "138.000.000.000 VND"),
        ("number", "8,94ha", ""),  # says itself what it is
        ("PER", "Thể", "Phạm Văn Thể"),
        ("LOC", "Quảng Ninh", ""),
    ]


def test_a_value_is_written_as_its_language_does() -> None:
    assert ("number", "8,94ha", "8.94 ha") in shown(TEXT, marked(TEXT), "en")


@pytest.mark.parametrize(
    ("text", "layer", "value"),
    [
        ("Có 1.500 người.", "number", ""),
        ("Có một nghìn rưỡi người.", "number", "1.500"),
        ("Đạt 97,15%.", "number", ""),
        ("Đạt 5-7%.", "number", "từ 5 đến 7%"),
        ("Có 3/4 số hộ.", "number", "0,75"),
        ("Xếp thứ 8/70 cả nước.", "number", "8 trên 70"),
        ("Thắng 3-1 ở phút cuối.", "number", ""),  # a score, not three of one
        ("Bản đồ tỷ lệ 1:200.", "number", ""),
        ("Đại hội XIV của Đảng.", "number", "14"),
        ("Vào năm 1928.", "date", ""),
        ("Trong 2 thập kỷ.", "date", "20 năm"),
        ("Trong 60 năm.", "date", ""),
        ("Kéo dài một thế kỷ rưỡi.", "date", "150 năm"),
        ("Kéo dài 3,5 giờ.", "date", ""),
        ("Sau hai giờ ba mươi phút.", "date", "2 giờ 30 phút"),
        ("Hằng tuần.", "date", "mỗi tuần"),
        ("Mỗi quý.", "date", "mỗi 3 tháng"),
        ("Mỗi ngày.", "date", ""),
        ("Hôm qua.", "date", ""),
    ],
)
def test_values(text: str, layer: str, value: str) -> None:
    assert [shown for kind, _, shown in shown(text, marked(text), "vi") if kind == layer] == [value]


def test_only_what_is_asked_for() -> None:
    assert [layer for layer, _, _ in shown(TEXT, marked(TEXT, ("PER",)))] == ["PER", "PER"]
    assert {layer for layer, _, _ in shown(TEXT, marked(TEXT, ("number", "LOC")))} == {"number", "LOC"}
    assert marked(TEXT, ()) == []


def test_words_have_their_part_of_speech() -> None:
    text = "Nhà báo Quảng Ninh, báo chí."
    marks = marked(text, ("word",), pos=True)
    assert shown(text, marks) == [
        ("word", "Nhà báo", "N"),
        ("word", "Quảng Ninh", "Np"),
        ("word", "báo chí", "N"),
    ]


def test_the_day_of_reference() -> None:
    marks = marked("Hôm qua, ngày 1/7.", reference=datetime.date(2025, 7, 2))
    assert [getattr(mark.row, "value", None) for mark in marks] == ["2025-07-01", "XXXX-07-01"]


def test_it_is_what_the_tables_have() -> None:
    for document, marks in mark_documents(qnmine.read(str(ROOT / "seeds"))):
        entities = [(m.start, m.end) for m in marks if m.layer in LAYERS[:3]]
        assert entities == [(row.start, row.end) for row in qnmine.entities(document)]
        for layer, rows in (("number", qnmine.numbers(document)), ("date", qnmine.dates(document))):
            found = [(mark.start, mark.end) for mark in marks if mark.layer == layer]
            assert found == [(row.start, row.end) for row in rows]
        assert marks == sorted(marks, key=lambda mark: (mark.start, -mark.end))


def test_a_layer_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="there is no layer 'PERSON'; choose from PER, ORG, LOC"):
        marked(TEXT, ("PERSON",))
