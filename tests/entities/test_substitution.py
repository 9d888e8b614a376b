"""Copies of annotated texts with other names: the spans hold, names stay the same within an article."""

from __future__ import annotations

import re

import pytest

from qnmine.data.lexicons import load
from qnmine.entities.substitution import substituted
from qnmine.entities.training import article_of
from qnmine.evaluation.records import Span, SpanRecord


def record(id_: str, marked: str) -> SpanRecord:
    """A record from a text with its spans marked as `[PER Lê Văn Tám]`."""
    text, spans, done = "", [], 0
    for found in re.finditer(r"\[(PER|ORG|LOC) ([^\]]+)\]", marked):
        text += marked[done : found.start()]
        spans.append(Span(len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        done = found.end()
    return SpanRecord(id_, text + marked[done:], tuple(spans))


def names(copy: SpanRecord) -> list[tuple[str, str]]:
    return [(copy.text[span.start : span.end], span.type) for span in copy.entities]


def copies(*marked: str, article: str = "a") -> list[SpanRecord]:
    records = [record(f"{article}-01-{line:02}", text) for line, text in enumerate(marked)]
    return list(substituted(records, 1.0, article_of))


@pytest.mark.parametrize("article", ["a", "b", "c", "d", "e", "f"])
def test_a_person_has_one_other_name_throughout_an_article(article: str) -> None:
    full, short = copies("Ông [PER Nguyễn Văn Thư] đến.", "[PER Thư] về nhà.", article=article)
    [(name, kind)], [(given, _)] = names(full), names(short)
    assert kind == "PER"
    assert name.split()[-1] == given
    assert given in load("given_names")
    assert full.text == f"Ông {name} đến."
    assert short.text == f"{given} về nhà."
    assert full.id == f"other:{article}-01-00"


def test_a_place_is_another_of_its_level_also_at_the_end_of_a_body() -> None:
    (copy,) = copies("[ORG Sở Y tế tỉnh Bắc Kạn] ở [LOC tỉnh Bắc Kạn] và [LOC xã Hải Sơn] báo cáo.")
    (body, _), (province, _), (commune, _) = names(copy)
    assert body.startswith(("Sở Y tế tỉnh ", "sở Y tế tỉnh "))
    assert body.split(" tỉnh ")[1] == province.removeprefix("tỉnh ")
    assert province.removeprefix("tỉnh ") in load("provinces")
    assert commune.removeprefix("xã ") in load("communes")


@pytest.mark.parametrize(
    "marked",
    [
        "Không có tên nào.",
        "[PER N.V.A] và [PER H'Hen Niê] đến.",
        "[PER LÊ LỢI] trên bia đá.",
        "[LOC sông Đà] chảy qua [LOC núi Tản]. ",
        "[ORG NATO] họp.",
    ],
)
def test_what_nothing_is_known_of_stays(marked: str) -> None:
    assert copies(marked) == []


def test_no_article_of_the_share_none_and_the_same_copies_every_time() -> None:
    records = [record(f"a-{n:03}-00", "Bà [PER Trần Thị Lan] nói.") for n in range(200)]
    assert list(substituted(records, 0.0, article_of)) == []
    some = list(substituted(records, 0.4, article_of))
    assert 50 < len(some) < 110
    assert some == list(substituted(records, 0.4, article_of))
    # An article's copies do not depend on the other articles.
    assert {copy.id for copy in substituted(records[:50], 0.4, article_of)} == {
        copy.id for copy in some if copy.id < "other:a-050"
    }
