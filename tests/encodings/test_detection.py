"""Finding out encodings: right on Vietnamese, silent on everything else."""

from __future__ import annotations

import codecs
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.encodings import detect_encoding
from qnmine.encodings.advice import percent
from qnmine.encodings.detection import SAMPLE
from tests.encodings.texts import ENCODERS, articles, in_tcvn3


@cache
def _pieces(letters: int) -> list[str]:
    """Return pieces of so many letters of the articles: as they are, in capitals, with CRLF and so on."""
    pieces = []
    for text in articles():
        for start in range(0, len(text) - letters, letters * 3 // 2):
            piece = text[start : start + letters]
            pieces += [
                piece,
                piece.upper(),
                piece.replace("\n", "\r\n"),
                f"id,title\n1,Breaking news 2024: {piece}",
            ]
    return pieces


@pytest.mark.parametrize("encoding", ENCODERS)
def test_at_least_99_percent_right_from_200_letters_on(encoding: str) -> None:
    pieces = _pieces(200)
    found = [detect_encoding(ENCODERS[encoding](piece)).encoding for piece in pieces]
    assert len(pieces) > 200
    assert found.count(encoding) >= 0.99 * len(pieces)


@pytest.mark.parametrize("encoding", ENCODERS)
def test_short_texts_are_right_or_left_untold(encoding: str) -> None:
    found = [detect_encoding(ENCODERS[encoding](piece)).encoding for piece in _pieces(40)]
    assert found.count(encoding) >= 0.85 * len(found)
    assert len(found) - found.count(encoding) - found.count(None) <= 0.005 * len(found)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        (b"Only ASCII, 100 %.\r\n", "utf-8"),
        (b"NUL \0 in \0 ASCII", "utf-8"),
        ("Tỉnh".encode(), "utf-8"),
        ("Tỉnh".encode()[:-1], "utf-8"),  # cut off within a letter
        (codecs.BOM_UTF8 + b"\xff", "utf-8"),
        (codecs.BOM_UTF16_LE + b"a\0", "utf-16-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("Hello, world".encode("utf-16-be"), "utf-16-be"),
        ("“Hello”, he said – and left…".encode("cp1252"), "cp1252"),
        ("tỉnh Quảng Ninh, ÁO ẤM Ý KIẾN ĐẦU TƯ ÚC, ĐẠI HỘI ĐẢNG".encode("tcvn5712"), "tcvn5712"),
    ],
)
def test_certain_cases(data: bytes, encoding: str) -> None:
    assert detect_encoding(data).encoding == encoding


OTHERS = {
    "French": (
        "Les élèves étaient déjà là où l'été à l'école est né, même très âgés, près du château; ça va?",
        "cp1252",
    ),
    "German": (
        "Die Straßen über den Flüssen gehören schönen Mädchen, größer als früher, während Bären öfter kämen",
        "latin-1",
    ),
    "Portuguese": (
        "Não há ação política sem opinião; você só põe pão à mesa, irmão. Avó, avô, três lições",
        "latin-1",
    ),
    "Spanish": (
        "El niño soñó que mañana él también vendría según dijo la señora; ¿cómo está usted? ¡Adiós!",
        "latin-1",
    ),
    "Czech": ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl děčínský občan", "cp1250"),
    "Turkish": ("Çok güzel bir gün, öğrenciler şimdi ıspanak yiyor, İstanbul'da", "cp1254"),
    "Russian": ("Сегодня хорошая погода, и мы идём гулять в парк", "cp1251"),
    "Greek": ("Η γρήγορη καφέ αλεπού πηδάει πάνω από το σκυλί", "cp1253"),
    "Chinese": ("今天天气很好，我们去公园散步。越南语言的文字处理", "gb18030"),
    "Chinese (Big5)": ("今天天氣很好，我們去公園散步。", "big5"),
    "Japanese": ("今日は天気がいいので、公園を散歩します。", "shift_jis"),
    "Japanese (EUC)": ("今日は天気がいいので、公園を散歩します。", "euc-jp"),
    "Korean": ("오늘은 날씨가 좋아서 공원에 갑니다", "euc-kr"),
    "Thai": ("วันนี้อากาศดีมาก เราไปเดินเล่นที่สวนสาธารณะ", "cp874"),
}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("times", [1, 30])
def test_other_languages_are_not_claimed(language: str, times: int) -> None:
    text, encoding = OTHERS[language]
    assert detect_encoding("\n".join([text] * times).encode(encoding)).encoding is None


def test_noise_is_not_claimed() -> None:
    noise = random.Random(7)
    found = [detect_encoding(noise.randbytes(noise.randrange(20, 3000))).encoding for _ in range(300)]
    assert set(found) == {None}


def test_english_in_between() -> None:
    english = "The quick brown fox jumps over the lazy dog, the café is closed. " * 5
    text = f"{english}\n{articles()[0][:300]}\n{english}"
    for encoding in ("tcvn3", "vni", "viscii", "cp1258"):
        assert detect_encoding(ENCODERS[encoding](text)).encoding == encoding


def test_what_begins_in_ascii_is_looked_at_further_on() -> None:
    data = b"x" * (3 * SAMPLE) + b"\n" + in_tcvn3(articles()[0][:300])
    assert detect_encoding(data).encoding == "tcvn3"


@pytest.mark.parametrize("first", [True, False])
def test_two_encodings_in_one_text(first: bool) -> None:
    parts = [articles()[0].encode(), in_tcvn3(articles()[1])]
    found = detect_encoding(b"\n".join(parts if first else parts[::-1]))
    assert found.encoding == "utf-8"
    assert found.certainty < 1
    assert found.candidates[1][0] == "tcvn3"


def test_words_that_are_signs_in_another_encoding_count_against_it() -> None:
    text = "Trofeo Ciudad de Vigo\nVô địch (1): 2001\nVề nhì (1): 1977"
    assert detect_encoding(ENCODERS["tcvn3"](text)).encoding == "tcvn3"


def test_candidates_come_with_their_certainty() -> None:
    found = detect_encoding(b"Qu\xb6ng Ninh")
    assert found.encoding is None
    assert found.candidates[0] == ("tcvn3", found.certainty)
    assert 0.3 < found.certainty < 0.8


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    found = detect_encoding(data)
    assert 0 <= found.certainty <= 1
    assert found.encoding is None or data.decode(found.encoding, "replace") is not None


def test_only_what_is_certain_is_100_percent() -> None:
    assert [percent(share) for share in (1.0, 0.9999, 0.29, 0.0)] == ["100 %", "99 %", "29 %", "0 %"]
