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


JSON_WARNING = "{} looks like JSON and is read as plain text; use --from jsonl for JSON lines"


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
    write(".", {"x.json": content, "x.txt": content})
    encoding = "utf-8" if isinstance(content, str) else "utf-16"
    loaded = load("x.json", encoding=encoding)
    assert loaded.ids == ["x.json"]
    assert loaded.warnings == ([JSON_WARNING.format("x.json")] if told or isinstance(content, bytes) else [])
    assert load("x.txt", encoding=encoding).warnings == []
    assert load("x.json", encoding=encoding, format="text").warnings == []


def test_json_read_as_text_is_told_once_in_a_run_and_on_standard_input() -> None:
    write(".", {"a.log": "x", "b.json": "{}", "c.json": "[]", "list": "b.json\n"})
    warnings: list[str] = []
    corpus = open_corpus(["a.log", "b.json", "c.json"], on_warning=warnings.append)
    for _ in range(2):
        warnings.clear()
        assert len(list(corpus)) == 3
        assert warnings == [JSON_WARNING.format("b.json")]
    assert load(files_from="list").warnings == [JSON_WARNING.format("b.json")]
    assert load(stdin=b'{"text": "x"}\n').warnings == [JSON_WARNING.format("standard input")]
    assert load(stdin=b'{"text": "x"}\n', format="text").warnings == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("json", "jsonl"),
        ("JSONL ", "jsonl"),
        (".ndjson", "jsonl"),
        ("txt", "text"),
        ("md", "text"),
        ("line", "lines"),
        ("xls", "xlsx"),
        ("parket", "parquet"),
        ("CSV", "csv"),
    ],
)
def test_an_unknown_format_is_guessed_at(name: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(stdin=b"x", format=name)
    assert str(caught.value) == f"--from {name}: there is no such input format; did you mean {meant}?"


def test_a_format_that_cannot_be_guessed_gets_the_list_on_one_line() -> None:
    for name in ("", "\n", "conllu", "x" * 1000):
        with pytest.raises(UsageError, match=r"it may be text, lines, csv, .*xlsx$") as caught:
            load(stdin=b"x", format=name)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 200
