"""CoNLL-U as a corpus: the sentences, words and tags of the file are those of the documents."""

from __future__ import annotations

import io
import pickle
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine import concordance, read, tokenize
from qnmine.corpus import open_corpus
from qnmine.errors import DocumentError, UsageError
from qnmine.output import conllu_lines
from qnmine.text.document import Document, sentences
from qnmine.words.counting import count_words
from qnmine.words.fixed_words import Entry, FixedWords
from qnmine.words.running import running_words
from qnmine.words.segmenters import SyllableSegmenter, load_segmenter
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

Told = list[str]


def word(number: int | str, form: str, upos: str = "_", pos: str = "_", misc: str = "_") -> str:
    return f"{number}\t{form}\t_\t{upos}\t{pos}\t_\t_\t_\t_\t{misc}"


def corpus(*lines: str, keep: tuple[str, ...] = ()) -> tuple[list[Document], list[DocumentError], Told]:
    """The documents of a file of these lines, what failed, and the warnings."""
    errors: list[DocumentError] = []
    told: Told = []
    data = "".join(f"{line}\n" for line in lines).encode()
    stdin = io.BytesIO(data)
    opened = open_corpus(
        format="conllu", stdin=stdin, keep=keep, on_error=errors.append, on_warning=told.append
    )
    return list(opened), errors, told


def one(*lines: str) -> Document:
    """The only document of lines in which nothing is wrong."""
    (document,), errors, told = corpus(*lines)
    assert (errors, told) == ([], [])
    return document


def words_of(document: Document) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in document.sentence_spans]
    for token in tokenize(document):
        assert document.text[token.start : token.end] == token.text
        found[token.sentence - 1].append(token.text)
    return found


ANNOTATED = (
    "# newdoc id = bài 1",
    "# sent_id = 1",
    "# text = Chúng tôi ăn cơm hộp.",
    word(1, "Chúng tôi", "PRON", "P"),
    word(2, "ăn cơm", "VERB", "V"),
    word(3, "hộp", "NOUN", "N", "SpaceAfter=No"),
    word(4, ".", "PUNCT", "CH"),
    "",
    "# newpar",
    word(1, "Dân", "NOUN", "N"),
    word(2, "vui.", "ADJ", "A"),
    "",
)


def test_the_words_and_sentences_are_those_of_the_file() -> None:
    document = one(*ANNOTATED)
    assert (document.id, document.text) == ("bài 1", "Chúng tôi ăn cơm hộp.\n\nDân vui.")
    assert words_of(document) == [["Chúng tôi", "ăn cơm", "hộp", "."], ["Dân", "vui."]]
    assert [sentence.text for sentence in sentences(document)] == ["Chúng tôi ăn cơm hộp.", "Dân vui."]
    tagged = [(token.pos, token.upos) for token in tokenize(document, pos=True, upos=True)]
    assert tagged[:3] == [("P", "PRON"), ("V", "VERB"), ("N", "NOUN")]
    assert count_words([document, Document("x", "Chúng tôi ăn cơm.")]) == [5, 3]
    assert [line.text for line in concordance("ăn cơm", document)] == ["ăn cơm"]
    assert document.origin is not None
    assert document.origin.format == "conllu"


def test_a_segmenter_that_is_named_finds_other_words_in_the_same_sentences() -> None:
    document = one(*ANNOTATED)
    assert [token.text for token in tokenize(document, load_segmenter())][1:4] == ["ăn", "cơm", "hộp"]
    assert [token.text for token in tokenize(document, SyllableSegmenter())][-2:] == ["vui", "."]
    tags = [token.pos for token in tokenize(document, SyllableSegmenter(), pos=True)]
    assert len(tags) == len(list(tokenize(document, SyllableSegmenter())))


def test_words_of_the_user_revise_those_of_the_file() -> None:
    document = one(*ANNOTATED)
    fixed = FixedWords(None, [Entry.parse("cơm hộp")])
    assert [token.text for token in tokenize(document, fixed)][:4] == ["Chúng tôi", "ăn", "cơm hộp", "."]
    assert count_words([document], fixed) == [5]


def test_documents_survive_the_way_to_other_processes() -> None:
    document = one(*ANNOTATED)
    (row,) = running_words([pickle.loads(pickle.dumps(document))], pos=True)
    assert (row.forms[1], row.tags[1], row.universal[1]) == ("ăn cơm", "V", "VERB")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_are_those_of_the_text_as_decoded(form: str) -> None:
    lines = [unicodedata.normalize(form, line) for line in ANNOTATED]  # type: ignore[arg-type]
    document = one(*lines)
    assert words_of(document)[0][1] == unicodedata.normalize(form, "ăn cơm")  # type: ignore[arg-type]
    assert [token.word for token in tokenize(document)][:2] == ["Chúng tôi", "ăn cơm"]


def test_documents_are_called_by_their_ids_or_numbers() -> None:
    lines = [
        word(1, "a"),
        "",
        "# newdoc",
        word(1, "b"),
        "",
        "# newdoc id = x/y",
        word(1, "c"),
        "",
        word(1, "d"),
    ]
    documents, errors, told = corpus(*lines)
    assert (errors, told) == ([], [])
    assert [(document.id, document.text) for document in documents] == [
        ("-:1", "a"),
        ("-:2", "b"),
        ("x/y", "c d"),
    ]
    assert one(word(1, "a"), "", word(1, "b")).id == "-"


def test_documents_without_sentences_are_documents() -> None:
    documents, errors, _ = corpus("# newdoc id = a", "# newdoc id = b", "", "# newdoc id = c", word(1, "x"))
    assert errors == []
    assert [(document.id, document.text) for document in documents] == [("a", ""), ("b", ""), ("c", "x")]
    assert [one(*lines).text for lines in ((), ("# chú thích",))] == ["", ""]


def test_equal_ids_are_told() -> None:
    _, _, told = corpus("# newdoc id = a", word(1, "x"), "", "# newdoc id = a", word(1, "y"))
    assert told == ["1 row has an id that an earlier row has, for example a at -:1 and -:2"]


def test_comments_at_the_beginning_of_a_document_are_columns() -> None:
    lines = [
        "# newdoc id = a",
        "# date = 2024-06-25",
        "# sent_id = 1",
        word(1, "x"),
        "",
        "# date = no",
        word(1, "y"),
    ]
    documents, _, _ = corpus(*lines, "", "# newdoc id = b", word(1, "z"), keep=("date",))
    assert [document.meta for document in documents] == [{"date": "2024-06-25"}, {"date": None}]
    with pytest.raises(UsageError, match=r"--keep author: .* no file tells it; it has date"):
        corpus(*lines, keep=("author",))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([word(1, "Hạ", misc="SpaceAfter=No"), word(2, "!")], "Hạ!"),
        ([word(1, "a", misc="SpaceAfter=No"), "", word(1, "b")], "ab"),
        ([word(1, "a", misc="SpaceAfter=No"), "", "# newpar id = p2", word(1, "b")], "a\n\nb"),
        (["# text = a  b", word(1, "a"), word(2, "b")], "a  b"),
        (["# text = a b ", word(1, "a", misc="SpaceAfter=No"), word(2, "b")], "a b"),
        ([word(1, "a", misc=r"SpacesAfter=\n\t"), word(2, "b", misc=r"SpacesAfter=\s")], "a\n\tb "),
        ([word(1, "a", misc=r"SpacesBefore=\s\s|SpacesInToken=x")], "  a"),
        ([word(1, "a b", misc=r"SpacesInToken=a\nb")], "a\nb"),
        ([word(1, "a", misc="SpacesAfter=x"), word(2, "b")], "a b"),
        ([word(1, "Hạ_Long"), word(2, "_"), word(3, "a_b@c.vn")], "Hạ Long _ a_b@c.vn"),
        ([word(1, "a\u00a0b"), word("1.1", "e"), word(2, "c")], "a\u00a0b c"),
        ([word("1-2", "dell'"), word(1, "di"), word(2, "l'"), word(3, "x")], "dell' x"),
        ([word(1, "a"), word(2, "\u200b"), word(3, "b")], "a \u200b b"),
        ([word(1, "e", misc="SpaceAfter=No"), word(2, "\u0301")], "e \u0301"),
    ],
)
def test_the_text(lines: list[str], text: str) -> None:
    document = one(*lines)
    assert document.text == text
    words_of(document)  # which compares the offsets
    covered = {place for token in tokenize(document) for place in range(token.start, token.end)}
    assert all(text[n].isspace() or text[n] == "\u200b" for n in set(range(len(text))) - covered)


def test_tokens_of_several_words_have_the_tags_of_these() -> None:
    document = one(word("1-2", "dell'"), word(1, "di", "ADP"), word(2, "l'", "DET"), word(3, "x", "NOUN"))
    assert [(token.text, token.upos) for token in tokenize(document, upos=True)] == [
        ("dell'", "ADP+DET"),
        ("x", "NOUN"),
    ]


def test_text_that_is_not_the_words_is_told_once() -> None:
    (document,), errors, told = corpus("# text = Khác", word(1, "x"), "", "# text = Nữa", word(1, "y"))
    assert (document.text, errors) == ("x y", [])
    (message,) = told
    assert message.startswith("-:1: '# text' is not the words below it")
    assert "2 sentences" in message


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (["2\ty"], "has 2 columns, not the ten"),
        ([word(3, "y")], "has the word number '3' where 2 is due"),
        ([word(2, " ")], "has no word in its second column"),
        (["# sent_id = b"], "a comment stands behind words"),
    ],
)
def test_a_broken_sentence_is_an_error_and_the_rest_goes_on(broken: list[str], reason: str) -> None:
    lines = ["# newdoc id = a", word(1, "x"), "", word(1, "z"), *broken, "", word(1, "y")]
    (document,), (error,), told = corpus(*lines)
    assert (document.text, told) == ("x y", [])
    assert error.name == "-:5"
    assert error.reason.startswith(reason)
    assert error.remedy


def test_a_document_of_which_all_is_broken_is_none() -> None:
    documents, errors, _ = corpus("# newdoc id = a", "1\tx", "", "# newdoc id = b", word(1, "y"))
    assert [document.id for document in documents] == ["b"]
    assert [error.name for error in errors] == ["-:2"]


def test_words_taken_out_of_a_file_are_told() -> None:
    _, (error,), _ = corpus(word(1, "_"), word(2, "_"), "", word(1, "x"))
    assert error.reason == "has _ in place of each word"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["# x", "1 Hạ _ _ _ _ _ _ _ _", ""] * 9, "is no CoNLL-U: line 2 has 10 columns separated by spaces"),
        (["Hạ\tB-LOC", ""] * 9, "is no CoNLL-U: line 1 has 2 columns separated by tabs"),
    ],
)
def test_other_formats_are_one_error(lines: list[str], reason: str) -> None:
    documents, (error,), _ = corpus(*lines)
    assert documents == []
    assert error.reason == reason


def test_a_file_is_given_up_after_many_errors_and_keeps_what_it_had() -> None:
    (document,), errors, _ = corpus(word(1, "x"), "", *(word(2, "y"), "") * 500)
    assert document.text == "x"
    assert len(errors) == 101
    assert "is given up after 100 sentences" in errors[-1].reason


CHARACTERS = "aăâHạL o n\n\n .\t,\u200b\u00a0|\\s=12%😀\u0301'\"-()\r"


@given(st.text(st.sampled_from(CHARACTERS), max_size=60))
def test_what_is_written_is_read_back(text: str) -> None:
    document = Document("a.txt", unicodedata.normalize("NFC", text))
    tokens = list(tokenize(document))
    lines = list(conllu_lines(document, sentences(document), tokens))
    back = one(*lines)
    assert back.id == "a.txt"
    assert not tokens or back.text == document.text
    assert list(tokenize(back)) == tokens
    assert not tokens or list(sentences(back)) == list(sentences(document))


def test_commands_keep_the_words_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("\n".join(ANNOTATED) + "\n", encoding="utf-8")
    assert [row["word"] for row in qnmine("tokenize", path).rows][1] == "ăn cơm"
    assert [row["word"] for row in qnmine("tokenize", path, "--segmenter", "qnmine").rows][1] == "ăn"
    nouns = qnmine("keywords", path, "--pos", "NOUN", "--no-stopwords", "--jobs", "2")
    assert [row["term"] for row in nouns.rows] == ["dân", "hộp"]
    assert [row["term"] for row in qnmine("keywords", path, "--pos", "V").rows] == ["ăn cơm"]
    assert "vui." in {row["term"] for row in qnmine("ngrams", path, "--n", "1").rows}
    refused = qnmine("keywords", "--text", "x", "--pos", "NOUN")
    assert refused.code == 2
    assert "--from conllu" in refused.err
    assert [row["sentence"] for row in qnmine("sentences", path).rows] == ["1", "2"]


def test_conllu_under_another_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    path.write_text("\n".join(ANNOTATED) + "\n", encoding="utf-8")
    told = "qnmine: warning: x.conll looks like CoNLL-U and is read as plain text; use --from conllu"
    assert qnmine("sentences", path).errors == [told]
    assert len(qnmine("sentences", path, "--from", "conllu").rows) == 2


def test_read_takes_folders(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(word(1, "Hạ Long") + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Hạ Long", encoding="utf-8")
    assert [(document.id, document.annotation is None) for document in read(tmp_path)] == [
        ("a.conllu", False),
        ("b.txt", True),
    ]


@pytest.mark.parametrize(
    "command",
    [("keywords",), ("ngrams",), ("dispersion",), ("collocations", "b")],
    ids=lambda words: words[0],
)
def test_a_part_of_speech_that_the_file_does_not_use_is_told(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a.conllu"
    path.write_text("1\ta\t_\tNOUN\tN\t_\t_\t_\t_\t_\n2\tb\t_\tVERB\tV\t_\t_\t_\t_\t_\n\n", encoding="utf-8")
    found = qnmine(*command, path, "--min-count", "1", "--pos", "ADJ")
    assert found.code == 0
    assert found.rows == []
    assert any("--pos ADJ: nothing is counted" in line for line in found.err.splitlines())
