"""The names of the entities of the seed articles, as a reader gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qnmine.entities.linking import names_of
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document

HERE = Path(__file__).parent
GOLD_SPANS = [json.loads(line) for line in HERE.joinpath("seeds_gold.jsonl").read_text("utf-8").splitlines()]
# doc, type, text as written, name: each distinct form of each article, judged by reading the articles.
GOLD_NAMES = [
    line.split("\t") for line in HERE.joinpath("seeds_names.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("record", GOLD_SPANS, ids=lambda record: record["id"])
def test_names_of_the_seed_articles(record: dict[str, object]) -> None:
    text = str(record["text"])
    entities = record["entities"]
    assert isinstance(entities, list)
    gold = {(type_, form): name for doc, type_, form, name in GOLD_NAMES if doc == record["id"]}
    spans = [Span(entity["start"], entity["end"], entity["type"]) for entity in entities]
    found = names_of(Document(str(record["id"]), text), spans)
    forms = [(span.type, text[span.start : span.end]) for span in spans]
    assert set(forms) == set(gold)
    wrong = {(*form, name) for form, name in zip(forms, found, strict=True) if gold[form] != name}
    assert not wrong
