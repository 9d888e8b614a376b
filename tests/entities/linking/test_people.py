"""Short forms of people take the one full name that they can mean, and no other."""

from __future__ import annotations

import pytest

from tests.entities.linking.marked import names

LINKED = [
    ("ông [PER Phạm Văn Thể] nói; theo ông [PER Thể]", ["Phạm Văn Thể"] * 2),
    ("[PER Thể] nói gì? Ông [PER Phạm Văn Thể] đáp", ["Phạm Văn Thể"] * 2),
    ("[PER PHẠM VĂN THỂ] và [PER Phạm Văn Thể], [PER Văn Thể]", ["Phạm Văn Thể"] * 3),
    ("ông [PER Nguyễn Xuân Ký], ông [PER Xuân Ký], ông [PER Ký]", ["Nguyễn Xuân Ký"] * 3),
    ("ca sĩ [PER Mỹ Tâm] ([PER Phan Thị Mỹ Tâm]), chị [PER Tâm]", ["Phan Thị Mỹ Tâm"] * 3),
    ("anh [PER Giàng A Páo], anh [PER Páo]; chị [PER H'Juen Êban]", ["Giàng A Páo"] * 2 + ["H'Juen Êban"]),
    ("em [PER Nguyễn Văn T.] bị [PER T.] đánh, [PER T] khai", ["Nguyễn Văn T."] * 3),
    ("bị can [PER N.V.A] khai, [PER A.] nhận", ["N.V.A"] * 2),
    ("Tổng thống [PER Donald Trump], ông [PER Trump]", ["Donald Trump"] * 2),
    ("[PER Cristiano Ronaldo], [PER Ronaldo], [PER Cristiano]", ["Cristiano Ronaldo"] * 3),
    ("[PER Virgil van Dijk], [PER Van Dijk], [PER van Dijk]", ["Virgil van Dijk"] * 3),
    ("[PER J.K. Rowling], bà [PER Rowling]", ["J.K. Rowling"] * 2),
    ("ông [PER Tập Cận Bình], ông [PER Tập], [PER Cận Bình]", ["Tập Cận Bình"] * 3),
    ("ông [PER Kim Jong Un], ông [PER Kim], [PER Jong Un]", ["Kim Jong Un"] * 3),
    ("HLV [PER Park Hang-seo], ông [PER Park]", ["Park Hang-seo"] * 2),
    ("HLV [PER Kim Sang-sik], ông [PER Kim]", ["Kim Sang-sik"] * 2),
    # `Anh` within a sentence is the country, at its beginning it is a man.
    ("Ngoại trưởng [LOC Anh] [PER Karin Weiss]; bà [PER Weiss]", ["Anh", "Karin Weiss", "Karin Weiss"]),
    ("Anh [PER Trần Nam] và chị [PER Lê Nam]. Anh [PER Nam] kể", ["Trần Nam", "Lê Nam", "Trần Nam"]),
    # A surname of China, but a Vietnamese by the middle name.
    ("thương lái [PER Ngũ Viết Hoạt], ông [PER Hoạt]", ["Ngũ Viết Hoạt"] * 2),
    ("[PER Ngũ Viết Hoạt], [PER Lê Văn Hoạt]; ông [PER Hoạt]", ["Ngũ Viết Hoạt"] + ["Lê Văn Hoạt"] * 2),
    # The Ê Đê, and the order of birth.
    ("ông [PER Y Wiu Ayun], anh [PER Wiu], [PER Y Wiu]", ["Y Wiu Ayun"] * 3),
    ("[PER H'Hen Niê] và [PER H’Hen Niê], chị [PER H’Hen]", ["H'Hen Niê"] * 3),
    ("bà [PER Tư Rau] bán xôi, bà [PER Tư] cười", ["Tư Rau"] * 2),
    ("ông bà [PER Thân Nhân Chất]; ông [PER Chất]", ["Thân Nhân Chất"] * 2),
    # Only one of the two is a man.
    (
        "ông [PER Trần Văn Lan], bà [PER Đỗ Thị Lan]; ông [PER Lan], bà [PER Lan]",
        ["Trần Văn Lan", "Đỗ Thị Lan", "Trần Văn Lan", "Đỗ Thị Lan"],
    ),
    ("bà [PER Hillary Clinton] và chồng, ông [PER Bill Clinton]; bà [PER Clinton]",
     ["Hillary Clinton", "Bill Clinton", "Hillary Clinton"]),
]  # fmt: skip

APART = [
    # Two people of one given name, and nothing that tells them apart.
    ("[PER Nguyễn Văn An], [PER Trần Văn An] và [PER An]", "An"),
    ("[PER Joe Biden], con trai [PER Hunter Biden]; [PER Biden]", "Biden"),
    # Another sex than the full name.
    ("bà [PER Nguyễn Thị Lan] gặp ông [PER Lan]", "Lan"),
    ("ông [PER Donald Trump] và vợ; bà [PER Trump]", "Trump"),
    # A name of another type.
    ("trường [ORG Trường Trung học phổ thông Nguyễn Trãi], anh [PER Trãi]", "Trãi"),
    ("[LOC đường Trương Định], ông [PER Định]", "Định"),
    # Vietnamese are not called by their surname, Chinese not by half of their given name.
    ("ông [PER Lê Văn Nam], ông [PER Lê]", "Lê"),
    ("ông [PER Tập Cận Bình], anh [PER Bình]", "Bình"),
    ("HLV [PER Kim Sang-sik], [PER Kim Jong-un], ông [PER Kim]", "Kim"),
    ("bà [PER Tư Rau], ông [PER Lê Văn Tư]; [PER Tư]", "Tư"),
    ("Chủ tịch [PER Hồ Chí Minh], anh [PER Minh]", "Minh"),
    # A whole name that another ends with.
    ("[PER Trần Nguyễn Ký], [PER Nguyễn Ký]", "Nguyễn Ký"),
    # A stage name is no surname first.
    ("[PER Sơn Tùng M-TP], anh [PER Sơn]", "Sơn"),
    # The author, and who took the picture.
    ("[PER Nguyễn Minh Tâm] nói.\n[PER MINH TÂM]", "Minh Tâm"),
    ("[PER Nguyễn Quang Hải] đá hay. Ảnh: [PER Quang Hải]", "Quang Hải"),
]


@pytest.mark.parametrize(("marked", "expected"), LINKED)
def test_short_forms_take_the_full_name(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(("marked", "last"), APART)
def test_what_is_not_sure_keeps_its_own_name(marked: str, last: str) -> None:
    assert names(marked)[-1] == last


def test_ambiguous_forms_do_not_change_the_full_names() -> None:
    assert names("[PER Nguyễn Văn An], [PER Trần Văn An], [PER An]")[:2] == ["Nguyễn Văn An", "Trần Văn An"]


def test_an_author_does_not_make_a_short_form_ambiguous() -> None:
    marked = "[PER MINH TÂM]\nChị [PER Nguyễn Thị Tâm] nói. Chị [PER Tâm] cười."
    assert names(marked) == ["Minh Tâm", "Nguyễn Thị Tâm", "Nguyễn Thị Tâm"]


def test_forms_of_address_on_both_sides_leave_an_unknown_couple_apart() -> None:
    marked = "[PER Donald Trump] đến. Ông [PER Trump] và bà [PER Trump] vẫy tay"
    assert names(marked) == ["Donald Trump", "Trump", "Trump"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("PHẠM VĂN THỂ", "Phạm Văn Thể"),
        ("MINH TÂM", "Minh Tâm"),
        ("HIEUTHUHAI", "HIEUTHUHAI"),
        ("JVKE", "JVKE"),
        ("HÒA MINZY", "HÒA MINZY"),
        ("N.V.A", "N.V.A"),
    ],
)
def test_only_vietnamese_names_in_capitals_are_recased(form: str, name: str) -> None:
    assert names(f"x [PER {form}] y") == [name]
