"""The table of standing abbreviations is sound, and names are written out by it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from qnmine.data.lexicons import load
from qnmine.entities.linking.abbreviations import expanded, table
from qnmine.entities.linking.forms import fold
from qnmine.entities.linking.gazetteer import MUNICIPALITIES, provinces, provincial_cities
from qnmine.text.normalize import normalize

WRITTEN_OUT = [
    ("UBND tỉnh Quảng Ninh", "ORG", "Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("Bộ GD-ĐT", "ORG", "Bộ Giáo dục và Đào tạo"),
    ("Bộ GD&ĐT", "ORG", "Bộ Giáo dục và Đào tạo"),
    ("Bộ GD và ĐT", "ORG", "Bộ Giáo dục và Đào tạo"),
    ("Sở VH, TT&DL", "ORG", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở LĐ-TB&XH", "ORG", "Sở Lao động - Thương binh và Xã hội"),
    ("Cảnh sát PCCC&CNCH", "ORG", "Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"),
    ("Công an P.12", "ORG", "Công an phường 12"),
    ("UBND Q.1", "ORG", "Ủy ban nhân dân quận 1"),
    ("UBND TP", "ORG", "Ủy ban nhân dân thành phố"),
    ("P.CSĐT", "ORG", "Phòng Cảnh sát điều tra"),
    ("Công ty CP Sữa", "ORG", "Công ty cổ phần Sữa"),
    ("Cty TNHH MTV X", "ORG", "Công ty trách nhiệm hữu hạn một thành viên X"),
    ("ĐHQG-HCM", "ORG", "Đại học Quốc gia Thành phố Hồ Chí Minh"),
    ("Đài PT-TH Bình Dương", "ORG", "Đài Phát thanh - Truyền hình Bình Dương"),
    ("T.Ư Đảng", "ORG", "Trung ương Đảng"),
    ("TT.Phước An", "LOC", "thị trấn Phước An"),
    ("ĐT743", "LOC", "Đường tỉnh 743"),
    ("cao tốc TP.HCM - Mộc Bài", "LOC", "cao tốc Thành phố Hồ Chí Minh - Mộc Bài"),
    ("cao tốc TPHCM - Mộc Bài", "LOC", "cao tốc Thành phố Hồ Chí Minh - Mộc Bài"),
    ("TP.HCM", "LOC", "Thành phố Hồ Chí Minh"),
    ("UAE", "LOC", "Các Tiểu vương quốc Ả Rập Thống nhất"),
    ("Hoa Kì", "LOC", "Hoa Kỳ"),
]

LEFT_ALONE = [
    ("Công ty C.P. Việt Nam", "ORG"),
    ("CP", "ORG"),
    ("CĐ DKVN", "ORG"),
    ("Trường PTTH Lê Lợi", "ORG"),
    ("VNPT", "ORG"),
    ("VTV", "ORG"),
    ("UNESCO", "ORG"),
    ("NATO", "ORG"),
    ("PV GAS", "ORG"),
    ("TH True Milk", "ORG"),
    ("FPT", "ORG"),
    ("TQ", "LOC"),
    ("QN", "LOC"),
    ("ĐN", "LOC"),
    ("Quảng Ninh", "LOC"),
    ("Tây", "LOC"),
    ("Phi", "LOC"),
    ("", "ORG"),
    ("\ud800", "LOC"),
]


@pytest.mark.parametrize(("form", "type_", "name"), WRITTEN_OUT)
def test_written_out(form: str, type_: str, name: str) -> None:
    assert expanded(form, type_) == name


@pytest.mark.parametrize(("form", "type_"), LEFT_ALONE)
def test_what_has_several_readings_or_is_a_name_stays(form: str, type_: str) -> None:
    assert expanded(form, type_) == form


def test_writing_out_is_idempotent() -> None:
    for row in table():
        for type_ in row.types:
            once = expanded(row.full, type_)
            assert expanded(once, type_) == once, row


def test_every_row_is_well_formed() -> None:
    text = files("qnmine.data").joinpath("abbreviations.tsv").read_text(encoding="utf-8")
    assert normalize(text).text == text
    for row in table():
        assert row.where in ("any", "alone", "before", "after", "spelled"), row
        assert set(row.types) <= {"ORG", "LOC"}, row
        assert row.source.strip(), row
        assert row.full != row.short, row
        assert all(part == " ".join(part.split()) for part in (row.short, row.full)), row


def test_no_abbreviation_has_two_readings() -> None:
    readings: dict[tuple[str, str], set[str]] = {}
    for row in table():
        for type_ in row.types:
            short = "".join(filter(str.isalnum, row.short)).casefold()
            readings.setdefault((type_, short), set()).add(row.full)
    assert not {short: fulls for short, fulls in readings.items() if len(fulls) > 1}


def test_there_are_63_provinces_and_hue() -> None:
    assert len(provinces()) == 64
    assert not MUNICIPALITIES - set(provinces().values())


def test_provincial_cities_are_districts_and_no_provinces() -> None:
    cities = provincial_cities()
    assert len(cities) == 59
    assert {"Hạ Long", "Thủ Đức", "Thủy Nguyên", "Phan Rang - Tháp Chàm"} <= cities
    assert not cities - load("districts")
    assert not {fold(name) for name in cities} & set(provinces())
