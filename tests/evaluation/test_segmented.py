"""Segmented gold files: formats, texts, lengths, tags, defects."""

from __future__ import annotations

import io
import json
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qnmine.errors import DocumentError, QnmineError, UsageError
from qnmine.evaluation import SpanRecord, read_words
from qnmine.evaluation.segmented import length_class
from tests.evaluation.segmenting import NAMES, conllu, joined, segmentations, stream

if TYPE_CHECKING:
    from pathlib import Path


def words(record: SpanRecord) -> list[tuple[str, str]]:
    return [(record.text[span.start : span.end], span.type) for span in record.entities]


def read(text: str, name: str = "gold.conllu", *, tags: bool = False) -> list[SpanRecord]:
    return read_words(stream(text), name=name, tags=tags)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nước", "1"),
        ("Hà Nội", "2"),
        ("Hà  Nội", "2"),
        ("Hà_Nội", "2"),
        ("Bách khoa toàn thư", "4+"),
        ("a b c d e", "4+"),
        ("a b c", "3"),
        ("57-NQ/TW_x", "2"),
        ("1.452/1.452", "1"),
        ("100%", "1"),
        ("...", "punct"),
        ("%", "punct"),
        ("http://a_b.vn", "1"),
    ],
)
def test_classes_of_length(word: str, expected: str) -> None:
    assert length_class(word) == expected


EXPECTED = [("Chủ tịch", "2"), ("nước", "1"), ("đến", "1"), ("Hà Nội", "2"), (".", "punct")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gold.conllu", conllu(NAMES)),
        ("gold.txt", joined(NAMES)),
        ("-", conllu(NAMES)),
        ("-", joined(NAMES)),
        ("gold.txt", conllu(NAMES)),  # the content says more than the name
        ("gold.conllu", "\ufeff" + conllu(NAMES).replace("\n", "\r\n")),
        ("gold.conllu", conllu(NAMES).rstrip("\n")),
        ("gold.txt", "\ufeff" + joined(NAMES).replace("\n", "\r\n") + "\r\n  \r\n"),
        ("gold.conllu", conllu([name.replace(" ", "_") for name in NAMES])),
    ],
)
def test_formats(name: str, text: str) -> None:
    (record,) = read(text, name)
    assert (record.id, record.text) == ("1", "Chủ tịch nước đến Hà Nội .")
    assert words(record) == EXPECTED
    assert record.joined


def test_compressed_files_and_paths(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "gold.txt.gz"
    path.write_bytes(gzip.compress(joined(NAMES, ["Hà Nội"]).encode()))
    assert [record.id for record in read_words(path)] == ["1", "2"]


def test_the_text_is_kept_as_it_stands() -> None:
    text = "Chủ tịch  nước đến Ha\u0300 No\u0323\u0302i."
    (record,) = read(conllu(NAMES, ids=["s"], text=text))
    assert (record.id, record.text, record.joined) == ("s", text, False)
    assert words(record)[3:] == [("Ha\u0300 No\u0323\u0302i", "2"), (".", "punct")]


def test_forms_and_text_may_differ_in_tone_marks_and_unicode_form() -> None:
    forms = [unicodedata.normalize("NFD", "Hoà Bình"), "thuỷ lợi"]
    (record,) = read(conllu(forms, text="Hòa Bình thủy lợi"))
    assert words(record) == [("Hòa Bình", "2"), ("thủy lợi", "2")]


def test_a_text_that_is_not_the_words_is_told_once_and_put_together() -> None:
    warnings: list[str] = []
    bad = conllu(["Hà Nội", "."], text="Huế.").replace("_\n2", "SpaceAfter=No\n2")
    (first, second) = read_words(
        stream(bad + "\n" + conllu(["Huế"], text="Vinh")), name="gold.conllu", on_warning=warnings.append
    )
    assert (first.text, second.text) == ("Hà Nội.", "Huế")
    assert first.joined
    assert words(first) == [("Hà Nội", "2"), (".", "punct")]
    (warning,) = warnings
    assert "gold.conllu:1: '# text' is not the words" in warning
    assert "(2 of 2 sentences)" in warning


def test_words_that_would_grow_together_are_spaced() -> None:
    (record,) = read(conllu(["a", "\u0301"], text="a\u0301").replace("_\n2", "SpaceAfter=No\n2"))
    assert record.text == "a \u0301"
    assert len(record.entities) == 2


def test_words_without_a_letter_are_left_out() -> None:
    (record,) = read(conllu(["\u200b", "a", "_", "\ufffd", "b"]))
    assert [word for word, _ in words(record)] == ["a", "b"]


def test_tags() -> None:
    (record,) = read(conllu(["Hà Nội/PROPN", "đẹp/ADJ", "./PUNCT"]), tags=True)
    assert words(record) == [("Hà Nội", "PROPN"), ("đẹp", "ADJ"), (".", "PUNCT")]


def test_comments_are_the_keys_to_group_by() -> None:
    (record,) = read("# newdoc id = a\n# source = báo\n# text = x\n# sent_id = s\n" + conllu(["x"]))
    assert record.meta == {"newdoc": "a", "source": "báo"}


def test_text_without_joined_words_is_suspicious() -> None:
    warnings: list[str] = []
    read_words(stream("Hà Nội đẹp .\n"), name="a.txt", on_warning=warnings.append)
    assert warnings == ["a.txt: no word has several syllables; the syllables of a word are joined by _"]


@pytest.mark.parametrize(
    ("name", "text", "tags", "kind", "message"),
    [
        ("a.txt", "", False, UsageError, "a.txt: has no sentence"),
        ("a.conllu", "# text = x\n\n", False, UsageError, "a.conllu: has no sentence"),
        (
            "a.conllu",
            conllu(["x"], ["y"], ids=["s", "s"]),
            False,
            DocumentError,
            "a.conllu:4: the id 's' stands",
        ),
        ("a.conllu", "Hà\tB-LOC\n", False, DocumentError, "a.conllu:1: has 2 columns"),
        ("a.bio", "Hà B-LOC\n", False, DocumentError, "a.bio:1: has 1 column,"),
        ("a.txt", "Hà_Nội\n", True, UsageError, "a.txt: joined text has no parts of speech"),
        ("a.conllu", conllu(["x"]), True, DocumentError, "a.conllu:1: the word 'x' has no part of speech"),
        (
            "a.conllu",
            conllu(["a/NOUN", "x/Np"]),
            True,
            DocumentError,
            "a.conllu:2: .* has 'Np', no universal",
        ),
        (
            "a.csv",
            "doc,start,end,text,word\na,0,1,x,x\n",
            False,
            UsageError,
            "a.csv: a table of words has no",
        ),
        (
            "a.csv",
            "doc,start,end,type,text\na,0,1,LOC,x\n",
            False,
            UsageError,
            "a.csv:1: has entities, .*--task",
        ),
        ("a.jsonl", json.dumps({"id": 1, "text": "x", "entities": []}), False, UsageError, "has entities"),
        ("a.jsonl", json.dumps({"x": 1}), False, UsageError, "a.jsonl:1: no column text or word"),
        ("-", '{"id": 1, "text": "x", "entities": []}', False, UsageError, "-:1: has entities"),
        ("a.jsonl", "{", False, DocumentError, "a.jsonl:1: is not valid JSON"),
    ],
)
def test_defects(name: str, text: str, tags: bool, kind: type[QnmineError], message: str) -> None:
    with pytest.raises(kind, match=message) as raised:
        read(text, name, tags=tags)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DocumentError, match=r"a\.txt:2: is not valid UTF-8"):
        read_words(io.BytesIO(b"a\n\xff\n"), name="a.txt")
    with pytest.raises(UsageError, match="is a qnmine model"):
        read_words(io.BytesIO(b"QNMODEL\x00\x01"), name="a.model")


@given(segmentations())
def test_what_is_written_is_read(sentences: list[tuple[list[str], list[str]]]) -> None:
    gold = [ours for ours, _ in sentences]
    expected = [[unicodedata.normalize("NFC", word) for word in words_] for words_ in gold]
    for name, text in (("a.conllu", conllu(*gold)), ("a.txt", joined(*gold))):
        found = [[word for word, _ in words(record)] for record in read(text, name)]
        assert [[unicodedata.normalize("NFC", word) for word in record] for record in found] == expected


@pytest.mark.parametrize(
    "line",
    ["a" * 1_000_000, "a_" * 100_000, "\u0301" * 200_000, "x@" + "a.b-_" * 50_000, "_" * 500_000 + "a"],
)
def test_endless_words_are_read_in_linear_time(line: str) -> None:
    begun = time.process_time()
    (record,) = read(f"{line} Hà_Nội\n", "a.txt")
    assert time.process_time() - begun < 5
    assert words(record)[-1] == ("Hà Nội", "2")
