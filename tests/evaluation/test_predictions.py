"""Predictions matched with a gold: by id, over the same text, from records and from tables."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation import Span, SpanRecord, align, read_predictions, read_records
from qnmine.tagging.container import pack_container

if TYPE_CHECKING:
    from collections.abc import Callable

GOLD = [
    SpanRecord("a", "Ông Thể thăm  Hạ Long.", (Span(4, 7, "PER"), Span(14, 21, "LOC"))),
    SpanRecord("b", "Ở Huế.", (Span(2, 5, "LOC"),)),
]
ALL = {record.id: record.entities for record in GOLD}
TABLE = (
    "doc,sentence,start,end,text,type,name\n"
    "a,1,4,7,Thể,PER,Phạm Văn Thể\na,1,14,21,Hạ Long,LOC,Hạ Long\nb,1,2,5,Huế,LOC,Huế\n"
)


def predictions(
    text: str, gold: list[SpanRecord] = GOLD, *, form: str | None = None, warnings: list[str] | None = None
) -> dict[str, tuple[Span, ...]]:
    on_warning = None if warnings is None else warnings.append
    return read_predictions(io.BytesIO(text.encode()), gold, format=form, name="pred", on_warning=on_warning)


def spans_line(record: SpanRecord, **changes: object) -> str:
    entities = [{"start": span.start, "end": span.end, "type": span.type} for span in record.entities]
    return json.dumps({"id": record.id, "text": record.text, "entities": entities, **changes}) + "\n"


JSON_TABLE = "".join(
    json.dumps({**row, "start": int(row["start"]), "end": int(row["end"])}) + "\n"
    for row in csv.DictReader(io.StringIO(TABLE))
)
BIO = (
    "# doc = a\nÔng\tO\nThể\tB-PER\nthăm\tO\nHạ\tB-LOC\nLong\tI-LOC\n.\tO\n\n"
    "# doc = b\nỞ\tO\n\nHuế\tB-LOC\n.\tO\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "".join(map(spans_line, GOLD)),
        "".join(map(spans_line, reversed(GOLD))),
        TABLE,
        "\ufeff" + TABLE,
        "\n" + TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        "doc,start,end,type\na,4,7,PER\na,14,21,LOC\n\nb,2,5,LOC\n",
        '"type","doc","end","start"\nPER,a,7,4\nLOC,a,21,14\nLOC,b,5,2\n',
        JSON_TABLE,
        BIO,
    ],
)
def test_every_form_of_the_same_spans(text: str) -> None:
    warnings: list[str] = []
    assert predictions(text, warnings=warnings) == ALL
    assert warnings == []


def test_a_compressed_table() -> None:
    assert read_predictions(io.BytesIO(gzip.compress(TABLE.encode())), GOLD, name="m.csv.gz") == ALL


@pytest.mark.parametrize("form", ["csv", "jsonl", "spans", "bio"])
def test_a_named_format_is_taken_at_its_word(form: str) -> None:
    right = {"csv": TABLE, "jsonl": JSON_TABLE, "spans": "".join(map(spans_line, GOLD)), "bio": BIO}
    assert predictions(right[form], form=form) == ALL


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("source", ["-", Path("-")])
def test_a_dash_is_standard_input(
    source: str | Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(text.encode())), "ascii"))

    pipe(TABLE)
    assert read_predictions(source, GOLD) == ALL
    pipe("".join(map(spans_line, GOLD)))
    assert list(read_records(source)) == GOLD
    pipe("{}\n")
    with pytest.raises(DocumentError, match=r"^-:1: has no 'id'"):
        list(read_records(source))


@pytest.mark.parametrize("stdin", [None, _Terminal()])
def test_nobody_waits_for_a_terminal(stdin: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(UsageError, match="-: there is no standard input to read; pipe"):
        list(read_records("-"))


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (b"PAR1\x15\x04\x15 \n", "is a Parquet file; save it as CSV or JSON lines"),
        (b"PK\x03\x04\x14\0\n", "is a workbook (XLSX) or another ZIP file; save it as CSV or JSON lines"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old or encrypted Office file; save it as CSV or JSON lines"),
        (b"\x28\xb5\x2f\xfd\0\n", "is compressed with zstd; decompress it first: zstd -d"),
        (pack_container({}, {}), "is a qnmine model, not annotations; to score it, use --model FILE"),
    ],
)
@pytest.mark.parametrize("form", [None, "csv", "spans", "bio"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_has_no_lines_is_named(
    head: bytes, message: str, form: str | None, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(pack(head))
    for read in (lambda: read_predictions(path, GOLD, format=form), lambda: list(read_records(path))):
        with pytest.raises(UsageError) as caught:
            read()
        assert str(caught.value) == f"{path.as_posix()}: {message}"


def test_real_parquet_and_workbooks_are_named(tmp_path: Path) -> None:
    parquet, pyarrow = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    openpyxl = pytest.importorskip("openpyxl")
    parquet.write_table(pyarrow.table({"doc": ["a"], "start": [4]}), tmp_path / "a.parquet")
    parquet.write_table(pyarrow.table({"doc": []}), tmp_path / "b.parquet")
    openpyxl.Workbook().save(tmp_path / "c.xlsx")
    for name in ("a.parquet", "b.parquet", "c.xlsx"):
        with pytest.raises(UsageError, match="save it as CSV or JSON lines"):
            read_predictions(tmp_path / name, GOLD)


def test_quoted_line_ends_in_cells_are_kept() -> None:
    gold = [SpanRecord("a", "Hạ\r\nLong", (Span(0, 8, "LOC"),))]
    assert predictions('doc,start,end,text,type\na,0,8,"Hạ\r\nLong",LOC\n', gold) == {"a": gold[0].entities}


@pytest.mark.parametrize("text", [spans_line(GOLD[1]), TABLE.splitlines()[0] + "\nb,1,2,5,Huế,LOC,Huế\n"])
def test_a_missing_prediction_counts_as_no_spans_with_a_warning(text: str) -> None:
    warnings: list[str] = []
    assert predictions(text, warnings=warnings) == {"a": (), "b": GOLD[1].entities}
    assert warnings == ["pred: no prediction for 1 of 2 records (a) of the gold; counted as no spans"]


@pytest.mark.parametrize("text", ["", "doc,start,end,type\n"])
def test_no_prediction_at_all_is_a_warning(text: str) -> None:
    warnings: list[str] = []
    assert predictions(text, warnings=warnings) == {"a": (), "b": ()}
    assert warnings == ["pred: no prediction for 2 of 2 records (a, b) of the gold; counted as no spans"]


@pytest.mark.parametrize("extra", [1, 5])
def test_unknown_ids_are_left_out_with_a_warning(extra: int) -> None:
    others = "".join(spans_line(GOLD[0], id=f"x{number}") for number in range(extra))
    warnings: list[str] = []
    assert predictions("".join(map(spans_line, GOLD)) + others, warnings=warnings) == ALL
    shown = "x0" if extra == 1 else "x0, x1, x2, …"
    assert warnings == [f"pred: {extra} of {2 + extra} records ({shown}) not in the gold; left out"]


@pytest.mark.parametrize("text", [spans_line(GOLD[0], id="z"), "doc,start,end,type\nz,0,3,LOC\n"])
def test_no_common_id_is_an_error(text: str) -> None:
    with pytest.raises(
        DocumentError, match=r"pred: no id is one of the gold's \('z' against 'a'\); predict on"
    ):
        predictions(text)


def test_an_id_that_comes_twice_is_an_error() -> None:
    with pytest.raises(DocumentError, match="pred:2: the id 'a' stands at line 1 already"):
        predictions(spans_line(GOLD[0]) * 2)
    with pytest.raises(DocumentError, match="the id 'a' comes twice"):
        align(GOLD, [GOLD[0], GOLD[0]])


def test_another_text_is_an_error_that_says_how_it_differs() -> None:
    def message(text: str) -> str:
        with pytest.raises(DocumentError) as caught:
            predictions(spans_line(GOLD[0], text=text, entities=[]))
        assert "the text of 'a' is not the gold's" in str(caught.value)
        return str(caught.value)

    assert "only the Unicode form differs" in message(unicodedata.normalize("NFD", GOLD[0].text))
    assert "only white space or invisible characters differ" in message(GOLD[0].text.replace("  ", " "))
    assert "at character 6 it has 'ế thăm Hạ Long.' for 'ể thăm Hạ Long.'" in message(
        GOLD[0].text.replace("Thể", "Thế")
    )
    assert "at character 22 it has 'n' for ''" in message(GOLD[0].text + "n")
    assert "at character 21 it has '' for '.'" in message(GOLD[0].text[:-1])


def test_tokens_of_another_text_are_an_error() -> None:
    with pytest.raises(
        DocumentError, match=r"at character, white space left out, 5 it has 'ếthămHạLong.' for 'ểthăm"
    ):
        predictions(BIO.replace("Thể", "Thế"))


def test_offsets_of_records_are_carried_into_a_gold_joined_from_tokens() -> None:
    joined = SpanRecord("a", "Ông Thể thăm Hạ Long .", (), joined=True)
    assert align([joined], [GOLD[0]]) == {"a": (Span(4, 7, "PER"), Span(13, 20, "LOC"))}


def test_tokens_may_lack_invisible_characters_and_have_a_replacement_for_unwritable_ones() -> None:
    gold = [SpanRecord("a", "\ufeffHạ\u200b Long\u200b \x00.", (Span(1, 9, "LOC"),))]
    assert predictions("# doc = a\nHạ\tB-LOC\nLong\tI-LOC\n\ufffd\tO\n.\tO\n", gold) == {
        "a": (Span(1, 9, "LOC"),)
    }


def test_a_span_of_only_white_space_vanishes_with_it() -> None:
    joined = SpanRecord("a", "A B", (), joined=True)
    record = SpanRecord("a", "A  B", (Span(1, 3, "X"), Span(2, 4, "Y")))
    assert align([joined], [record]) == {"a": (Span(2, 3, "Y"),)}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,4,7x,Thể,PER", ["pred:3", "end '7x' is no whole number"]),
        ("a,,7,Thể,PER", ["pred:3", "start ''"]),
        ("a,4,7,Thế,PER", ["pred:3", "says 'Thế'", "PER 4-7 'Thể'"]),
        ("a,4,99,Thể,PER", ["pred:3", "outside the text of 22"]),
        ("a,4,4,,PER", ["pred:3", "PER 4-4 is empty"]),
        ("a,4,7,Thể,", ["pred:3", "'type' is not a name"]),
        ("a,4,7", ["pred:3", "3 cells for 5 columns"]),
        ("a,4,7,Thể,PER,x", ["pred:3", "6 cells for 5 columns"]),
        ('a,4,7,"Thể"x,PER', ["pred:3", "not valid CSV"]),
        ('a,4,7,"Thể,PER', ["pred:3", "not valid CSV"]),
        ("a,4,7,Thể,PER\na,4,7,Thể,PER", ["doc 'a'", "PER 4-7 'Thể' overlaps PER 4-7 'Thể'"]),
    ],
)
def test_defects_of_a_table_name_the_line(rows: str, words: list[str]) -> None:
    with pytest.raises(DocumentError) as caught:
        predictions(f"doc,start,end,text,type\nb,2,5,Huế,LOC\n{rows}\n")
    for word in words:
        assert word in str(caught.value)


def test_a_table_without_types_says_what_it_needs() -> None:
    with pytest.raises(
        UsageError, match=r"pred:1: no column type \(there are: doc, start, end\); .* doc, start"
    ):
        predictions("doc,start,end\n")
    with pytest.raises(UsageError, match="pred:2: no column start, end"):
        predictions('{"doc": "a", "start": 4, "end": 7, "type": "PER"}\n{"doc": "a", "type": "PER"}\n')
    with pytest.raises(UsageError, match=r"no column doc, start, end \(there are: name, type"):
        read_predictions(io.BytesIO(b"name,type,mentions\nA,PER,3\n"), GOLD, name="entities.csv")


words = st.lists(st.text("abĐặ.", min_size=1, max_size=4), min_size=1, max_size=6)


@given(words, st.data())
def test_carrying_over_keeps_the_letters_of_every_span(tokens: list[str], data: st.DataObject) -> None:
    text = tokens[0]
    for token in tokens[1:]:
        text += data.draw(st.sampled_from(["", " ", "\n", "  "])) + token
    joined = " ".join(tokens)
    start = data.draw(st.integers(0, len(joined) - 1))
    end = data.draw(st.integers(start + 1, len(joined)))
    record = SpanRecord("a", joined, (Span(start, end, "X"),), joined=True)
    spans = align([SpanRecord("a", text, ())], [record])["a"]
    carried = "".join(text[span.start : span.end] for span in spans)
    assert "".join(carried.split()) == "".join(joined[start:end].split())
    assert carried == carried.strip() or text == joined
