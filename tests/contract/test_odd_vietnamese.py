"""Every command on Vietnamese as people type it: no failure, exact offsets, sensible rows."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import COLUMNS, CORPUS_COMMANDS, WITH_OFFSETS, qnmine

if TYPE_CHECKING:
    from pathlib import Path

ODD = {
    "no diacritics": "Thu tuong Pham Minh Chinh tham Quang Ninh ngay 25 thang 6 nam 2024, trao 2 ty dong.",
    "teencode": "hôm nay ko đi dc đâu j cả, mik vs bn z nha :)) =]] :v ^^ <3 T_T xD 8-)",
    "repeated letters": "đẹppppp quáaaaa trờiiiii ơiiiii!!!!!!! hahahahahahaha",
    "old spelling": "Việt-nam Cộng-hòa, xã-hội chủ-nghĩa, Đông-Dương tạp-chí; Hà-nội, Sài-Gòn năm 1945.",
    "eth": "Ðảng Cộng sản Ðông-Dương, ÐHQG, HÐND tỉnh Ðồng Nai, đường Guðmundsson, Ð. ð",
    "i and y": "Mỹ, Mĩ; qui định, quy định; lý luận, lí luận; hoà bình, hòa bình; thuỷ điện, thủy điện",
    "capitals": "CHỦ TỊCH UBND TỈNH QUẢNG NINH PHẠM VĂN THỂ THĂM TP. HẠ LONG NGÀY 25/6/2024, TRAO 2 TỶ ĐỒNG",
    "camel case": "QuảngNinh HạLong VịnhHạLong,đẹplắm.Tôiđi thăm UBNDTỉnh",
    "no spaces": "quảngninhhạlongngày25tháng6năm2024trao2tỷđồngchohộnghèo",
    "recognised": "0ng Phạm Văn Thê’ th ăm Hạ L0ng ngày 2S/6/2O24. Qu~ang Nính; tó'i l|nh đ~ạo",
    "VIQR and VNI": "To^i ye^u Vie^.t Nam, ddu+o+`ng; Toâi yeâu Vieät Nam; T«i yªu ViÖt Nam",
    "emoji": "Hạ Long 🥰🥰🥰đẹp❤️‍🔥quá👨‍👩‍👧‍👦 🇻🇳🇻🇳 25/6🎉 2 tỷ💰",
    "accounts": "#QuảngNinh #halong_bay @nguyen.van.a https://vnexpress.net/a-b?c=1&d=2 www.abc.vn fb.com/x",
    "prices": "ship 20k, 150K/kg, 2tr5 - 3tr, sđt 0912.345.678, 1tỷ2, 30/4-1/5, 7h30-9h",
    "labels": "1.Mở đầu2.Nội dung a)Phần b)Phần Điều5.Khoản2 P.12,Q.Gò Vấp,TP.HCM",
    "stops": '...ờ..thì..mà…? Đi!Đi đâu?Đi…??!! "Ừ".Tôi đi',
}


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_rows_with_exact_offsets(command: str, tmp_path: Path) -> None:
    forms = {
        f"{name} {form}": unicodedata.normalize(form, text)
        for name, text in ODD.items()
        for form in ("NFC", "NFD")
    }
    for name, text in forms.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], tmp_path)
    assert result.code == 0, result.err
    assert [line for line in result.errors if "without a year" not in line] == []
    assert result.header == COLUMNS[command]
    if command in WITH_OFFSETS:
        assert result.rows
        for row in result.rows:
            text = forms[row["doc"].removesuffix(".txt")]
            assert text[int(row["start"]) : int(row["end"])] == row["text"]


def words(text: str, *options: str) -> list[str]:
    return [row["word"] for row in qnmine("tokenize", "--text", text, "--columns", "word", *options).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vui :v ^^ =]] :'( @@ -_- =))))", "vui|:v|^^|=]]|:'(|@@|-_-|=))))"),
        ("vui:)) nhé", "vui|:))|nhé"),
        ("(a: b) tỷ số 2:1 x=3", "(|a|:|b|)|tỷ số|2:1|x|=|3"),
        ("xã-hội chủ-nghĩa, quan-hệ", "xã-hội|chủ-nghĩa|,|quan-hệ"),
        ("Việt-Nam, Việt-nam", "Việt-Nam|,|Việt-nam"),
        ("kinh tế-xã hội", "kinh tế|-|xã hội"),
        ("Hà Nội-Hải Phòng", "Hà Nội|-|Hải Phòng"),
        ("@nguyen.van.a hỏi @lan.", "@nguyen.van.a|hỏi|@lan|."),
        ("đẹppppp quáaaaa", "đẹppppp|quáaaaa"),
        ("ko dc j", "ko|dc|j"),
        ("Ðảng, HÐND", "Đảng|,|HĐND"),
        ("Guðmundsson", "Guðmundsson"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


def test_letters_that_look_like_d_with_stroke_are_found_and_counted_as_it() -> None:
    text = "Ðảng và Đảng"
    assert [row["text"] for row in qnmine("concordance", "Đảng", "--text", text).rows] == ["Ðảng", "Đảng"]
    assert [row["text"] for row in qnmine("concordance", "Ðảng", "--text", text).rows] == ["Ðảng", "Đảng"]
    (row,) = qnmine("keywords", "--text", text).rows
    assert (row["term"], row["count"]) == ("Đảng", "2")
    assert qnmine("normalize", "--text", text).text == "Đảng và Đảng"
    assert qnmine("normalize", "--text", text, "--tone-style", "keep").text == text


def test_numbers_and_dates_without_diacritics() -> None:
    text = ODD["no diacritics"]
    numbers = qnmine("numbers", "--text", text, "--no-diacritics").rows
    assert [(row["text"], row["value"], row["unit"]) for row in numbers] == [
        ("2 ty dong", "2000000000", "VND")
    ]
    dates = qnmine("dates", "--text", text, "--no-diacritics").rows
    assert [(row["text"], row["value"]) for row in dates] == [("ngay 25 thang 6 nam 2024", "2024-06-25")]


@pytest.mark.parametrize(
    ("listed", "options", "left"),
    [
        ("hoà bình", (), ["của", "cửa", "cua"]),
        (unicodedata.normalize("NFD", "hoà bình\ncủa"), (), ["cửa", "cua"]),
        ("của", ("--fold-stopwords",), ["hòa bình", "cửa"]),
        ("cua", (), ["hòa bình", "của", "cửa"]),
        ("cua", ("--fold-stopwords",), ["hòa bình"]),
        ("cua\nhòa bình", ("--fold-stopwords",), ["của", "cửa"]),
        ("hoa binh", ("--fold-stopwords",), ["của", "cửa", "cua"]),
    ],
)
def test_stop_words_typed_otherwise(
    listed: str, options: tuple[str, ...], left: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "stop.txt"
    path.write_text(listed, encoding="utf-8")
    text = "Hòa bình. Của. Cửa. Cua."
    for command in ("keywords", "dispersion"):
        result = qnmine(command, "--text", text, "--no-stopwords", "--stopwords", path, *options)
        assert {row["term"].lower() for row in result.rows} == set(left)


@pytest.mark.parametrize("written", ["Hoà Bình", unicodedata.normalize("NFD", "Hòa Bình")])
def test_lists_match_in_any_tone_style_and_form(written: str, tmp_path: Path) -> None:
    own, corrections = tmp_path / "words.txt", tmp_path / "corrections.csv"
    own.write_text(f"thăm {written}", encoding="utf-8")
    corrections.write_text(f"action,text,type,name,doc\nadd,{written},ORG,,\n", encoding="utf-8")
    text = "Ông ấy thăm Hòa Bình."
    assert "thăm Hòa Bình" in words(text, "--words", str(own))
    rows = qnmine("entities", "--mentions", "--text", text, "--corrections", corrections).rows
    assert ("Hòa Bình", "ORG") in {(row["text"], row["type"]) for row in rows}
