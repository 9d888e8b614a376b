"""Numbers as rows: columns, offsets, options, and that adversarial text costs no more than its length."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine.numbers
from qnmine.expressions import Settings
from qnmine.numbers import Number, numbers, numbers_of, read_numbers
from qnmine.numbers.rules import book
from qnmine.rules.engine import Chart, Grammar, RuleBook
from qnmine.rules.tokens import tokens_of
from qnmine.text.document import Document
from tests.rules.finding import all_results


def read(text: str, **options: Any) -> list[tuple[str, str, float | None, str]]:
    return [(each.text, each.kind, each.value, each.unit) for each in numbers(text, **options)]


def test_row_has_every_column() -> None:
    document = Document("a", "Mở đầu. Gây thiệt hại hơn 28.000 tỷ đồng, chiếm 1/3 cả nước.")
    money, fraction = numbers(document)
    assert money == Number(
        "a", 2, 26, 40, "28.000 tỷ đồng", "money", 28_000_000_000_000, unit="VND", modifier="hơn"
    )
    assert (fraction.kind, fraction.numerator, fraction.denominator) == ("fraction", 1, 3)
    assert fraction.value == pytest.approx(1 / 3)
    assert fraction.sentence == 2


def test_room_can_be_called() -> None:
    assert [each.text for each in qnmine.numbers("có 5 người")] == ["5"]


def test_whole_values_are_integers() -> None:
    values = [each.value for each in numbers("14.000 tin và 8,5 điểm; 28 nghìn tỷ đồng")]
    assert list(map(repr, values)) == ["14000", "8.5", "28000000000000"]


def test_identifiers_only_when_asked_for() -> None:
    text = "Nghị quyết số 57-NQ/TW và mạng 4G ở quận 1 có 5 người"
    assert read(text) == [("5", "cardinal", 5, "người")]
    assert [each.text for each in numbers(text, identifiers=True)] == ["57-NQ/TW", "4G", "1", "5"]


def test_decimal_sign_is_an_option() -> None:
    text = "dài 1.234 km và 98.5 km, 12.5 km"
    assert [each.value for each in numbers(text)] == [1234, 98.5, 12.5]
    assert [each.value for each in numbers(text, decimal="point")] == [1.234, 98.5, 12.5]
    assert [each.value for each in numbers(text, decimal="auto")] == [1.234, 98.5, 12.5]


@pytest.mark.parametrize("figure", ["1" * 5000, "1" * 5000 + ".5", "1,5" + "0" * 5000, ",".join("1" * 5000)])
def test_no_figure_is_too_long_to_tell_the_decimal_sign(figure: str) -> None:
    text = f"dài 1.234 km, mã {figure}, 98.5 km"
    assert [each.value for each in numbers(text, decimal="auto")] == [1.234, 98.5]


def test_text_without_diacritics() -> None:
    text = "hon 28 nghin ty dong, hai muoi mot nguoi va ba tam nam sau bay"
    assert read(text, diacritics=False) == [
        ("28 nghin ty dong", "money", 28_000_000_000_000, "VND"),
        ("hai muoi mot", "cardinal", 21, "nguoi"),
    ]
    assert next(numbers(text, diacritics=False)).modifier == "hơn"


@pytest.mark.parametrize("text", ["nam nay ba toi bay sau", "Ba toi di sau nam nguoi", "thu tam nam"])
def test_ambiguous_words_without_diacritics_are_not_read(text: str) -> None:
    assert read(text, diacritics=False) == []


def test_many_trillions_in_a_row_are_read() -> None:
    found = list(numbers("một nghìn tỷ " * 400))
    assert [each.value for each in found] == [10**12] * 400


def test_counted_units_are_told_from_units_of_measure() -> None:
    read = read_numbers(Document("a", "lấy 5-7 mẫu nước trên 5-7 mẫu ruộng"))
    told = [(number.unit, expression.node.value.counts) for number, expression in read]
    assert told == [("mẫu", True), ("mẫu", False)]


def test_numbers_of_documents() -> None:
    documents = [Document("a", "có 5 người"), Document("b", "không có gì"), Document("c", "8,94ha")]
    assert [[each.doc for each in found] for found in numbers_of(documents)] == [["a"], [], ["c"]]


def test_expression_tells_the_rules() -> None:
    ((number, expression),) = read_numbers(Document("a", "8,94ha"))
    assert (number.start, number.end) == (expression.start, expression.end)
    assert expression.node.rule == "measure"


PHRASES = ("hơn 28.000 tỷ đồng", "hai mươi mốt huyện", "thứ năm", "đầu tiên", "từ 5 đến 7 triệu", "tỷ lệ 3:1")
FILLERS = ("Quảng Ninh", "đồng hoá", "thủy lợi", "được", "\u200b", "\n", ".", "ễ", "(", "Ấ")


@given(st.lists(st.sampled_from(PHRASES + FILLERS), min_size=1, max_size=12), st.sampled_from(("NFC", "NFD")))
def test_offsets_are_those_of_the_text_as_decoded(parts: list[str], form: Any) -> None:
    document = Document("a", unicodedata.normalize(form, " ".join(parts)))
    found = list(numbers(document, identifiers=True))
    for number in found:
        assert number.text == document.text[number.start : number.end]
    composed = [unicodedata.normalize("NFC", each.text) for each in found]
    assert composed == [
        each.text for each in numbers(unicodedata.normalize("NFC", document.text), identifiers=True)
    ]


@given(st.text(alphabet="0123456789.,/-–:%$đ mktha một hai ba năm mươi trăm từ đến thứ ()", max_size=80))
def test_any_text_is_read_without_overlap(text: str) -> None:
    found = list(numbers(text, identifiers=True))
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(each.text == text[each.start : each.end] and each.text for each in found)


REPEATED = (
    "7|1/|1.|12-|một |một trăm |năm |hai ba |từ 5 đến |5 % |thứ 8/|không phẩy |1 000 |nghìn tỷ |5 nghìn |"
    "$1|A1-|1:|(1) |phần |hai mươi |1 tỷ 2 triệu |http://1|a.1|1a|một nghìn tỷ |"
    "7-6(5), |1-2, |nửa |1½ |gọi 113 "
)


@pytest.mark.parametrize("unit", REPEATED.replace(" |", "_|").split("|"))
def test_work_grows_as_the_text_does(unit: str) -> None:
    unit = unit.replace("_", " ")
    few, many = (work(unit * (length // len(unit))) for length in (4_000, 16_000))
    assert many <= 4.4 * few + 1000


def work(text: str) -> int:
    """Return how often rules were tried on a text."""
    tried = 0

    def counted(make: Any) -> Any:
        def call(**caught: Any) -> Any:
            nonlocal tried
            tried += 1
            return make(**caught)

        return call

    counting = RuleBook()
    counting.rules = [replace(rule, make=counted(rule.make)) for rule in book.rules]
    grammar = Grammar(counting)
    chart = Chart(grammar, tokens_of(text, 0, len(text), grammar.key), Settings())
    found = len(all_results(chart, ("quantity",)))
    return tried + found
