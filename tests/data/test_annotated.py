"""The annotated sentences of our own: sound spans, invented once, none of the texts that measure."""

from __future__ import annotations

import re
import unicodedata

import pytest

from qnmine.evaluation import read_records
from tests import ROOT, SEEDS

FILES = sorted((ROOT / "qnmine" / "data" / "annotated").glob("*.jsonl"))


def test_every_file_stands_in_the_readme_with_its_number_of_sentences() -> None:
    readme = (ROOT / "qnmine" / "data" / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+\.jsonl)` \| (\d+) \|", readme, re.MULTILINE))
    assert listed == {path.name: str(len(list(read_records(path)))) for path in FILES}
    assert len(FILES) == 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_sound(path: object) -> None:
    warnings: list[str] = []
    records = list(read_records(path, on_warning=warnings.append))  # type: ignore[arg-type]
    assert warnings == []
    for record in records:
        assert unicodedata.is_normalized("NFC", record.text)
        for span in record.entities:
            assert span.type in {"PER", "ORG", "LOC"}
            text = record.text[span.start : span.end]
            before, after = record.text[: span.start][-1:], record.text[span.end :][:1]
            assert not (before.isalnum() and text[0].isalnum()), f"{record.id}: {text} begins inside a word"
            assert not (after.isalnum() and text[-1].isalnum()), f"{record.id}: {text} ends inside a word"


def test_no_sentence_is_twice_or_in_a_seed_article() -> None:
    texts = [record.text for path in FILES for record in read_records(path)]
    assert len(set(texts)) == len(texts)
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS.iterdir())
    assert [text for text in texts if text in seeds] == []
