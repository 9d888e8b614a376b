"""The tables of administrative units and countries are well-formed, and say what is known of the mergers."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

import qnmine.data
from qnmine.data import build_places
from qnmine.data.build_places import Link, Unit
from qnmine.text.normalize import normalize

PLACES = Path(qnmine.data.__file__).parent / "places"


def table(name: str) -> list[dict[str, str]]:
    with (PLACES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BEFORE = {row["code"]: row for row in table("before.csv")}
SINCE = {row["code"]: row for row in table("since.csv")}
COUNTRIES = {row["code"]: row for row in table("countries.csv")}


def full(row: dict[str, str]) -> str:
    return f"{row['kind']} {row['name']}"


def test_both_states_are_complete() -> None:
    assert Counter(map(len, BEFORE)) == {2: 63, 3: 696, 5: 10_035}
    assert Counter(map(len, SINCE)) == {2: 34, 5: 3_321}
    assert Counter(row["kind"] for code, row in SINCE.items() if len(code) == 5) == {
        "xã": 2_621, "phường": 687, "đặc khu": 13,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["before.csv", "since.csv", "countries.csv"])
def test_codes_are_unique_text_of_one_width(name: str) -> None:
    rows = table(name)
    assert len({row["code"] for row in rows}) == len(rows)
    allowed = str.isalpha if name == "countries.csv" else str.isdigit
    assert all(allowed(row["code"]) and row["code"] == row["code"].upper() for row in rows)


@pytest.mark.parametrize("rows", [BEFORE, SINCE], ids=["before", "since"])
def test_every_unit_lies_in_the_next_larger_one(rows: dict[str, dict[str, str]]) -> None:
    width = {2: 0, 3: 2, 5: 3 if rows is BEFORE else 2}
    assert not [code for code, row in rows.items() if len(row["within"]) != width[len(code)]]
    assert not [row for row in rows.values() if row["within"] and row["within"] not in rows]


def test_every_unit_has_successors_and_every_unit_of_today_was_made_of_some() -> None:
    found = {code: row["successors"].split() for code, row in BEFORE.items()}
    assert all(found.values())
    assert {code for codes in found.values() for code in codes} == SINCE.keys()
    assert not [c for c, codes in found.items() if len(c) == 2 and [len(s) for s in codes] != [2]]
    assert not [c for c, codes in found.items() if len(c) != 2 and {len(s) for s in codes} != {5}]


def test_a_unit_and_its_successors_lie_in_one_new_province() -> None:
    for code, row in BEFORE.items():
        province = (
            code if len(code) == 2 else row["within"] if len(code) == 3 else BEFORE[row["within"]]["within"]
        )
        (new,) = BEFORE[province]["successors"].split()
        assert {SINCE[s]["within"] or s for s in row["successors"].split()} == {new}, row


def test_relations_agree_with_successors() -> None:
    made_of = Counter(
        successor for code, row in BEFORE.items() if len(code) == 5 for successor in row["successors"].split()
    )
    for code, row in BEFORE.items():
        first, *others = row["successors"].split()
        assert (row["relation"] == "split") == bool(others)
        if row["relation"] == "same":
            assert (first, full(SINCE[first])) == (code, full(row))
        elif row["relation"] == "renamed":
            assert full(SINCE[first]) != full(row)
        if len(code) == 5 and not others:
            assert (row["relation"] == "merged") == (made_of[first] > 1)


def test_names_are_in_the_form_of_all_data() -> None:
    for row in [*BEFORE.values(), *SINCE.values(), *COUNTRIES.values()]:
        name = row["name"]
        assert normalize(name).text == name == " ".join(name.split())
        assert name[0].isupper() or name[0].isdigit()


PROVINCES = [
    ("Bắc Giang", "merged", "tỉnh Bắc Ninh"), ("Bắc Ninh", "merged", "tỉnh Bắc Ninh"),
    ("Quảng Ninh", "same", "tỉnh Quảng Ninh"), ("Hà Nội", "same", "thành phố Hà Nội"),
    ("Huế", "same", "thành phố Huế"), ("Quảng Nam", "merged", "thành phố Đà Nẵng"),
    ("Bình Dương", "merged", "thành phố Hồ Chí Minh"), ("Kiên Giang", "merged", "tỉnh An Giang"),
    ("Bắc Kạn", "merged", "tỉnh Thái Nguyên"), ("Hà Giang", "merged", "tỉnh Tuyên Quang"),
    ("Yên Bái", "merged", "tỉnh Lào Cai"), ("Bình Phước", "merged", "tỉnh Đồng Nai"),
    ("Long An", "merged", "tỉnh Tây Ninh"), ("Bình Định", "merged", "tỉnh Gia Lai"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "relation", "today"), PROVINCES)
def test_provinces(name: str, relation: str, today: str) -> None:
    (row,) = [row for code, row in BEFORE.items() if len(code) == 2 and row["name"] == name]
    assert (row["relation"], full(SINCE[row["successors"]])) == (relation, today)


UNITS = [
    ("198", "huyện Bình Liêu", "split", "xã Bình Liêu, xã Hoành Mô, xã Lục Hồn, xã Tiên Yên"),
    ("755", "huyện Côn Đảo", "renamed", "đặc khu Côn Đảo"),
    ("317", "huyện Cát Hải", "renamed", "đặc khu Cát Hải"),
    ("00022", "phường Đội Cấn", "split", "phường Ngọc Hà, phường Ba Đình"),
    ("26740", "phường Bến Nghé", "merged", "phường Sài Gòn"),
    ("27676", "xã Thạnh An", "same", "xã Thạnh An"),
]


@pytest.mark.parametrize(("code", "name", "relation", "today"), UNITS)
def test_units(code: str, name: str, relation: str, today: str) -> None:
    row = BEFORE[code]
    successors = ", ".join(full(SINCE[successor]) for successor in row["successors"].split())
    assert (full(row), row["relation"], successors) == (name, relation, today)


def test_namesakes_in_other_towns_did_not_become_one_ward() -> None:
    # the source leads every `Phường 4` of the new Đồng Tháp into the ward of the city Cao Lãnh
    leading = [row for row in BEFORE.values() if "29869" in row["successors"].split()]
    assert full(SINCE["29869"]) == "phường Cao Lãnh"
    assert {BEFORE[row["within"]]["name"] for row in leading if len(row["code"]) == 5} == {"Cao Lãnh"}


def test_unassigned_and_shared_codes_name_no_country() -> None:
    assert not COUNTRIES.keys() & {"EU", "UN", "ZZ", "XA", "XB", "QO", "EZ", "AC", "IC"}
    assert {"VN", "US", "GB", "KR", "KP", "TW", "PS", "VA", "XK"} <= COUNTRIES.keys()
    assert len(COUNTRIES) == 250


def test_spellings_are_of_known_units_and_stand_once() -> None:
    rows = table("spellings.csv")
    pairs = [(row["code"], row["spelling"]) for row in rows]
    assert pairs == sorted(set(pairs))
    assert {code for code, _ in pairs} <= BEFORE.keys() | COUNTRIES.keys()
    assert {row["kind"] for row in rows} <= {"", "tỉnh"}


def test_of_communes_of_one_name_that_of_the_right_district_stays() -> None:
    before = {
        "00001": Unit("00001", "phường", "4", "100"), "00002": Unit("00002", "phường", "6", "100"),
        "00003": Unit("00003", "phường", "4", "200"),
    }  # fmt: skip
    own = [Link("00001", "09001", part=False), Link("00002", "09001", part=False)]
    assert build_places.without_namesakes([*own, Link("00003", "09001", part=True)], before) == own


def _package(folder: Path, provinces: dict[str, list[str]]) -> None:
    data = folder / "vietnamadminunits" / "data"
    data.mkdir(parents=True)
    connection = sqlite3.connect(data / "dataset.db")
    columns = (
        "province, provinceCode, provinceKey, district, districtCode, districtKey, ward, wardCode, wardKey"
    )
    connection.execute(f"CREATE TABLE admin_units_legacy ({columns})")
    connection.execute(
        "CREATE TABLE admin_units (province, provinceCode, provinceKey, ward, wardCode, wardKey)"
    )
    connection.executemany(
        "INSERT INTO admin_units_legacy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            ("Tỉnh A", "01", "a", "Huyện  Đại áng", "001", "b", "Xã Hoà", "00001", "c"),
            ("Tỉnh A", "01", "a", "Huyện  Đại áng", "001", "b", "Xã D", "00002", "d"),
            ("Tỉnh A", "01", "a", "Huyện Đảo", "002", "e", None, None, None),
        ],
    )
    connection.executemany(
        "INSERT INTO admin_units VALUES (?, ?, ?, ?, ?, ?)",
        [("Tỉnh A", "01", "a", "Phường M", "00001", "m"), ("Tỉnh A", "01", "a", "Đặc khu Đảo", "00003", "n")],
    )
    connection.commit()
    connection.close()
    mapping = {
        "DICT_PROVINCE": provinces,
        "DICT_PROVINCE_WARD_NO_DIVIDED": {"a": {"m": ["a_b_c"], "n": ["a_e_"]}},
        "DICT_PROVINCE_WARD_DIVIDED": {
            "a": {
                "a_b_d": [
                    {"newWardKey": "n", "isDefaultNewWard": False},
                    {"newWardKey": "m", "isDefaultNewWard": True},
                ]
            }
        },
    }
    (data / "converter_2025.json").write_text(json.dumps(mapping), encoding="utf-8")


def test_the_tables_are_built_from_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_places, "PLACES", tmp_path)
    _package(tmp_path, {"a": ["a"]})
    build_places.main(["units", str(tmp_path)])
    assert (tmp_path / "before.csv").read_text("utf-8").splitlines() == [
        "code,kind,name,within,relation,successors",
        "01,tỉnh,A,,same,01",
        "001,huyện,Đại Áng,01,split,00001 00003",
        "002,huyện,Đảo,01,merged,00003",
        "00001,xã,Hòa,001,merged,00001",
        "00002,xã,D,001,split,00001 00003",
    ]
    assert (tmp_path / "since.csv").read_text("utf-8").splitlines()[1:] == [
        "01,tỉnh,A,", "00001,phường,M,01", "00003,đặc khu,Đảo,01",
    ]  # fmt: skip


def test_a_unit_that_leads_nowhere_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_places, "PLACES", tmp_path)
    _package(tmp_path, {"a": []})
    with pytest.raises(SystemExit) as raised:
        build_places.main(["units", str(tmp_path)])
    assert raised.value.code == 1
    assert "without a successor: 01" in capsys.readouterr().err
    assert not (tmp_path / "before.csv").exists()


@pytest.mark.parametrize("package", ["missing.whl", "."])
def test_a_wrong_package_is_one_clear_line(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as raised:
        build_places.main(["units", package])
    message = capsys.readouterr().err
    assert (raised.value.code, message.count("\n")) == (1, 1)
    assert f"{package}: " in message
