"""Mentions of places as rows: all that the mention has, then the unit, a row for each of its successors."""

from __future__ import annotations

from dataclasses import fields, replace

from qnmine.entities.aggregation import PlacedEntity
from qnmine.entities.mentions import Mention
from qnmine.entities.places import Place
from qnmine.entities.placing import PlacedMention, placed_rows, places_with

MENTION = Mention("d", 3, 4, 7, "Vinh", "LOC", "Vinh", score=0.5, depth=1, left="a", right="b")
FIRST = Place("1", "commune", "X", "split", "xã Y", "2")
SECOND = Place("1", "commune", "X", "split", "xã Z", "3")


def test_a_row_for_each_successor_and_one_for_what_is_no_unit() -> None:
    other = replace(MENTION, text="?")
    rows = list(placed_rows([MENTION, other], [(FIRST, SECOND), ()]))
    mentions = [
        Mention(**{field.name: getattr(row, field.name) for field in fields(Mention)}) for row in rows
    ]
    assert mentions == [MENTION, MENTION, other]
    places = [Place(*(getattr(row, name) for name in Place._fields)) for row in rows]
    assert places == [FIRST, SECOND, Place("", "", "", "", "", "")]


def test_the_columns_of_places_are_the_same_everywhere() -> None:
    for row_type in (PlacedMention, PlacedEntity):
        assert tuple(field.name for field in fields(row_type))[-len(Place._fields) :] == Place._fields


def test_names_inside_names_have_no_say_about_the_others() -> None:
    inner = Mention("d", 1, 9, 24, "tỉnh Tiền Giang", "LOC", "Tiền Giang", depth=1)
    district = Mention("d", 2, 50, 66, "huyện Châu Thành", "LOC", "huyện Châu Thành")
    (province,), (alone,) = places_with([inner, district])
    assert (province.code, alone.relation) == ("82", "ambiguous")
    told, *_ = places_with([replace(inner, depth=0), district])[1]
    assert (told.level, told.province) == ("district", "Tiền Giang")
