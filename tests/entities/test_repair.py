"""Trimming of spans: what may stand at their ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.repair import (
    is_bracketed_term,
    is_no_name,
    quoted_titles,
    trim_span,
    without_predicate,
)
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("span", "kept"),
    [
        ("Quảng Ninh", "Quảng Ninh"),
        ("Quảng Ninh,", "Quảng Ninh"),
        ("“Quảng Ninh”", "Quảng Ninh"),
        ("“Vua” Pelé", "“Vua” Pelé"),
        ("Quảng Ninh”", "Quảng Ninh"),
        ("“Quảng Ninh", "Quảng Ninh"),
        ('Ba "đen"', 'Ba "đen"'),
        ('Ba đen"', "Ba đen"),
        ("Công ty (TKV)", "Công ty (TKV)"),
        ("(TKV", "TKV"),
        ("TKV)", "TKV"),
        ("Nguyễn Văn T.", "Nguyễn Văn T."),
        ("N.V.A.", "N.V.A."),
        ("Hạ Long.", "Hạ Long"),
        ("TP.", "TP"),
        ("- Hà Nội -", "Hà Nội"),
        ("Canal+", "Canal+"),
        ("quận 1", "quận 1"),
        ("3M", "3M"),
    ],
)
def test_trimmed(span: str, kept: str) -> None:
    text = f"xx {span} yy"
    bounds = trim_span(text, 3, 3 + len(span))
    assert bounds is not None
    assert text[slice(*bounds)] == kept


@pytest.mark.parametrize("span", ["2024", "25/6/2024", "...", "()", "“”", "%", "😀", " ", "12-3"])
def test_nothing_left(span: str) -> None:
    assert trim_span(span, 0, len(span)) is None


@given(any_text(), st.data())
def test_never_wider_never_without_a_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    bounds = trim_span(text, start, end)
    if bounds is not None:
        assert start <= bounds[0] < bounds[1] <= end
        assert any(char.isalpha() for char in text[slice(*bounds)])
        assert trim_span(text, *bounds) == bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [("chỉ số (PCI)", True), ("chỉ số PCI", False), ("(PCI", False), ("PCI)", False), ("PCI", False)],
)
def test_bracketed_terms(text: str, expected: bool) -> None:
    start = text.index("PCI")
    assert is_bracketed_term(text, start, start + 3, {"PCI"}) is expected
    assert not is_bracketed_term(text, start, start + 3, {"TKV"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bộ Chính trị về phát triển khoa học", "Bộ Chính trị"),
        ("bộ Y tế  về phòng dịch", "bộ Y tế"),
        ("Tỉnh ủy Bắc Kạn\nvề nông thôn mới", "Tỉnh ủy Bắc Kạn"),
        ("Ủy ban Quốc gia về biến đổi khí hậu", None),
        ("Ban Chỉ đạo Trung ương về phòng, chống tham nhũng", None),
        ("Bộ Chính trị", None),
        ("Bộ Về nguồn", None),
        ("Cục Cảnh sát điều tra tội phạm về ma túy", None),
        ("Trung tâm Y tế huyện tập trung xây dựng chiến lược", "Trung tâm Y tế huyện"),
        ("Sở Y tế cho biết", "Sở Y tế"),
        ("Cơ sở cai nghiện tập trung số 2", None),
        ("Trung tâm Tiếp nhận và Xử lý", None),
    ],
)
def test_what_a_body_does_or_decides_about_is_no_part_of_it(text: str, expected: str | None) -> None:
    assert text[: without_predicate(text, 0, len(text))] == (expected or text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sản xuất phim “Sông Hương ngày về” năm nay", ["Sông Hương ngày về"]),
        ('Cuộc thi ảnh "Huế trong tôi", bài hát "Hà Nội"', ["Huế trong tôi", "Hà Nội"]),
        ("Bộ phim truyền hình dài tập «Đất»", ["Đất"]),
        ("Ông nói: “Hà Nội mưa”.", []),
        ('biệt danh "Hùng Huế" và "Lan Hà Nội"', []),
        ("phim “chưa hết\nở đây”", []),
        ("phim hay về những con người ở “Huế”", []),
        ("chủ đề năm “Giàu bản sắc Huế”", []),
        ("", []),
    ],
)
def test_titles_of_works_in_quotation_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_titles(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quy chế Rome", True),
        ("khung kiến trúc Chính quyền số tỉnh", True),
        ("FESTIVAL Huế", True),
        ("Khung Tú Quỳnh", False),
        ("Chương trình Lương thực Thế giới", False),
        ("Cúp", False),
        ("Hiệp hội Doanh nghiệp", False),
    ],
)
def test_laws_plans_events_and_honours_are_no_names(text: str, expected: bool) -> None:
    assert is_no_name(text, 0, len(text)) is expected
