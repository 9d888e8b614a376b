from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.nested import inner_spans
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document
from tests.strategies import any_text, vietnamese_text

# Outer type and name, then the inner ones in order, each after its type.
NAMES = """
ORG UBND tỉnh Quảng Ninh = LOC tỉnh Quảng Ninh
ORG UBND TỈNH QUẢNG NINH = LOC TỈNH QUẢNG NINH
ORG Đại học Quốc gia Hà Nội = LOC Hà Nội
ORG Đại học Quốc gia TP Hồ Chí Minh = LOC TP Hồ Chí Minh
ORG Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam = LOC Việt Nam
ORG Thư viện Quốc gia Việt Nam = LOC Việt Nam
ORG Phòng Giáo dục và Đào tạo huyện Củ Chi = LOC huyện Củ Chi
ORG Hội Nông dân xã Phố Bảng = LOC xã Phố Bảng
ORG Công an Q.1 = LOC Q.1
ORG Công an TP.HCM = LOC TP.HCM
ORG Công an Móng Cái = LOC Móng Cái
ORG Đại sứ quán Nhật Bản tại Việt Nam = LOC Nhật Bản, LOC Việt Nam
ORG Bộ Ngoại giao Nga = LOC Nga
ORG Liên đoàn Bóng đá châu Á = LOC châu Á
ORG Samsung Việt Nam = LOC Việt Nam
ORG CLB Than Quảng Ninh = LOC Quảng Ninh
ORG Ban Quản lý vịnh Hạ Long = LOC vịnh Hạ Long
ORG Đồn Biên phòng Cửa khẩu quốc tế Cầu Treo = LOC Cửa khẩu quốc tế Cầu Treo
ORG Trường THPT Lê Quý Đôn = PER Lê Quý Đôn
ORG TRƯỜNG THPT LÊ QUÝ ĐÔN = PER LÊ QUÝ ĐÔN
ORG Trường Tiểu học Nguyễn Thái Bình = PER Nguyễn Thái Bình
ORG Trường THPT Trần Phú - Hoàn Kiếm = PER Trần Phú, LOC Hoàn Kiếm
ORG Trường THPT Nguyễn Trãi Hải Dương = PER Nguyễn Trãi
ORG Trường THPT Lê Quý Đôn Hà Nội = PER Lê Quý Đôn, LOC Hà Nội
ORG Đoàn TNCS Hồ Chí Minh = PER Hồ Chí Minh
ORG Học viện Chính trị Quốc gia Hồ Chí Minh = PER Hồ Chí Minh
ORG Phòng CSĐT Công an TP.HCM = ORG Công an TP.HCM
ORG Khoa Y Đại học Quốc gia TP.HCM = ORG Đại học Quốc gia TP.HCM
ORG Ban Dân vận Tỉnh ủy = ORG Tỉnh ủy
ORG Văn phòng UBND tỉnh = ORG UBND tỉnh
ORG Cục Hàng không Bộ GTVT = ORG Bộ GTVT
ORG Ban Kỷ luật VFF = ORG VFF
ORG Phân hiệu Đại học Đà Nẵng tại Kon Tum = ORG Đại học Đà Nẵng, LOC Kon Tum
LOC sân bay Đà Nẵng = LOC Đà Nẵng
LOC cầu Sông Hàn = LOC Sông Hàn
LOC cao tốc Hà Nội - Hải Phòng = LOC Hà Nội, LOC Hải Phòng
LOC đồng bằng sông Cửu Long = LOC sông Cửu Long
LOC đường Trương Định = PER Trương Định
LOC ngõ 102 Khuất Duy Tiến = PER Khuất Duy Tiến
LOC Lăng Chủ tịch Hồ Chí Minh = PER Hồ Chí Minh
LOC Bảo tàng tỉnh Gia Lai = LOC tỉnh Gia Lai
"""

NOTHING_INSIDE = """
LOC Quảng Ninh
LOC tỉnh Quảng Ninh
LOC TP Hồ Chí Minh
LOC thị xã Quảng Yên
LOC huyện đảo Lý Sơn
LOC vịnh Hạ Long
LOC quần đảo Hoàng Sa
LOC đường Hoàng Sa
LOC phố Hàng Bông
LOC Nhà hát Hòa Bình
LOC Nam Phi
ORG Bộ Công an
ORG Trường Cao đẳng Việt - Hàn Bắc Giang
ORG Trường Đại học Công nghiệp
ORG Học viện Ngân hàng
ORG Báo Công an nhân dân
ORG Đồn Công an Bãi Cháy
ORG Tập đoàn Hòa Bình
ORG Ngân hàng TMCP Đông Nam Á
ORG Công ty Hoàng Anh
ORG Công ty TNHH Trần Anh
ORG Trường Mầm non Hồng Quang
ORG Bệnh viện Thống Nhất
ORG Đại học Y Dược Hồ Chí Minh
ORG Hạt Ngọc Trời
ORG Tỉnh ủy
ORG VTV
PER Nguyễn Hà Nội
PER Trần Quảng Ninh
"""


def found(type_: str, name: str) -> list[str]:
    document = Document("d", name)
    text = document.normalized.text
    ((*inner,),) = inner_spans(document, [Span(0, len(text), type_)])
    return [f"{span.type} {text[span.start : span.end]}" for span in inner]


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_names_inside_names(line: str) -> None:
    outer, inner = line.split(" = ")
    assert found(*outer.split(" ", 1)) == inner.split(", ")


@pytest.mark.parametrize("line", NOTHING_INSIDE.strip().splitlines())
def test_what_could_be_something_else_is_left_out(line: str) -> None:
    type_, name = line.split(" ", 1)
    assert found(type_, name) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_lie_where_the_name_does(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Ông Ký, UBND tỉnh Khánh Hoà,\tThuỷ; đường Nguyễn Huệ.")
    document = Document("d", text)
    normalized = document.normalized.text
    outer = [
        Span(normalized.index(name), normalized.index(name) + len(name), type_)
        for name, type_ in (("Ký", "PER"), ("UBND tỉnh Khánh Hòa", "ORG"), ("đường Nguyễn Huệ", "LOC"))
    ]
    inner = inner_spans(document, outer)
    shown = [
        [text[slice(*document.normalized.original(span.start, span.end))] for span in row] for row in inner
    ]
    names = [unicodedata.normalize(form, name) for name in ("tỉnh Khánh Hoà", "Nguyễn Huệ")]
    assert shown == [[], [names[0]], [names[1]]]
    assert inner_spans(document, []) == []


HEADS = ("UBND", "tỉnh", "TP", ".", "Công an", "đường", "Trường THPT", "sân bay", "Q", "Sở Y tế", "thị xã")
PIECES = st.sampled_from(
    (*HEADS, "Quảng Ninh", "Hà Nội", "HCM", "Nguyễn Huệ", "-", ",", "Nga", "1", "tại", "Tỉnh ủy")
)


@given(
    st.one_of(any_text(), vietnamese_text(), st.lists(PIECES).map(" ".join)),
    st.sampled_from(["PER", "ORG", "LOC"]),
    st.data(),
)
def test_inner_names_are_strictly_inside_in_order_and_disjoint(
    text: str, type_: str, data: st.DataObject
) -> None:
    document = Document("d", text)
    size = len(document.normalized.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    (inner,) = inner_spans(document, [Span(start, end, type_)])
    before = start
    for span in inner:
        assert before <= span.start < span.end <= end
        assert span.end - span.start < end - start
        assert span.type in ("PER", "ORG", "LOC")
        before = span.end
    assert type_ != "PER" or not inner


def test_a_name_has_the_same_parts_wherever_it_stands_as_whatever_it_is() -> None:
    text = "Công an tỉnh Quảng Ninh, Công an tỉnh Quảng Ninh"
    spans = [Span(0, 23, "ORG"), Span(25, 48, "PER"), Span(25, 48, "ORG"), Span(25, 48, "LOC")]
    first, person, second, place = inner_spans(Document("d", text), spans)
    assert first == [Span(8, 23, "LOC")]
    assert (person, second) == ([], [Span(33, 48, "LOC")])
    assert all(span.start > 25 for span in place)


def test_what_is_too_long_for_a_name_holds_none() -> None:
    assert found("ORG", "Công an tỉnh Quảng Ninh " * 4_000) == []
