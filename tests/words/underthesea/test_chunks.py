from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.pipeline.text_normalize import token_normalize
from underthesea.pipeline.word_tokenize import regex_tokenize

from qnmine.text.document import Document
from qnmine.words import chunks as chunks_module
from qnmine.words.chunks import Chunks
from qnmine.words.underthesea.chunks import TokenReader
from qnmine.words.underthesea.expression import matched_spans
from qnmine.words.underthesea.forms import RUST, Forms, without_surrogates
from qnmine.words.underthesea.installed import package, read_expression
from tests.strategies import any_text, vietnamese_text

EXPRESSION = read_expression(package())
READER = TokenReader(EXPRESSION, Forms(["a"], RUST))
CHUNKS = Chunks(READER)
PIECES = (
    *("A.", "AB.", "Đ.", "Ð.", "a.", ".", "..", "...", ":D", ":DD", "D", ":)", "=))", "<3", "=>", "->", "--"),
    *("Th", "Ths", "ThS.", "Th.S", "Thus", "Thusly", "ThSơn", "S", "s", "Sơn", "sinh", "Tp.", "Mr.", "Dr.Hà"),
    *(
        "(a)",
        '"a",',
        "(a).",
        "[1]",
        "e-mail",
        "H'Mông",
        "a-b",
        "-b",
        "1.600m-2.000m",
        "43H-0530",
        "3x4",
        "v.v...",
    ),
    *(
        "http://a.vn/(b)",
        "a.vn",
        "x@y.vn",
        "@a.b",
        "20/11/2020",
        "10:20:50",
        "1.000,5",
        "100%",
        "T.Ư",
        "N.V.A",
        "°C",
    ),
    *(
        "½",
        "a²",
        "ð",
        "nghàn",
        "baì",
        "_",
        "x_y",
        "♥‿♥",
        "👩\u200d👧",
        "x\u0300a",
        "kinh\u00adtế",
        "\u200b",
        "\ud800",
    ),
)
SEPARATORS = (" ", " ", " ", "", "  ", "\n", "\t", "\u00a0", "\u3000", "\x1c", "\x85")
ODD = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), max_size=12).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs)
)
NFC = st.one_of(ODD, ODD.map(str.strip), vietnamese_text(20), any_text(20)).map(
    lambda text: Document("d", text).normalized.text
)


def expected(sentence: str) -> list[tuple[int, int, str]]:
    """The tokens of underthesea's expression on the whole sentence, and their forms."""
    text = sentence.replace("ð", "đ").replace("Ð", "Đ")
    return [
        (start, end, without_surrogates(token_normalize(text[start:end])))
        for start, end in matched_spans(regex_tokenize.patterns, text)
    ]


def found(sentences: list[str]) -> list[list[tuple[int, int, str]]]:
    tokens = CHUNKS.tokens(list(map(EXPRESSION.replaced, sentences)))
    rows = zip(tokens.starts.tolist(), tokens.ends.tolist(), READER.forms(tokens.forms), strict=True)
    return [[next(rows) for _ in range(length)] for length in tokens.lengths.tolist()]


@settings(max_examples=250)
@given(st.lists(NFC, max_size=4))
def test_tokens_by_chunks_are_those_of_the_whole_sentence(sentences: list[str]) -> None:
    assert found(sentences) == list(map(expected, sentences))


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "",
            " ",
            "\n",
            "A.",
            "A. ",
            "A.\n",
            "A.\n\n",
            "A. b",
            "AB.",
            "Đ.",
            "xA.",
            ":D",
            ":D ",
            ":D\n",
            "a :DD",
        ),
        *("Th S", "Th\tSơn", "Th\nS", "(Th s", "Th  S", "nghiên cứu Th S A.", "Th S A.\n", "  Th S", "Th S "),
        *("  đi về", "đi  về ", "đi\u00a0về", "\u200bđi", "\u200b", "a\x00b", "ĐHQG.", "ð", "Ð.", "Ðà Nẵng"),
        *("Thus", "Thusly", "Mr.", "Tp.", "Trs.", "(Tp.)", "a" * 5000, "a-" * 3000, "\u0301" * 3000),
    ],
)
def test_sentences_where_the_expression_looks_further(sentence: str) -> None:
    assert found([sentence, "x " + sentence]) == [expected(sentence), expected("x " + sentence)]


def test_white_space_is_the_same_for_python_and_the_expression() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    assert set(re.findall(r"\s", characters)) == {c for c in characters if c.isspace()}


def test_plain_text_needs_no_look_at_the_expression() -> None:
    words = (
        "đi",
        "Hà",
        "HÀ",
        "Đà",
        "Tha",
        "Ths",
        "Thas",
        "Tp",
        "Mr",
        "Msa",
        "aB",
        "A",
        "a1",
        "ThS",
        "Á",
        "a²",
    )
    signs = (
        "",
        ",",
        ".",
        ";",
        "!",
        "?",
        ")",
        '"',
        "”",
        "…",
        ").",
        '",',
        '".',
        "!!",
        "?!",
        "].",
        "...",
        "…!",
        "]",
    )
    for word in words:
        for sign in signs:
            for before in ("", "(", '"', "“", '("', "["):
                for text in (before + word + sign, before + word + sign + " x"):
                    assert found([text]) == [expected(text)], text


def test_what_was_met_is_forgotten_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks_module, "_MOST_CHARACTERS", 50)
    reader = TokenReader(EXPRESSION, Forms(["a"], RUST))
    chunks = Chunks(reader)
    for number in range(20):
        sentence = f"số {number * 1111} này, a{'b' * number}"
        chunks.trim()
        forms = reader.forms(chunks.tokens([sentence]).forms)
        assert forms == [form for _, _, form in expected(sentence)]
        assert len(chunks._known) < 20
        assert len(reader._forms) < 20


def test_an_interrupt_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = TokenReader(EXPRESSION, Forms(["a"], RUST))
    chunks = Chunks(reader)
    chunks.tokens(["đi về"])

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Forms, "number", interrupted)
        with pytest.raises(KeyboardInterrupt):
            chunks.tokens(["về nhà 1-2"])
    tokens = chunks.tokens(["nhà 1-2 về"])
    assert reader.forms(tokens.forms) == ["nhà", "1-2", "về"]
    assert reader.classes(tokens.forms).tolist() == [0, 1, 0]  # only the figures look like a title
