"""The numbers and dates of the five articles, annotated by reading them before there were rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from qnmine.evaluation import SpanRecord, compare
from qnmine.evaluation.expressions import LAYERS, Layer, found_expressions, read_expressions
from qnmine.evaluation.matches import EXPRESSION_MATCHES
from tests import SEEDS

GOLD = Path(__file__).with_name("seeds_gold.jsonl")


@cache
def records(layer: Layer, everything: bool) -> list[SpanRecord]:
    return list(read_expressions(GOLD, layer=layer, everything=everything))


def test_the_texts_are_the_seeds() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.iterdir()}
    for layer in LAYERS:
        assert {record.id: record.text for record in records(layer, True)} == texts


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("layer", LAYERS)
def test_nearly_all_is_found_and_nearly_all_that_is_found_is_right(layer: Layer, everything: bool) -> None:
    gold = records(layer, everything)
    system = {"rules": found_expressions(gold, layer=layer, everything=everything)}
    rows = compare(gold, system, matches=EXPRESSION_MATCHES)
    (spans,) = (row for row in rows if (row.match, row.type) == ("strict", "micro"))
    (values,) = (row for row in rows if (row.match, row.type) == ("value", "micro"))
    assert spans.gold > 35
    for share in (spans.precision, spans.recall, values.precision):
        assert share is not None
        assert share >= 0.98
