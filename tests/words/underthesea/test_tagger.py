from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize
from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

from qnmine.text.document import Document
from qnmine.words.underthesea.adapter import load_tagger
from qnmine.words.underthesea.tagger import UndertheseaTagger

SEED = next((Path(__file__).parents[3] / "seeds").glob("003*.txt"))
# Here several ways to tag score the same but for rounding.
TIES = (
    "=== Cầu thủ vô địch châu lục ===",
    "Tom Chatfield tells the story of the @ sign on Medium",
    "The simple way to prioritize interrupts or bus access was with a daisy chain.",
)


def theirs(words: list[str]) -> list[str]:
    return [tag for _, tag in CRFPOSTagPredictor.Instance().predict(words)] if words else []


@pytest.fixture(scope="module")
def tagger() -> UndertheseaTagger:
    loaded = load_tagger()
    assert isinstance(loaded, UndertheseaTagger)
    return loaded


def test_tags_of_a_seed_are_those_of_underthesea(tagger: UndertheseaTagger) -> None:
    document = Document("d", SEED.read_text(encoding="utf-8"))
    sentences = [word_tokenize(document.normalized.text[slice(*span)]) for span in document.sentence_spans]
    assert tagger.tag(sentences) == list(map(theirs, sentences))


@pytest.mark.parametrize("sentence", TIES)
def test_where_rounding_decides_it_decides_the_same(sentence: str, tagger: UndertheseaTagger) -> None:
    words = word_tokenize(sentence)
    assert tagger.tag([words]) == [theirs(words)]


WORDS = st.one_of(
    st.sampled_from(["Hà Nội", "hà nội", "Việt Nam", "của", "là", "đi", "kinh tế", "văn", "hóa", "văn hóa"]),
    st.sampled_from([",", ".", "=", "the", "BOS", "EOS", "X", "100%", "12", "Đ.", "½"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    st.text(st.sampled_from("aA 1"), max_size=5),
)


@settings(max_examples=100)
@given(st.lists(st.lists(WORDS, max_size=10), max_size=4))
def test_tags_of_any_words_are_those_of_underthesea(sentences: list[list[str]]) -> None:
    assert load_tagger().tag(sentences) == list(map(theirs, sentences))


def test_hand_checked_sentence(tagger: UndertheseaTagger) -> None:
    words = ["Hà Nội", "là", "thủ đô", "của", "nước", "Việt Nam", "."]
    assert tagger.tag([words, [], ["\ud800"]])[:2] == [["Np", "V", "N", "E", "N", "Np", "CH"], []]


def test_what_was_met_is_forgotten_before_it_fills_the_memory(
    tagger: UndertheseaTagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = [["ông", f"x{number}", "đi"] for number in range(100)]
    expected = tagger.tag(sentences)
    monkeypatch.setattr("qnmine.words.underthesea.tagger._MOST_WORDS", 5)
    monkeypatch.setattr("qnmine.words.underthesea.tagger._BATCH", 4)
    assert tagger.tag(sentences) == expected
    assert len(tagger._classes) < 20


def test_the_order_of_words_decides_their_tags_and_batches_do_not(tagger: UndertheseaTagger) -> None:
    one, two = ["đi", "học"], ["học", "đi"]
    assert tagger.tag([one, two]) == [tagger.tag([one])[0], tagger.tag([two])[0]]
