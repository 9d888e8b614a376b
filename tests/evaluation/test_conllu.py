"""CoNLL-U: sentences, comments, what is left out, and damaged lines."""

from __future__ import annotations

import pytest

from qnmine.errors import DocumentError
from qnmine.evaluation.conllu import WordSentence, conllu_sentences

WORD = "{}\t{}\t_\t{}\t_\t_\t_\t_\t_\t{}"


def word(number: int | str, form: str, tag: str = "_", misc: str = "_") -> str:
    return WORD.format(number, form, tag, misc)


def read(*lines: str) -> list[WordSentence]:
    return list(conllu_sentences(enumerate((f"{line}\n" for line in lines), 1), "gold.conllu"))


def test_a_sentence_with_all_there_is() -> None:
    (sentence,) = read(
        "# newdoc id = báo 1",
        "# sent_id = s-1",
        "# source = vnexpress",
        "# text_en = Hanoi.",
        "# text = Hà Nội.",
        word(1, "Hà Nội", "PROPN", "Start=0|SpaceAfter=No"),
        word(2, ".", "PUNCT"),
    )
    assert (sentence.line, sentence.id, sentence.text) == (1, "s-1", "Hà Nội.")
    assert (sentence.forms, sentence.tags) == (["Hà Nội", "."], ["PROPN", "PUNCT"])
    assert (sentence.glued, sentence.lines) == ([True, False], [6, 7])
    assert sentence.meta == {"newdoc": "báo 1", "source": "vnexpress", "text_en": "Hanoi."}


@pytest.mark.parametrize("comment", ["# text =Tôi", "#text=Tôi", "# text = Tôi", "#  text =\tTôi"])
def test_the_text_with_any_space_around_the_sign(comment: str) -> None:
    assert read(comment, word(1, "Tôi"))[0].text == "Tôi"


def test_a_document_lasts_until_the_next() -> None:
    sentences = read(
        "# newdoc id = a",
        word(1, "x"),
        "",
        word(1, "y"),
        "",
        "# newdoc",
        word(1, "z"),
        "",
        "# newdoc id = b",
        "# newpar",
        word(1, "t"),
    )
    assert [sentence.meta.get("newdoc") for sentence in sentences] == ["a", "a", None, "b"]


def test_multiword_tokens_and_empty_nodes_are_left_out() -> None:
    (sentence,) = read(word("1-2", "dell'"), word(1, "di"), word(2, "l'"), word("2.1", "e"), word(3, "x"))
    assert sentence.forms == ["di", "l'", "x"]


def test_blank_lines_crlf_and_comments_without_words() -> None:
    sentences = read("", "# a remark", "   ", word(1, "x") + "\r", "\r", "", word(1, "y"))
    assert [sentence.forms for sentence in sentences] == [["x"], ["y"]]
    assert sentences[0].glued == [False]


@pytest.mark.parametrize(
    ("form", "expected"),
    [("Hà_Nội", "Hà Nội"), ("a@b_c.vn", "a@b_c.vn"), ("_", "_"), ("Hà  Nội", "Hà  Nội"), ("#", "#")],
)
def test_forms(form: str, expected: str) -> None:
    assert read(word(1, form))[0].forms == [expected]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([word(1, "x"), "2\ty"], "gold.conllu:2: has 2 columns, not the ten of CoNLL-U"),
        (["1 x _ _ _ _ _ _ _ _"], "gold.conllu:1: has 1 column,"),
        ([word(1, "x") + "\t_"], "has 11 columns"),
        ([word(2, "x")], "the word number '2' where 1 is due"),
        (
            [word(1, "x"), word(1, "y")],
            "gold.conllu:2: has the word number '1' where 2 is due; .* empty line",
        ),
        ([word("a", "x")], "the word number 'a'"),
        ([word("1–2", "x")], "the word number"),
        ([word(1, " ")], "gold.conllu:1: has no word in its second column"),
        ([word(1, "x"), "# sent_id = b"], "gold.conllu:2: a comment stands behind words; put an empty line"),
        ([word(1, "x\x1b[31m" * 100, "").replace("1\t", "z\x1b\t", 1)], r"'z\\x1b'"),
    ],
)
def test_damaged_lines(lines: list[str], message: str) -> None:
    with pytest.raises(DocumentError, match=message) as raised:
        read(*lines)
    assert "\n" not in str(raised.value)
