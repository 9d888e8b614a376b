"""Concordance lines: what stands beside a match, the order, the counts in the seeds."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine
from qnmine.errors import UsageError
from qnmine.queries import Query
from qnmine.statistics.concordance import beside, concordance, sort_keys
from qnmine.text.document import Document
from tests import SEEDS
from tests.strategies import any_text

CORPUS = [
    Document("b", "Đẩy mạnh chuyển đổi số. Kinh tế số là nền tảng."),
    Document("a", "Xã hội số, kinh tế số và chính quyền số."),
]


def texts(query: str, **options: object) -> list[tuple[str, str]]:
    return [(line.doc, line.left) for line in concordance(query, CORPUS, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "width", "left", "right"),
    [
        ("một hai [ba] bốn năm", 40, "một hai ", " bốn năm"),
        ("một hai [ba] bốn năm", 8, "một hai ", " bốn năm"),
        ("một hai [ba] bốn năm", 7, "hai ", " bốn"),
        ("một hai [ba] bốn năm", 5, "hai ", " bốn"),
        ("một hai [ba] bốn năm", 4, "hai ", " bốn"),
        ("một hai [ba] bốn năm", 3, "ai ", " bố"),  # within a word, as nothing else is there
        ("một hai [ba] bốn năm", 0, "", ""),
        ("[ba]", 5, "", ""),
        ("dài" * 9 + "[ba]" + "dài" * 9, 4, "idài", "dàid"),
        ("một,\n\n[ba].\nbốn", 6, "một,\n\n", ".\nbốn"),
        ("x a\u0331\u0331[ba]a\u0331\u0331 x", 2, "", ""),  # no mark without its letter
    ],
)
def test_what_stands_beside(text: str, width: int, left: str, right: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    begin, stop = beside(text, start, end, width)
    if "\u0331" in text:
        assert not unicodedata.combining(text[begin])
        assert not unicodedata.combining(text[stop])
    else:
        assert (text[begin:start], text[end:stop]) == (left, right)


@given(any_text(), st.integers(0, 30), st.data())
def test_sides_are_no_wider_than_asked_for_and_hold_whole_words(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = beside(text, start, end, width)
    assert start - width <= begin <= start
    assert end <= stop <= end + width
    if begin and not text[begin - 1].isspace():
        assert len(text[begin:start].split()) <= 1
    if stop < len(text) and not text[stop].isspace():
        assert len(text[end:stop].split()) <= 1


@given(any_text(), st.sampled_from(["a", "h*", "?", "nh|kinh tế", "Hạ Long"]), st.integers(0, 20))
def test_every_line_is_a_slice_of_the_text(text: str, query: str, width: int) -> None:
    if query == "?":
        query = "(a|o|h)?"
    for line in concordance(query, text, width=width):
        assert text[line.start : line.end] == line.text
        begin = line.start - len(line.left)
        assert text[begin : line.end + len(line.right)] == line.left + line.text + line.right
        assert len(unicodedata.normalize("NFC", line.left)) <= width
        assert line.sentence >= 1


def test_decomposed_text_has_the_same_lines() -> None:
    text = "Tỉnh Quảng Ninh đẩy mạnh chuyển đổi số, phát triển kinh tế số và xã hội số."
    composed = list(concordance("kinh tế số", text, width=16))
    decomposed = list(concordance("kinh tế số", unicodedata.normalize("NFD", text), width=16))
    (one,), (other,) = composed, decomposed
    assert (one.left, one.text, one.right) == ("số, phát triển ", "kinh tế số", " và xã hội số.")
    for column in ("left", "text", "right"):
        assert unicodedata.normalize("NFC", getattr(other, column)) == getattr(one, column)


@pytest.mark.parametrize(
    ("order", "lefts"),
    [
        ((), ["chuyển đổi ", "Kinh tế ", "Xã hội ", "kinh tế ", "chính quyền "]),
        # By code point, so that u stands before í.
        (("L1",), ["chuyển đổi ", "chính quyền ", "Kinh tế ", "kinh tế ", "Xã hội "]),
        (("l1", "doc"), ["chuyển đổi ", "chính quyền ", "Kinh tế ", "kinh tế ", "Xã hội "]),
        # The text ends; then kinh, kinh, là, và by the word to the right, signs not counted.
        (("R1",), ["chính quyền ", "chuyển đổi ", "Xã hội ", "Kinh tế ", "kinh tế "]),
        (("R2",), ["chính quyền ", "kinh tế ", "Kinh tế ", "chuyển đổi ", "Xã hội "]),
        (("match",), ["chuyển đổi ", "Kinh tế ", "Xã hội ", "kinh tế ", "chính quyền "]),
        (("doc", "R1"), ["chuyển đổi ", "Kinh tế ", "chính quyền ", "Xã hội ", "kinh tế "]),
    ],
)
def test_order(order: tuple[str, ...], lefts: list[str]) -> None:
    found = [left for _, left in texts("số", width=12, order=order)]
    assert [next(end for end in lefts if left.endswith(end)) for left in found] == lefts


def test_an_unknown_key_is_refused() -> None:
    assert sort_keys(["l1", "R9", "Match", "DOC"]) == ("L1", "R9", "match", "doc")
    for name in ("L0", "L10", "left", ""):
        with pytest.raises(UsageError, match="L1 to L9"):
            concordance("số", "số", order=[name])


def test_sorting_does_not_change_which_lines_there_are() -> None:
    documents = list(qnmine.read(str(SEEDS)))
    plain = Counter(concordance("chuyển*", documents))
    assert Counter(concordance("chuyển*", documents, order=["R2", "L1", "match"])) == plain
    assert sum(plain.values()) == 16


@pytest.mark.parametrize(
    ("query", "options", "count"),
    [
        ("kinh tế số", {}, 14),
        ("Kinh tế số", {"match_case": True}, 0),
        ("chuyển đổi số", {}, 11),
        ("KINH TE SO", {"ignore_diacritics": True}, 14),
        ("kinh te so", {}, 0),
        ("(kinh tế|xã hội) số", {}, 16),
        ("57-NQ/TW", {}, 2),
    ],
)
def test_counts_in_the_seeds(query: str, options: dict[str, bool], count: int) -> None:
    asked = Query.parse(query, **options)
    documents = list(qnmine.read(str(SEEDS)))
    lines = list(concordance(asked, documents))
    assert len(lines) == count
    by_id = {document.id: document for document in documents}
    for line in lines:
        assert by_id[line.doc].text[line.start : line.end] == line.text
        sentence = list(qnmine.sentences(by_id[line.doc]))[line.sentence - 1]
        assert sentence.start <= line.start < line.end <= sentence.end


def test_names_are_the_mentions_of_the_recogniser() -> None:
    documents = list(qnmine.read(str(SEEDS)))
    for kind in ("PER", "LOC"):
        mentions = [
            (mention.doc, mention.start, mention.end)
            for document in documents
            for mention in qnmine.entities(document)
            if mention.type == kind
        ]
        lines = [(line.doc, line.start, line.end) for line in concordance(f"<{kind}>", documents)]
        assert lines == mentions


def test_it_does_not_matter_how_documents_are_cut_into_batches() -> None:
    documents = list(qnmine.read(str(SEEDS)))
    for query in ("số *", "<PER> *", "h?"):
        together = list(concordance(query, documents))
        alone = [line for document in documents for line in concordance(query, document)]
        assert together == alone
        assert together
