"""Explanations of sentences: what they find is what the analyzers find, for reasons in the text."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from qnmine.dates import dates
from qnmine.entities import entities
from qnmine.errors import UsageError
from qnmine.explaining import MOST_SYLLABLES, STEPS, ExplainedSentence, Explanation, explain
from qnmine.numbers import numbers
from qnmine.text.document import Document, sentences
from qnmine.words.tokens import tokenize
from tests import SEEDS
from tests.strategies import any_text

if TYPE_CHECKING:
    from qnmine.explaining.explanation import Derivation

SEED_FILES = sorted(SEEDS.iterdir())


@cache
def seed(number: int) -> tuple[Document, Explanation]:
    document = Document(SEED_FILES[number].name, SEED_FILES[number].read_bytes().decode())
    return document, explain(document, steps=("words", "entities", "numbers", "dates", "characters"))


@pytest.mark.parametrize("number", range(len(SEED_FILES)))
def test_explanations_never_disagree_with_the_analyzers(number: int) -> None:
    document, explanation = seed(number)
    assert [(one.start, one.end, one.text) for one in explanation.sentences] == [
        (one.start, one.end, one.text) for one in sentences(document)
    ]
    words = [
        (word.start, word.end, word.text, word.word)
        for one in explanation.sentences
        for word in (one.words.words if one.words else ())
    ]
    assert words == [(token.start, token.end, token.text, token.word) for token in tokenize(document)]
    mentions = [
        explained.mention
        for one in explanation.sentences
        for explained in (one.entities.mentions if one.entities else ())
    ]
    assert mentions == list(entities(document, scores=True))
    assert [explained.number for one in explanation.sentences for explained in one.numbers or ()] == list(
        numbers(document)
    )
    assert [explained.date for one in explanation.sentences for explained in one.dates or ()] == list(
        dates(document)
    )


@pytest.mark.parametrize("number", range(len(SEED_FILES)))
def test_every_mention_has_its_reasons_and_every_join_is_told(number: int) -> None:
    _, explanation = seed(number)
    for sentence in explanation.sentences:
        assert sentence.entities is not None
        assert sentence.words is not None
        for explained in sentence.entities.mentions:
            assert explained.evidence, explained.mention
        joined = sum(gap.joined for gap in sentence.words.gaps)
        assert joined == 1 + len(sentence.words.gaps) - len(sentence.words.words)
        for miss in sentence.entities.near_misses:
            assert 0 <= miss.probability <= 1
            assert not any(
                miss.start < explained.mention.end and explained.mention.start < miss.end
                for explained in sentence.entities.mentions
            )


def only(text: str, *steps: str) -> ExplainedSentence:
    (sentence,) = explain(text, steps=steps or STEPS).sentences
    return sentence


def test_the_runner_up_of_an_ambiguous_sentence() -> None:
    words = only("học sinh học sinh học", "words").words
    assert words is not None
    assert words.runner_up is not None
    assert words.runner_up_probability is not None
    # `pupils study biology` and `pupil, pupil, study`: the two readings that a class will find itself.
    assert {tuple(word.word for word in words.words), words.runner_up} == {
        ("học sinh", "học sinh học"),
        ("học sinh", "học sinh", "học"),
    } or {tuple(word.word for word in words.words), words.runner_up} == {
        ("học sinh", "học", "sinh học"),
        ("học sinh", "học sinh", "học"),
    }
    assert words.runner_up_probability < words.probability < 1
    old = only("ông già đi nhanh quá", "words").words
    assert old is not None
    assert old.runner_up == ("ông", "già", "đi", "nhanh", "quá")


def test_rules_decide_at_signs_and_figures() -> None:
    words = only("Trao 28 nghìn tỷ đồng.", "words").words
    assert words is not None
    rules = {(gap.left, gap.right): gap.rule for gap in words.gaps}
    assert rules["Trao", "28"] == rules["đồng", "."] == "apart"
    assert rules["28", "nghìn"] == rules["nghìn", "tỷ"] == "joined"
    assert rules["tỷ", "đồng"] == ""


def test_titles_and_lists_speak_for_a_name() -> None:
    found = only("Ông Phạm Văn Thể thăm Hạ Long", "entities").entities
    assert found is not None
    person, place = found.mentions
    weights = {one.group: one.weight for one in person.evidence}
    assert weights["title"] > 0
    assert weights["names"] > 0
    assert weights["before"] > 0
    assert {one.group: one.weight for one in place.evidence}["lists"] > 0
    title = next(one for one in person.evidence if one.group == "title")
    assert title.features[0].token == "Phạm"
    assert [miss.text for miss in found.near_misses] == ["Ông"]
    assert found.near_misses[0].probability < 0.01


def test_what_a_rule_took_away_is_told() -> None:
    # A name that is a part of the title of a book is no mention, nor is the name of a plan.
    book = only("Tập sách “Quảng Ninh – 60 năm phát triển cùng đất nước” ra mắt.", "entities").entities
    plan = only("Đề án Phát triển Giáo dục Quốc gia được duyệt.", "entities").entities
    assert book is not None
    assert plan is not None
    assert book.mentions == plan.mentions == ()
    assert [(miss.text, miss.type) for miss in book.near_misses if miss.dropped] == [("Quảng Ninh", "LOC")]
    assert [miss.text for miss in plan.near_misses if miss.dropped] == ["Đề án Phát triển Giáo dục Quốc gia"]
    assert all(miss.margin < 0 for miss in (*book.near_misses, *plan.near_misses) if miss.dropped)


def rules_of(derivation: Derivation) -> dict[str, object]:
    found: dict[str, object] = {derivation.text: derivation.value}
    for part in derivation.parts:
        found = rules_of(part) | found
    return found


def test_numbers_have_the_values_of_their_parts() -> None:
    (explained,) = only("hơn 28 nghìn tỷ đồng", "numbers").numbers or ()
    assert explained.number.value == 28 * 10**12
    assert explained.number.modifier == "hơn"
    values = rules_of(explained.derivation)
    assert values["28 nghìn tỷ"] == 28 * 10**12
    assert values["28 nghìn"] == 28_000
    assert values["28"] == 28


def test_dates_have_the_values_of_their_parts() -> None:
    (explained,) = only("ngày 25/6/2024", "dates").dates or ()
    assert explained.date.value == "2024-06-25"
    values = rules_of(explained.derivation)
    assert (values["25"], values["6"], values["2024"]) == (25, 6, 2024)
    yesterday = explain("hôm qua", steps=("dates",), reference=datetime.date(2024, 6, 25)).sentences[0].dates
    assert yesterday is not None
    assert [one.date.value for one in yesterday] == ["2024-06-24"]


def test_a_sentence_is_read_within_its_text() -> None:
    text = "Ông Vũ Đại Thắng thăm mỏ. Thắng khen thợ."
    alone, within = only("Thắng khen thợ.", "entities"), explain(text, sentences=[2], steps=("entities",))
    assert [one.sentence for one in within.sentences] == [2]
    assert within.total == 2
    found = within.sentences[0].entities
    assert found is not None
    assert alone.entities is not None
    assert [one.mention for one in found.mentions] == [
        mention for mention in entities(text, scores=True) if mention.sentence == 2
    ]


def test_parts_of_speech_are_those_of_the_tagger() -> None:
    text = "Ông Thể thăm Hạ Long."
    assert [(word.word, word.pos, word.upos) for word in only(text, "pos").pos or ()] == [
        (token.word, token.pos, token.upos) for token in tokenize(text, pos=True, upos=True)
    ]


def test_what_cannot_be_explained() -> None:
    with pytest.raises(UsageError, match="no step 'x'"):
        explain("a", steps=("x",))
    with pytest.raises(UsageError, match="no sentence 2: the text has 1 sentence"):
        explain("Một.", sentences=[2])
    with pytest.raises(UsageError, match=f"up to {MOST_SYLLABLES}"):
        explain("a " * (MOST_SYLLABLES + 1))
    assert explain("") == Explanation("text", 0, ())


def test_steps_that_are_not_asked_for_are_missing() -> None:
    sentence = only("Hạ Long", "numbers")
    assert sentence.numbers == ()
    assert (sentence.characters, sentence.words, sentence.entities, sentence.dates) == (None,) * 4


@settings(max_examples=40)
@given(any_text())
def test_any_text_can_be_explained(text: str) -> None:
    document = Document("t", text)
    explanation = explain(
        document, steps=("characters", "syllables", "words", "entities", "numbers", "dates")
    )
    for sentence in explanation.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        for syllable in sentence.syllables or ():
            assert document.text[syllable.start : syllable.end] == syllable.text
