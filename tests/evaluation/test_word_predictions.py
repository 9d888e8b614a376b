"""Segmentations brought into line with a gold, and scores that agree with counting by hand."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qnmine.errors import DocumentError, QnmineError, UsageError
from qnmine.evaluation import SpanRecord, compare, read_word_predictions, read_words
from qnmine.evaluation.matches import WORD_MATCHES
from qnmine.text.normalize import tone_style
from tests.evaluation.segmenting import NAMES, conllu, joined, segmentations, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.evaluation import Span

SECOND = ["Hà Nội", "đẹp", "."]
GOLD_TEXT = conllu(NAMES, SECOND, ids=["a", "b"])


def gold_of(text: str = GOLD_TEXT) -> list[SpanRecord]:
    return read_words(stream(text), name="gold.conllu")


def predicted(
    text: str, gold: Sequence[SpanRecord], name: str = "p.conllu", *, tags: bool = False
) -> tuple[list[list[str]], list[str]]:
    """Return the predicted words of each gold record, and the warnings."""
    warnings: list[str] = []
    found = read_word_predictions(stream(text), gold, name=name, tags=tags, on_warning=warnings.append)
    assert list(found) == [record.id for record in gold]
    return [_texts(record, found[record.id]) for record in gold], warnings


def _texts(record: SpanRecord, spans: Sequence[Span]) -> list[str]:
    return [record.text[span.start : span.end] for span in spans]


def table(*sentences: Sequence[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(("doc", "sentence", "token", "start", "end", "text", "word"))
    for number, words in enumerate(sentences, 1):
        for place, word in enumerate(words, 1):
            writer.writerow(("x", number, place, 0, 1, word, word))
    return out.getvalue()


def json_table(*sentences: Sequence[str]) -> str:
    rows = [{"doc": "x", "sentence": n, "text": word} for n, words in enumerate(sentences) for word in words]
    return "".join(json.dumps(row) + "\n" for row in rows)


SPLIT = ["Chủ", "tịch nước", "đến", "Hà Nội", "."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.conllu", conllu(SPLIT, SECOND, ids=["a", "b"])),
        ("p.conllu", conllu(SECOND, SPLIT, ids=["b", "a"])),  # in another order, by id
        ("p.conllu", conllu(SPLIT, SECOND)),
        ("p.conllu", conllu(SPLIT, SECOND, ids=["x:1", "x:2"])),
        ("p.conllu", conllu([*SPLIT, *SECOND])),  # not split into sentences
        ("p.conllu", conllu(SPLIT[:2], SPLIT[2:], SECOND[:1], SECOND[1:], ids=["a", "b", "c", "d"])),
        ("p.txt", joined(SPLIT, SECOND)),
        ("p.txt", joined(SPLIT, SECOND).replace("Hà_Nội .", "Hà_Nội  .  \r\n")),
        ("p.csv", table(SPLIT, SECOND)),
        ("p.tsv", table(SPLIT, SECOND, delimiter="\t")),
        ("-", table(SPLIT, SECOND, delimiter=";")),
        ("p.jsonl", json_table(SPLIT, SECOND)),
        ("-", json_table(SPLIT, SECOND)),
        ("p.csv", "word\n" + "\n".join([*SPLIT, *SECOND]) + "\n"),
        ("p.txt", unicodedata.normalize("NFD", joined(SPLIT, SECOND))),
        ("p.txt", joined(SPLIT, SECOND).lower()),
        ("p.txt", "\ufeff" + joined(SPLIT, SECOND).replace("Nội", "\u200bNội\ufeff")),
    ],
)
def test_every_format_and_order(name: str, text: str) -> None:
    assert predicted(text, gold_of(), name) == ([SPLIT, SECOND], [])


def test_odd_spaces_inside_a_word_do_not_matter() -> None:
    gold = gold_of(conllu(["Hà Nội", "đẹp"], text="Hà  Nội\u00a0đẹp"))
    assert predicted(conllu(["Hà\u00a0 Nội", "đẹp"]), gold)[0] == [["Hà  Nội", "đẹp"]]


@pytest.mark.parametrize("gold_style", ["old", "new"])
def test_tone_styles_and_unicode_forms_of_gold_and_prediction_may_differ(gold_style: str) -> None:
    words = ["Hòa Bình", "thủy lợi", "qui mô"]
    ours = [unicodedata.normalize("NFD", tone_style(word, "new")) for word in words]
    theirs = [tone_style(word, "old").replace("qui", "quy") for word in words]
    if gold_style == "old":
        ours, theirs = theirs, ours
    gold = gold_of(conllu(ours))
    (found,), warnings = predicted(joined(theirs), gold, "p.txt")
    assert (found, warnings) == (ours, [])


def test_a_word_over_the_end_of_a_gold_sentence_is_cut_there() -> None:
    gold = gold_of(conllu(["Tin", "Hà Nội"], ["Hôm nay"]))
    assert predicted(joined(["Tin", "Hà Nội Hôm nay"]), gold, "p.txt")[0] == [["Tin", "Hà Nội"], ["Hôm nay"]]


def test_single_other_sentences_are_told_and_have_no_word() -> None:
    gold = gold_of(conllu(["Hà Nội"], ["Huế"], ["Vinh"], ids=["a", "b", "c"]))
    for text in (
        conllu(["Hà Nội"], ["Hếu"], ["Vinh"], ids=["a", "b", "c"]),
        conllu(["Hà Nội"], ["Hếu"], ["Vinh"]),
    ):
        found, (warning,) = predicted(text, gold)
        assert found == [["Hà Nội"], [], ["Vinh"]]
        assert "p.conllu: 1 of 3 sentences have other letters" in warning
        assert "'b': it has 'Hếu' for 'Huế'" in warning


def test_sentences_of_one_side_only_are_told() -> None:
    gold = gold_of(conllu(["Hà Nội"], ["Huế"], ids=["a", "b"]))
    found, warnings = predicted(conllu(["Vinh"], ["Hà Nội"], ids=["z", "a"]), gold)
    assert found == [["Hà Nội"], []]
    assert ["no prediction for 1 of 2 records (b)" in warnings[0], "(z) not in the gold" in warnings[1]] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("name", "text", "kind", "message"),
    [
        (
            "p.txt",
            joined(NAMES),
            DocumentError,
            "p.txt: its words are not .* from 'b' on: it lacks 'HàNộiđẹp.'",
        ),
        ("p.txt", joined(NAMES, SECOND, ["x"]), DocumentError, "from 'b' on: it goes on with 'x'"),
        ("p.txt", joined(["Huế"], ["Vinh"]), DocumentError, "from 'a' on: it has 'Huế' for 'Chủtịch"),
        ("p.conllu", conllu(["Huế"], ["V"], ids=["b", "a"]), DocumentError, "from 'b' on: it has 'Huế'"),
        (
            "p.conllu",
            conllu(SECOND, ["x"], ids=["b", "b"]),
            DocumentError,
            "p.conllu:6: the id 'b' comes twice",
        ),
        ("p.txt", "", DocumentError, "p.txt: its words .* from 'a' on: it lacks 'Chủtịch"),
        ("p.csv", "doc,start,end,type,text\n", UsageError, "p.csv:1: has entities, not words"),
        ("p.csv", "doc,start,end\n", UsageError, "p.csv:1: no column text or word"),
        ("p.csv", "doc,word\na\n", DocumentError, "p.csv:2: has 1 cells for 2 columns"),
        ("p.jsonl", '{"text": 5}\n', DocumentError, "p.jsonl:1: the word or its tag is no text"),
        ("p.conllu", "x\n", DocumentError, "p.conllu:1: has 1 column,"),
    ],
)
def test_defects(name: str, text: str, kind: type[QnmineError], message: str) -> None:
    with pytest.raises(kind, match=message) as raised:
        predicted(text, gold_of(), name)
    assert "\n" not in str(raised.value)


def test_tags_come_from_conllu_and_from_the_table() -> None:
    gold = read_words(stream(conllu(["Hà Nội/PROPN", "đẹp/ADJ"])), name="gold", tags=True)
    for name, text in (
        ("p.conllu", conllu(["Hà/X", "Nội/NOUN", "đẹp/ADJ"])),
        ("p.csv", "word,upos\nHà,X\nNội,NOUN\nđẹp,ADJ\n"),
    ):
        found = read_word_predictions(stream(text), gold, name=name, tags=True)["1"]
        assert [(span.start, span.end, span.type) for span in found] == [
            (0, 2, "X"),
            (3, 6, "NOUN"),
            (7, 10, "ADJ"),
        ]
    with pytest.raises(DocumentError, match=r"p\.csv:2: the word 'Hà' has no part of speech"):
        read_word_predictions(stream("word\nHà\n"), gold, name="p.csv", tags=True)


def by_hand(sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[int, int, int, int]:
    """Count the gold's words, the predicted ones, the right ones and the sentences without an error."""

    def places(words: Sequence[str]) -> set[tuple[int, int]]:
        found, done = set(), 0
        for word in words:
            length = len("".join(unicodedata.normalize("NFC", word).split()))
            found.add((done, done + length))
            done += length
        return found

    pairs = [(places(ours), places(theirs)) for ours, theirs in sentences]
    right = sum(len(ours & theirs) for ours, theirs in pairs)
    counts = sum(len(ours) for ours, _ in pairs), sum(len(theirs) for _, theirs in pairs)
    return *counts, right, sum(ours == theirs for ours, theirs in pairs)


@given(segmentations())
def test_scores_are_those_counted_by_hand(sentences: list[tuple[list[str], list[str]]]) -> None:
    gold = gold_of(conllu(*(ours for ours, _ in sentences)))
    ours, theirs, right, sentences_right = by_hand(sentences)
    for name, text in (
        ("p.txt", joined(*(words for _, words in sentences))),
        ("p.conllu", conllu(*(words for _, words in sentences))),
        ("p.csv", table(*(words for _, words in sentences))),
    ):
        found = read_word_predictions(stream(text), gold, name=name)
        rows = compare(gold, {"p": found}, matches=WORD_MATCHES)
        whole = {row.match: row for row in rows if row.type == "all"}
        strict, sentence = whole["strict"], whole["sentence"]
        assert (strict.gold, strict.predicted, strict.correct) == (ours, theirs, right)
        assert strict.f1 == pytest.approx(2 * right / (ours + theirs))
        assert (sentence.gold, sentence.correct) == (len(sentences), sentences_right)
        assert [
            sum(getattr(row, side) for row in rows if row.type != "all") for side in ("gold", "correct")
        ] == [
            ours,
            right,
        ]


@given(segmentations())
def test_the_gold_itself_is_perfect(sentences: list[tuple[list[str], list[str]]]) -> None:
    text = conllu(*(ours for ours, _ in sentences))
    gold = gold_of(text)
    found = read_word_predictions(stream(text), gold, name="p.conllu")
    assert found == {record.id: record.entities for record in gold}
    assert {row.f1 for row in compare(gold, {"p": found}, matches=WORD_MATCHES)} == {1.0}
