"""The tables of character sets, against facts from elsewhere, and both ways for every letter."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.encodings import encode_cp1258
from qnmine.encodings.tables import ALIASES, character_set
from tests.encodings.texts import LETTERS, SMALL

WHOLE = ("vni", "viscii", "tcvn5712")

# As published: the sentence of all tones, and lists of letters, in each set, shown as Latin-1.
PUBLISHED = {
    "tcvn3": [
        ("Quảng Ninh, thành phố Hạ Long", "Qu¶ng Ninh, thµnh phè H¹ Long"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        ("Độc lập - Tự do - Hạnh phúc", "§éc lËp - Tù do - H¹nh phóc"),
        ("ăâđêôơư ĂÂĐÊÔƠƯ", "¨©®ª«¬\xad ¡¢§£¤¥¦"),
        ("àảãáạ ằẳẵắặ ầẩẫấậ", "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË"),
        ("èẻẽéẹ ềểễếệ ìỉĩíị", "ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ"),
        ("òỏõóọ ồổỗốộ ờởỡớợ", "ßáâãä åæçèé êëìíî"),
        ("ùủũúụ ừửữứự ỳỷỹýỵ", "ïñòóô õö÷øù úûüýþ"),
    ],
    "vni": [
        ("Quảng Ninh, thành phố Hạ Long", "Quaûng Ninh, thaønh phoá Haï Long"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
        ("Độc lập - Tự do - Hạnh phúc", "Ñoäc laäp - Töï do - Haïnh phuùc"),
        ("ăâđêôơư ĂÂĐÊÔƠƯ", "aêaâñeâoâôö AÊAÂÑEÂOÂÔÖ"),
        ("ắằẳẵặ ấầẩẫậ", "aéaèaúaüaë aáaàaåaãaä"),
        ("íìỉĩị ýỳỷỹỵ ớờởỡợ ứừửữự", "íìæóò yùyøyûyõî ôùôøôûôõôï öùöøöûöõöï"),
        ("Ẫ Ặ Ữ Ỵ Ỉ", "AÃ AË ÖÕ Î Æ"),
    ],
    "viscii": [
        ("Quảng Ninh, thành phố Hạ Long", "Quäng Ninh, thành ph¯ HÕ Long"),
        ("Độc lập - Tự do - Hạnh phúc", "Ðµc l§p - Tñ do - HÕnh phúc"),
        ("Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ", "\x02 \x05 \x06 \x14 \x19 \x1e"),
        ("Ạ Ắ Ằ Ặ Ấ Ầ Õ ắ Ữ", "\x80 \x81 \x82 \x83 \x84 \x85 \xa0 ¡ ÿ"),
    ],
    "tcvn5712": [
        ("Ú Ụ Ừ Ử Ữ Ứ Ự Ỳ Ỷ Ỹ Ý Ỵ", "\x01 \x02 \x04 \x05 \x06 \x11 \x12 \x13 \x14 \x15 \x16 \x17"),
        ("À Ả Ã Á Ạ", "\x80 \x81 \x82 \x83 \x84"),
        ("tỉnh Quảng Ninh", "tØnh Qu¶ng Ninh"),
    ],
}


@pytest.mark.parametrize(
    ("name", "text", "bytes_"), [(n, *pair) for n, pairs in PUBLISHED.items() for pair in pairs]
)
def test_published_examples(name: str, text: str, bytes_: str) -> None:
    assert text.encode(name) == bytes_.encode("latin-1")
    assert bytes_.encode("latin-1").decode(name) == text


def test_there_are_134_letters() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("name", WHOLE)
def test_every_letter_comes_back(name: str) -> None:
    for letter in LETTERS:
        assert letter.encode(name).decode(name) == letter
        assert f"ng{letter}o".encode(name).decode(name) == f"ng{letter}o"
        assert unicodedata.normalize("NFD", letter).encode(name) == letter.encode(name)


def test_tcvn3_has_small_letters_and_seven_capitals() -> None:
    assert [letter for letter in SMALL if letter.encode("tcvn3").decode("tcvn3") != letter] == []
    capitals = []
    for letter in LETTERS[len(SMALL) :]:
        try:
            capitals.append(letter.encode("tcvn3").decode("tcvn3"))
        except UnicodeEncodeError:
            continue
    assert "".join(capitals) == "ĂÂÊÔƠƯĐ"


def test_windows_1258_for_every_letter() -> None:
    for letter in LETTERS:
        assert unicodedata.normalize("NFC", encode_cp1258(letter).decode("cp1258")) == letter
    with pytest.raises(UnicodeEncodeError):
        encode_cp1258("ệ語")


@pytest.mark.parametrize(("name", "other"), [("viscii", "VISCII"), ("tcvn5712", "TCVN5712-1")])
def test_the_c_library_agrees(name: str, other: str) -> None:
    iconv = shutil.which("iconv")
    if iconv is None or other not in subprocess.run([iconv, "-l"], capture_output=True, text=True).stdout:
        pytest.skip("no iconv with this encoding")
    letters = "\n".join(LETTERS).encode()
    theirs = subprocess.run(
        [iconv, "-f", "utf-8", "-t", other], input=letters, capture_output=True, check=True
    )
    assert theirs.stdout.decode(name).split("\n") == LETTERS
    data = b"\n".join(bytes([byte]) for byte in range(256) if character_set(name).letters[byte].isalpha())
    back = subprocess.run([iconv, "-f", other, "-t", "utf-8"], input=data, capture_output=True, check=True)
    assert back.stdout.decode() == data.decode(name)


@pytest.mark.parametrize("alias", [*ALIASES, "TCVN3", "ABC", "VNI-Windows", "TCVN5712-1", "Viscii"])
def test_names(alias: str) -> None:
    assert b"Ninh".decode(alias) == "Ninh"


@pytest.mark.parametrize(("name", "data", "place"), [("tcvn3", b"ab\x81", 2), ("vni", b"a\xf9\x9dx", 2)])
def test_bytes_that_mean_nothing(name: str, data: bytes, place: int) -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        data.decode(name)
    assert caught.value.start == place
    assert "\ufffd" in data.decode(name, "replace")


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii"])
def test_letters_that_are_not_there(name: str) -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        "ab語".encode(name)
    assert caught.value.start == 2
    assert "ab語".encode(name, "replace") == b"ab?"


def test_vni_as_it_was_typed() -> None:
    assert "Aùo AÙO".encode("latin-1").decode("vni") == "Áo ÁO"
    assert b"caf\xe9 \xf8 \x93Ha\xef\x94".decode("vni") == "café ø “Hạ”"


@given(
    text=st.text(st.sampled_from([*LETTERS, *"abAo .,\n1"])),
    name=st.sampled_from(WHOLE),
    size=st.integers(1, 7),
)
def test_any_vietnamese_text_comes_back(text: str, name: str, size: int) -> None:
    data = text.encode(name)
    assert data.decode(name) == text
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=name, newline="")
    stream._CHUNK_SIZE = size  # type: ignore[attr-defined]
    assert stream.read() == text


@given(data=st.binary(max_size=60), name=st.sampled_from(["tcvn3", "vni", "viscii", "tcvn5712"]))
def test_any_bytes_decode_or_tell_their_place(data: bytes, name: str) -> None:
    undefined = [place for place, byte in enumerate(data) if character_set(name).letters[byte] == "\ufffe"]
    if undefined:
        with pytest.raises(UnicodeDecodeError) as caught:
            data.decode(name)
        assert caught.value.start == undefined[0]
    data.decode(name, "surrogateescape").encode(name, "surrogateescape")
