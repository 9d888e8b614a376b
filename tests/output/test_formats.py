from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from qnmine.errors import UsageError
from qnmine.output import FORMATS, TABLE_FORMATS, format_for
from qnmine.output import formats as module

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("requested", "path", "terminal", "allowed", "expected"),
    [
        (None, None, True, FORMATS, "table"),
        (None, None, False, FORMATS, "csv"),
        (None, "-", True, FORMATS, "table"),
        (None, "-", False, FORMATS, "csv"),
        (None, None, False, ("text", "conllu"), "text"),
        ("jsonl", None, True, FORMATS, "jsonl"),
        ("csv", "out.txt", True, FORMATS, "csv"),
        (None, "a/b.csv", True, FORMATS, "csv"),
        (None, "A.CSV", True, FORMATS, "csv"),
        (None, "a.tsv", True, FORMATS, "tsv"),
        (None, "a.b.jsonl", True, FORMATS, "jsonl"),
        (None, "a.ndjson", True, FORMATS, "jsonl"),
        (None, "a.json", True, FORMATS, "json"),
        (None, "a.md", True, FORMATS, "markdown"),
        (None, "a.parquet", True, FORMATS, "parquet"),
        (None, "a.xlsx", True, FORMATS, "xlsx"),
        (None, "a.conllu", True, FORMATS, "conllu"),
        (None, "a.bio", True, FORMATS, "bio"),
        (None, "a.spans", True, FORMATS, "spans"),
        (None, "/dev/stdout", True, FORMATS, "table"),
        (None, "/dev/stdout", False, FORMATS, "csv"),
        (None, "/dev/stderr", True, FORMATS, "csv"),
        (None, "/dev/fd/9", True, FORMATS, "csv"),
        (None, "a.txt", True, FORMATS, "text"),
        (None, "a.txt", True, TABLE_FORMATS, "table"),
        (None, os.devnull, True, FORMATS, "csv"),
    ],
)
def test_choice(
    requested: str | None, path: str | None, terminal: bool, allowed: tuple[str, ...], expected: str
) -> None:
    assert format_for(requested, path, terminal, allowed) == expected


@pytest.mark.parametrize(
    ("requested", "path", "terminal", "message"),
    [
        ("conllu", None, False, "'conllu' does not fit here; choose from table, csv"),
        (None, "a.pdf", False, r"a\.pdf: the ending \.pdf .* use \.csv, \.tsv"),
        (None, "a.csv.gz", False, r"\.gz"),
        (None, "result", False, "no ending.*--format"),
        (None, "a.conllu", False, r"\.conllu does not fit"),
        (None, "a\0b", False, "no ending"),
        ("xlsx", None, True, r"terminal; write it with -o FILE\.xlsx"),
        ("parquet", "-", True, "terminal"),
        ("parquet", "/dev/stdout", True, "terminal"),
        (None, "", False, "-o needs the name of a file"),
        (None, "new/", False, "new/: is a folder; name a file in it"),
    ],
)
def test_refusals(requested: str | None, path: str | None, terminal: bool, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        format_for(requested, path, terminal, TABLE_FORMATS)


@pytest.mark.parametrize("name", ["seeds", "seeds.csv.d"])
def test_a_folder_is_called_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(UsageError, match="is a folder; name a file in it"):
        format_for(None, str(tmp_path / name), False, FORMATS)


def test_the_endings_offered_are_those_that_fit() -> None:
    with pytest.raises(UsageError) as raised:
        format_for(None, "a.csv", False, ("text", "conllu"))
    assert str(raised.value) == "a.csv: the ending .csv does not fit here; use .txt, .conllu, or say --format"


@pytest.mark.parametrize(("name", "extra"), [("parquet", "parquet"), ("xlsx", "xlsx")])
def test_a_missing_package_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=rf"pip install 'qnmine\[{extra}\]'"):
        format_for(None, f"out.{name}", False, FORMATS)
    assert format_for(None, "out.csv", False, FORMATS) == "csv"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_needs_no_ending(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert format_for(None, str(tmp_path / "pipe"), True, FORMATS) == "csv"


def test_another_option_than_o_is_called_by_its_name() -> None:
    with pytest.raises(UsageError) as raised:
        format_for(None, "a.docx", False, ("csv", "json"), "--errors")
    assert str(raised.value) == "--errors a.docx: the ending .docx does not fit here; use .csv, .json"
