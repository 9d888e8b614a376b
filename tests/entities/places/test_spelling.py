"""The spellings of a name share a key; the head noun tells the kind."""

from __future__ import annotations

import pytest

from qnmine.entities.places.context import governed
from qnmine.entities.places.spelling import key_of, written

ALIKE = [
    ("Đắk Lắk", "ĐẮK LẮK", "Đăk Lăk", "Đắc Lắc", "đắk  lắk"),
    ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa — Vũng Tàu"),
    ("Quy Nhơn", "Qui Nhơn"), ("Hoa Kỳ", "Hoa Kì"), ("M'Đrắk", "M’Đrăk", "MĐrắk"), ("Đak Đoa", "Đăk Đoa"),
    ("1", "01", "001"), ("Phú Quý", "Phú Quí"), ("Mỹ", "Mĩ", "MỸ"),
]  # fmt: skip


@pytest.mark.parametrize("names", ALIKE)
def test_spellings_of_one_name_share_a_key(names: tuple[str, ...]) -> None:
    assert len({key_of(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("Bắc Ninh", "Bác Ninh"), ("Hà Nam", "Hà Năm"), ("Tây Ninh", "Tai Ninh"), ("Thúy", "Thúi"), ("10", "1"),
     ("Sơn Hải", "Sơn Hãi")],
)  # fmt: skip
def test_other_names_do_not(first: str, second: str) -> None:
    assert key_of(first) != key_of(second)


HEADS = [
    ("tỉnh Hà Nam", "tỉnh", "hà nam"), ("TP Vinh", "thành phố", "vinh"), ("TPVinh", "thành phố", "vinh"),
    ("T.P Vinh", "thành phố", "vinh"), ("P. 5", "phường", "5"), ("P5", "phường", "5"), ("Q 1", "quận", "1"),
    ("x.Tân Lập", "xã", "tân lập"), ("TT.Cái Rồng", "thị trấn", "cái rồng"),
    ("xã đảo Thạnh An", "xã", "thạnh an"),
    ("Pleiku", "", "pleiku"), ("Huế", "", "huế"), ("Quảng Ninh", "", "quảng ninh"),
    ("Tân Phú", "", "tân phú"),
    ("Thanh Hóa", "", "thanh hóa"), ("P Nguyễn", "", "p nguyễn"), ("xãhội", "", "xãhội"),
    ("TPĐồng Hới", "thành phố", "đồng hới"), ("TPHCM", "", "tphcm"),
    ("", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "key"), HEADS)
def test_head_nouns(text: str, kind: str, key: str) -> None:
    assert written(text) == (frozenset([kind] if kind else []), key)


BODIES = [
    ("Công an huyện Bình Liêu", ["bình liêu"]), ("UBND TP Hạ Long", ["hạ long"]), ("HĐND tỉnh", []),
    ("Tỉnh ủy Quảng Ninh", ["quảng ninh"]), ("Thành ủy Hạ Long", ["hạ long"]), ("Báo Quảng Ninh", []),
    ("Phòng Y tế quận 10, TP.HCM", ["10", "hcm"]),
    ("Tòa án huyện Tân Phú tỉnh Đồng Nai", ["tân phú", "đồng nai"]),
    ("Trường THPT Lê Lợi", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "keys"), BODIES)
def test_what_a_body_governs(name: str, keys: list[str]) -> None:
    assert [found.key for found in governed(name)] == keys
