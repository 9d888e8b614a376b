"""JSON that is not of lines: arrays, single objects, objects that hold a list, and broken ones."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.corpus import open_corpus
from qnmine.corpus.readers.json_text import Broken, JsonText
from qnmine.errors import UsageError
from tests.corpus.loading import load, load_bytes, write

if TYPE_CHECKING:
    from pathlib import Path

ROWS = '[{"text": "Hạ Long"}, {"text": "Huế"}]'


@pytest.mark.parametrize("format", ["json", "jsonl"])
@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (ROWS, ["Hạ Long", "Huế"]),
        (f"\ufeff\r\n {ROWS} \n", ["Hạ Long", "Huế"]),
        ('[\n{"text": "Hạ Long"},\n{"text": "Huế"}\n]\n', ["Hạ Long", "Huế"]),
        ('{"text": "Hạ Long"}\n{"text": "Huế"}\n', ["Hạ Long", "Huế"]),
        ('{"text": "Hạ Long"}', ["Hạ Long"]),
        ("[]", []),
        ("", []),
        ('[{"text": "a"} {"text": "b"},]', ["a", "b"]),
        ('[{"text": "a", "text": "b", "n": NaN, "m": -Infinity}]', ["b"]),
        ('[{"text": "[1, {\\"a\\": \\"}]\\"}"}]', ['[1, {"a": "}]"}']),
    ],
)
def test_what_is_read_alike_as_json_and_as_json_lines(content: str, texts: list[str], format: str) -> None:  # noqa: A002
    loaded = load_bytes(content.encode(), format)
    assert loaded.texts == texts
    assert loaded.errors == []
    assert loaded.ids == [f"-:{number + 1}" for number in range(len(texts))]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{\n "text": "Hạ Long"\n}\n', ["Hạ Long"]),
        ('{"text": "a"} {"text": "b"}', ["a", "b"]),
        ('{\n"text": "a"\n}\n{\n"text": "b"\n}', ["a", "b"]),
        ('{"count": 2, "articles": [{"text": "a"}, {"text": "b"}]}', ["a", "b"]),
        ('{"data": {"page": 1, "articles": [{"text": "a"}], "tags": ["x"], "none": []}}', ["a"]),
        ('{"text": "cả bài", "comments": [{"text": "a"}]}', ["cả bài"]),
    ],
)
def test_one_object_several_and_one_around_a_list(content: str, texts: list[str]) -> None:
    loaded = load_bytes(content.encode(), "json")
    assert (loaded.texts, loaded.errors) == (texts, [])


@pytest.mark.parametrize(
    ("content", "survivors", "messages"),
    [
        ('[{"text": "a" "b"}, {"text": "c"}]', ["-:2"], ["-:1: is not valid JSON (Expecting ',' delimiter"]),
        ('[{"text": "\\x"}, {"text": "c"}]', ["-:2"], ["-:1: is not valid JSON (Invalid \\escape"]),
        (
            '[5, "x", null, [1], {"text": "c"}]',
            ["-:5"],
            [f"-:{n}: is not a JSON object" for n in range(1, 5)],
        ),
        ('[{"text": [1]}, {"text": "c"}]', ["-:2"], ["-:1: 'text' is a list, not text"]),
        (
            '[{"text": %s}, {"text": "c"}]' % ("[" * 20_000 + "]" * 20_000),
            ["-:2"],
            ["-:1: is nested too deeply"],
        ),
        ('[{"text": %s}, {"text": "c"}]' % ("1" * 9999), ["-:2"], ["-:1: holds a number of too many digits"]),
        ('[{"text": "a"}, {"text": "b', ["-:1"], ["-:2: is not valid JSON (Unterminated string"]),
        (
            '[{"text": "a"}, ',
            ["-:1"],
            ["-:2: is missing: the file ends within its array; this row and all after"],
        ),
        (
            '[{"text": "a"}; {"text": "b"}]',
            ["-:1"],
            ["-:2: begins with ';', where a comma was due; this row and all"],
        ),
        (
            '[{"text": "a}, {"text": "b"}]',
            [],
            [
                "-:1: is not valid JSON",
            ],
        ),
        ('[{"text": "a"}] [1]', ["-:1"], ["-: goes on after the end of its array; that is lost"]),
        ("Xin chào", [], ["-: is not JSON: no object and no array; name its format with --from"]),
        (
            '{"a": [{"text": "x"}], "b": [{"text": "y"}]}',
            [],
            ["-: holds 2 lists of objects (a, b); take one: jq -c '.a[]'"],
        ),
    ],
)
def test_broken_json_loses_no_more_than_it_must(
    content: str, survivors: list[str], messages: list[str]
) -> None:
    loaded = load_bytes(content.encode(), "json")
    assert loaded.ids == survivors
    assert len(loaded.errors) == len(messages)
    for error, message in zip(loaded.errors, messages, strict=True):
        assert str(error).startswith(message)


def test_bytes_that_do_not_fit_are_an_error_of_their_row() -> None:
    loaded = load_bytes(b'[{"text": "Hu\xe1\xba\xbf"}, {"text": "\xff"}, {"text": "c"}]', "json")
    assert loaded.ids == ["-:1", "-:3"]
    assert [str(error).partition(";")[0] for error in loaded.errors] == [
        "-:2: is not valid UTF-8 (byte 0xff at offset 30)"
    ]
    assert load_bytes(ROWS.encode("utf-16"), "json", encoding="utf-16").texts == ["Hạ Long", "Huế"]
    assert load_bytes(b"\xff\xfe\x00", "json").errors != []


def test_a_lone_surrogate_is_read_as_in_json_lines() -> None:
    escaped = b'{"text": "x\\ud800y"}'
    assert load_bytes(b"[" + escaped + b"]", "json").texts == load_bytes(escaped, "jsonl").texts


def test_columns_of_arrays_are_checked_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.json": '[{"body": "x", "title": "T"}]', "b.json": '{"items": [{"body": "y"}]}'})
    with pytest.raises(
        UsageError, match=r"--text-column text: a\.json \(and 1 more\) has no such column; it has body, title"
    ):
        load(tmp_path)
    loaded = load(tmp_path, text_columns="body", keep=("title",))
    assert [dict(document.meta) for document in loaded.documents] == [{"title": "T"}]
    assert [str(error) for error in loaded.errors] == ["b.json: has no column 'title'; it has body"]


class _Slow(io.RawIOBase):
    """A stream of which every read returns a little, and which tells how much was read."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size, self.place = data, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self.data[self.place : self.place + min(self.size, len(buffer))]
        buffer[: len(piece)] = piece
        self.place += len(piece)
        return len(piece)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(
    values=st.lists(VALUES, max_size=6),
    size=st.integers(1, 60),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_wherever_it_is_cut(
    values: list[object], size: int, ascii_only: bool, indent: int | None
) -> None:
    # surrogates cannot be encoded, so they are always escaped
    text = json.dumps(values, ensure_ascii=ascii_only, indent=indent)
    data = text.encode("utf-8", "backslashreplace") if ascii_only else text.encode("utf-8", "replace")
    stream: Any = io.BufferedReader(_Slow(data, size), 64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qnmine.corpus.readers.json_text.CHUNK", size)
        found = list(JsonText("x", stream, "utf-8").elements())
    assert found == json.loads(data)


@given(data=st.binary(max_size=200) | st.text('[]{}",:\\ntru1- \n', max_size=60).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_end_in_documents_and_errors(data: bytes) -> None:
    for format in ("json", "jsonl"):  # noqa: A001
        try:
            load_bytes(data, format)
        except UsageError:
            continue


def test_an_array_is_not_held_in_memory() -> None:
    row = json.dumps({"text": "Quảng Ninh " * 500}).encode()
    source = _Slow(b"[" + b",".join([row] * 2000) + b"]", 1 << 16)
    corpus = open_corpus(["-"], format="json", stdin=io.BufferedReader(source))
    next(iter(corpus))
    assert source.place < len(source.data) / 4


def test_a_large_value_is_read_in_linear_time() -> None:
    text = JsonText("x", io.BufferedReader(io.BytesIO(b'["' + b"a" * 30_000_000 + b'", "b')), "utf-8")
    whole, cut = list(text.elements())
    assert len(str(whole)) == 30_000_000
    assert isinstance(cut, Broken)
