from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import underthesea
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.text.document import Document
from qnmine.words.underthesea.adapter import calling_segmenter, load_segmenter
from qnmine.words.underthesea.segmenter import UndertheseaSegmenter
from tests.strategies import any_text, vietnamese_text

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
# Sentences of Wikipedia where two ways to cut score the same but for rounding, and some more oddities.
ODD = (
    "Giải ở Dublin] có 3.300 tác phẩm, chạy Android 4.0 và mạng 2.5G.",
    "HCl + H2O → H3O+ + Cl−",
    "HNO3 + H2O → H3O+ + NO3-",
    "AFC Mangotsfield Dự bị | Parson Street Old Boys | Rockleaze Rangers 'A'",
    "== == == == ==",
    "a",
    "A.",
    "Th S Nguyễn",
    "BOS EOS BOS",
    "Bos và EOS",
    "Đaị học nghàn năm, baì học",
    "Ðà Nẵng ði Huế",
    "1 2 3 4000000000 -5 +6 ½ ٣",
    "Hạ LONG, QUẢNG NINH – R&D, 4G, TP.HCM và F-16!",
    "ẞ İ ǅ ª ⅰ Σς",
)


@pytest.fixture(scope="module")
def segmenter() -> UndertheseaSegmenter:
    loaded = load_segmenter()
    assert isinstance(loaded, UndertheseaSegmenter)
    return loaded


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_words_of_the_seeds_are_those_of_underthesea(path: Path, segmenter: UndertheseaSegmenter) -> None:
    document = Document(path.name, path.read_text(encoding="utf-8"))
    sentences = [document.normalized.text[start:end] for start, end in document.sentence_spans]
    theirs = list(map(underthesea.word_tokenize, sentences))
    assert segmenter.words(sentences) == theirs
    spans = segmenter.segment(sentences)
    visible = [
        ["".join(sentence[start:end].split()) for start, end in words]
        for sentence, words in zip(sentences, spans, strict=True)
    ]
    # The seeds have no misspelling that underthesea puts right, so its words are those of the text.
    assert visible == [["".join(word.split()) for word in words] for words in theirs]


@pytest.mark.parametrize("sentence", ODD)
def test_words_of_odd_sentences_are_those_of_underthesea(
    sentence: str, segmenter: UndertheseaSegmenter
) -> None:
    assert segmenter.words([sentence]) == [underthesea.word_tokenize(sentence)]


@settings(max_examples=100)
@given(st.lists(st.one_of(vietnamese_text(20), any_text(20)), max_size=4))
def test_words_of_any_text_are_those_of_the_model_called_token_by_token(texts: list[str]) -> None:
    sentences = [Document("d", text).normalized.text for text in texts]
    bulk, caller = load_segmenter(), calling_segmenter()
    assert bulk.segment(sentences) == caller.segment(sentences)
    assert bulk.words(sentences) == caller.words(sentences)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("", []),
        (" \n", []),
        ("\u200b", []),
        ("\u200bđi\u200b \ufeff", ["đi"]),
        ("x\u0300a b", ["x\u0300a", "b"]),
        ("👩\u200d👧!", ["👩\u200d👧", "!"]),
        ("kinh\u00adtế", ["kinh\u00adtế"]),
        ("a\x00b", ["a", "b"]),
        ("\ud800", ["\ud800"]),
        ("Đaị", ["Đaị"]),
        ("nền kinh\n tế", ["nền", "kinh\n tế"]),
    ],
)
def test_spans(sentence: str, words: list[str], segmenter: UndertheseaSegmenter) -> None:
    spans = segmenter.segment([sentence, sentence])
    assert [sentence[start:end] for start, end in spans[0]] == words
    assert spans[1] == spans[0]


def test_no_sentences(segmenter: UndertheseaSegmenter) -> None:
    assert segmenter.segment([]) == []
    assert segmenter.words([]) == []


def test_batches_change_nothing(segmenter: UndertheseaSegmenter, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [*ODD, "", "Hà Nội là thủ đô của nước Việt Nam."] * 3
    expected = segmenter.segment(sentences)
    monkeypatch.setattr("qnmine.words.underthesea.segmenter._BATCH", 20)
    assert segmenter.segment(sentences) == expected
    assert [segmenter.segment([sentence])[0] for sentence in sentences] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 10_000, 1),
        ("\u0301" * 20_000, 1),
        ("a.b." * 5_000, 20_000),
        ("kinh tế " * 20_000, 20_000),
        ("= " * 5_000, None),
        ("世界" * 20_000, 1),
        ("\u200b" * 100_000, 0),
        ("1" * 100_000, None),
        (" ".join(f"x{number}" for number in range(20_000)), None),
    ],
)
def test_hostile_text_takes_linear_time(
    text: str, words: int | None, segmenter: UndertheseaSegmenter
) -> None:
    started = time.perf_counter()
    (spans,) = segmenter.segment([text])
    assert time.perf_counter() - started < 10  # the expression alone takes minutes where it is quadratic
    assert words is None or len(spans) == words


def test_an_address_of_up_to_a_thousand_signs_stays_whole(segmenter: UndertheseaSegmenter) -> None:
    address = "https://baoquangninh.vn/" + "a-" * 480 + "b"
    assert segmenter.segment([address]) == [[(0, len(address))]]


def test_threads_do_not_disturb_each_other(segmenter: UndertheseaSegmenter) -> None:
    sentences = [f"Hà Nội có {number} phường mới{number}." for number in range(300)]
    expected = list(map(underthesea.word_tokenize, sentences))
    results: list[list[list[str]]] = []
    threads = [
        threading.Thread(target=lambda: results.extend(segmenter.words([s]) for s in sentences))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4 * len(sentences)
    assert sorted(words for (words,) in results) == sorted(expected * 4)
