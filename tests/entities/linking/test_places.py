"""Forms of one place take one name; places that share a name keep apart."""

from __future__ import annotations

import pytest

from tests.entities.linking.marked import names

LINKED = [
    ("tỉnh Quảng Ninh|Quảng Ninh|QUẢNG NINH|TỈNH QUẢNG NINH|Tỉnh Quảng Ninh", "Quảng Ninh"),
    ("TP.HCM|TPHCM|TP HCM|Tp. Hồ Chí Minh|TP Hồ Chí Minh|Thành phố Hồ Chí Minh|Hồ Chí Minh",
     "Thành phố Hồ Chí Minh"),
    ("Hà Nội|TP Hà Nội|thủ đô Hà Nội|HÀ NỘI|thành phố Hà Nội", "Hà Nội"),
    ("huyện Bình Liêu|Bình Liêu|H.Bình Liêu|HUYỆN BÌNH LIÊU", "Bình Liêu"),
    ("TP Hạ Long|thành phố Hạ Long|Hạ Long|TP. Hạ Long", "Hạ Long"),
    ("Thị xã Đông Triều|TX Đông Triều|thị xã Đông Triều", "Đông Triều"),
    ("quận Bình Thạnh|Q.Bình Thạnh|Bình Thạnh", "Bình Thạnh"),
    ("quận 1|Quận 1|Q.1|Q1", "Quận 1"),
    ("phường 12|P.12|P12", "Phường 12"),
    ("xã Tân Lập|Tân Lập|X.Tân Lập", "Xã Tân Lập"),
    ("vịnh Hạ Long|Vịnh Hạ Long|VỊNH HẠ LONG", "Vịnh Hạ Long"),
    ("KCN Hòa Khánh|Khu công nghiệp Hòa Khánh|khu công nghiệp Hòa Khánh", "Khu công nghiệp Hòa Khánh"),
    ("quốc lộ 1A|QL1A|QL 1A|QL.1A|Quốc lộ 1A", "Quốc lộ 1A"),
    ("VN|Việt Nam|Việt|VIỆT NAM", "Việt Nam"),
    ("Đắk Lắk|Đăk Lăk|tỉnh Đắc Lắc|Daklak", "Đắk Lắk"),
    ("Thừa Thiên - Huế|Thừa Thiên Huế|TT-Huế|tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"),
    ("BR-VT|Bà Rịa - Vũng Tàu|Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ("bang California|California|tiểu bang California", "California"),
    ("quần đảo Natuna|Natuna", "Quần đảo Natuna"),
    ("Biển Đông|biển Đông", "Biển Đông"),
    ("châu Âu|Châu Âu|CHÂU ÂU", "Châu Âu"),
    ("cửa khẩu song phương Hoành Mô|Cửa khẩu song phương Hoành Mô", "Cửa khẩu song phương Hoành Mô"),
]  # fmt: skip

APART = [
    ("TP Bắc Giang|tỉnh Bắc Giang|Bắc Giang", ["Thành phố Bắc Giang", "Bắc Giang", "Bắc Giang"]),
    ("TP Bắc Giang|Bắc Giang", ["Thành phố Bắc Giang", "Bắc Giang"]),
    ("vịnh Hạ Long|TP Hạ Long|Hạ Long", ["Vịnh Hạ Long", "Hạ Long", "Hạ Long"]),
    # A district beside a commune of its name is named as everywhere; of two districts both are told.
    ("huyện Cao Lộc|xã Cao Lộc|Cao Lộc", ["Cao Lộc", "Xã Cao Lộc", "Cao Lộc"]),
    ("huyện Vân Đồn|đặc khu Vân Đồn", ["Vân Đồn", "Đặc khu Vân Đồn"]),
    ("huyện Cao Lãnh|TP Cao Lãnh|Cao Lãnh", ["Huyện Cao Lãnh", "Thành phố Cao Lãnh", "Cao Lãnh"]),
    ("Cầu Giấy|quận Cầu Giấy|cầu Giấy|CẦU GIẤY", ["Cầu Giấy", "Cầu Giấy", "cầu Giấy", "Cầu Giấy"]),
    ("bang New York|New York", ["Bang New York", "New York"]),
    ("cầu Long Biên|Long Biên|phố Huế|Huế", ["Cầu Long Biên", "Long Biên", "phố Huế", "Huế"]),
    ("đường Hồ Chí Minh|Hồ Chí Minh", ["Đường Hồ Chí Minh", "Thành phố Hồ Chí Minh"]),
    ("thôn Đồng Văn|Đồng Văn", ["Thôn Đồng Văn", "Đồng Văn"]),
    ("hồ Tây|Tây", ["Hồ Tây", "Tây"]),
    ("Sài Gòn|TP.HCM", ["Sài Gòn", "Thành phố Hồ Chí Minh"]),
    ("châu Phi|Phi", ["Châu Phi", "Phi"]),
    ("Huế|Thừa Thiên Huế", ["Huế", "Thừa Thiên Huế"]),
    ("Nam Phi|Phi", ["Nam Phi", "Phi"]),
    ("phường Bình Long|Bình Long", ["Phường Bình Long", "Bình Long"]),
    ("đặc khu Côn Đảo|Côn Đảo", ["Đặc khu Côn Đảo", "Đặc khu Côn Đảo"]),
    ("quận Los Angeles|Los Angeles", ["Quận Los Angeles", "Los Angeles"]),
]


@pytest.mark.parametrize(("forms", "name"), LINKED)
def test_forms_of_one_place_have_one_name(forms: str, name: str) -> None:
    written = forms.split("|")
    assert names(", ".join(f"[LOC {form}]" for form in written)) == [name] * len(written)


@pytest.mark.parametrize("form", sorted({form for forms, _ in LINKED for form in forms.split("|")}))
def test_a_unit_has_the_same_name_in_a_document_without_other_forms(form: str) -> None:
    """Rows of different documents are merged by name: what the table knows must not depend on company."""
    name = next(name for forms, name in LINKED if form in forms.split("|"))
    alone = names(f"[LOC {form}]")[0]
    assert alone == name or form in ("Tân Lập", "Natuna")


@pytest.mark.parametrize(("forms", "expected"), APART)
def test_places_that_share_a_name_keep_apart(forms: str, expected: list[str]) -> None:
    assert names(", ".join(f"[LOC {form}]" for form in forms.split("|"))) == expected


def test_a_place_inside_another_name_is_not_the_place() -> None:
    assert names("[ORG Báo Quảng Ninh] ở [LOC Quảng Ninh]") == ["Báo Quảng Ninh", "Quảng Ninh"]


def test_a_place_in_brackets_is_no_abbreviation() -> None:
    assert names("[LOC huyện Bình Liêu] ([LOC Quảng Ninh])") == ["Bình Liêu", "Quảng Ninh"]
