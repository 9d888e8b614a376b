from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import underthesea
from hypothesis import given, settings

from qnmine.errors import QnmineError
from qnmine.text.document import Document
from qnmine.words.underthesea import adapter as underthesea_adapter
from qnmine.words.underthesea.adapter import UndertheseaSegmenter, load_segmenter
from tests.strategies import vietnamese_text

# What underthesea takes for words of the seeds; we cut the number off.
CUT = {
    "002": ["11.270 ảnh", "Đăng 3.740", "3.500 tác phẩm", "3.300 tác phẩm"],
    "003": ["1.452 thôn"],
    "004": ["thời đại 4.0"],
}
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_words_of_the_seeds_are_those_of_underthesea(path: Path) -> None:
    document = Document(path.name, path.read_text(encoding="utf-8"))
    different = []
    for start, end in document.sentence_spans:
        sentence = document.normalized.text[start:end]
        ours = [sentence[first:last] for first, last in load_segmenter().segment(sentence)]
        theirs = underthesea.word_tokenize(sentence)
        assert " ".join(ours) == " ".join(theirs)
        different += [word for word in theirs if word not in ours]
    assert different == CUT.get(path.stem[:3], [])


@settings(max_examples=50)
@given(vietnamese_text())
def test_boundaries_of_plain_vietnamese_are_those_of_underthesea_and_cuts(text: str) -> None:
    sentence = re.sub(r"[^\w .,!?–“”()-]|\s+", " ", Document("d", text).normalized.text)
    ours = ["".join(sentence[first:last].split()) for first, last in load_segmenter().segment(sentence)]
    theirs = ["".join(word.split()) for word in underthesea.word_tokenize(sentence)]
    at = iter(ours)
    for word in theirs:
        length = len(next(at))
        assert length == len(word) or not word.isalpha(), "only words with signs or numbers are cut"
        while length < len(word):
            length += len(next(at))
        assert length == len(word), "no word goes over their boundary"
    assert not list(at)


class PanicException(BaseException):
    """A Rust panic goes by this name in PyO3 and is no Exception."""


class Panicking:
    """A tagger that panics on one token and otherwise joins everything."""

    def predict(self, tokens: list[list[str]]) -> list[str]:
        if ["Đại"] in tokens:
            raise PanicException
        return ["B-W"] + ["I-W"] * (len(tokens) - 1)


class Interrupted:
    def predict(self, tokens: list[list[str]]) -> list[str]:
        raise KeyboardInterrupt


class Joining:
    def predict(self, tokens: list[list[str]]) -> list[str]:
        return ["B-W"] + ["I-W"] * (len(tokens) - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= văn hóa", ["=", "văn hóa"]),
        ("văn hóa =", ["văn hóa", "="]),
        ("Dublin]", ["Dublin", "]"]),
        ("Group—ban", ["Group", "—", "ban"]),
        ("1.452 thôn", ["1.452", "thôn"]),
        ("3.300 tác phẩm", ["3.300", "tác phẩm"]),
        ("2.000 –  2004 – Cách mạng", ["2.000", "–", "2004", "–", "Cách mạng"]),
        ("Android 4.0", ["Android", "4.0"]),
        ("từ 4.0 đến", ["từ 4.0 đến"]),
        ("12,5 3.000", ["12,5", "3.000"]),
        ("R & D", ["R", "&", "D"]),
        ("mạng 2.5G", ["mạng 2.5G"]),
        ("đỉnh A'", ["đỉnh A'"]),
        ("văn hóa U-17", ["văn hóa U-17"]),
    ],
)
def test_joins_are_cut_at_signs_and_from_numbers_at_their_ends(text: str, expected: list[str]) -> None:
    segmenter = UndertheseaSegmenter(re.compile(r"\d+(?:[.,]\d+)*G?|\w+(?:-\w+)*|\S"), {}, str, Joining())
    assert [text[first:last] for first, last in segmenter.segment(text)] == expected


def test_real_output_has_no_words_across_signs_and_numbers() -> None:
    text = "Giải ở Dublin] có 3.300 tác phẩm, chạy Android 4.0 và mạng 2.5G."
    words = [text[first:last] for first, last in load_segmenter().segment(text)]
    assert words == [
        *("Giải", "ở", "Dublin", "]", "có", "3.300", "tác phẩm", ",", "chạy", "Android", "4.0"),
        *("và", "mạng", "2.5G", "."),
    ]


def test_a_panic_leaves_only_its_token_alone() -> None:
    segmenter = UndertheseaSegmenter(re.compile(r"\w+"), {}, str, Panicking())
    assert segmenter.segment("a b Đại c") == [(0, 3), (4, 7), (8, 9)]


def test_an_interrupt_is_no_panic() -> None:
    with pytest.raises(KeyboardInterrupt):
        UndertheseaSegmenter(re.compile(r"\w+"), {}, str, Interrupted()).segment("a")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 10_000, 1),
        ("\u0301" * 20_000, 1),
        ("a.b." * 5_000, 20_000),
        ("kinh tế " * 5_000, 5_000),
        ("世界" * 20_000, 1),
    ],
)
def test_hostile_text_takes_linear_time(text: str, words: int) -> None:
    started = time.perf_counter()
    assert len(load_segmenter().segment(text)) == words
    assert time.perf_counter() - started < 10  # the expression alone takes minutes where it is quadratic


def test_an_address_of_up_to_a_thousand_signs_stays_whole() -> None:
    address = "https://baoquangninh.vn/" + "a-" * 480 + "b"
    assert load_segmenter().segment(address) == [(0, len(address))]


def test_a_broken_underthesea_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "underthesea.pipeline.word_tokenize", None)
    load_segmenter.cache_clear()
    with pytest.raises(QnmineError, match=r"^underthesea cannot be used .* pip install [^\n]*$"):
        load_segmenter()
    monkeypatch.undo()
    load_segmenter.cache_clear()
    assert load_segmenter().segment("Hạ Long") == [(0, 7)]


def test_other_insides_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    load_segmenter.cache_clear()
    monkeypatch.setattr(
        "underthesea.pipeline.word_tokenize.regex_tokenize.patterns", re.compile("(?P<word>.)")
    )
    with pytest.raises(QnmineError, match="Việt Nam"):
        load_segmenter()
    load_segmenter.cache_clear()


def test_loading_says_nothing() -> None:
    code = f"from {underthesea_adapter.__name__} import load_segmenter; load_segmenter()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_words_module_does_not_import_underthesea() -> None:
    code = "import sys, qnmine.words.tokens, qnmine.text.document; assert 'underthesea' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
