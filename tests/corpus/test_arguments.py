"""What the arguments name: files, folders, patterns, lists, pipes; ids, order and usage errors."""

from __future__ import annotations

import io
import os
import re
import threading
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import qnmine
from qnmine.corpus import open_corpus, read
from qnmine.errors import DocumentError, QnmineError, UsageError
from tests.corpus.loading import load, write


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_lone_file_has_its_bare_name() -> None:
    write(".", {"tin/a.txt": "Hạ Long"})
    assert load("tin/a.txt").pairs == [("a.txt", "Hạ Long")]
    assert load(Path("tin/a.txt").absolute()).ids == ["a.txt"]


def test_folder_ids_are_relative_to_the_folder_and_sorted_at_each_level() -> None:
    write(
        ".",
        {
            "tin/c.txt": "",
            "tin/b/z.txt": "",
            "tin/b/a.md": "",
            "tin/a.txt": "",
            "tin/B.txt": "",
            "tin/đ.txt": "",
        },
    )
    assert load("tin").ids == ["B.txt", "a.txt", "b/a.md", "b/z.txt", "c.txt", "đ.txt"]
    assert load("tin/").ids == load("tin/./b/..").ids == load("tin").ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["tin/a.txt", "tin/b/z.txt"], ["a.txt", "b/z.txt"]),
        (["tin", "khac"], ["tin/a.txt", "tin/b/z.txt", "khac/k.txt"]),
        (["tin", "tin/b"], ["tin/a.txt", "tin/b/z.txt"]),
        (["tin/b/z.txt", "tin/a.txt"], ["b/z.txt", "a.txt"]),
        (["tin", "tin"], ["a.txt", "b/z.txt"]),
        (["tin/*"], ["a.txt", "b/z.txt"]),
        (["t*/a.txt"], ["a.txt"]),
        (["**/*.txt"], ["khac/k.txt", "tin/a.txt", "tin/b/z.txt"]),
        (["tin/**"], ["a.txt", "b/z.txt"]),
        (["tin/**/z.*"], ["z.txt"]),
        (["tin/[ab]*"], ["a.txt", "b/z.txt"]),
        (["?hac"], ["k.txt"]),
        (["."], ["khac/k.txt", "tin/a.txt", "tin/b/z.txt"]),
    ],
)
def test_ids_and_order_of_several_arguments_and_patterns(arguments: list[str], ids: list[str]) -> None:
    write(".", {"tin/a.txt": "", "tin/b/z.txt": "", "khac/k.txt": ""})
    assert load(*arguments).ids == ids


def test_repeated_files_are_read_once_with_one_warning() -> None:
    write(".", {"a.txt": "một", "b.txt": "hai"})
    loaded = load("b.txt", "a.txt", "./b.txt", "*.txt")
    assert loaded.ids == ["b.txt", "a.txt"]
    (warning,) = loaded.warnings
    assert warning == "3 files were named more than once and read once, for example b.txt"


def test_a_file_that_looks_like_a_pattern_is_that_file() -> None:
    write(".", {"tin[1].txt": "một", "tin1.txt": "khác"})
    assert load("tin[1].txt").texts == ["một"]


def test_hidden_and_unknown_files_are_skipped_and_counted() -> None:
    write(
        ".",
        {
            "d/a.txt": "x",
            "d/.an": "",
            "d/.git/x.txt": "",
            "d/anh.JPG": b"\xff",
            "d/s/b.exe": b"MZ",
            "d/KHONG": "",
        },
    )
    loaded = load("d")
    assert loaded.ids == ["a.txt"]
    (warning,) = loaded.warnings
    assert warning.startswith("skipped in folders: 3 of unknown type (")
    assert ".jpg" in warning
    assert ".exe" in warning
    assert "no extension" in warning
    assert warning.endswith("2 hidden")


def test_an_unknown_extension_named_explicitly_is_plain_text() -> None:
    write(".", {"bai.log": "xin chào"})
    assert load("bai.log").pairs == [("bai.log", "xin chào")]
    assert load("*.log").pairs == [("bai.log", "xin chào")]


def test_the_format_option_rules_over_extensions_and_spares_binary_files_of_folders() -> None:
    write(".", {"d/a.txt": "m\nh\n", "d/b.md": "k", "d/c.xlsx": b"PK\x03\x04"})
    loaded = load("d", format="lines")
    assert loaded.pairs == [("a.txt:1", "m"), ("a.txt:2", "h"), ("b.md:1", "k")]
    assert "1 of unknown type (.xlsx" in loaded.warnings[0]


def test_file_names_in_nfd_and_undecodable_names_give_clean_ids() -> None:
    decomposed = unicodedata.normalize("NFD", "Quảng Ninh.txt")
    write(".", {f"d/{decomposed}": "x"})
    Path(os.fsdecode(b"d/x\xff\n.txt")).write_text("y", encoding="utf-8")
    loaded = load("d")
    assert loaded.ids == ["Quảng Ninh.txt", "x\ufffd\n.txt"]
    for name in loaded.ids:
        name.encode()
    assert load("d/Quảng Ninh.txt").ids == ["Quảng Ninh.txt"]
    assert load("d/Qu?ng*.txt").ids == ["Quảng Ninh.txt"]


def test_order_is_that_of_the_composed_names() -> None:
    names = ["đ.txt", unicodedata.normalize("NFD", "ă.txt"), "z.txt", "ạ.txt", "a.txt"]
    write(".", dict.fromkeys((f"d/{name}" for name in names), "x"))
    assert load("d").ids == ["a.txt", "z.txt", "ă.txt", "đ.txt", "ạ.txt"]


def test_links_that_loop_and_links_to_nowhere() -> None:
    write(".", {"d/a.txt": "x", "d/b/c.txt": "y"})
    Path("d/b/loop").symlink_to("..")
    Path("d/z.txt").symlink_to("mat.txt")
    Path("d/y.txt").symlink_to("a.txt")
    loaded = load("d")
    assert loaded.ids == ["a.txt", "b/c.txt"]
    assert [str(error) for error in loaded.errors] == [
        "z.txt: is a link that leads nowhere; delete it, or lead it to a file"
    ]
    assert loaded.warnings == ["1 file was named more than once and read once, for example y.txt"]
    assert load("**/*.txt").ids == ["a.txt", "b/c.txt"]


def test_a_linked_folder_is_read() -> None:
    write(".", {"that/a.txt": "x", "d/b.txt": "y"})
    Path("d/noi").symlink_to(Path("that").absolute())
    assert load("d").ids == ["b.txt", "noi/a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_in_folders_are_never_opened_but_one_named_is_read() -> None:
    write(".", {"d/a.txt": "x"})
    os.mkfifo("d/ong.txt")
    loaded = load("d")
    assert loaded.ids == ["a.txt"]
    assert "1 not a regular file" in loaded.warnings[0]
    assert loaded.corpus.total_bytes == 1

    writer = threading.Thread(target=lambda: Path("d/ong.txt").write_bytes(b"text\nm\n"))
    writer.start()
    piped = load("d/ong.txt", format="csv")
    writer.join()
    assert piped.pairs == [("ong.txt:1", "m")]
    assert piped.corpus.total_bytes is None


def test_a_folder_that_cannot_be_listed_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    write(".", {"d/a.txt": "x", "d/k/b.txt": "y"})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "k":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    loaded = load("d")
    assert loaded.ids == ["a.txt"]
    assert [str(error) for error in loaded.errors] == ["k: cannot be listed (Permission denied)"]
    assert load("d/k").failures == ["k"]


def test_a_file_that_vanishes_is_that_files_error() -> None:
    write(".", {"a.txt": "x", "b.txt": "y"})
    errors: list[DocumentError] = []
    corpus = open_corpus(["a.txt", "b.txt"], on_error=errors.append)
    Path("a.txt").unlink()
    assert [document.id for document in corpus] == ["b.txt"]
    assert [str(error) for error in errors] == [
        "a.txt: has gone since the run began; let nothing move it while it is read"
    ]


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_files_from_takes_lines_or_nul(separator: bytes) -> None:
    write(".", {"d/a.txt": "1", "d/ba bốn.txt": "2", "e.txt": "3"})
    names = ["d/ba bốn.txt", "e.txt", "d/a.txt"]
    listed = separator.join(name.encode() for name in names) + separator
    write(".", {"danh_sach": listed})
    assert load(files_from="danh_sach").ids == names
    assert load(files_from="-", stdin=listed).ids == names


def test_a_list_may_name_folders_and_what_is_missing_fails_alone() -> None:
    write(".", {"d/a.txt": "1", "list": "\ufeffd\n\nmat.txt\nx*.txt\n"})
    loaded = load(files_from="list")
    assert loaded.texts == ["1"]
    assert [(error.name, error.reason) for error in loaded.errors] == [
        ("mat.txt", "does not exist"),
        ("x*.txt", "does not exist"),
    ]
    assert loaded.errors[0].remedy == "mend the list; its paths begin at the working folder"


def test_paths_come_before_the_list() -> None:
    write(".", {"a.txt": "1", "b.txt": "2", "list": "a.txt\n"})
    assert load("b.txt", files_from="list").ids == ["b.txt", "a.txt"]


def test_stdin_alone_with_others_and_once() -> None:
    write(".", {"a.txt": "1"})
    assert load(stdin="xin chào".encode()).pairs == [("-", "xin chào")]
    assert load("-", stdin=b"x").pairs == [("-", "x")]
    both = load("a.txt", "-", stdin=b"2")
    assert both.pairs == [("a.txt", "1"), ("-", "2")]
    assert both.corpus.inputs == (Path("a.txt"),)
    assert load("-", "-", stdin=b"x").warnings
    assert load("a.txt", stdin=b"not read").ids == ["a.txt"]
    stdin = io.BytesIO(b"x")
    corpus = open_corpus(stdin=stdin)
    assert len(list(corpus)) == 1
    assert not stdin.closed
    with pytest.raises(QnmineError, match="read it once"):
        list(corpus)


def test_text_is_one_document() -> None:
    corpus = open_corpus(text="Xin chào")
    assert [(d.id, d.text, dict(d.meta)) for d in corpus] == [("text", "Xin chào", {})]
    assert [d.text for d in corpus] == ["Xin chào"]
    assert load(text="").pairs == [("text", "")]
    harmless = load(text="m\nh", format="text", text_columns=["body"], id_column="so", encoding="utf-16")
    assert harmless.pairs == [("text", "m\nh")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"keep": ["url", "b"]}, "--keep url,b: a string (--text) has no columns; leave out --keep"),
        ({"format": "lines"}, "--from lines: a string (--text) is one plain text; leave out --from, or pipe"),
        ({"format": "csv"}, "--from csv: a string (--text) is one plain text; leave out --from, or pipe"),
    ],
)
def test_a_text_has_no_columns_and_one_format(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(text="text\nm", **options)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (["mat.txt"], {}, r"^mat\.txt: there is no such file or folder$"),
        (["Ông Phạm Văn Thể"], {}, r"no such file or folder; .*--text$"),
        (["Hạ Long ở đâu?"], {}, r"^Hạ Long ở đâu\?: no file or folder matches .*--text$"),
        ([""], {}, "empty path"),
        (["a\0b"], {}, r"a\\x00b: there is no such"),
        (["x" * 5000], {}, "no such file"),
        (["*.csv"], {}, r"^\*\.csv: no file or folder matches"),
        (["trong"], {}, r"^trong: this folder has no file to read; known extensions"),
        (
            ["anh"],
            {},
            r"^anh: this folder has no file to read \(skipped in folders: 1 of unknown type",
        ),
        (
            ["chữ"],
            {"format": "pdf"},
            r"^chữ: this folder has no file to read as pdf \(.*\); leave out --from to",
        ),
        ([], {}, "nothing to read.*--text"),
        (["-"], {}, "no standard input"),
        (
            ["a.txt"],
            {"format": "josnl"},
            "--from josnl: there is no such input format; did you mean jsonl",
        ),
        (["a.txt"], {"format": "??"}, "it may be text, lines, csv"),
        (["a.txt"], {"encoding": "tcvn9"}, "--encoding 'tcvn9': there is no such text encoding"),
        (["a.txt"], {"encoding": "hex"}, "no such text encoding"),
        (["a.txt"], {"encoding": "a\0"}, "no such text encoding"),
        (["a.txt"], {"text": "x"}, "--text is analysed alone"),
        ([], {"text": "x", "files_from": "a.txt"}, "--text is analysed alone"),
        ([], {"files_from": "mat"}, "--files-from mat: the list cannot be read"),
        ([], {"files_from": "-"}, "--files-from -: there is no list"),
        ([], {"files_from": "rong.txt"}, "the list names no file"),
        ([], {"files_from": "a.txt"}, "none of its 1 paths exists"),
        (
            ["a.txt"],
            {"keep": ["url"]},
            r"--keep url: no input is a table; .*--from .* --metadata or --path-columns$",
        ),
        (["a.txt"], {"text_columns": ["body"]}, "--text-column body: no input is a table"),
        (["a.txt"], {"id_column": "so"}, "--id-column so: no input is a table"),
        (["a.txt"], {"text_columns": []}, "--text-column: name a column"),
        (["a.txt"], {"keep": [""]}, "--keep: name a column"),
    ],
)
def test_usage_errors(arguments: list[str], options: dict[str, Any], message: str) -> None:
    write(".", {"a.txt": "một dòng", "rong.txt": "\n", "anh/x.jpg": "", "chữ/a.txt": ""})
    Path("trong").mkdir()
    with pytest.raises(UsageError, match=message) as caught:
        load(*arguments, **options)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_standard_input_cannot_be_list_and_text() -> None:
    with pytest.raises(UsageError, match="cannot be both"):
        load("-", files_from="-", stdin=b"a.txt\n")


def test_read_raises_the_first_error_and_takes_a_callback() -> None:
    write(".", {"a.txt": "tốt", "b.txt": b"\xff", "c.txt": "được"})
    documents = read("a.txt", "b.txt", "c.txt")
    assert next(documents).text == "tốt"
    with pytest.raises(
        DocumentError, match=re.escape("b.txt: is not valid UTF-8 (byte 0xff at offset 0); name the one")
    ):
        next(documents)
    errors: list[DocumentError] = []
    assert [d.text for d in qnmine.read(".", on_error=errors.append)] == ["tốt", "được"]
    assert [error.name for error in errors] == ["b.txt"]


def test_read_warns_through_python() -> None:
    write(".", {"d/a.txt": "x", "d/.an": "x"})
    with pytest.warns(UserWarning, match="1 hidden"):
        assert [document.id for document in read("d")] == ["a.txt"]


def test_a_lone_string_is_one_path() -> None:
    write(".", {"a.txt": "x"})
    assert [document.id for document in open_corpus("a.txt")] == ["a.txt"]


def test_progress_and_repeated_reading() -> None:
    write(".", {"a.txt": "x" * 10, "b.csv": "text\nmột\nhai\n"})
    size = 10 + len("text\nmột\nhai\n".encode())
    corpus = open_corpus(["a.txt", "b.csv"])
    assert corpus.total_bytes == size
    assert corpus.inputs == (Path("a.txt"), Path("b.csv"))
    for _ in range(2):
        read_so_far = [corpus.bytes_read for _ in corpus]
        assert len(read_so_far) == 3
        assert read_so_far == sorted(read_so_far)
        assert read_so_far[0] == 10
        assert corpus.bytes_read == size
