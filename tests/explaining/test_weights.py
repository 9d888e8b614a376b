"""Weights of features: they add up to what the models say, for every token and label."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest

from qnmine.entities.batch import parts
from qnmine.entities.recognizer import LESS_OUTSIDE, Recognizer, build_table
from qnmine.entities.surfaces import Surfaces
from qnmine.explaining import explain
from qnmine.explaining.entities import group_of
from qnmine.explaining.values import EntityValues
from qnmine.explaining.weights import Choice, Weighed, lattice, total
from qnmine.explaining.words import pieces_of
from qnmine.text.document import Document
from qnmine.words.segmenter import WordSegmenter
from tests import SEEDS

# Sums of some hundred half-precision weights in another order.
CLOSE = 1e-4
SENTENCES = (
    "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024 với hơn 28 nghìn tỷ đồng.",
    "Chủ tịch UBND tỉnh Quảng Ninh (QN) và Bộ Y tế: “Xin chào!”",
    "học sinh học sinh học",
    "<script>alert(1)</script> ]]> \u202e Đắk Lắk",
)


@cache
def seed(number: int) -> Document:
    path = sorted(SEEDS.iterdir())[number]
    return Document(path.name, path.read_bytes().decode())


@pytest.mark.parametrize("text", [*SENTENCES, seed(3).text[:3000]])
def test_weights_are_the_emissions_of_the_recogniser(text: str) -> None:
    recognizer, document = Recognizer.load(), Document("t", text)
    surfaces = Surfaces(recognizer.lexical)
    for batch in parts([document], [0], surfaces):
        table = build_table(batch, surfaces, recognizer.lexical)
        emissions = recognizer.model.emissions(table)
        for start, length in zip(batch.starts.tolist(), batch.lengths.tolist(), strict=True):
            weighed = Weighed.at(recognizer.model, table, start, [""] * length)
            np.testing.assert_allclose(weighed.emissions(), emissions[start : start + length], atol=CLOSE)


@pytest.mark.parametrize("text", SENTENCES)
def test_weights_are_the_emissions_of_the_segmenter(text: str) -> None:
    segmenter = WordSegmenter.load()
    pieces = pieces_of(text, segmenter)
    weighed = Weighed.at(segmenter.model, pieces.table, int(pieces.target[0]), pieces.forms)
    emissions = segmenter.model.emissions(pieces.table)[pieces.target]
    np.testing.assert_allclose(weighed.emissions(), emissions, atol=CLOSE)


def test_evidence_adds_up_to_the_difference_of_emissions() -> None:
    recognizer, document = Recognizer.load(), Document("t", SENTENCES[0])
    surfaces = Surfaces(recognizer.lexical)
    (batch,) = parts([document], [0], surfaces)
    table = build_table(batch, surfaces, recognizer.lexical)
    emissions = recognizer.model.emissions(table)
    start, length = int(batch.starts[0]), int(batch.lengths[0])
    weighed = Weighed.at(recognizer.model, table, start, [""] * length)
    describe = EntityValues(recognizer.lexical)
    for token, label, other in product(range(length), (1, 2, 5), (0, 3)):
        choice = [Choice(token, label, other)]
        difference = float(emissions[start + token, label]) - float(emissions[start + token, other])
        for everything in (False, True):
            evidence = weighed.evidence(choice, group_of, describe, all_features=everything)
            assert total(evidence) == pytest.approx(difference, abs=CLOSE)
        for one in evidence:
            assert len(one.features) == one.count
            assert sum(feature.weight for feature in one.features) == pytest.approx(one.weight, abs=1e-9)


@pytest.mark.parametrize("text", SENTENCES)
def test_margins_are_sums_of_evidence(text: str) -> None:
    (sentence, *_) = explain(text, steps=("words", "entities")).sentences
    assert sentence.words is not None
    assert sentence.entities is not None
    for gap in sentence.words.gaps:
        if gap.margin is not None:
            assert gap.margin == pytest.approx(total(gap.evidence), abs=1e-9)
            assert gap.margin > -CLOSE  # what was chosen is the best
    for mention in sentence.entities.mentions:
        assert mention.margin == pytest.approx(total(mention.evidence), abs=1e-9)


def test_a_name_leads_over_no_name_by_what_the_recogniser_adds() -> None:
    (sentence,) = explain("Ông Phạm Văn Thể thăm Hạ Long", steps=("entities",)).sentences
    assert sentence.entities is not None
    person = sentence.entities.mentions[0]
    assert person.rival == "O"
    lead = [one.weight for one in person.evidence if one.group == "lead"]
    assert lead == [pytest.approx(3 * LESS_OUTSIDE)]  # Phạm, Văn, Thể


def test_the_lattice_has_all_labellings() -> None:
    random = np.random.default_rng(1)
    scores, steps = random.normal(size=(5, 3)), random.normal(size=(3, 3))
    every = {}
    for labels in product(range(3), repeat=5):
        every[labels] = sum(scores[n, label] for n, label in enumerate(labels)) + sum(
            steps[labels[n], labels[n + 1]] for n in range(4)
        )
    found = lattice(scores, steps)
    assert found.log_partition == pytest.approx(np.logaddexp.reduce(list(every.values())))
    for place, label in product(range(5), range(3)):
        own = [score for labels, score in every.items() if labels[place] == label]
        assert found.best[place, label] == pytest.approx(max(own))
        share = np.exp(np.logaddexp.reduce(own) - found.log_partition)
        assert found.probability[place, label] == pytest.approx(share)
