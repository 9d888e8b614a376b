"""CSV, TSV and JSON lines: rows to documents, columns, ids, metadata, and every kind of broken row."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.corpus import open_corpus
from qnmine.errors import UsageError
from tests.corpus.loading import load, load_bytes, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("text\nmột\nhai\n", ["một", "hai"]),
        ("text\r\nmột\r\n\r\nhai", ["một", "hai"]),
        ("text\rmột\rhai\r", ["một", "hai"]),
        ("\ufefftext,b\nmột,2\n", ["một"]),
        ("a;text\n1;một, hai\n", ["một, hai"]),
        ("a\ttext\n1\tmột, hai; ba\n", ["một, hai; ba"]),
        ("sep=;\na;text\n1;x\n", ["x"]),
        ("sep=|\r\na|text\r\n1|x\r\n", ["x"]),
        ('"a","text"\n1,"dòng\r\nmới ""đây"" \n\n"\n', ['dòng\r\nmới "đây" \n\n']),
        ("a, text \n1, x \n", [" x "]),
        ('text\n""\nx\n" "\n', ["", "x", " "]),
        ("text\ra", ["a"]),
        ("text\n\ra", ["a"]),
        ("\n\ntext\nx\n", ["x"]),
        ("text,b\nx\n", ["x"]),
        ("b,text\nx\n", [""]),
        ("text,b\nx,1,,\n", ["x"]),
        ("text\n=1+1\n", ["=1+1"]),
        ('text,te xt\nông "Út" nói,1\n', ['ông "Út" nói']),
        ("text\na\0b\n", ["a\0b"]),
        ("text\n", []),
        ("", []),
        ("\n", []),
    ],
)
def test_csv_texts(data: str, texts: list[str]) -> None:
    loaded = load_bytes(data.encode(), "csv")
    assert loaded.texts == texts
    assert loaded.ids == [f"-:{number}" for number in range(1, len(texts) + 1)]
    assert loaded.errors == []


def test_tsv_splits_at_tabs_only() -> None:
    assert load_bytes(b'a,b\ttext\n1;2\t"x\ty"\n', "tsv").texts == ["x\ty"]


@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), delimiter=st.sampled_from(",;\t"))
def test_csv_written_by_the_csv_module_comes_back(rows: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["text", "a", "b"], *rows])
    loaded = load_bytes(buffer.getvalue().encode(), "csv", keep=["a", "b"])
    assert [[d.text, d.meta["a"], d.meta["b"]] for d in loaded.documents] == rows
    assert loaded.errors == []


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"text": st.text(max_size=12)},
            optional={
                "n": st.none()
                | st.booleans()
                | st.integers()
                | st.floats(allow_nan=False, allow_infinity=False)
                | st.text(max_size=5)
            },
        ),
        max_size=6,
    )
)
def test_jsonl_comes_back_with_native_values(rows: list[dict[str, Any]]) -> None:
    data = "".join(f"{json.dumps(row)}\n" for row in [{"text": "", "n": 1}, *rows])
    loaded = load_bytes(data.encode(), "jsonl", keep=["n"])
    assert [(d.text, d.meta) for d in loaded.documents[1:]] == [
        (row["text"], {"n": row.get("n")}) for row in rows
    ]


def test_ids_come_from_the_id_column_or_the_row_number(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "id,so,text\nx1,7,m\n,8,h\n"})
    assert load(tmp_path / "a.csv").ids == ["x1", "a.csv:2"]
    assert load(tmp_path / "a.csv", id_column="so").ids == ["7", "8"]
    rows = [
        {"id": 7, "text": ""},
        {"id": None, "text": ""},
        {"id": "", "text": ""},
        {"id": " ", "text": ""},
        {"text": ""},
    ]
    rows += [
        {"id": 1.5, "text": ""},
        {"id": True, "text": ""},
        {"id": [1, "ă"], "text": ""},
        {"id": "\ud800", "text": ""},
    ]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    assert load_bytes(data, "jsonl").ids == [
        "7",
        "-:2",
        "-:3",
        "-:4",
        "-:5",
        "1.5",
        "true",
        '[1,"ă"]',
        "\ufffd",
    ]


def test_several_text_columns_are_joined_by_a_blank_line() -> None:
    data = b"body,text,title\nb,x,t\n,x,t\nb,x,\n,x,\n"
    loaded = load_bytes(data, "csv", text_columns=["title", "body"])
    assert loaded.texts == ["t\n\nb", "t\n\n", "\n\nb", ""]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ('["Hạ Long", "b"]', ("Hạ Long", "b")),
        ("[]", ()),
        ('["a | b"]', ("a | b",)),
        ('[1, 2.5, true, null, NaN, "x"]', ("1", "2.5", "true", "", "", "x")),
        ('["a", ["b"]]', '["a",["b"]]'),
        ('[{"ă": 1}]', '[{"ă":1}]'),
        ('{"a": ["b"]}', '{"a":["b"]}'),
        ('"[1]"', "[1]"),
    ],
)
def test_kept_lists_of_plain_values_stay_lists(value: str, kept: object) -> None:
    (document,) = load_bytes(f'{{"text": "", "v": {value}}}\n'.encode(), "jsonl", keep=["v"]).documents
    assert document.meta == {"v": kept}


def test_kept_columns_are_all_the_metadata(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.csv": "text,url,b\nm,u,1\nh\n",
            "b.jsonl": '{"text":"", "url": {"a": ["Hạ"]}}\n{"text":"", "url": NaN}\n{"text":"", "x": 1}\n',
            "c.txt": "x",
        },
    )
    loaded = load(tmp_path, keep=["url"])
    assert [dict(d.meta) for d in loaded.documents] == [
        {"url": "u"},
        {"url": ""},
        {"url": '{"a":["Hạ"]}'},
        {"url": None},
        {"url": None},
        {"url": None},
    ]


@pytest.mark.parametrize(
    ("data", "format_", "survivors", "messages"),
    [
        ("text,b\nx,1\ny,2,3\nz,4\n", "csv", ["-:1", "-:3"], ["-:2: has 3 cells, the header 2; "]),
        ('text\nx\n"a" b\nz\n', "csv", ["-:1", "-:3"], ["-:2: has a lone quote inside a quoted cell"]),
        ('text\nx\n"a\nb\n', "csv", ["-:1"], ["-:2: opens a quote in this row that is never closed"]),
        ("text\nx\ny\xff\nz\n", "csv", ["-:1", "-:3"], ["-:2: is not valid UTF-8 (byte 0xff at offset 8)"]),
        (
            'text\nx\n"y\n\xff"\nz\n',
            "csv",
            ["-:1", "-:3"],
            ["-:2: is not valid UTF-8 (byte 0xff at offset 10)"],
        ),
        ("te\xffxt\nx\n", "csv", [], ["-: is not valid UTF-8 (byte 0xff at offset 2)"]),
        (
            '{"text":"a"}\n{"text":\n\n{"text":"b"}',
            "jsonl",
            ["-:1", "-:4"],
            ["-:2: is not valid JSON (Expecting value"],
        ),
        (
            '{"text":"a"}\n[1]\n7\n"x"\nnull\n',
            "jsonl",
            ["-:1"],
            ["-:2: is not a JSON object", "-:3", "-:4", "-:5"],
        ),
        ('{"text":"a"}\n{"text":"\xff"}\n{"text":"b"}', "jsonl", ["-:1", "-:3"], ["-:2: is not valid UTF-8"]),
        (
            '{"text":["a"]}\n{"text":{}}\n{"text":true}\n{"text":1.5}\n{"text":null}\n{"a":1}',
            "jsonl",
            ["-:4", "-:5", "-:6"],
            ["-:1: 'text' is a list, not text", "-:2: 'text' is an object", "-:3: 'text' is true or false"],
        ),
        ('[{"text":"a"},\n{"text":"b"}]', "jsonl", ["-:1", "-:2"], []),
        ('{"text":"a"}\n{"text":%s}' % ("[" * 100_000), "jsonl", ["-:1"], ["-:2: is nested too deeply"]),
        (
            '{"text":"a"}\n{"text":%s}' % ("1" * 9999),
            "jsonl",
            ["-:1"],
            ["-:2: holds a number of too many digits"],
        ),
        ('\ufeff{"text":"a"}\r\n\ufeff{"text":"b"}\r\n', "jsonl", ["-:1", "-:2"], []),
    ],
)
def test_broken_rows_fail_alone(data: str, format_: str, survivors: list[str], messages: list[str]) -> None:
    loaded = load_bytes(data.replace("\xff", "\udcff").encode("utf-8", "surrogateescape"), format_)
    assert loaded.ids == survivors
    assert len(loaded.errors) == len(messages)
    for error, message in zip(loaded.errors, messages, strict=True):
        assert str(error).startswith(message)
        assert "\n" not in str(error)


def test_text_values_of_json_numbers_and_nothing() -> None:
    assert load_bytes(b'{"text": 1.5}\n{"text": 12}\n{"text": null}\n{"text": NaN}\n{}\n', "jsonl").texts == [
        "1.5",
        "12",
        "",
        "",
        "",
    ]


def test_json_rows_without_a_text_are_counted_in_one_warning_a_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.jsonl": '{"text": "x"}\n\n{"a": 1}\n{"text": null}\nno JSON\n{"text": ""}\n{"text": NaN}\n',
            "b.jsonl": '{"text": null}\n',
            "c.jsonl": '{"text": ""}\n{"text": 0}\n',
            "d.csv": "text,a\n,1\n",
        },
    )
    loaded = load(tmp_path)
    assert loaded.warnings == [
        "a.jsonl: 3 of 6 rows have no text in 'text' (first: line 3)",
        "b.jsonl: 1 of 1 row has no text in 'text' (first: line 1)",
    ]
    assert loaded.texts == ["x", "", "", "", "", "", "", "0", ""]
    assert loaded.failures == ["a.jsonl:5"]


def test_many_files_with_rows_without_a_text_are_counted(tmp_path: Path) -> None:
    write(tmp_path, {f"{number:02}.jsonl": '{"text": null}\n{"text": "a"}\n' for number in range(13)})
    corpus = load(tmp_path)
    assert len(corpus.warnings) == 11
    assert corpus.warnings[-1] == "3 more files have rows without a text"
    assert len(list(corpus.corpus)) == 26
    assert len(corpus.warnings) == 22, "each reading tells anew"


@pytest.mark.parametrize(
    ("row", "reason", "remedy"),
    [
        ("[" * 100_000, "is nested too deeply", "leave out what is nested in it"),
        ("1" * 9999, "holds a number of too many digits", "put the number in quotes"),
        ("nul", "is not valid JSON", "mend it, or leave it out"),
    ],
)
def test_a_row_that_is_no_json_has_a_remedy(row: str, reason: str, remedy: str) -> None:
    for data, format_ in (
        (f'{{"text": {row}}}\n', "jsonl"),
        (f'[{{"text": {row}}}, {{"text": "b"}}]', "json"),
    ):
        error = load_bytes(b'{"text": "a"}\n' * (format_ == "jsonl") + data.encode(), format_).errors[0]
        assert error.reason.startswith(reason)
        assert error.remedy in {remedy, "mend it there"}


def test_a_json_row_with_one_of_several_texts_has_a_text() -> None:
    data = b'{"title": "t"}\n{"body": "b"}\n{"id": 1}\n'
    loaded = load_bytes(data, "jsonl", text_columns=["title", "body"])
    assert loaded.warnings == ["-: 1 of 3 rows has no text in 'title', 'body' (first: line 3)"]


def test_a_file_of_broken_rows_is_given_up() -> None:
    data = b'{"text": "a"}\n' + b"<p>x</p>\n" * 1000 + b'{"text": "b"}\n'
    loaded = load_bytes(data, "jsonl")
    assert loaded.ids == ["-:1"]
    assert len(loaded.errors) == 101
    assert (
        str(loaded.errors[-1])
        == "-: is given up after 100 rows in a row that failed; check --from and --encoding"
    )
    scattered = (b"x\n" * 99 + b'{"text": "a"}\n') * 5
    assert len(load_bytes(b'{"text": ""}\n' + scattered, "jsonl").documents) == 6


@pytest.mark.parametrize("format_", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "--text-column text: standard input has no such column; it has id, body"),
        (
            {"text_columns": ["bodi"]},
            "--text-column bodi: standard input has no such column; did you mean 'body'",
        ),
        ({"text_columns": ["body"], "keep": ["url"]}, "--keep url: standard input has no such column"),
        ({"text_columns": ["body"], "id_column": "so"}, "--id-column so: standard input has no such column"),
    ],
)
def test_a_column_that_is_nowhere_is_a_usage_error(
    format_: str, options: dict[str, Any], message: str
) -> None:
    data = b'{"id": 1, "body": "x"}\n' if format_ == "jsonl" else b"id\tbody\n1\tx\n"
    with pytest.raises(UsageError) as caught:
        load_bytes(data, format_, **options)
    assert str(caught.value).startswith(message)


def test_a_column_missing_in_one_file_is_that_files_error(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.csv": "body\nx\n",
            "b.csv": "text\ny\n",
            "c.jsonl": '{"body": "z"}\n',
            "d.csv": "text,text\n1,2\n",
        },
    )
    loaded = load(tmp_path)
    assert loaded.pairs == [("b.csv:1", "y")]
    assert [str(error) for error in loaded.errors] == [
        "a.csv: has no column 'text'; it has body",
        "c.jsonl: has no column 'text'; it has body",
        "d.csv: has 2 columns 'text'; rename all but one",
    ]
    with pytest.raises(UsageError, match=r"--text-column mat: a\.csv \(and 3 more\) has no such column"):
        load(tmp_path, text_columns=["mat"])


def test_a_table_without_text_beside_texts_fails_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "x", "danh_muc.csv": "file,year\na.txt,2024\n"})
    loaded = load(tmp_path)
    assert loaded.ids == ["a.txt"]
    assert [str(error) for error in loaded.errors] == [
        "danh_muc.csv: has no column 'text'; it has file, year"
    ]
    wrong: list[dict[str, Any]] = [{"text_columns": ["body"]}, {"keep": ["url"]}]
    for options in wrong:
        with pytest.raises(UsageError, match="has no such column"):
            load(tmp_path, **options)


def test_column_names_are_compared_composed() -> None:
    assert load_bytes("no\u0323\u0302i dung\nx\n".encode(), "csv", text_columns=["nội dung"]).texts == ["x"]


def test_jsonl_keys_may_appear_late_but_not_never() -> None:
    late = b'{"id": "a"}\n' * 5 + b'{"text": "x"}\n'
    assert load_bytes(late, "jsonl").texts == ["", "", "", "", "", "x"]


class Rows(io.RawIOBase):
    """A pipe that gives one row at each read."""

    def __init__(self, rows: Iterator[bytes]) -> None:
        self.rows = rows
        self.given = 0
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.rest:
            self.rest = next(self.rows, b"")
            self.given += 1
        data, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize(("header", "format_"), [(b"text\n", "csv"), (b"", "jsonl"), (b"", "lines")])
def test_a_live_pipe_is_not_waited_for(header: bytes, format_: str) -> None:
    rows = (b'{"text": "%d"}\n' % n if format_ == "jsonl" else b"%d\n" % n for n in range(100))
    pipe = Rows(chain((header,) if header else (), rows))
    documents = iter(open_corpus(stdin=io.BufferedReader(pipe), format=format_))
    assert pipe.given <= 1
    for number in range(5):
        assert str(number) in next(documents).text
        assert pipe.given <= number + len(header) // 5 + 2


def test_tables_are_streamed() -> None:
    row = b'"' + b"x" * 5000 + b'",1\n'
    rows = (b"text,b\n" if n == 0 else row for n in range(1000))
    corpus = open_corpus(stdin=io.BufferedReader(Rows(rows)), format="csv")
    tracemalloc.start()
    count = sum(1 for _ in corpus)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 999
    assert peak < 1_000_000


def test_a_huge_cell_is_read() -> None:
    (text,) = load_bytes(b"text\n" + b"x" * 1_000_000 + b"\n", "csv").texts
    assert len(text) == 1_000_000
