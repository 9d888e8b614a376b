"""Reading the spans format: what is accepted, and one clear error for everything else."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import lzma
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import DocumentError, QnmineError, UsageError
from qnmine.evaluation import Span, SpanRecord, read_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "Ông Thể thăm Hạ Long"
GOOD = {
    "id": "a",
    "source": "news",
    "text": TEXT,
    "entities": [
        {"start": 13, "end": 20, "type": "LOC"},
        {"start": 4, "end": 7, "type": "PER", "text": "Thể"},
    ],
}


def records(*lines: object, warnings: list[str] | None = None) -> list[SpanRecord]:
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    on_warning = None if warnings is None else warnings.append
    stream = io.BytesIO(text.encode())
    return list(read_records(stream, format="spans", name="gold.jsonl", on_warning=on_warning))


def changed(**keys: object) -> dict[str, object]:
    return {**GOOD, **keys}


def entity(start: object, end: object, label: object = "LOC", **more: object) -> dict[str, object]:
    return {"start": start, "end": end, "type": label, **more}


def test_a_record_has_sorted_spans_and_its_other_keys_as_meta() -> None:
    (record,) = records(GOOD)
    assert record == SpanRecord("a", TEXT, (Span(4, 7, "PER"), Span(13, 20, "LOC")), {"source": "news"})
    assert [TEXT[span.start : span.end] for span in record.entities] == ["Thể", "Hạ Long"]
    assert not record.joined


def test_blank_lines_a_bom_crlf_numbers_as_ids_and_other_labels_are_fine() -> None:
    lines = "\ufeff\r\n" + json.dumps(changed(id=7, entities=[entity(0, 3, "chức danh")])) + "\r\n\r\n"
    (record,) = records(lines)
    assert (record.id, record.entities) == ("7", (Span(0, 3, "chức danh"),))


def test_line_separators_inside_a_text_do_not_end_the_line() -> None:
    text = "một\u2028hai\x85ba"
    assert [
        record.text for record in records(json.dumps(changed(text=text, entities=[]), ensure_ascii=False))
    ] == [text]


def test_adjacent_spans_are_flat() -> None:
    (record,) = records(changed(text="ViệtMỹ", entities=[entity(4, 6), entity(0, 4)]))
    assert record.entities == (Span(0, 4, "LOC"), Span(4, 6, "LOC"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a", ', ["gold.jsonl:2", "not valid JSON", "one complete JSON object on each line"]),
        ("[", ["gold.jsonl:2", "jq -c"]),
        ('[{"id": "a"}]', ["gold.jsonl:2", "not a JSON object", "jq -c"]),
        ("[" * 100_000, ["gold.jsonl:2", "too deep"]),
        ('{"id": "b", "text": "x", "entities": ' + "9" * 5000 + "}", ["gold.jsonl:2", "too long a number"]),
        ({"text": "x", "entities": []}, ["gold.jsonl:2", "no 'id'", "it has 'text', 'entities'"]),
        ({"id": "b", "entities": []}, ["no 'text'"]),
        ({"id": "b", "text": "x", "label": []}, ["no 'entities'", "'label'"]),
        ({}, ["no 'id' (it has nothing)"]),
        (changed(id=None), ["'id' is not a string"]),
        (changed(id=True), ["'id' is not a string"]),
        (changed(id="b", text=5), ["'text' is not a string"]),
        (changed(id="b", entities={}), ["'entities' is not a list"]),
        (changed(id="b", entities=[[0, 3, "PER"]]), ["gold.jsonl:2: entity 1", "not an object"]),
        (
            changed(id="b", entities=[entity(0, 3), entity(4, 7.0)]),
            ["entity 2", "'end' is not a whole number"],
        ),
        (changed(id="b", entities=[entity("0", 3)]), ["'start' is not a whole number"]),
        (changed(id="b", entities=[entity(False, 3)]), ["'start' is not a whole number"]),
        (changed(id="b", entities=[{"start": 0, "end": 3, "label": "PER"}]), ["no 'type'", "'label'"]),
        (changed(id="b", entities=[entity(0, 3, " ")]), ["'type' is not a name"]),
        (changed(id="b", entities=[entity(0, 3, None)]), ["'type' is not a name"]),
        (changed(id="b", entities=[entity(13, 21)]), ["LOC 13-21", "outside the text of 20", "code points"]),
        (changed(id="b", entities=[entity(-1, 3)]), ["LOC -1-3", "outside the text"]),
        (changed(id="b", entities=[entity(3, 3)]), ["LOC 3-3 is empty", "end must be greater"]),
        (changed(id="b", entities=[entity(7, 4)]), ["LOC 7-4 is empty"]),
        (
            changed(id="b", entities=[entity(4, 7, "PER"), entity(0, 7)]),
            ["PER 4-7 'Thể' overlaps LOC 0-7 'Ông Thể'", "outermost"],
        ),
        (changed(id="b", entities=[entity(4, 7), entity(4, 7)]), ["LOC 4-7 'Thể' overlaps LOC 4-7 'Thể'"]),
        (changed(id="b", entities=[entity(4, 7, text="Thề")]), ["says 'Thề'", "LOC 4-7 'Thể'", "very text"]),
        (changed(id="b", entities=[entity(4, 7, text="T\nh\x1b[31mể")]), ["says 'T h·[31mể'"]),
        (changed(id="b", entities=[entity(4, 7, "x" * 99), entity(4, 7)]), ["x" * 39 + "… 4-7"]),
        (GOOD, ["gold.jsonl:2", "the id 'a' stands at line 1 already"]),
    ],
)
def test_every_defect_is_one_line_with_file_line_and_remedy(line: object, words: list[str]) -> None:
    with pytest.raises(DocumentError) as caught:
        records(GOOD, line)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.name.startswith("gold.jsonl:2")
    assert caught.value.remedy
    for word in words:
        assert word in message


def test_the_records_before_a_defect_are_read() -> None:
    stream = io.BytesIO((json.dumps(GOOD) + "\n{").encode())
    reader = read_records(stream, format="spans")
    assert next(reader).id == "a"
    with pytest.raises(DocumentError, match=r"^-:2: "):
        next(reader)


@pytest.mark.parametrize(("start", "end"), [(3, 7), (4, 8), (3, 4)])
def test_white_space_at_an_edge_is_kept_with_a_warning(start: int, end: int) -> None:
    warnings: list[str] = []
    (record,) = records(changed(entities=[entity(start, end)]), warnings=warnings)
    assert record.entities == (Span(start, end, "LOC"),)
    assert len(warnings) == 1
    assert warnings[0].startswith("gold.jsonl:1: ")
    assert "white space" in warnings[0]


def test_clean_spans_give_no_warning() -> None:
    warnings: list[str] = []
    records(GOOD, warnings=warnings)
    assert warnings == []


@pytest.mark.parametrize(
    ("ending", "pack"), [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compression_is_known_by_content(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    data = pack((json.dumps(GOOD) + "\n").encode())
    path = tmp_path / f"gold.jsonl{ending}"
    path.write_bytes(data)
    (tmp_path / "gold").write_bytes(data)
    expected = records(GOOD)
    assert list(read_records(path)) == expected
    assert list(read_records(str(tmp_path / "gold"))) == expected
    assert list(read_records(io.BytesIO(data))) == expected


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_truncated_archive_is_an_error_with_a_remedy(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(pack((json.dumps(GOOD) + "\n").encode())[:-12])
    with pytest.raises(DocumentError, match=r"gold\.jsonl\.gz:\d+: .*check that it is complete"):
        list(read_records(path))


@pytest.mark.parametrize("head", [b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00"])
def test_rubbish_behind_a_magic_number_is_an_error(head: bytes) -> None:
    with pytest.raises(DocumentError, match="cannot be read further"):
        list(read_records(io.BytesIO(head + b"not an archive at all, whatever it says"), name="x"))


def test_a_missing_file_and_a_folder_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(read_records(tmp_path / "none.jsonl"))
    with pytest.raises(UsageError, match="is a folder"):
        list(read_records(tmp_path))


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "\xe1b"}\n')
    with pytest.raises(
        DocumentError, match=r"gold\.jsonl:2: is not valid UTF-8 \(byte 0xe1 at byte 8 of the line\)"
    ):
        list(read_records(path))


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\n \n")
    assert list(read_records(path)) == []


def test_a_table_of_mentions_is_no_gold() -> None:
    with pytest.raises(UsageError, match="no texts; save the annotations with --format spans"):
        list(read_records(io.BytesIO(b"doc,start,end,type\na,0,3,LOC\n"), name="m.csv"))


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'xml'; choose from spans, bio, csv, tsv, jsonl"):
        list(read_records(io.BytesIO(b""), format="xml"))


hostile_lines = st.sampled_from(
    [
        "A B-PER",
        "# doc = a",
        "# text = A",
        "-DOCSTART- O",
        "",
        "{}",
        '{"id": "a", "text": "A", "entities": []}',
    ]
)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    | st.lists(hostile_lines | st.text(max_size=20), max_size=8).map(
        lambda lines: "\n".join(lines).encode("utf-8", "replace")
    )
)
def test_any_bytes_are_read_or_refused_politely(data: bytes) -> None:
    with contextlib.suppress(QnmineError):
        for record in read_records(io.BytesIO(data), name="x"):
            assert all(record.text[span.start : span.end].strip() for span in record.entities)


spans_of = st.text(max_size=40).flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.lists(st.integers(0, len(text)), unique=True, max_size=8).map(sorted),
        st.lists(st.sampled_from(["PER", "ORG", "LOC", "x-y"]), min_size=4, max_size=4),
    )
)


@given(spans_of)
def test_what_is_written_as_spans_comes_back(case: tuple[str, list[int], list[str]]) -> None:
    text, edges, labels = case
    spans = tuple(
        Span(start, end, label) for start, end, label in zip(edges[::2], edges[1::2], labels, strict=False)
    )
    line = json.dumps(
        {"id": "a", "text": text, "entities": [entity(span.start, span.end, span.type) for span in spans]}
    )
    assert records(line) == [SpanRecord("a", text, spans)]
