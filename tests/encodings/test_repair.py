"""Text that went wrong on its way to Unicode: fonts, old encodings, mojibake; and text that did not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.encodings import Trouble, convert_font, font_encoding, model, recognise, repair
from qnmine.encodings.capitals import restore_capitals
from tests.encodings.test_detection import OTHERS
from tests.encodings.texts import LETTERS, articles, in_tcvn3, misread


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3"),
        (".VNTIME", "tcvn3"),
        ("'.VnTime', Times, serif", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("vni-times", "vni"),
        ("Times New Roman, .VnTime", None),
        ("Arial", None),
        (".Vn", None),
        ("VNIKE", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("Qu¶ng Ninh", ".VnTime", "Quảng Ninh"),
        ("Qu¶ng Ninh", ".VnTimeH", "QUẢNG NINH"),
        ("Quaûng Ninh", "VNI-Times", "Quảng Ninh"),
        ("Qu¶ng Ninh", "Arial", "Qu¶ng Ninh"),
        ("“H¹ Long” – \x93H¹ Long\x94 \x96", ".VnTime", "“Hạ Long” – “Hạ Long” –"),
        ("Quảng Ninh không đổi", "VNI-Times", "Quảng Ninh không đổi"),
        ("", ".VnTimeH", ""),
    ],
)
def test_text_in_a_font(text: str, font: str, meant: str) -> None:
    assert convert_font(text, font) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QUảNG NINH", "QUẢNG NINH"),
        ("TỉNH QUảNG NINH, Hà NộI", "TỈNH QUẢNG NINH, HÀ NỘI"),
        ("TIN Hà NAM HÔM NAY", "TIN HÀ NAM HÔM NAY"),
        ("Hà Nội, UBND ở Hà Nội", "Hà Nội, UBND ở Hà Nội"),
        ("Bà Vũ Hà ở TP. Hà Nội", "Bà Vũ Hà ở TP. Hà Nội"),
        ("ở UBND xã", "ở UBND xã"),
        ("ủY BAN", "ỦY BAN"),
        ("CHủ TịCH\nHà Nam", "CHỦ TỊCH\nHà Nam"),
        ("là, và, có", "là, và, có"),
        ("", ""),
    ],
)
def test_capitals_that_tcvn3_does_not_have(read: str, meant: str) -> None:
    assert restore_capitals(read) == meant


def test_capitals_of_headlines_come_back() -> None:
    for text in articles():
        headline = text.upper()[:2000]
        words = restore_capitals(in_tcvn3(headline).decode("tcvn3")).split()
        kept = sum(found == meant for found, meant in zip(words, headline.split(), strict=False))
        assert kept > 0.97 * len(headline.split())
        assert restore_capitals(text) == text


_WAYS = [(encoding, through) for encoding in ("tcvn3", "vni", "viscii") for through in ("latin-1", "cp1252")]


@pytest.mark.parametrize(("encoding", "through"), _WAYS)
def test_old_encodings_within_unicode(encoding: str, through: str) -> None:
    for text in articles():
        text = text[:600]
        data = in_tcvn3(text) if encoding == "tcvn3" else text.encode(encoding, "ignore")
        wrong = misread(data, through)
        found = recognise(wrong)
        assert found is not None
        assert found.kind == encoding
        assert found.certainty > 0.99
        assert repair(wrong, found) == restore_capitals(data.decode(encoding))


def test_lines_that_are_right_stay_as_they_are() -> None:
    wrong = "Hải Phòng, toàn quốc\nthµnh phè H¹ Long, tØnh Qu¶ng Ninh\nkhông đổi – café"
    found = recognise(wrong)
    assert found is not None
    assert (
        repair(wrong, found) == "Hải Phòng, toàn quốc\nthành phố Hạ Long, tỉnh Quảng Ninh\nkhông đổi – café"
    )


@pytest.mark.parametrize("through", ["latin-1", "cp1252", "cp1258"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("layers", [1, 2])
def test_mojibake(through: str, form: str, layers: int) -> None:
    for text in articles():
        text = wrong = unicodedata.normalize(form, text)  # type: ignore[arg-type]
        for _ in range(layers):
            wrong = misread(wrong.encode(), through)
        found = recognise(wrong)
        assert found is not None
        assert found.kind == "mojibake"
        assert repair(wrong, found) == text


@given(
    text=st.text(st.sampled_from([*LETTERS, *"abc …“”–\xa0\n"])),
    through=st.sampled_from(["latin-1", "cp1252"]),
)
def test_mojibake_of_any_vietnamese_text_is_repaired_exactly(text: str, through: str) -> None:
    assert repair(misread(text.encode(), through), Trouble("mojibake", 1.0)).replace(
        "\xa0", " "
    ) == text.replace("\xa0", " ")


CLEAN = [
    "toàn quốc hoà bình, khoá học hoàn toàn, loà xoà",
    "Hà Nam và Thanh Hoá",
    "© 2024 Báo Quảng Ninh®, 25 m², 37 °C ± 2, ½ £5, § 3 ¶ 2, 3 × 4 ÷ 2, 10 µm, n° 5, 1ª",
    "©®¶×°µ±²³¹»«§¤¥¦¬",
    "a×b ≤ x²y·z, f·g = h÷k, CO²",
    "«Cá» … «lá» – “Á”",
    "col·lecció, al·lot, l'Hospitalet",
    "naïf, Israël, août, où, maïs, coût, Noël",
    "El niño soñó mañana; la señora, ¡año!",
    "SMÅ, ÅÄÖ, „Ä“, ÖL”",
    "Pokémon GO, Beyoncé, São Paulo, Besançon",
    "Ísland, það, við, ég er með þér á morgun",
    "naiüve",
    "Hà Lan, Pháp, Nga, Áo, Bình, Thành, Thanh Hà, Lê Tám, Björn, Strømsø, Müller, MacÉwan, Ólafur, Sjöberg",
    "Æsir, cliché, déjà vu, façade, café, naïve, coöperation, æon, señor, rôle; Brontë, Noël: col·lecció",
    "ñ",
    "»",
]


@pytest.mark.parametrize("text", [*CLEAN, *(text for text, _ in OTHERS.values()), *articles()])
def test_no_false_alarms(text: str) -> None:
    for one in (text, text.upper(), text.lower(), text * 20, unicodedata.normalize("NFD", text)):
        assert recognise(one) is None


@given(st.text())
def test_any_text(text: str) -> None:
    if (found := recognise(text)) is not None:
        assert isinstance(repair(text, found), str)


def test_names_in_lines_of_unicode_do_not_load_the_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded() -> None:
        raise AssertionError

    monkeypatch.setattr(model, "_syllables", loaded)
    text = "Năm 2004: thủ tướng Slovenia là Janez Janša, người Đức gốc Köln.\n\n== Sinh ==\n" * 3
    assert recognise(text) is None
