"""Entities as queries: by their name, or by how they are written."""

from __future__ import annotations

import pytest

from qnmine.entities import entities_of
from qnmine.entities.over_words import with_names
from qnmine.errors import UsageError
from qnmine.queries.entity_name import EntityName
from qnmine.text.document import Document
from qnmine.words.running import running_words

TEXT = (
    "Ông Phạm Văn Thể thăm Ủy ban nhân dân tỉnh Quảng Ninh. Ông Thể nói UBND tỉnh Quảng Ninh và HĐND tỉnh "
    "làm việc ở Hạ Long. Vịnh Hạ Long đẹp."
)


def found(name: str, **options: bool) -> list[str]:
    document = Document("a", TEXT)
    ((_, mentions),) = entities_of([document])
    words = with_names(running_words([document])[0], mentions)
    query = EntityName.parse(name, **options)
    return [TEXT[slice(*words.original(match.first, match.last))] for match in query.matches(words)]


@pytest.mark.parametrize(
    ("name", "options", "matches"),
    [
        ("Phạm Văn Thể", {}, ["Phạm Văn Thể", "Thể"]),
        ("phạm  văn thể", {}, ["Phạm Văn Thể", "Thể"]),
        ("Thể", {}, ["Thể"]),  # as it is written, not of that name
        ("thể", {"match_case": True}, []),
        ("pham van the", {}, []),
        ("pham van the", {"ignore_diacritics": True}, ["Phạm Văn Thể", "Thể"]),
        ("Uỷ ban nhân dân tỉnh Quảng Ninh", {}, ["Ủy ban nhân dân tỉnh Quảng Ninh", "UBND tỉnh Quảng Ninh"]),
        ("Quảng Ninh", {}, []),  # a part of a longer name
        ("Hà Nội", {}, []),
    ],
)
def test_mentions_by_name_or_text(name: str, options: dict[str, bool], matches: list[str]) -> None:
    assert found(name, **options) == matches


def test_the_label_is_normalised() -> None:
    assert EntityName.parse(" Uy\u0309  ban ").label == "Ủy ban"


@pytest.mark.parametrize("name", ["", " ", "…", "<>"])
def test_a_name_has_letters(name: str) -> None:
    with pytest.raises(UsageError, match="--entity"):
        EntityName.parse(name)


def test_any_text_may_hold_an_abbreviation_of_it() -> None:
    assert EntityName.parse("Ủy ban nhân dân").could_match("UBND")
    assert EntityName.parse("Ủy ban nhân dân").needs_entities
