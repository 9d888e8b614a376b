"""What a run tells of encodings that it found out, and of texts that went wrong before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.loading import load, load_bytes, write
from tests.encodings.texts import ENCODERS, articles, in_tcvn3, misread

if TYPE_CHECKING:
    from pathlib import Path

TEXT = articles()[0][:400]
OLD = misread(in_tcvn3(TEXT), "cp1252")
MOJIBAKE = misread(TEXT.encode(), "cp1252")


def test_auto_tells_of_each_file_that_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": ENCODERS["vni"](TEXT), "b.txt": TEXT, "c.txt": TEXT.encode("utf-16")})
    write(tmp_path, {"d.csv": b"text\n" + b"".join(in_tcvn3(f'"{line}"\n') for line in TEXT.split("\n"))})
    assert load(tmp_path, encoding="auto").warnings == [
        "a.txt: read as VNI, 100 % sure",
        "c.txt: read as UTF-16-LE",
        "d.csv: read as TCVN3 (ABC), 100 % sure",
    ]


def test_many_files_are_counted(tmp_path: Path) -> None:
    write(tmp_path, {f"{number:02}.txt": in_tcvn3(TEXT) for number in range(13)})
    write(tmp_path, {"20.txt": ENCODERS["viscii"](TEXT)})
    *named, counted = load(tmp_path, encoding="auto").warnings
    assert [name[:6] for name in named] == [f"{number:02}.txt" for number in range(10)]
    assert counted == "4 more files were read in an encoding found out (of all: TCVN3 (ABC) 13, VISCII 1)"


def test_a_named_encoding_is_not_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": ENCODERS["vni"](TEXT)})
    assert load(tmp_path, encoding="vni").warnings == []


def test_wrong_letters_are_left_and_told_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": OLD, "c.txt": MOJIBAKE, "d.txt": OLD})
    loaded = load(tmp_path)
    assert loaded.texts == [TEXT, OLD, MOJIBAKE, OLD]
    (warning,) = loaded.warnings
    assert warning == (
        "wrong letters in 3 documents, the first is b.txt (TCVN3 (ABC) text 2, mojibake 1); "
        "try --encoding auto"
    )
    problems = [document.origin.problems for document in loaded.documents if document.origin]
    assert problems == [(), ("TCVN3 (ABC) text",), ("mojibake",), ("TCVN3 (ABC) text",)]


def test_wrong_letters_are_put_right_by_auto(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": OLD, "c.txt": MOJIBAKE, "d.txt": OLD})
    loaded = load(tmp_path, encoding="auto")
    assert loaded.texts == [TEXT] * 4
    assert loaded.warnings == [
        "TCVN3 (ABC) text put right in 2 documents, the first is b.txt",
        "mojibake put right in c.txt",
    ]
    assert loaded.documents[1].origin is not None
    assert loaded.documents[1].origin.problems == ("TCVN3 (ABC) text put right",)


def test_rows_and_a_string(tmp_path: Path) -> None:
    loaded = load_bytes(
        f"text\n{TEXT[:70]}\nQu¶ng Ninh\n".encode(), "csv", encoding="auto", text_columns=["text"]
    )
    assert loaded.texts[-1] == "Quảng Ninh"
    assert loaded.warnings == ["TCVN3 (ABC) text put right in -:2"]
    assert load(text="thµnh phè H¹ Long").warnings == [
        "wrong letters in text (TCVN3 (ABC) text 1); try --encoding auto"
    ]


def test_annotated_words_are_left() -> None:
    words = [line for line in OLD.split() if line]
    rows = "".join(f"{number}\t{word}" + "\t_" * 8 + "\n" for number, word in enumerate(words, 1))
    loaded = load_bytes(f"{rows}\n".encode(), "conllu", encoding="auto")
    assert loaded.documents[0].annotation is not None
    assert "Thêi gian qua" in loaded.texts[0]
    assert loaded.warnings == ["TCVN3 (ABC) text left as it is in -"]


def test_every_reading_tells_anew(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": OLD})
    loaded = load(tmp_path)
    assert len(list(loaded.corpus)) == 1
    assert len(loaded.warnings) == 2
