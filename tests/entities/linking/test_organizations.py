"""Forms of one body take its fullest name; what may be another body keeps its own."""

from __future__ import annotations

import pytest

from tests.entities.linking.marked import names

TKV = "Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam"

INTRODUCED = [
    (f"[ORG {TKV}] ([ORG TKV]); [ORG TKV], [ORG Tập đoàn TKV]", [TKV] * 4),
    (f"[ORG TKV] tuyển người. [ORG {TKV}] ([ORG TKV])", [TKV] * 3),
    (f"[ORG TKV] ([ORG {TKV}]) và [ORG TKV]", [TKV] * 3),
    (f"[ORG {TKV}] (gọi tắt là [ORG TKV])", [TKV] * 2),
    (f"[ORG {TKV}] (sau đây gọi tắt là “[ORG TKV]”)", [TKV] * 2),
    (f"[ORG {TKV}] (TKV) họp; [ORG TKV] cho biết", [TKV] * 2),
    ("[ORG Tổng cục Hải quan Trung Quốc] ([ORG GACC]) và [ORG GACC]", ["Tổng cục Hải quan Trung Quốc"] * 3),
    ("[ORG VFF] ([ORG Liên đoàn Bóng đá Việt Nam])", ["Liên đoàn Bóng đá Việt Nam"] * 2),
    ("[ORG Công ty CP Sữa Việt Nam] ([ORG Vinamilk]), [ORG Vinamilk]",
     ["Công ty cổ phần Sữa Việt Nam", "Công ty cổ phần Sữa Việt Nam", "Công ty cổ phần Sữa Việt Nam"]),
    ("[ORG Công ty CP Gemadept] (mã [ORG GMD]) và [ORG GMD]", ["Công ty cổ phần Gemadept"] * 3),
    # What the document says of an abbreviation beats the table.
    ("[ORG Công ty Waste Bright] ([ORG WB]); [ORG WB] nói", ["Công ty Waste Bright"] * 3),
]  # fmt: skip

NOT_INTRODUCED = [
    ("[ORG Viện Khoa học hình sự] ([ORG Bộ Công an])", ["Viện Khoa học hình sự", "Bộ Công an"]),
    ("[ORG Bệnh viện Quân y 4] ([ORG Quân khu 4])", ["Bệnh viện Quân y 4", "Quân khu 4"]),
    ("[ORG Khoa Nhi] ([ORG BV Chợ Rẫy])", ["Khoa Nhi", "Bệnh viện Chợ Rẫy"]),
    ("[ORG CLB Hà Tĩnh] ([LOC Hà Tĩnh])", ["Câu lạc bộ Hà Tĩnh", "Hà Tĩnh"]),
    ("[ORG PC02] ([ORG Công an TP.HCM])", ["PC02", "Công an Thành phố Hồ Chí Minh"]),
    ("[ORG Công ty CP VinFast] ([ORG Vingroup])", ["Công ty cổ phần VinFast", "Vingroup"]),
    ("[ORG Vụ Pháp chế] ([ORG NHNN])", ["Vụ Pháp chế", "Ngân hàng Nhà nước"]),
    ("[ORG Báo Tin Tức]. ([ORG TTXVN])", ["Báo Tin Tức", "Thông tấn xã Việt Nam"]),
]  # fmt: skip

COMPLETED = [
    # One province: what belongs to `tỉnh` belongs to it. Cities that are provinces are no `tỉnh`.
    ("[LOC Quảng Ninh]: [ORG HĐND tỉnh]", "Hội đồng nhân dân tỉnh Quảng Ninh"),
    ("[LOC Quảng Ninh]: [ORG Trung tâm Truyền thông tỉnh]", "Trung tâm Truyền thông tỉnh Quảng Ninh"),
    ("[LOC Quảng Ninh]: [ORG Tỉnh ủy]", "Tỉnh ủy Quảng Ninh"),
    ("[LOC Quảng Ninh]: [ORG Ban Tuyên giáo Tỉnh ủy]", "Ban Tuyên giáo Tỉnh ủy Quảng Ninh"),
    ("[LOC Hà Nội], [LOC tỉnh Quảng Ninh]: [ORG UBND tỉnh]", "Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("[ORG Sở Y tế Quảng Ninh], [ORG Công an tỉnh]", "Công an tỉnh Quảng Ninh"),
    ("[LOC Quảng Ninh], [LOC tỉnh Quảng Tây]: [ORG HĐND tỉnh]", "Hội đồng nhân dân tỉnh Quảng Ninh"),
    ("[LOC TP.HCM]: [ORG UBND TP]", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ("[LOC TP.HCM]: [ORG Thành ủy]", "Thành ủy Thành phố Hồ Chí Minh"),
    ("[LOC Hà Nội]: [ORG Sở Y tế thành phố]", "Sở Y tế thành phố Hà Nội"),
    ("[LOC huyện Bình Liêu]: [ORG UBND huyện]", "Ủy ban nhân dân huyện Bình Liêu"),
    ("[ORG Huyện ủy Bình Liêu] và [ORG Công an huyện]", "Công an huyện Bình Liêu"),
    ("[LOC xã Hoành Mô]: [ORG Công an xã]", "Công an xã Hoành Mô"),
    # Not sure: several, or a city named without its word.
    ("[LOC Quảng Ninh], [LOC Bắc Giang]: [ORG HĐND tỉnh]", "Hội đồng nhân dân tỉnh"),
    ("[LOC Hà Nội]: [ORG HĐND tỉnh]", "Hội đồng nhân dân tỉnh"),
    ("[LOC Vinh], [LOC Hà Nội]: [ORG UBND thành phố]", "Ủy ban nhân dân thành phố"),
    ("[LOC Thủy Nguyên], [LOC Hà Nội]: [ORG UBND thành phố]", "Ủy ban nhân dân thành phố"),
    ("[LOC huyện Bình Liêu], [LOC Tiên Yên]: [ORG UBND huyện]", "Ủy ban nhân dân huyện"),
    ("[LOC xã Hoành Mô], [LOC xã Lục Hồn]: [ORG Công an xã]", "Công an xã"),
    ("[LOC xã Hoành Mô]: [ORG UBND cấp xã]", "Ủy ban nhân dân cấp xã"),
    ("[LOC xã Hoành Mô]: theo [ORG Tân Hoa xã]", "Tân Hoa xã"),
    ("[LOC xã Hoành Mô]: [ORG Liên minh Hợp tác xã]", "Liên minh Hợp tác xã"),
    ("[LOC bang Texas]: [ORG Cục Điều tra Liên bang]", "Cục Điều tra Liên bang"),
    ("[ORG Thông tấn xã Việt Nam], [ORG UBND xã]", "Ủy ban nhân dân xã"),
    ("[ORG Đại học Thái Nguyên] với [ORG UBND tỉnh]", "Ủy ban nhân dân tỉnh"),
    # A body of the whole document with its place beats nothing.
    ("[LOC Lào Cai], [LOC Yên Bái]: [ORG Công an tỉnh Lào Cai], [ORG Công an tỉnh]", "Công an tỉnh Lào Cai"),
]

LINKED = [
    ("Tỉnh ủy Quảng Ninh|TỈNH ỦY QUẢNG NINH", "Tỉnh ủy Quảng Ninh"),
    ("Công an tỉnh|CÔNG AN TỈNH", "Công an tỉnh"),
    ("CÔNG TY CỔ PHẦN GỖ PHÚ|CÔNG TY CỔ PHẦN GỖ PHÚ|Công ty CP Gỗ Phú", "Công ty cổ phần Gỗ Phú"),
    ("NEWCASTLE|Newcastle", "Newcastle"),
    ("UNESCO|UNESCO|Unesco", "UNESCO"),
    ("Trung tâm truyền thông tỉnh|Trung tâm Truyền thông tỉnh", "Trung tâm Truyền thông tỉnh"),
    ("báo Quảng Ninh|Báo Quảng Ninh", "Báo Quảng Ninh"),
    ("Sở Y tế tỉnh Quảng Ninh|Sở Y tế Quảng Ninh|Sở Y tế|Sở Y tế tỉnh", "Sở Y tế tỉnh Quảng Ninh"),
    ("Hội Nhà báo Quảng Ninh|Hội Nhà báo tỉnh Quảng Ninh", "Hội Nhà báo tỉnh Quảng Ninh"),
    ("UBND TP Hà Nội|UBND Hà Nội|UBND thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
    ("Công ty TNHH Hoàng Anh|Công ty Hoàng Anh", "Công ty trách nhiệm hữu hạn Hoàng Anh"),
    ("Ngân hàng TMCP Á Châu|Ngân hàng Á Châu", "Ngân hàng thương mại cổ phần Á Châu"),
    ("Công ty CP Đầu tư Tân Phát|Công ty Tân Phát", "Công ty cổ phần Đầu tư Tân Phát"),
    ("Trường ĐH Bách khoa Hà Nội|ĐH Bách khoa Hà Nội|ĐH Bách khoa", "Trường Đại học Bách khoa Hà Nội"),
    ("Trường THPT Lê Quý Đôn|THPT Lê Quý Đôn|trường Lê Quý Đôn", "Trường Trung học phổ thông Lê Quý Đôn"),
    ("Tập đoàn FPT|FPT", "Tập đoàn FPT"),
    ("báo Tuổi Trẻ|Tuổi Trẻ", "Báo Tuổi Trẻ"),
    ("CLB Hà Nội|Hà Nội", "Câu lạc bộ Hà Nội"),
    ("Sở GD-ĐT TP.HCM|Sở GD&ĐT TPHCM|Sở Giáo dục và Đào tạo TP Hồ Chí Minh",
     "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"),
    ("Sở VH-TT&DL|Sở Văn hóa, Thể thao và Du lịch|Sở Văn hóa Thể thao và Du lịch",
     "Sở Văn hóa, Thể thao và Du lịch"),
]  # fmt: skip

APART = [
    ("Công an TP Vinh|Công an tỉnh Nghệ An", ["Công an thành phố Vinh", "Công an tỉnh Nghệ An"]),
    ("HĐND TP Bắc Giang|HĐND tỉnh Bắc Giang",
     ["Hội đồng nhân dân thành phố Bắc Giang", "Hội đồng nhân dân tỉnh Bắc Giang"]),
    ("Bộ Ngoại giao Mỹ|Bộ Ngoại giao", ["Bộ Ngoại giao Mỹ", "Bộ Ngoại giao"]),
    ("Quốc hội Việt Nam|Quốc hội|Đảng", ["Quốc hội Việt Nam", "Quốc hội", "Đảng"]),
    ("Ngân hàng Nhà nước|Ngân hàng Nhà nước Việt Nam", ["Ngân hàng Nhà nước", "Ngân hàng Nhà nước Việt Nam"]),
    ("Tập đoàn FPT|Đại học FPT|FPT", ["Tập đoàn FPT", "Đại học FPT", "FPT"]),
    ("Đại học FPT|FPT", ["Đại học FPT", "FPT"]),
    ("Công ty TNHH Tân Phát|Công ty CP Tân Phát|Công ty Tân Phát",
     ["Công ty trách nhiệm hữu hạn Tân Phát", "Công ty cổ phần Tân Phát", "Công ty Tân Phát"]),
    ("THPT Lê Lợi|THCS Lê Lợi|trường Lê Lợi",
     ["Trung học phổ thông Lê Lợi", "Trung học cơ sở Lê Lợi", "Trường Lê Lợi"]),
    ("Sở Y tế Hà Nội|Sở Y tế Quảng Ninh|Sở Y tế",
     ["Sở Y tế thành phố Hà Nội", "Sở Y tế tỉnh Quảng Ninh", "Sở Y tế"]),
    ("Apple Việt Nam|Apple", ["Apple Việt Nam", "Apple"]),
    ("Viettel Hà Giang|Viettel", ["Viettel Hà Giang", "Viettel"]),
    ("iSchool|eBay|gogo", ["iSchool", "eBay", "gogo"]),
    ("Báo Quảng Ninh|Đài Quảng Ninh|UNESCO", ["Báo Quảng Ninh", "Đài Quảng Ninh", "UNESCO"]),
]  # fmt: skip


def _in_list(forms: str) -> list[str]:
    return names(", ".join(f"[ORG {form}]" for form in forms.split("|")))


@pytest.mark.parametrize(("marked", "expected"), INTRODUCED)
def test_abbreviations_that_the_document_introduces(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(("marked", "expected"), NOT_INTRODUCED)
def test_another_body_in_brackets_is_no_abbreviation(marked: str, expected: list[str]) -> None:
    assert names(marked)[: len(expected)] == expected


def test_an_abbreviation_of_two_names_is_left_alone() -> None:
    marked = "[ORG Hội Nông dân Á Châu] ([ORG HNDAC]), [ORG Hội Nhi đồng Ấn Cơ] ([ORG HNDAC]); [ORG HNDAC]"
    assert names(marked)[-1] == "HNDAC"


@pytest.mark.parametrize(("marked", "last"), COMPLETED)
def test_level_words_take_the_only_unit_of_the_document(marked: str, last: str) -> None:
    assert names(marked)[-1] == last


@pytest.mark.parametrize(("forms", "name"), LINKED)
def test_forms_of_one_body_have_one_name(forms: str, name: str) -> None:
    assert set(_in_list(forms)) == {name}


@pytest.mark.parametrize(("forms", "expected"), APART)
def test_bodies_that_may_be_two_keep_apart(forms: str, expected: list[str]) -> None:
    assert _in_list(forms) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[ORG HĐND], [ORG UBND tỉnh]", ["Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"]),
        (
            "[ORG HĐND], [ORG UBND] và [ORG Ủy ban MTTQ xã Lục Hồn]",
            [
                "Hội đồng nhân dân xã Lục Hồn",
                "Ủy ban nhân dân xã Lục Hồn",
                "Ủy ban Mặt trận Tổ quốc xã Lục Hồn",
            ],
        ),
        (
            "[ORG UBND tỉnh Lào Cai]. Còn [ORG UBND] các xã",
            ["Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân"],
        ),
        ("[ORG Đảng], [ORG UBND tỉnh]", ["Đảng", "Ủy ban nhân dân tỉnh"]),
        ("[ORG HĐND] nói với [ORG UBND tỉnh]", ["Hội đồng nhân dân", "Ủy ban nhân dân tỉnh"]),
    ],
)
def test_a_level_is_shared_along_a_list(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected
