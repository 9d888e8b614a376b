"""Every shipped word list is in its one form, is documented, and holds what its name promises."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

import qnmine.data
from qnmine.data import build_lexicons, lexicons
from qnmine.data.build_lexicons import write
from qnmine.text.normalize import normalize

DATA = Path(qnmine.data.__file__).parent
LISTS = sorted(DATA.glob("*/*.txt"))
README = DATA.joinpath("README.md").read_text(encoding="utf-8")


@pytest.fixture(params=LISTS, ids=lambda path: path.stem)
def word_list(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_every_list_is_in_its_one_form(word_list: Path) -> None:
    text = word_list.read_bytes().decode("utf-8")
    lines = text.split("\n")
    header = [line for line in lines if line.startswith("#")]
    entries = lines[len(header) : -1]
    assert text.endswith("\n")
    assert entries == sorted(set(entries)), "not sorted, or an entry twice"
    assert not [entry for entry in entries if entry != " ".join(entry.split()) or not entry]
    assert not [entry for entry in entries if not unicodedata.is_normalized("NFC", entry)]
    assert not [entry for entry in entries if normalize(entry).text != entry], "new tone-mark style"
    assert not [entry for entry in entries if not any(map(str.isalpha, entry))]
    assert not [entry for entry in entries if re.search(r"[;|\"\t\u200b\u00a0\ufeff]", entry)]


def test_no_entry_mixes_scripts_or_hides_a_look_alike(word_list: Path) -> None:
    # Ð (eth) for Đ and Cyrillic letters are what slips in by copying from old pages.
    letters = {letter for entry in lexicons.parse_entries(word_list.read_text("utf-8")) for letter in entry}
    assert not [letter for letter in letters if letter in "ÐðƉɖ"]
    assert not [c for c in letters if c.isalpha() and not unicodedata.name(c).startswith("LATIN")]


def test_every_list_names_source_and_licence_and_stands_in_the_readme(word_list: Path) -> None:
    header = [line for line in word_list.read_text("utf-8").split("\n") if line.startswith("#")]
    licence = next(line for line in header if line.startswith("# Licence: ")).removeprefix("# Licence: ")
    assert any(line.startswith("# Source: ") for line in header)
    (row,) = [line for line in README.split("\n") if line.startswith(f"| `{word_list.name}` |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert all(cells)
    assert cells[3].split(";")[0] == re.split("[;,]", licence)[0]


def test_the_readme_names_no_list_that_is_not_there() -> None:
    documented = set(re.findall(r"^\| `(.+?\.txt)` \|", README, flags=re.MULTILINE))
    assert documented == {path.name for path in LISTS}


SIZES = {
    "communes": 7000, "countries": 400, "countries_short": 25, "districts": 600, "foreign_given_names": 400,
    "given_names": 500, "kinship": 100, "middle_names": 150, "not_organisations": 200, "org_heads": 250,
    "organisations": 800, "place_heads": 150, "provinces": 80, "surnames": 200, "surnames_foreign": 300,
    "titles": 400, "vietnam_places": 400, "world_places": 600,
}  # fmt: skip


def test_the_lexicons_are_those_and_have_their_size() -> None:
    assert lexicons.names() == tuple(sorted(SIZES))
    assert not {
        name: len(lexicons.load(name)) for name, least in SIZES.items() if len(lexicons.load(name)) < least
    }


MEMBERS = [
    ("provinces", "Quảng Ninh, TP.HCM, Hồ Chí Minh, Hà Nội, BR-VT, Thừa Thiên Huế, Khánh Hòa", "Bình Liêu"),
    ("districts", "Bình Liêu, Móng Cái, Thủ Đức, Củ Chi, M'Đrắk, Hồng Ngự", "1, Quận 1, Hồng Ngự (Huyện)"),
    ("communes", "Hoành Mô, Lục Hồn, Đường 10, Văn Miếu - Quốc Tử Giám", "12, Phường 12, Chi Lăng (Xã)"),
    ("countries", "Hoa Kỳ, Trung Quốc, Ả Rập Xê Út, Bờ Biển Ngà, Singapore, Hồng Kông", "Anh, Mỹ, EU"),
    ("countries_short", "Anh, Mỹ, Nga, Pháp, Đức, Nhật, Hàn, Lào, Ấn, Úc, Ý, Áo", "Thái Lan, Cuba"),
    ("world_places", "London, Luân Đôn, Bắc Kinh, Đông Nam Á, châu Âu, Biển Đông, California", "Hà Nội"),
    ("vietnam_places", "Sài Gòn, Tây Nguyên, Hoàng Sa, Yên Tử, sông Hồng, cửa khẩu Hoành Mô", "Paris"),
    ("place_heads", "tỉnh, TP, huyện, xã, phường, vịnh, cửa khẩu, KCN, quốc lộ", "nước, công ty, khu vực"),
    ("surnames", "Nguyễn, Phạm, Vũ, Hồ, Niê, Giàng, Tôn Nữ", "Văn Thể, Thị"),
    ("surnames_foreign", "Vương, Kim, Park, Trump, Âu Dương", "Nguyễn Văn"),
    ("middle_names", "Văn, Thị, Đình, Xuân, Đại", "Donald"),
    ("given_names", "Thể, Ký, Thắng, Ấn, Hiền, Nga, Tư", "Văn Thể"),
    ("foreign_given_names", "John, Donald, Vladimir, Lionel, Karin", "Trump"),
    ("titles", "ông, đồng chí, Chủ tịch, PGS.TS, HLV, bị cáo, nữ hoàng, NSND, đại úy", "công ty, tỉnh, thị"),
    ("kinship", "ông, bà, anh, chị, em, cô, chú, bác, cụ, cháu", "Chủ tịch"),
    ("org_heads", "Công ty, Tập đoàn, Sở, UBND, Công an, CLB, U23, báo, Hội", "tỉnh, ông"),
    ("organisations", "UNESCO, Bộ Công an, TKV, Foxconn, Tập đoàn FPT, Man City", "PCI, FDI, AI, GDP"),
    ("not_organisations", "PCI, FDI, GDP, GRDP, AI, R&D, ISO, PAPI, PAR Index, QR, KHCN", "FPT, WHO, TP.HCM"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inside", "outside"), MEMBERS, ids=[name for name, *_ in MEMBERS])
def test_members(name: str, inside: str, outside: str) -> None:
    entries = {entry.casefold() for entry in lexicons.load(name)}
    assert not [entry for entry in inside.split(", ") if entry.casefold() not in entries]
    assert not [entry for entry in outside.split(", ") if entry.casefold() in entries]


PROVINCES_SINCE_JULY_2025 = """
Hà Nội, Huế, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, Thanh Hóa, Nghệ An, Hà Tĩnh, Cao Bằng
Tuyên Quang, Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Hải Phòng, Ninh Bình, Quảng Trị, Đà Nẵng
Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk, Hồ Chí Minh, Đồng Nai, Tây Ninh, Cần Thơ, Vĩnh Long
Đồng Tháp, Cà Mau, An Giang
"""
PROVINCES_THAT_CEASED = """
Hà Giang, Yên Bái, Bắc Kạn, Vĩnh Phúc, Hòa Bình, Bắc Giang, Thái Bình, Hải Dương, Hà Nam, Nam Định, Quảng Bình
Quảng Nam, Kon Tum, Bình Định, Ninh Thuận, Đắk Nông, Bình Thuận, Phú Yên, Bà Rịa - Vũng Tàu, Bình Dương
Bình Phước, Long An, Sóc Trăng, Hậu Giang, Bến Tre, Trà Vinh, Tiền Giang, Bạc Liêu, Kiên Giang
"""


def test_both_states_of_the_provinces_are_complete() -> None:
    now, ceased = (
        {name for name in re.split("[,\n] ?", block) if name}
        for block in (PROVINCES_SINCE_JULY_2025, PROVINCES_THAT_CEASED)
    )
    assert len(now) == 34
    assert len(now | ceased) == 63
    assert now | ceased <= lexicons.load("provinces")


def test_an_abbreviation_is_an_organisation_or_it_is_not() -> None:
    assert not lexicons.load("organisations") & lexicons.load("not_organisations")


def test_countries_of_one_syllable_stand_apart() -> None:
    assert not lexicons.load("countries") & lexicons.load("countries_short")
    assert all(" " not in name for name in lexicons.load("countries_short"))


def test_the_stop_words_are_function_words() -> None:
    stop = lexicons.stopwords()
    assert 400 <= len(stop) <= 700
    assert {word for word in stop if word != word.lower()} == set()
    wanted = (
        "của và những các một không được đã đang sẽ cũng này đó khi như với tại về từ theo trên trong là có"
    )
    assert {*wanted.split(), "trong khi", "tuy nhiên", "bởi vì", "chúng tôi"} <= stop
    content = "nước làm đưa tạo tỉnh vốn giờ bộ cục vụ trận bài bản tên lũ bay tư nói đi mua số cao"
    assert not stop & {*content.split(), "cho biết", "kinh tế", "phát triển", "đầu tư", "tự nhiên"}


def test_the_stop_words_hold_the_numerals_and_what_stands_with_them() -> None:
    numerals = "một hai ba bốn năm sáu bảy bẩy tám chín mười mươi chục trăm nghìn ngàn triệu tỷ tỉ"
    assert {*numerals.split(), "ngày", "tháng", "lần", "người", "hàng nghìn"} <= lexicons.stopwords()


def test_lists_are_cached_and_read_as_package_resources() -> None:
    assert lexicons.load("kinship") is lexicons.load("kinship")
    assert files("qnmine.data").joinpath("stopwords/vi.txt").is_file()


def test_an_unknown_lexicon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        lexicons.load("planets")


def test_write_brings_entries_into_the_one_form(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    write(
        path, ["# What"], ["Thuỷ  Nguyên", unicodedata.normalize("NFD", "Hoà Bình"), "An Hòa", "Thủy Nguyên"]
    )
    assert path.read_text("utf-8") == "# What\nAn Hòa\nHòa Bình\nThủy Nguyên\n"


def test_units_are_written_bare_and_without_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_lexicons, "LEXICONS", tmp_path)
    database = tmp_path / "vietnamadminunits" / "data" / "dataset.db"
    database.parent.mkdir(parents=True)
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE admin_units_legacy (provinceShort, districtShort, wardShort)")
    connection.execute("CREATE TABLE admin_units (provinceShort, wardShort)")
    connection.executemany(
        "INSERT INTO admin_units_legacy VALUES (?, ?, ?)",
        [
            ("Hồ Chí Minh", "Quận 1", "Phường 12"),
            ("Đồng Tháp", "Hồng Ngự (Huyện)", None),
            ("Kon Tum", "7", "Hoà"),
        ],
    )
    connection.execute("INSERT INTO admin_units VALUES ('Huế', '1 Bảo Lộc')")
    connection.commit()
    connection.close()
    build_lexicons.main(["units", str(tmp_path)])
    read = {path.stem: lexicons.parse_entries(path.read_text("utf-8")) for path in tmp_path.glob("*.txt")}
    assert read["districts"] == ["Hồng Ngự"]
    assert read["communes"] == ["1 Bảo Lộc", "Hòa"]
    assert {"Huế", "Kon Tum", "TP.HCM"} <= set(read["provinces"])


@pytest.mark.parametrize("package", ["missing.whl", "."])
def test_a_wrong_package_is_one_clear_line(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_lexicons, "LEXICONS", tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as raised:
        build_lexicons.main(["units", package])
    message = capsys.readouterr().err
    assert raised.value.code == 1
    assert message.count("\n") == 1
    assert f"{package}: " in message
    assert not list(tmp_path.iterdir())
