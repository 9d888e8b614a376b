"""The tables of modifiers and of nouns that number what they name are well-formed."""

from __future__ import annotations

import pytest

from qnmine.data.tables import read_table
from qnmine.text.normalize import comparable


@pytest.mark.parametrize(
    ("name", "entry"), [("identifier_nouns.tsv", "noun"), ("number_modifiers.tsv", "modifier")]
)
def test_entries_are_unique_lower_case_and_comparable(name: str, entry: str) -> None:
    entries = [row[entry] for row in read_table(name)]
    assert entries == [comparable(each).lower() for each in entries]
    assert len(set(entries)) == len(entries)


def test_identifier_nouns_are_sorted_and_say_when_they_hold() -> None:
    rows = list(read_table("identifier_nouns.tsv"))
    assert [row["noun"] for row in rows] == sorted(row["noun"] for row in rows)
    assert {row["always"] for row in rows} == {"yes", "no"}
    always = {row["noun"]: row["always"] for row in rows}
    assert (always["quốc lộ"], always["nhóm"]) == ("yes", "no")


def test_modifiers_say_where_they_stand() -> None:
    rows = list(read_table("number_modifiers.tsv"))
    assert {(row["place"], row["kind"]) for row in rows} <= {
        (place, kind) for place in ("before", "after") for kind in ("approximate", "bound", "multiple")
    }
    places = {row["modifier"]: row["place"] for row in rows}
    assert (places["ước đạt"], places["trở lên"], places.get("cao hơn")) == ("before", "after", None)
