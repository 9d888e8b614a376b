"""Mentions of places mean the unit that head noun, address and document say, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.mentions import Mention
from qnmine.entities.places import Place, places_of
from tests.entities.places.marked import codes, mentions_of, places
from tests.strategies import any_text, vietnamese_text

NAMES = [
    ("[Quảng Ninh]", "22"), ("[tỉnh Quảng Ninh]", "22"), ("[QUẢNG NINH]", "22"), ("[T. Quảng Ninh]", "22"),
    ("[Hạ Long]", "193"), ("[TP Hạ Long]", "193"), ("[TP.Hạ Long]", "193"), ("[Tp. Hạ Long]", "193"),
    ("[thành phố Hạ Long]", "193"), ("[THÀNH PHỐ HẠ LONG]", "193"), ("[TX.Quảng Yên]", "206"),
    ("[huyện Bình Liêu]", "198"), ("[Bình Liêu]", "198"), ("[H.Bình Liêu]", "198"),
    ("[TP.HCM]", "79"), ("[TPHCM]", "79"), ("[TP HCM]", "79"), ("[TP Hồ Chí Minh]", "79"), ("[Q.1]", "760"),
    ("[quận 1]", "760"), ("[Q1]", "760"), ("[Quận 01]", "760"), ("[thủ đô Hà Nội]", "01"),
    ("[Đắk Lắk]", "66"), ("[Đắc Lắc]", "66"), ("[Đăk Lăk]", "66"), ("[Daklak]", "66"),
    ("[tỉnh Đắc Nông]", "67"),
    ("[Bà Rịa - Vũng Tàu]", "77"), ("[Bà Rịa–Vũng Tàu]", "77"), ("[BR-VT]", "77"), ("[Bắc Cạn]", "06"),
    ("[Thừa Thiên Huế]", "46"), ("[Thừa Thiên - Huế]", "46"), ("[Huế]", "46"), ("[TT Huế]", "46"),
    ("[Phan Rang - Tháp Chàm]", "582"), ("[Qui Nhơn]", "540"), ("[Quy Nhơn]", "540"), ("[Thanh Hoá]", "38"),
    ("[Thanh Hóa]", "38"), ("[huyện M'Đrắk]", "652"), ("[Buôn Mê Thuột]", "643"), ("[TP Vinh]", "412"),
    ("[huyện đảo Lý Sơn]", "536"), ("[đặc khu Vân Đồn]", "06994"), ("[thị xã Đông Triều]", "205"),
    ("[Gò Công]", "816"), ("[cố đô Huế]", "46"), ("[Cầu Giấy]", "005"),
    ("[phường Hiệp Bình Chánh]", "26812"), ("[xã Hoành Mô]", "06841"), ("[phường Sài Gòn]", "26740"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), NAMES)
def test_a_name_alone(marked: str, expected: str) -> None:
    assert codes(marked) == expected


NO_UNITS = [
    "[vịnh Hạ Long]", "[Vịnh Hạ Long]", "[sông Hồng]", "[sông Mã]", "[sân bay Nội Bài]", "[chợ Bến Thành]",
    "[thôn 3]", "[khu 5]", "[ấp 14]", "[đường Trần Phú]", "[cửa khẩu Hoành Mô]", "[Khu kinh tế Vân Đồn]",
    "[KCN Việt Hưng]", "[miền Bắc]", "[Tây Nguyên]", "[Biển Đông]", "[đảo Lý Sơn]", "[Hoàng Sa]",
    "[Trường Sa]",
    "[Sài Gòn]", "[Hà Tây]", "[quận 9]", "[tỉnh Quảng Đông]", "[thành phố New York]", "[quận Cam]", "[Paris]",
    "[tỉnh Mỹ Tho]", "[tỉnh Đài Loan]", "[Yên Tử]", "[Nội Bài]", "[Lục Hồn]", "[Trần Phú]", "[châu Âu]", "[]",
    "[ ]", "[.]", "[-]", "[tỉnh]", "[TP]", "[xã ]", "[Sông Cầu]", "[Liên Xô]", "[cầu Giấy]", "[cố đô Hoa Lư]",
]  # fmt: skip


@pytest.mark.parametrize("marked", NO_UNITS)
def test_what_is_no_unit(marked: str) -> None:
    assert codes(marked) == "-"


COUNTRIES = [
    ("[Việt Nam]", "VN"), ("[VN]", "VN"), ("[Mỹ]", "US"), ("[Hoa Kỳ]", "US"), ("[Mĩ]", "US"), ("[Anh]", "GB"),
    ("[Nga]", "RU"), ("[Hàn Quốc]", "KR"), ("[Triều Tiên]", "KP"), ("[Úc]", "AU"), ("[Australia]", "AU"),
    ("[Đức]", "DE"), ("[Ý]", "IT"), ("[Italia]", "IT"), ("[Tây Ban Nha]", "ES"), ("[Nhật]", "JP"),
    ("[Trung Quốc]", "CN"), ("[Hồng Kông]", "HK"), ("[Đài Loan]", "TW"), ("[Ả-rập Xê-út]", "SA"),
    ("[Cam-pu-chia]", "KH"), ("[CHDCND Lào]", "LA"), ("[Thụy Sĩ]", "CH"), ("[Thuỵ Sỹ]", "CH"),
    ("[Bờ Biển Ngà]", "CI"),
    ("[CH Séc]", "CZ"), ("[HÀN QUỐC]", "KR"), ("[Congo]", "?"), ("[Cộng hòa Congo]", "CG"),
    ("[Nga], [Mỹ]", "RU US"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), COUNTRIES)
def test_countries(marked: str, expected: str) -> None:
    assert codes(marked) == expected


CONTEXTS = [
    # addresses, from small to large and back
    ("[xã Nghĩa Hòa], [huyện Tư Nghĩa], [tỉnh Quảng Ngãi]", "21268 528 51"),
    ("[phường 12], [quận 10], [TP.HCM]", "27172 771 79"),
    ("[P.12] ([Q.10])", "27172 771"),
    ("[tỉnh Đồng Tháp], [huyện Châu Thành], [xã Tân Phú]", "87 877 30274"),
    ("[xã Hữu Định], [huyện Châu Thành]", "28858 831"),
    ("[huyện Tân Phú], [Đồng Nai]", "734 75"),
    ("[Thanh Xuân], [Hà Nội]", "009 01"),
    ("[Bình Tân], [Tân Bình], [TP.HCM]", "777 766 79"),
    # what an address says is not guessed away
    ("[xã Lục Hồn], [huyện Tư Nghĩa]", "- 528"),
    ("[xã Lục Hồn], [xã Nghĩa Hòa], [huyện Tư Nghĩa]", "- 21268 528"),
    ("[huyện Tân Uyên] ([Bình Dương])", "723 74"),
    ("[TP Vinh], [Đà Nẵng]", "412 48"),
    # a bare name that a province has is the province
    ("[Bắc Ninh], [tỉnh Bắc Ninh] và [TP Bắc Ninh], [Bắc Ninh]", "256 27 256 27"),
    ("[Vĩnh Phúc], [Hà Nội], [Bắc Giang]", "26 01 24"),
    ("[Cao Bằng] có [TP Cao Bằng]", "04 040"),
    # one sense for a name in a document
    ("[phường 12], [quận 10]. Ở [phường 12] hôm nay", "27172 771 27172"),
    ("[phường 12], [quận 10]. [phường 12], [quận 3]. Ở [phường 12] hôm nay", "27172 771 27130 770 ?"),
    ("[Bình Liêu] thuộc [huyện Bình Liêu]", "198 198"),
    # the sentence, then the document
    ("ở [xã Tân Lập] của [huyện Đan Phượng]", "09820 273"),
    ("{Công an huyện Đan Phượng} bắt ở [xã Tân Lập]", "09820"),
    ("{Huyện ủy Đan Phượng} họp ở [xã Tân Lập]", "09820"),
    ("{Thành ủy Hà Nội} và [huyện Châu Thành]", "?"),
    ("[xã Nghĩa Lợi] tại [thị xã Nghĩa Lộ]", "04294 133"),
    # bare communes only where the document says so
    ("[huyện Bình Liêu] có [Lục Hồn], [Vô Ngại]", "198 06856 06853"),
    ("[quận Hà Đông], trên đường [Trần Phú], [Quang Trung]", "268 - -"),
    ("[xã Lục Hồn]. Người dân [Lục Hồn] nói", "06856 06856"),
    # a landmark is not the ward that was called after it, a district not its township
    ("[Yên Tử] ([Quảng Ninh])", "- 22"), ("[Sài Gòn] ([TP.HCM])", "- 79"),
    ("[Bãi Cháy], [TP Hạ Long]", "06673 193"), ("[phường Sài Gòn] ([TP.HCM])", "26740 79"),
    ("[Quảng Ninh]: ở [Đầm Hà]. Ở [thị trấn Đầm Hà]", "22 200 06895"),
    ("[Quảng Ninh]: ở [Bình Liêu]. Ở [xã Bình Liêu]", "22 06838 06838"),
    ("[Hà Nội] và [Kim Sơn]", "01 ?"),
    # abroad
    ("[TP Móng Cái] giáp [Đông Hưng] ([Trung Quốc]). [Đông Hưng] phát triển", "194 - CN -"),
    ("[tỉnh Hà Nam] ([Trung Quốc])", "- CN"),
    ("[Hà Nội] - [Nhật Bản]", "01 JP"),
    ("bay [Đà Lạt] - [Hàn Quốc]", "672 KR"),
    ("[Lào], [Thái Lan]", "LA TH"),
    # the city within Thừa Thiên Huế is not the city that the province became
    ("[TP Huế], [tỉnh Thừa Thiên Huế]", "- 46"),
    # left open
    ("[phường 12]", "?"), ("[huyện Châu Thành]", "?"), ("[Châu Thành]", "?"), ("[xã Tân Lập]", "?"),
    ("[Kỳ Anh]", "?"), ("[Tân An]", "?"),
    # the state of the units: named districts speak of the one before, new communes of the one since
    ("[phường Tuy Hòa] với [xã Lộc Ninh] của [tỉnh Đồng Nai]", "22015 25270 75"),
    ("[phường An Lộc] và [phường Bình Phước] ở [tỉnh Đồng Nai]", "25333 25195 75"),
    ("[xã Yên Mô], [tỉnh Ninh Bình]", "14701 37"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CONTEXTS)
def test_in_context(marked: str, expected: str) -> None:
    assert codes(marked) == expected


def test_the_rows_of_a_district() -> None:
    ((place, *others),) = places("[huyện Bình Liêu]")
    assert place == Place("198", "district", "Quảng Ninh", "split", "xã Bình Liêu, tỉnh Quảng Ninh", "06838")
    assert [other.current_name for other in others] == [
        "xã Hoành Mô, tỉnh Quảng Ninh", "xã Lục Hồn, tỉnh Quảng Ninh", "xã Tiên Yên, tỉnh Quảng Ninh",
    ]  # fmt: skip


ROWS = [
    ("[tỉnh Bắc Giang]", Place("24", "province", "Bắc Giang", "merged", "tỉnh Bắc Ninh", "24")),
    ("[Quảng Ninh]", Place("22", "province", "Quảng Ninh", "same", "tỉnh Quảng Ninh", "22")),
    ("[tỉnh Thừa Thiên Huế]", Place("46", "province", "Thừa Thiên Huế", "renamed", "thành phố Huế", "46")),
    (
        "[huyện Côn Đảo]",
        Place(
            "755",
            "district",
            "Bà Rịa - Vũng Tàu",
            "renamed",
            "đặc khu Côn Đảo, thành phố Hồ Chí Minh",
            "26732",
        ),
    ),
    (
        "[phường Hội An Tây]",
        Place("20401", "commune", "Đà Nẵng", "same", "phường Hội An Tây, thành phố Đà Nẵng", "20401"),
    ),
    ("[Mỹ]", Place("US", "country", "", "same", "Hoa Kỳ", "US")),
    ("[huyện Châu Thành]", Place("", "district", "", "ambiguous", "", "")),
    ("[Kỳ Anh]", Place("", "district", "Hà Tĩnh", "ambiguous", "", "")),
]


@pytest.mark.parametrize(("marked", "expected"), ROWS)
def test_rows(marked: str, expected: Place) -> None:
    assert places(marked) == [(expected,)]


def test_the_linked_name_says_more_than_the_text() -> None:
    linked = Mention("d", 1, 0, 9, "Bắc Giang", "LOC", "TP Bắc Giang")
    spelled = Mention("d", 1, 20, 24, "TPHL", "LOC", "TP Hạ Long")
    assert [place[0].code for place in places_of([linked, spelled])] == ["213", "193"]


def test_a_river_stays_one_whatever_it_is_linked_to() -> None:
    river = Mention("d", 1, 0, 7, "sông Mã", "LOC", "Sông Mã")
    assert places_of([*mentions_of("[tỉnh Sơn La]"), river])[1] == ()


def test_people_and_bodies_have_no_place() -> None:
    mentions = [Mention("d", 1, 0, 4, "Vinh", kind, "Vinh") for kind in ("PER", "ORG")]
    assert places_of(mentions) == [(), ()]
    assert places_of([]) == []


HEADS = ("", "tỉnh ", "TP.", "thành phố ", "huyện ", "Q.", "xã ", "P", "thị trấn ", "\u0323", "TT ")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(HEADS),
            st.one_of(
                any_text(6), vietnamese_text(3), st.sampled_from(["Châu Thành", "12", "Hà Nội", "Lào"])
            ),
            st.sampled_from(["LOC", "LOC", "ORG"]),
            st.integers(0, 5),
        ),
        max_size=12,
    )
)
def test_anything_may_be_called_a_place(parts: list[tuple[str, str, str, int]]) -> None:
    mentions, end = [], 0
    for head, name, kind, gap in parts:
        text = head + name
        mentions.append(Mention("d", 1, end + gap, end + gap + len(text), text, kind, " ".join(name.split())))
        end += gap + len(text)
    found = places_of(mentions)
    assert len(found) == len(mentions)
    assert found == places_of(mentions)
    for place in (place for several in found for place in several):
        assert (place.relation == "ambiguous") == (place.code == "") == (place.current_code == "")
