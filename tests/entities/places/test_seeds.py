"""The places of the seed articles, read one by one: their spans are the gold ones, their codes are here."""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path

from qnmine.entities.linking import names_of
from qnmine.entities.mentions import Mention
from qnmine.entities.places import places_of
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document

GOLD = Path(__file__).parents[1] / "seeds_gold.jsonl"
CODES = {
    "Quảng Ninh": "22", "tỉnh Quảng Ninh": "22", "Tỉnh Quảng Ninh": "22", "Quảng Nam": "49", "Đại Lộc": "506",
    "Bình Liêu": "198", "huyện Bình Liêu": "198", "Tiên Yên": "199", "Đầm Hà": "200", "huyện Hải Hà": "201",
    "Thị xã Đông Triều": "205", "TP Hạ Long": "193", "Việt Nam": "VN", "Trung Quốc": "CN",
}  # fmt: skip


def test_every_place_of_the_seeds_has_its_code() -> None:
    seen = set()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = Document(record["id"], record["text"])
        spans = [Span(span["start"], span["end"], span["type"]) for span in record["entities"]]
        begins = [start for start, _ in document.sentence_spans]
        mentions = [
            Mention(document.id, bisect_right(begins, span.start), span.start, span.end,
                    document.text[span.start : span.end], span.type, name)
            for span, name in zip(spans, names_of(document, spans), strict=True)
        ]  # fmt: skip
        for mention, places in zip(mentions, places_of(mentions), strict=True):
            if mention.type == "LOC":
                seen.add(mention.text)
                assert {place.code for place in places} == {*filter(None, [CODES.get(mention.text)])}, mention
    assert seen >= CODES.keys()
