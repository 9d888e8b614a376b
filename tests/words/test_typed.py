"""Tokens that are told by rule: what stays whole, what is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from qnmine.words.typed import Kind, typed_tokens
from tests.strategies import any_text

WHOLE = {
    Kind.NUMBER: (
        "28.000", "1.234.567,89", "97,15%", "8,5%", "25/6/2024", "23-3", "30-4-1975", "14:30",
        "1.452/1.452",
        "2023-2025", "1.500-2.000", "30°C", "½", "2½", "¼", "Ⅳ", "24/7", "3,5x4", "2–0", "37ºC", "1️⃣",
    ),
    Kind.CODE: (
        "57-NQ/TW", "123/2020/NĐ-CP", "01/QĐ-UBND", "1505/QĐ-TTg", "4G", "F-16", "A5", "H5N1",
        "COVID-19", "U23",
        "43H-0530", "14h30", "7h", "m2", "km²", "m³", "q.1", "SARS-CoV-2", "2tr5", "1m75", "2kg5",
        "14h30p", "24/24h", "A/H5N1", "Q3/2024", "I/2024", "VN30-Index", "A350-900", "CO₂", "20-Dec",
        "C++", "Covid-19", "03/L-CTN",
    ),
    Kind.LINK: (
        "https://baoquangninh.vn/kinh-te?id=1", "www.quangninh.gov.vn", "toasoan@baoquangninh.vn",
        "baoquangninh.vn",
        "VnExpress.net", "#QuảngNinh", "@quang_ninh",
    ),
    Kind.ABBREVIATION: ("TP.HCM", "T.Ư", "U.S.", "V.H.", "PGS.TS", "ThS.BS", "v.v.", "v.v...", "Th.S", "Đ/c",
        "T/M"),
    Kind.LETTERS: (
        "R&D", "H'Mông", "D’or", "GD-ĐT", "Wai-kru", "knock-out", "Xtốc-khôm", "In-đô-nê-xi-a",
        "Lung-nan", "Đaị",
        "x\u0300a", "nghiêng", "Jean-Paul", "vắc-xin", "ô-tô", "ki-lô-mét", "Israel-Hamas",
    ),
    Kind.SIGN: ("...", "…", "!!!", "?!", "--", ":)", "👨\u200d👩\u200d👧", "🇻🇳", "“", "%", "LBKT", "RBKT"),
}  # fmt: skip

# A stretch before a space -> its tokens.
CUT = {
    "tế-xã": "tế - xã", "Nội-Hải": "Nội - Hải", "ông-bà": "ông - bà", "8,94ha": "8,94 ha",
    "100m2": "100 m2",
    "28.000đ": "28.000 đ",
    "500k": "500 k", "km/h": "km / h", "(PCI)": "( PCI )", "TP.Hồ": "TP. Hồ", "tp.Hạ": "tp. Hạ",
    "12.": "12 .",
    "PGS.TS.Nguyễn": "PGS.TS. Nguyễn", "(25/6/2024).": "( 25/6/2024 ) .",
    "https://a.vn/b).": "https://a.vn/b ) .",
    "-5°C": "- 5°C", "[1]": "[ 1 ]", "nói:": "nói :", "\"Xin": "\" Xin", "tỷ/năm": "tỷ / năm",
    "2024-Trung": "2024 - Trung", "2025-Nam": "2025 - Nam", "1/Trong": "1 / Trong", "Vinh.2": "Vinh . 2",
    "trang.10": "trang . 10", "Nam-Singapore": "Nam - Singapore", "Nga-Ukraine": "Nga - Ukraine",
    "ASEAN-Trung": "ASEAN - Trung", "xanh-sạch-đẹp": "xanh - sạch - đẹp", "100USD": "100 USD",
    "USD100": "USD 100",
    "USD1.000.000đ": "USD 1.000.000 đ", "(mục1:)": "( mục 1 : )", "a;)": "a ; )", "B.”": "B . ”",
    "https://a.vn,theo": "https://a.vn , theo", "====": "====", "K.": "K.", "Th.": "Th.",
    "UBND.": "UBND .", "chào!!!": "chào !!!", "Nam.": "Nam .",
}  # fmt: skip

# The same at the end of a sentence: a stop there is a full stop.
AT_END = {"K.": "K .", "TP.": "TP .", "v.v.": "v.v.", "U.S.": "U.S.", "N.T.H.": "N.T.H.", "A5.": "A5 ."}


def forms(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in typed_tokens(text)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WHOLE.items() for text in texts])
@pytest.mark.parametrize("behind", ["", " "])
def test_whole(kind: Kind, text: str, behind: str) -> None:
    assert list(typed_tokens(text + behind)) == [(0, len(text), kind)]


@pytest.mark.parametrize(("text", "expected"), CUT.items())
def test_cut(text: str, expected: str) -> None:
    assert " ".join(forms(text + " ")) == expected


@pytest.mark.parametrize(("text", "expected"), AT_END.items())
def test_at_the_end_of_a_sentence(text: str, expected: str) -> None:
    assert " ".join(forms(text)) == expected


@given(any_text())
def test_every_character_is_in_one_token(text: str) -> None:
    for chunk in text.split():
        spans = [(start, end) for start, end, _ in typed_tokens(chunk)]
        assert spans[0][0] == 0
        assert spans[-1][1] == len(chunk)
        assert all(end == start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "-",
        "a-",
        "1.",
        "A.",
        "@",
        "#",
        "\u0300",
        "ế-",
        "http://",
        "a.",
        "((",
        "=",
        "1A",
        "A1",
        "0",
        "A-",
        "1/",
        "1-A",
        "₂",
        "I",
        "h1",
    ],
)
def test_the_time_is_linear(unit: str) -> None:
    assert sum(end - start for start, end, _ in typed_tokens(unit * 20_000)) == len(unit) * 20_000


@pytest.mark.parametrize(
    "text", ["A" + "7" * 20_000 + "b", "1A" * 10_000 + "b", "1-AB" * 5_000 + "ă", "a.b" * 7_000]
)
def test_no_run_is_tried_in_several_ways(text: str) -> None:
    assert sum(end - start for start, end, _ in typed_tokens(text)) == len(text)
