"""BIO and CoNLL files: tagging schemes, records, texts, comments, defects."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import DocumentError
from qnmine.evaluation import Span, SpanRecord, read_records
from qnmine.evaluation.bio import chunks


def records(text: str) -> list[SpanRecord]:
    return list(read_records(io.BytesIO(text.encode()), format="bio", name="gold.bio"))


def held(record: SpanRecord) -> list[tuple[str, str]]:
    return [(record.text[span.start : span.end], span.type) for span in record.entities]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("O O", []),
        ("B-PER I-PER O", [(0, 2, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("I-PER I-PER O", [(0, 2, "PER")]),  # IOB1
        ("I-PER B-PER I-PER", [(0, 1, "PER"), (1, 3, "PER")]),  # IOB1: B only between neighbours
        ("I-PER I-LOC", [(0, 1, "PER"), (1, 2, "LOC")]),
        ("B-PER I-LOC", [(0, 1, "PER"), (1, 2, "LOC")]),  # conlleval: another type begins an entity
        ("O I-LOC O", [(1, 2, "LOC")]),
        ("S-LOC S-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("B-ORG I-ORG E-ORG S-LOC O", [(0, 3, "ORG"), (3, 4, "LOC")]),
        ("B-ORG E-ORG I-ORG", [(0, 2, "ORG"), (2, 3, "ORG")]),  # E ended the first
        ("E-ORG", [(0, 1, "ORG")]),
        ("B-ORG L-ORG U-LOC", [(0, 2, "ORG"), (2, 3, "LOC")]),  # BILOU
        ("U-LOC I-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),  # U ended the first
        ("B-ORG M-ORG E-ORG", [(0, 3, "ORG")]),  # BMES
        ("B-chức-danh I-chức-danh", [(0, 2, "chức-danh")]),
    ],
)
def test_chunks(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(chunks(tags.split())) == expected


def encode(length: int, spans: list[tuple[int, int, str]], scheme: str) -> list[str]:
    """Write flat spans of tokens in a scheme, independently of the reader."""
    tags = ["O"] * length
    single, last = {"BIOES": ("S", "E"), "BILOU": ("U", "L")}.get(scheme, ("B", "I"))
    before: tuple[int, int, str] | None = None
    for start, end, label in spans:
        tags[start:end] = [f"I-{label}"] * (end - start)
        if scheme != "IOB1":
            tags[end - 1] = f"{last}-{label}"
            tags[start] = f"{single if end - start == 1 else 'B'}-{label}"
        elif before is not None and before[1] == start and before[2] == label:
            tags[start] = f"B-{label}"
        before = (start, end, label)
    return tags


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(["PER", "LOC"])), max_size=6),
    st.sampled_from(["IOB1", "IOB2", "BIOES", "BILOU"]),
)
def test_every_scheme_comes_back(parts: list[tuple[int, int, str]], scheme: str) -> None:
    spans, position = [], 0
    for gap, length, label in parts:
        spans.append((position + gap, position + gap + length, label))
        position += gap + length
    assert list(chunks(encode(position + 1, spans, scheme))) == spans


def test_sentences_are_records_numbered_from_1() -> None:
    first, second = records("Ông O\nThể B-PER\n\n\nHạ B-LOC\nLong I-LOC\n")
    assert (first.id, first.text, first.entities) == ("1", "Ông Thể", (Span(4, 7, "PER"),))
    assert (second.id, second.text, second.entities) == ("2", "Hạ Long", (Span(0, 7, "LOC"),))
    assert first.joined


def test_columns_by_tabs_or_blanks_the_tag_last() -> None:
    conll = "Ông NN B-NP O\nThể NNP  I-NP B-PER\n\nphường 12\tCD\tB-LOC\nlà\tV\tO\r\n"
    first, second = records(conll)
    assert held(first) == [("Thể", "PER")]
    assert (second.text, held(second)) == ("phường 12 là", [("phường 12", "LOC")])


def test_syllables_joined_by_an_underscore_are_separated() -> None:
    (record,) = records("Hạ_Long B-LOC\n_ O\na_b@c.vn O\nTP._Hạ_Long B-LOC\n")
    assert record.text == "Hạ Long _ a_b@c.vn TP. Hạ Long"
    assert held(record) == [("Hạ Long", "LOC"), ("TP. Hạ Long", "LOC")]


def test_docstart_makes_documents_of_sentences() -> None:
    first, second, third = records(
        "-DOCSTART- -X- O O\n\nA O\n\nB B-PER\n-DOCSTART- O\nC O\n\n-DOCSTART- O\n"
    )
    assert [record.id for record in (first, second, third)] == ["1", "2", "3"]
    assert (first.text, held(first)) == ("A\nB", [("B", "PER")])
    assert (second.text, third.text) == ("C", "")


@pytest.mark.parametrize("key", ["doc", "newdoc id", "id"])
def test_document_comments_name_the_records(key: str) -> None:
    text = f"# {key} = báo/1.txt\nA B-PER\n\n# {key} = báo/1.txt\nB O\n\n# {key}=2\nC O\n"
    assert [(record.id, record.text) for record in records(text)] == [("báo/1.txt", "A\nB"), ("2", "C")]


def test_docstart_and_name_are_one_mark() -> None:
    text = "-DOCSTART- O\n\n# doc = a\nA O\n\n-DOCSTART- O\n# doc = b\nB O\n"
    assert [(record.id, record.text) for record in records(text)] == [("a", "A"), ("b", "B")]


def test_sent_id_names_a_sentence_and_text_gives_its_spaces() -> None:
    text = "# a remark\n# sent_id = dev-1\n# text =  Ông Thể,  ở\u00a0Hạ Long.\n"
    text += "Ông O\nThể B-PER\n, O\nở O\nHạ_Long B-LOC\n. O\n"
    (record,) = records(text)
    assert record.id == "dev-1"
    assert record.text == " Ông Thể,  ở\u00a0Hạ Long."
    assert held(record) == [("Thể", "PER"), ("Hạ Long", "LOC")]
    assert not record.joined


def test_a_text_that_ends_like_a_tag_is_a_comment_and_a_hash_can_be_a_token() -> None:
    first, second = records("# text = Vitamin B-12\nVitamin O\nB-12 O\n\n# O\n5 O\n")
    assert first.text == "Vitamin B-12"
    assert second.text == "# 5"


def test_hash_inside_a_sentence_is_a_token() -> None:
    assert records("A O\n# O\n")[0].text == "A #"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("A O\nB\n", 2, ["'B' is not a token with a tag", "its tag last"]),
        ("A O\n\tO\n", 2, ["is not a token with a tag"]),
        ("A O\nB b-per\n", 2, ["'b-per' is not a tag", "O or like B-PER"]),
        ("A X-PER\n", 1, ["'X-PER' is not a tag"]),
        ("A B-\n", 1, ["'B-' is not a tag"]),
        ("A _\n", 1, ["'_' is not a tag"]),
        ("# text = A C\nA O\nB O\n", 1, ["'B' does not come next in '# text'", "leave it out"]),
        ("# text = A\nA O\nB O\n", 1, ["'B' does not come next"]),
        ("# text = A B còn nữa\nA O\nB O\n", 1, ["goes on after the last token with 'còn nữa'"]),
        ("# sent_id = x\nA O\n\n# sent_id = x\nB O\n", 4, ["the id 'x' stands at line 1 already"]),
        ("# doc = a\nA O\n\n# doc = b\nB O\n\n# doc = a\nC O\n", 7, ["the id 'a' stands at line 1 already"]),
    ],
)
def test_defects_name_the_line_and_the_remedy(text: str, line: int, words: list[str]) -> None:
    with pytest.raises(DocumentError) as caught:
        records(text)
    assert caught.value.name == f"gold.bio:{line}"
    assert caught.value.remedy
    for word in words:
        assert word in str(caught.value)


@given(
    st.lists(
        st.tuples(st.text("abĐạ_-'.,", min_size=1, max_size=5), st.text(" \u00a0", max_size=2)),
        min_size=1,
        max_size=8,
    ),
    st.data(),
)
def test_spans_over_a_given_text_are_exactly_their_tokens(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    text, places = "", []
    for token, space in parts:
        places.append((len(text), len(text) + len(token)))
        text += token + space
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    tags = encode(len(parts), [(first, last + 1, "LOC")], "IOB2")
    lines = [f"{token}\t{tag}" for (token, _), tag in zip(parts, tags, strict=True)]
    (record,) = records(f"# text = {text}\n" + "\n".join(lines) + "\n")
    assert record.text == text
    assert record.entities == (Span(places[first][0], places[last][1], "LOC"),)
