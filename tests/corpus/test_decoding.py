"""From bytes to text: encodings, byte-order marks, compression, and files that are neither."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
import random
import unicodedata
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.corpus import open_corpus
from qnmine.corpus.decoding import Lines
from qnmine.errors import UsageError
from tests.corpus.loading import load, load_bytes, write
from tests.encodings.texts import ENCODERS, articles, in_tcvn3

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

zstandard = pytest.importorskip("zstandard")

TEXT = "Quảng Ninh\r\nHạ Long\n"
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "",
        " ",
        "\r\n",
        "a\0b",
        unicodedata.normalize("NFD", TEXT),
        "👩‍👩‍👧\u200b",
        "\ufffd",
        "a\ufeffb",
        "\u0301" * 9,
        "dòng cuối\x85\u2028",
    ],
)
def test_text_is_exactly_as_decoded(text: str) -> None:
    assert load(stdin=text.encode()).texts == [text]
    assert load(stdin=codecs.BOM_UTF8 + text.encode()).texts == [text]


def test_only_one_mark_is_excluded() -> None:
    assert load(stdin=codecs.BOM_UTF8 * 2 + b"x").texts == ["\ufeffx"]


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8-sig", codecs.BOM_UTF8 + TEXT.encode()),
        ("utf8", TEXT.encode()),
        ("utf-16", TEXT.encode("utf-16")),
        ("utf-16", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
        ("utf-16", TEXT.encode("utf-16-le")),
        ("utf-16-be", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
        ("utf-32", codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be")),
        ("auto", TEXT.encode()),
        ("auto", codecs.BOM_UTF8 + TEXT.encode()),
        ("auto", TEXT.encode("utf-16")),
        ("auto", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
        ("auto", TEXT.encode("utf-32")),
        ("AUTO", codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be")),
    ],
)
def test_encodings_and_their_marks(encoding: str, data: bytes) -> None:
    assert load(stdin=data, encoding=encoding).texts == [TEXT]
    lines = load_bytes(data, "lines", encoding=encoding)
    assert lines.pairs == [("-:1", "Quảng Ninh"), ("-:2", "Hạ Long")]
    table = load_bytes(data, "csv", encoding=encoding, text_columns=["Quảng Ninh"])
    assert table.pairs == [("-:1", "Hạ Long")]


def test_windows_1258() -> None:
    data = "Vi\u00ea\u0323t".encode("cp1258")
    (text,) = load(stdin=data, encoding="cp1258").texts
    assert unicodedata.normalize("NFC", text) == "Việt"
    loaded = load(stdin=data)
    assert str(loaded.errors[0]) == (
        "-: is not valid UTF-8 (byte 0xea at offset 2); "
        "it may be Windows-1258 (78 % sure): try --encoding cp1258"
    )


ARTICLE = articles()[0]
LEGACY = ["tcvn3", "vni", "viscii", "cp1258"]


@pytest.mark.parametrize("encoding", LEGACY)
def test_an_old_encoding_is_named_or_found_out(encoding: str) -> None:
    data = ENCODERS[encoding](ARTICLE)
    meant = data.decode(encoding)
    assert load(stdin=data, encoding=encoding).texts == [meant]
    found = load(stdin=data, encoding="auto")
    assert found.texts == [meant]
    origin = found.documents[0].origin
    assert origin is not None
    assert origin.encoding == encoding
    assert origin.certainty is not None
    assert origin.certainty > 0.99
    error = str(load(stdin=data).errors[0])
    assert f"% sure: try --encoding {encoding} (or auto)" in error


@pytest.mark.parametrize("encoding", [*LEGACY, "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("format_", ["lines", "csv", "tsv", "jsonl", "json"])
def test_every_format_of_rows_finds_out_its_encoding(encoding: str, format_: str) -> None:
    rows = [line.replace('"', "") for line in ARTICLE.split("\n") if line.strip()] * 2
    records = [json.dumps({"text": row}, ensure_ascii=False) for row in rows]
    text = {
        "lines": "\n".join(rows),
        "csv": "text\n" + "".join(f'"{row}"\n' for row in rows),
        "tsv": "text\n" + "".join(f'"{row}"\n' for row in rows),
        "jsonl": "\n".join(records),
        "json": f"[{', '.join(records)}]",
    }[format_]
    loaded = load_bytes(ENCODERS[encoding](text), format_, encoding="auto")
    assert loaded.errors == []
    assert loaded.texts == [ENCODERS[encoding](row).decode(encoding) for row in rows]
    assert {document.origin and document.origin.encoding for document in loaded.documents} == {encoding}


def test_capitals_of_tcvn3_are_read_as_capitals() -> None:
    data = in_tcvn3("TỈNH QUẢNG NINH\nông Vũ Hà")
    assert load(stdin=data, encoding="tcvn3").texts == ["TỈNH QUẢNG NINH\nông Vũ Hà"]
    assert load_bytes(data, "lines", encoding="tcvn3").texts == ["TỈNH QUẢNG NINH", "ông Vũ Hà"]


def test_rows_of_ascii_before_the_first_letters() -> None:
    lines = b"id\n" * 40_000 + in_tcvn3(ARTICLE)
    loaded = load_bytes(lines, "lines", encoding="auto")
    assert loaded.errors == []
    assert loaded.texts[-1] == in_tcvn3(ARTICLE).decode("tcvn3").rsplit("\n", 1)[-1]


def test_what_comes_slowly_is_read_as_it_comes() -> None:
    """The first lines of a pipe are there before the next ones, and may say too little by themselves."""
    said = []

    class Slowly(io.RawIOBase):
        def __init__(self, pieces: list[bytes]) -> None:
            self.pieces = pieces

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            piece = self.pieces.pop(0) if self.pieces else b""
            said.append(piece)
            buffer[: len(piece)] = piece
            return len(piece)

    pieces = [
        b"only ascii\n",
        b"more of it\n",
        b"Qu\xb6ng Ninh\n",
        in_tcvn3("thành phố Hạ Long, tỉnh nhà\n"),
        b"x\n",
    ]
    stream = io.BufferedReader(cast("Any", Slowly([*pieces])))
    lines = iter(Lines("-", stream, "auto"))
    assert next(lines) == "only ascii\n"
    assert said == pieces[:1]
    assert next(lines) == "more of it\n"
    assert said == pieces[:2]
    assert [*lines] == ["Quảng Ninh\n", "thành phố Hạ Long, tỉnh nhà\n", "x\n"]


@pytest.mark.parametrize("format_", ["text", "lines", "csv", "jsonl", "json"])
def test_what_cannot_be_told_is_an_error_of_the_file(format_: str) -> None:
    text = 'text\n{"text": "L\'élève était déjà là, à côté du château"}\n' * 30
    text = {"lines": text[5:], "json": f"[{text.splitlines()[1]}]"}.get(format_, text)
    data = text.encode("latin-1")
    loaded = load_bytes(data, format_, encoding="auto")
    assert loaded.documents == []
    (error,) = loaded.errors
    assert str(error) == (
        "-: is neither Unicode nor in an encoding for Vietnamese; "
        "name the one it was written in, such as --encoding cp1252 (Western European)"
    )


def test_candidates_are_named_where_none_is_sure_enough() -> None:
    loaded = load(stdin=b"Qu\xb6ng Ninh", encoding="auto")
    assert str(loaded.errors[0]) == (
        "-: is in an encoding that cannot be told (TCVN3 (ABC) 78 % sure); try --encoding tcvn3"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "auto"])
def test_faults_and_mixtures_in_utf8(encoding: str, tmp_path: Path) -> None:
    old = in_tcvn3(articles()[1])
    write(
        tmp_path,
        {
            "a.txt": ARTICLE.encode()[:500] + b"\xff" + ARTICLE.encode()[500:],
            "b.txt": ARTICLE.encode() + b"\n" + old,
            "c.txt": old + b"\n" + ARTICLE.encode(),
            "d.txt": ARTICLE.encode() * 40 + old,
            "e.txt": ARTICLE,
        },
    )
    loaded = load(tmp_path, encoding=encoding)
    assert loaded.ids == ["e.txt"]
    fault, before, after, late = map(str, loaded.errors)
    assert "(byte 0xff at offset 500); the rest is UTF-8: mend that place, or drop it (iconv -c" in fault
    size = len(ARTICLE.encode()) + 1
    assert f"at offset {size + 2}); other parts of it look like TCVN3 (ABC): save all of it in one" in before
    assert "at offset 2); other parts of it look like TCVN3 (ABC)" in after
    assert "from there on it looks like TCVN3 (ABC): save all of it in one encoding" in late


def test_a_binary_file_with_auto() -> None:
    assert "is not text but a PDF file" in str(
        load(stdin=b"%PDF-1.4\n\xff\xfe\xfd", encoding="auto").errors[0]
    )


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"abc\xe1", "utf-8", "byte 0xe1 at offset 3"),
        (codecs.BOM_UTF8 + b"a\xff", "utf-8", "byte 0xff at offset 4"),
        (TEXT.encode("utf-16"), "utf-8", "try --encoding utf-16"),
        (b"\x81", "cp1252", "is not valid Windows-1252 (byte 0x81 at offset 0); try another --encoding"),
        (b"ab\x81", "tcvn3", "is not valid TCVN3 (ABC) (byte 0x81 at offset 2); try another --encoding"),
        (
            TEXT.encode("utf-16-le"),
            "utf-8",
            "it looks like UTF-16-LE, 100 % sure: try --encoding utf-16-le (or auto)",
        ),
        (b"\xff\xfea", "utf-16", "is not valid UTF-16-LE (byte 0x61 at offset 2)"),
        (b"%PDF-1.4\n\xff", "utf-8", "is not text but a PDF file"),
        (b"PK\x03\x04\xff", "utf-8", "ZIP or Office file"),
        (b"\x89PNG\r\n", "utf-8", "is not text but a PNG image"),
    ],
)
def test_undecodable_text_names_byte_and_remedy(data: bytes, encoding: str, message: str) -> None:
    loaded = load(stdin=data, encoding=encoding)
    assert loaded.documents == []
    assert message in str(loaded.errors[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")), max_size=8)
)
def test_lines_come_back_whatever_the_encoding(encoding: str, texts: list[str]) -> None:
    # U+0A0A, U+010A … hold the byte of a line feed that is none
    texts = [*texts, "\u0a0a\u010a\u0a41"]
    loaded = load_bytes("\n".join(texts).encode(encoding), "lines", encoding=encoding)
    kept = [(number, text) for number, text in enumerate(texts, 1) if text.strip()]
    first = texts[0]
    if first.startswith("\ufeff"):  # there it is a byte-order mark
        kept = [
            (number, text[1:] if number == 1 else text)
            for number, text in kept
            if number > 1 or text[1:].strip()
        ]
    assert loaded.pairs == [(f"-:{number}", text) for number, text in kept]
    assert loaded.errors == []


@given(
    data=st.binary(max_size=80),
    encoding=st.sampled_from(
        ["utf-8", "auto", "utf-16", "utf-32-be", "cp1258", "utf-7", "tcvn3", "vni", "viscii"]
    ),
)
def test_any_bytes_give_documents_or_errors_never_a_crash(data: bytes, encoding: str) -> None:
    for format_ in ("text", "lines", "jsonl", "csv", "tsv"):
        try:
            loaded = load_bytes(data, format_, encoding=encoding)
        except UsageError:
            assert format_ in {"jsonl", "csv", "tsv"}
        else:
            assert len(loaded.documents) + len(loaded.errors) >= (format_ == "text")


def test_a_bad_byte_spoils_only_its_line() -> None:
    loaded = load_bytes(b"m\xc3\xa0\n\xffx\ntr\n", "lines")
    assert loaded.pairs == [("-:1", "mà"), ("-:3", "tr")]
    assert str(loaded.errors[0]).startswith("-:2: is not valid UTF-8 (byte 0xff at offset 4)")
    wide = "a\n".encode("utf-16-le") + b"\x00\xd8\n\x00" + "c".encode("utf-16-le")
    assert load_bytes(wide, "lines", encoding="utf-16-le").ids == ["-:1", "-:3"]


def test_lines_that_end_at_a_lone_cr_fail_together_when_a_byte_is_bad() -> None:
    loaded = load_bytes(b"a\n\xff\rb\rc\nd", "lines")
    assert loaded.ids == ["-:1", "-:5"]
    assert loaded.failures == ["-:2"]


def test_lines_end_at_lf_crlf_and_cr_and_blank_ones_are_counted_only() -> None:
    loaded = load_bytes(b"a\r\nb\rc\n \t\n\nd\x0be", "lines")
    assert loaded.pairs == [("-:1", "a"), ("-:2", "b"), ("-:3", "c"), ("-:6", "d\x0be")]


@pytest.mark.parametrize("extension", COMPRESSORS)
def test_compressed_files_and_pipes(extension: str, tmp_path: Path) -> None:
    data = COMPRESSORS[extension](b'{"text": "m"}\n{"text": "h"}\n')
    write(tmp_path, {f"ngay.jsonl.{extension}": data})
    loaded = load(tmp_path)
    assert loaded.pairs == [(f"ngay.jsonl.{extension}:1", "m"), (f"ngay.jsonl.{extension}:2", "h")]
    assert loaded.corpus.total_bytes == loaded.corpus.bytes_read == len(data)
    assert load_bytes(data, "jsonl").texts == ["m", "h"]
    write(tmp_path, {"lạ.jsonl": data})
    assert load(tmp_path / "lạ.jsonl").texts == ["m", "h"]


@pytest.mark.parametrize("extension", COMPRESSORS)
def test_several_compressed_members_follow_each_other(extension: str) -> None:
    compress = COMPRESSORS[extension]
    assert load(stdin=compress(b"m" * 70_000) + compress(b"h")).texts == ["m" * 70_000 + "h"]
    assert load(stdin=compress(b"")).texts == [""]


@pytest.mark.parametrize("extension", COMPRESSORS)
def test_truncated_and_damaged_data_keep_the_rows_before(extension: str, tmp_path: Path) -> None:
    noise = random.Random(1)
    rows = b"".join(b'{"text": "%d"}\n' % noise.getrandbits(512) for _ in range(5000))
    data = COMPRESSORS[extension](rows)
    broken = bytearray(data)
    broken[len(broken) // 2] ^= 0xFF
    broken[len(broken) // 2 + 1] ^= 0xFF
    write(
        tmp_path, {f"a.jsonl.{extension}": data[:-7], f"b.jsonl.{extension}": bytes(broken), "c.txt": "tốt"}
    )
    loaded = load(tmp_path)
    assert loaded.documents[-1].text == "tốt"
    cut = [d for d in loaded.documents if d.id.startswith("a.")]
    assert 100 < len(cut) <= 5000
    if extension == "zst":  # without a checksum, flipped bits may go unseen
        assert loaded.failures[0] == "a.jsonl.zst"
        return
    assert loaded.failures[0] == f"a.jsonl.{extension}"
    assert "cut short" in str(loaded.errors[0])
    assert loaded.failures[-1].startswith(f"b.jsonl.{extension}")


def test_a_truncated_text_is_no_document() -> None:
    loaded = load(stdin=gzip.compress(b"x" * 100)[:-4])
    assert loaded.documents == []
    assert (
        str(loaded.errors[0]) == "-: is cut short: the compressed data end too early; fetch or pack it anew"
    )


def test_what_is_named_gz_and_is_not() -> None:
    assert load(stdin=b"BZh9 la mot ma").texts == ["BZh9 la mot ma"]
    assert load(stdin=b"\x1f").texts == ["\x1f"]


def test_a_promise_of_the_name_that_the_content_breaks(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt.gz": "không nén", "b.txt.xz": b""})
    loaded = load(tmp_path)
    assert [str(error) for error in loaded.errors] == [
        "a.txt.gz: does not hold gzip data; give it the extension of what it holds"
    ]
    assert loaded.pairs == [("b.txt.xz", "")]


def test_missing_zstandard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    write(tmp_path, {"a.txt.zst": b"x"})
    with pytest.raises(
        UsageError, match=r'a\.txt\.zst: is compressed with zstd, which needs .*pip install "qnmine\[zst\]"'
    ):
        load(tmp_path)
    assert "pip install" in str(load(stdin=COMPRESSORS["zst"](b"x")).errors[0])


def test_names_are_found_whatever_their_case(tmp_path: Path) -> None:
    write(tmp_path, {"A.TXT.GZ": gzip.compress(b"m"), "B.Csv": "TEXT,text\n1,2\n"})
    assert [document.text for document in open_corpus([tmp_path])] == ["m", "2"]
