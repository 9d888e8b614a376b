"""Which format a file is read as: names that are guessed at, and JSON that nobody called JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.corpus import open_corpus
from qnmine.errors import UsageError
from tests.corpus.loading import load, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


JSON_WARNING = "{} looks like JSON and is read as plain text; use --from json"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"text": "Hạ Long"}', True),
        ('\ufeff \r\n\t{ "text": "Hạ Long"}', True),
        ("{}", True),
        ('[{"text": "Hạ Long"}]', True),
        ('[\n  [\n "Hạ Long"]]', True),
        ("[]", True),
        ('{"text": "Hạ Long"}'.encode("utf-16"), False),
        ("[Hà Nội] Sáng nay, mưa.", False),
        ("[2024-06-25 14:30] bắt đầu", False),
        ("{Hà Nội}", False),
        ('Xin chào {"a": 1}', False),
        ("", False),
        ("{", False),
    ],
)
def test_a_file_of_unknown_extension_that_looks_like_json_is_told(content: str | bytes, told: bool) -> None:
    write(".", {"x.dat": content, "x.txt": content})
    encoding = "utf-8" if isinstance(content, str) else "utf-16"
    loaded = load("x.dat", encoding=encoding)
    assert loaded.ids == ["x.dat"]
    assert loaded.warnings == ([JSON_WARNING.format("x.dat")] if told or isinstance(content, bytes) else [])
    assert load("x.txt", encoding=encoding).warnings == []
    assert load("x.dat", encoding=encoding, format="text").warnings == []


def test_json_read_as_text_is_told_once_in_a_run_and_on_standard_input() -> None:
    write(".", {"a.log": "x", "b.dat": "{}", "c.dat": "[]", "list": "b.dat\n"})
    warnings: list[str] = []
    corpus = open_corpus(["a.log", "b.dat", "c.dat"], on_warning=warnings.append)
    for _ in range(2):
        warnings.clear()
        assert len(list(corpus)) == 3
        assert warnings == [JSON_WARNING.format("b.dat")]
    assert load(files_from="list").warnings == [JSON_WARNING.format("b.dat")]
    assert load(stdin=b'{"text": "x"}\n').warnings == [JSON_WARNING.format("standard input")]
    assert load(stdin=b'{"text": "x"}\n', format="text").warnings == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("JSON", "json"),
        ("JSONL ", "jsonl"),
        (".ndjson", "jsonl"),
        ("txt", "text"),
        ("md", "text"),
        ("line", "lines"),
        ("xls", "xlsx"),
        ("parket", "parquet"),
        ("CSV", "csv"),
        ("htm", "html"),
    ],
)
def test_an_unknown_format_is_guessed_at(name: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(stdin=b"x", format=name)
    assert str(caught.value) == f"--from {name}: there is no such input format; did you mean {meant}?"


def test_a_format_that_cannot_be_guessed_gets_the_list_on_one_line() -> None:
    for name in ("", "\n", "x" * 1000):
        with pytest.raises(UsageError, match=r"it may be text, lines, csv, .*, conllu$") as caught:
            load(stdin=b"x", format=name)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "a.doc",
            "a.doc: is an old Word file, which is not read; convert it (soffice --convert-to docx FILE)",
        ),
        ("a.ODT", "a.ODT: is an OpenDocument text, which is not read; convert it (soffice"),
        ("a.rtf", "a.rtf: is an RTF file, which is not read"),
        ("a.epub", "a.epub: is an EPUB book, which is not read; convert it (pandoc FILE -o FILE.docx)"),
        (
            "a.xls",
            "a.xls: is an old Excel file, which is not read; convert it (soffice --convert-to xlsx FILE)",
        ),
    ],
)
def test_what_is_neither_read_nor_plain_text(name: str, message: str) -> None:
    write(".", {name: "<p>Hạ Long</p>", "b.txt": "x"})
    (error,) = load(name).errors
    assert str(error).startswith(message)
    assert load(name, format="html").texts == ["Hạ Long"]
    loaded = load(".")
    assert loaded.ids == ["b.txt"]
    assert "1 of unknown type" in loaded.warnings[0]
    command = str(error).partition("(")[2].partition(")")[0]
    assert loaded.warnings[0].endswith(f"; convert {name[1:].lower()} by {command}")
    if not name.endswith("xls"):
        with pytest.raises(UsageError, match="is not read; convert it to one of text"):
            load(stdin=b"x", format=name.partition(".")[2])


def test_a_missing_package_is_one_line_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.formats.find_spec", lambda _: None)
    write(".", {"a.html": "x", "b.docx": "x", "c.pdf": "x", "d.srt": "x", "e.vtt": "x"})
    for name in ("a.html", "b.docx", "c.pdf", "d.srt", "e.vtt"):
        with pytest.raises(UsageError, match=r'needs an optional package; pip install "qnmine\[docs\]"$'):
            load(name)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<!DOCTYPE html>\n<title>Tin</title>", ("a web page", "html")),
        ("\ufeff\n<html lang='vi'>", ("a web page", "html")),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', ("a web page", "html")),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nTin", ("subtitles", "vtt")),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nTin", ("subtitles", "srt")),
        ("WEBVTT là một định dạng.", None),
        ("<b>Tin</b>", None),
        ("1\n00:00:01 bắt đầu", None),
    ],
)
def test_what_was_not_called_a_page_or_subtitles_and_looks_like_it(
    content: str, told: tuple[str, str] | None
) -> None:
    (warning,) = [*load(stdin=content.encode()).warnings, ""][:1]
    said = told and f"standard input looks like {told[0]} and is read as plain text; use --from {told[1]}"
    assert warning == (said or "")
    if told:
        assert load(stdin=content.encode(), format=told[1]).warnings == []
