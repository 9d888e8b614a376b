"""Bodies have one spelling in all documents: standing names, capitals, what word processors put in."""

from __future__ import annotations

import pytest

from qnmine.entities.linking.abbreviations import table
from qnmine.entities.linking.spelled import calm, spelled
from tests.entities.linking.marked import names

SPELLED = [
    ("Ủy ban Nhân dân tỉnh Quảng Ninh", "Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("Viện Kiểm sát Nhân dân Tối cao", "Viện kiểm sát nhân dân tối cao"),
    ("Liên Hợp Quốc", "Liên hợp quốc"),
    ("Quỹ Nhi đồng Liên Hợp Quốc", "Quỹ Nhi đồng Liên hợp quốc"),
    ("Bộ Công thương", "Bộ Công Thương"),
    ("Bộ giáo dục & đào tạo", "Bộ Giáo dục và Đào tạo"),
    ("Bộ Giáo dục - Đào tạo", "Bộ Giáo dục và Đào tạo"),
    ("Bộ Lao động, Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội"),
    ("Tổng Công ty Cổ phần Bảo hiểm Quân đội", "Tổng công ty cổ phần Bảo hiểm Quân đội"),
    ("Ngân hàng Thương mại Cổ phần Việt Á", "Ngân hàng thương mại cổ phần Việt Á"),
    ("Đoàn Đại biểu Quốc hội tỉnh", "Đoàn đại biểu Quốc hội tỉnh"),
]

LEFT_ALONE = [
    # Not what a ministry is for, another ministry, what is written small inside a name, words in capitals.
    "Viện Khoa học Công nghệ Xây dựng",
    "Ủy ban Khoa học, Công nghệ và Môi trường",
    "Sở Khoa học, Công nghệ và Môi trường",
    "Báo và phát thanh, truyền hình Cà Mau",
    "Hiệp hội các nhà xuất bản châu Âu",
    "Liên bộ Công Thương - Tài chính",
    "Ủy ban Thường vụ Đại hội đại biểu nhân dân toàn quốc",
    "Công an Thành phố Hồ Chí Minh",
    "CÔNG TY CỔ PHẦN HOÀNG ANH",
    "",
]

CALM = [
    ("CÔNG AN TỈNH QUẢNG NINH", "Công an tỉnh Quảng Ninh"),
    ("Ban Thường vụ TỈNH ỦY LÀO CAI", "Ban Thường vụ Tỉnh ủy Lào Cai"),
    ("BỘ CÔNG AN", "Bộ Công an"),
    ("VNPT TỈNH QUẢNG NINH", "VNPT tỉnh Quảng Ninh"),
    # One word that is not known: all stays.
    ("CÔNG TY HOÀNG ANH", "CÔNG TY HOÀNG ANH"),
    ("MAN UTD", "Man Utd"),
    ("Ngân hàng SHB", "Ngân hàng SHB"),
    ("", ""),
]


@pytest.mark.parametrize(("form", "expected"), SPELLED)
def test_standing_names_have_one_spelling(form: str, expected: str) -> None:
    assert spelled(form) == expected
    assert spelled(expected) == expected
    assert names(f"[ORG {form}]") == [expected]


@pytest.mark.parametrize("form", LEFT_ALONE)
def test_other_names_are_left_alone(form: str) -> None:
    assert spelled(form) == form


@pytest.mark.parametrize(("form", "expected"), CALM)
def test_names_in_capitals(form: str, expected: str) -> None:
    assert calm(form) == expected


def test_full_names_of_the_table_are_spelled_as_they_stand_there() -> None:
    assert [row.full for row in table() if "ORG" in row.types and spelled(row.full) != row.full] == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[ORG UBND TỈNH QUẢNG NINH]", "Ủy ban nhân dân tỉnh Quảng Ninh"),
        ("[ORG UBND Tỉnh Quảng Ninh]", "Ủy ban nhân dân tỉnh Quảng Ninh"),
        ("[ORG Ủy ban Nhân dân Thành phố Hà Nội]", "Ủy ban nhân dân thành phố Hà Nội"),
        ("[ORG CA TP.HCM]", "Công an Thành phố Hồ Chí Minh"),
        ("[ORG CA tỉnh Quảng Ninh]", "Công an tỉnh Quảng Ninh"),
        ("[ORG CA Osasuna]", "CA Osasuna"),
        ("[ORG UB MTTQ Việt Nam]", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
        ("[ORG Đảng CSVN]", "Đảng Cộng sản Việt Nam"),
        ("[ORG Liên hiệp quốc]", "Liên hợp quốc"),
        ("[ORG Tập đoàn Than – Khoáng sản]", "Tập đoàn Than - Khoáng sản"),
        ("[LOC cao tốc Hạ Long – Vân Đồn]", "Cao tốc Hạ Long - Vân Đồn"),
        ("[ORG Viện Lúa ĐBSCL]", "Viện Lúa Đồng bằng sông Cửu Long"),
    ],
)
def test_the_name_does_not_depend_on_how_it_is_written(marked: str, expected: str) -> None:
    assert names(marked) == [expected]
