from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import ner
from underthesea.pipeline.ner.model_crf import CRFNERPredictor

from qnmine.text.document import Document
from qnmine.words.underthesea.adapter import (
    calling_entity_tagger,
    load_entity_tagger,
    load_segmenter,
    load_tagger,
)
from qnmine.words.underthesea.entities import UndertheseaEntityTagger
from qnmine.words.underthesea.installed import package, read_entity_tables

SEED = next((Path(__file__).parents[3] / "seeds").glob("003*.txt"))


@pytest.fixture(scope="module")
def tagger() -> UndertheseaEntityTagger:
    loaded = load_entity_tagger()
    assert isinstance(loaded, UndertheseaEntityTagger)
    return loaded


def theirs(words: list[str], tags: list[str]) -> list[str]:
    rows = [(word, tag, "O") for word, tag in zip(words, tags, strict=True)]
    return [row[3] for row in CRFNERPredictor.Instance().predict(rows)] if rows else []


def test_tables_from_the_cache_give_the_same_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QNMINE_CACHE_DIR", str(tmp_path))
    sentence = (["ông", "X", "ở", "Hà Nội"] * 100, ["Nc", "Np", "E", "Np"] * 100)
    folder = package()
    labels = [
        UndertheseaEntityTagger(*read_entity_tables(folder)).labels([sentence[0]], [sentence[1]])
        for _ in range(2)
    ]
    assert labels[0] == labels[1] == calling_entity_tagger().labels([sentence[0]], [sentence[1]])


def test_labels_of_a_seed_are_those_of_underthesea(tagger: UndertheseaEntityTagger) -> None:
    document = Document("d", SEED.read_text(encoding="utf-8"))
    sentences = [document.normalized.text[slice(*span)] for span in document.sentence_spans]
    words = load_segmenter().words(sentences)
    labels = tagger.labels(words, load_tagger().tag(words))
    assert labels == [[row[3] for row in ner(sentence)] for sentence in sentences]
    assert {"B-PER", "B-LOC", "I-LOC"} <= {label for row in labels for label in row}


WORDS = st.one_of(
    st.sampled_from(
        ["Hà Nội", "ông", "Ông", "Nguyễn Văn A", "Việt Nam", "ở", "công ty", "BOS", "EOS", "X", ","]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)
TOKENS = st.tuples(WORDS, st.sampled_from(["N", "Np", "V", "E", "CH", "Ny", "X", "other"]))


@settings(max_examples=60)
@given(st.lists(st.lists(TOKENS, max_size=8), max_size=4))
def test_labels_of_any_words_are_those_of_underthesea(sentences: list[list[tuple[str, str]]]) -> None:
    words = [[word for word, _ in sentence] for sentence in sentences]
    tags = [[tag for _, tag in sentence] for sentence in sentences]
    expected = [theirs(*row) for row in zip(words, tags, strict=True)]
    assert load_entity_tagger().labels(words, tags) == expected
    assert calling_entity_tagger().labels(words, tags) == expected


def test_hand_checked_sentence(tagger: UndertheseaEntityTagger) -> None:
    words = ["Ông", "Putin", "ca ngợi", "những", "thành tựu", "vĩ đại", "của", "Liên Xô"]
    tags = ["Nc", "Np", "V", "L", "N", "A", "E", "Np"]
    labels = ["O", "B-PER", "O", "O", "O", "O", "O", "B-LOC"]
    assert tagger.labels([words, []], [tags, []]) == [labels, []]
    assert tagger.labels([], []) == []


def test_batches_do_not_decide(tagger: UndertheseaEntityTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [["ông", f"X{number}", "ở", "Hà Nội"][: number % 5] for number in range(40)]
    tags = [["Nc", "Np", "E", "Np"][: len(sentence)] for sentence in sentences]
    expected = tagger.labels(sentences, tags)
    monkeypatch.setattr("qnmine.words.underthesea.entities._BATCH", 3)
    assert tagger.labels(sentences, tags) == expected


def test_a_very_long_sentence_and_odd_characters(tagger: UndertheseaEntityTagger) -> None:
    words, tags = ["ông", "\ud800", "ở", "Hà Nội"] * 5_000, ["Nc", "Np", "E", "Np"] * 5_000
    (labels,) = tagger.labels([words], [tags])
    assert len(labels) == len(words)
    assert calling_entity_tagger().labels([words[:4]], [tags[:4]]) == [labels[:4]]
