"""Gold of numbers and dates: what is read, what counts as the same value, how errors are shown."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from qnmine.errors import DocumentError, QnmineError, UsageError
from qnmine.evaluation import Difference, compare
from qnmine.evaluation.expression_differences import expression_differences
from qnmine.evaluation.expressions import Layer, read_expression_predictions, read_expressions
from qnmine.evaluation.matches import EXPRESSION_MATCHES
from qnmine.evaluation.records import Span, SpanRecord, ValuedSpan, span_value

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Hơn 98,5% của 3 tỷ đồng, 60-70%, 1/3, tỷ số 2-1, Covid-19, năm 1928, hiện nay."


def item(words: str, kind: str, **held: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "kind": kind, **held}


SHARE = item("98,5%", "percent", value=98.5, unit="%", modifier="hơn")
SUM = item("3 tỷ đồng", "money", value=3e9, unit="VND")
RANGE = item("60-70%", "range", low=60, high=70, unit="%")
THIRD = item("1/3", "fraction", value=1 / 3, numerator=1, denominator=3)
SCORE = item("2-1", "ratio", numerator=2, denominator=1)
DISEASE = item("19", "identifier")
YEAR = item("năm 1928", "year", value="1928")
NOW = item("hiện nay", "vague", value="PRESENT_REF")
NUMBERS = [SHARE, SUM, RANGE, THIRD, SCORE, DISEASE]


def record(numbers: object = (), dates: object = (), **more: object) -> dict[str, object]:
    return {"id": "a", "text": TEXT, "numbers": numbers, "dates": dates, **more}


def file(*records: object) -> io.BytesIO:
    lines = (json.dumps(one, ensure_ascii=False, default=list) for one in records)
    return io.BytesIO("\n".join(lines).encode())


def spans(numbers: object, *, everything: bool = False) -> tuple[ValuedSpan, ...]:
    (one,) = read_expressions(file(record(numbers)), layer="numbers", everything=everything)
    assert all(isinstance(span, ValuedSpan) for span in one.entities)
    return one.entities  # type: ignore[return-value]


def test_numbers_have_their_values_on_one_line() -> None:
    assert [(span.type, span.value) for span in spans(NUMBERS, everything=True)] == [
        ("percent", "98.5 %"),
        ("money", "3000000000 VND"),
        ("range", "60..70"),
        ("fraction", "1/3"),
        ("ratio", "2:1"),
        ("identifier", ""),
    ]
    place = item("3 tỷ đồng", "ordinal", value=8, numerator=8, denominator=70)
    assert [span.value for span in spans([place])] == ["8 8/70"]


def test_identifiers_and_vague_dates_only_if_asked_for() -> None:
    assert "identifier" not in {span.type for span in spans(NUMBERS)}
    gold = record(NUMBERS, [YEAR, NOW])
    (usual,) = read_expressions(file(gold), layer="dates")
    (every,) = read_expressions(file(gold), layer="dates", everything=True)
    assert [span.type for span in usual.entities] == ["year"]
    assert [span.type for span in every.entities] == ["year", "vague"]


def test_other_keys_group_the_records() -> None:
    (one,) = read_expressions(file(record(source="news")), layer="dates")
    assert one.meta == {"source": "news"}


@pytest.mark.parametrize(
    ("layer", "held", "words"),
    [
        ("numbers", {"id": "a", "text": TEXT, "dates": []}, "'numbers' is missing"),
        ("numbers", record({}), "'numbers' is not a list"),
        ("numbers", {"id": "a", "numbers": []}, "has no 'text'"),
        ("numbers", record(["98,5%"]), "numbers 1: is not an object with a 'kind'"),
        ("numbers", record([{"start": 0, "end": 3}]), "numbers 1: is not an object with a 'kind'"),
        ("numbers", record([{"end": 3, "kind": "cardinal"}]), "has no 'start'"),
        ("numbers", record([{**SHARE, "end": 999}]), "lies outside the text"),
        ("numbers", record([{**SHARE, "text": "98%"}]), "says '98%'"),
        ("numbers", record([SUM, {**SHARE, "value": "98.5"}]), "numbers 2: 'value' is not a number"),
        ("numbers", record([{**RANGE, "low": True}]), "'low' is not a number"),
        ("numbers", record([{**RANGE, "low": 10**400}]), "'low' is not a number"),
        ("numbers", record([SHARE, {**SHARE, "start": 5, "text": None}]), "overlaps"),
        ("dates", record((), [{**YEAR, "value": 1928}]), "the value of a date is not a string"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(layer: Layer, held: object, words: str) -> None:
    with pytest.raises(DocumentError) as error:
        list(read_expressions(file(record(), held), layer=layer))
    assert ":2" in str(error.value)
    assert words in str(error.value)


def system(
    *items: dict[str, object],
) -> tuple[list[SpanRecord], dict[str, dict[str, tuple[ValuedSpan, ...]]]]:
    gold = list(read_expressions(file(record(NUMBERS)), layer="numbers"))
    return gold, {"s": {"a": spans(list(items))}}


OTHER_VALUE = {**SUM, "value": 3e6}
OTHER_UNIT = {**SHARE, "unit": "điểm %"}
OTHER_NOUN = {**RANGE, "unit": "người"}


def test_values_count_among_the_spans_and_kinds_found() -> None:
    gold, systems = system(OTHER_UNIT, OTHER_VALUE, OTHER_NOUN, THIRD, {**SCORE, "kind": "range"})
    rows = {
        (row.match, row.type): (row.gold, row.predicted, row.correct)
        for row in compare(gold, systems, matches=EXPRESSION_MATCHES)
    }
    assert rows["strict", "micro"] == (5, 5, 4)
    assert rows["strict", "ratio"] == (1, 0, 0)
    assert rows["boundary", "micro"] == (5, 5, 5)
    assert rows["value", "micro"] == (4, 4, 2)
    assert rows["value", "money"] == rows["value", "percent"] == (1, 1, 0)
    assert rows["value", "range"] == rows["value", "fraction"] == (1, 1, 1)
    assert ("value", "ratio") not in rows


def right_values(*items: dict[str, object]) -> dict[str, int]:
    gold, systems = system(*items)
    rows = compare(gold, systems, matches=EXPRESSION_MATCHES)
    return {row.type: row.correct for row in rows if row.match == "value"}


def test_a_whole_float_is_an_integer() -> None:
    assert right_values({**SUM, "value": 3_000_000_000})["money"] == 1


def test_the_value_of_a_fraction_or_ratio_follows_from_its_parts() -> None:
    rows = right_values({**THIRD, "value": None}, {**SCORE, "value": 2})
    assert (rows["fraction"], rows["ratio"]) == (1, 1)
    rows = right_values({**THIRD, "denominator": 4}, {**SCORE, "numerator": 3})
    assert (rows["fraction"], rows["ratio"]) == (0, 0)
    assert [span.value for span in spans([item("1/3", "fraction", value=0.5)])] == ["0.5"]


def shown(row: Difference) -> tuple[str, str, tuple[str, ...]]:
    return row.kind, row.gold, row.predicted


def test_differences_tell_values_from_kinds() -> None:
    gold, systems = system(SHARE, OTHER_VALUE, {**RANGE, "kind": "ratio"}, item("năm", "cardinal", value=5))
    systems["t"] = {"a": spans([SHARE, {**SUM, "kind": "cardinal"}, RANGE, THIRD, SCORE])}
    assert [shown(row) for row in expression_differences(gold, systems)] == [
        ("type | value", "money 3000000000 VND", ("money 3000000 VND", "cardinal 3000000000")),
        ("type", "range 60..70", ("ratio 60..70", "range 60..70")),
        ("missed", "fraction 1/3", ("", "fraction 1/3")),
        ("missed", "ratio 2:1", ("", "ratio 2:1")),
        ("spurious", "", ("cardinal 5", "")),
    ]


def test_predictions_are_read_from_the_same_format() -> None:
    gold = list(read_expressions(file(record(NUMBERS)), layer="numbers"))
    read = read_expression_predictions(file(record([SHARE])), gold, layer="numbers")
    assert read == {"a": spans([SHARE])}
    with pytest.raises(DocumentError, match="is not the gold's"):
        read_expression_predictions(file({**record(), "text": "Khác"}), gold, layer="numbers")


@pytest.mark.parametrize(
    ("layer", "held", "words"),
    [
        ("numbers", record([SUM, {**SHARE, "kind": "pecrent"}]), ":2: numbers 2: there is no kind 'pecrent'"),
        ("numbers", record([{**SHARE, "kind": "year"}]), "the kinds are cardinal, ordinal, percent, money, "),
        (
            "dates",
            record((), [{**YEAR, "kind": "yaer"}]),
            "of dates; the kinds are date, month, quarter, half",
        ),
        ("dates", record((), [{**YEAR, "kind": "impossible"}]), "time, duration, set, vague"),
    ],
)
def test_a_kind_that_there_is_not(layer: Layer, held: object, words: str) -> None:
    for source in (file(record(), held), file({**record(), "id": "b"}, held)):
        with pytest.raises(UsageError, match=re.escape(words)) as error:
            list(read_expressions(source, layer=layer))
        assert str(error.value).endswith(("identifier", "vague"))


def rows_of(numbers: Sequence[dict[str, object]], **more: object) -> list[dict[str, object]]:
    return [{"doc": "a", "sentence": 1, **number, **more} for number in numbers]


def cells(rows: Sequence[dict[str, object]], delimiter: str = ",") -> io.BytesIO:
    columns = [
        "doc",
        "start",
        "end",
        "text",
        "kind",
        "value",
        "low",
        "high",
        "numerator",
        "denominator",
        "unit",
    ]
    held = io.StringIO()
    writer = csv.DictWriter(held, columns, delimiter=delimiter, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(held.getvalue().encode())


@pytest.mark.parametrize("everything", [False, True])
def test_predictions_are_read_from_a_table(everything: bool) -> None:
    gold = list(read_expressions(file(record(NUMBERS)), layer="numbers", everything=everything))
    ours = {"a": spans(NUMBERS, everything=everything)}
    rows = rows_of(NUMBERS)
    for source in (file(*rows), cells(rows), cells(rows, "\t"), cells(rows, ";")):
        read = read_expression_predictions(source, gold, layer="numbers", everything=everything)
        assert read == ours
        assert [values_of(held) for held in read.values()] == [values_of(held) for held in ours.values()]
    dates = list(read_expressions(file(record((), [YEAR, NOW])), layer="dates", everything=everything))
    for source in (file(*rows_of([YEAR, NOW])), cells(rows_of([YEAR, NOW]))):
        (found,) = read_expression_predictions(source, dates, layer="dates", everything=everything).values()
        assert values_of(found) == ["1928", "PRESENT_REF"][: 1 + everything]


def values_of(found: Sequence[Span]) -> list[str]:
    return [span_value(span) for span in found]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (file(*rows_of([SHARE], start="4a")), "-:1: start '4a' or end"),
        (file(*rows_of([SHARE], end=99999)), "-:1: the span percent 4-99999 lies outside the text"),
        (file(*rows_of([SUM]), *rows_of([SHARE], value="98,5")), "-:2: 'value' is not a number"),
        (cells(rows_of([SHARE], value="98,5"), ";"), "-:2: 'value' is not a number"),
        (cells(rows_of([SHARE], value="nan")), "-:2: 'value' is not a number"),
        (cells(rows_of([SHARE], text="98%")), "-:2: says '98%'"),
        (cells(rows_of([SHARE], kind="pecrent")), "-:2: there is no kind 'pecrent' of numbers"),
        (cells(rows_of([SHARE], doc="b")), "-: no id is one of the gold's ('b' against 'a')"),
        (cells(rows_of([SHARE, SHARE])), "overlaps"),
        (io.BytesIO(b"doc,start,end,type\n"), "-:1: no column kind (there are: doc, start, end, type)"),
        (file({"doc": "a", "kind": "percent"}), "-:1: no column start, end (there are: doc, kind)"),
    ],
)
def test_what_is_wrong_in_a_table_is_told(source: io.BytesIO, words: str) -> None:
    gold = list(read_expressions(file(record(NUMBERS)), layer="numbers"))
    with pytest.raises(QnmineError, match=re.escape(words)):
        read_expression_predictions(source, gold, layer="numbers")


def test_a_table_is_no_gold() -> None:
    for source in (cells(rows_of(NUMBERS)), file(*rows_of(NUMBERS))):
        with pytest.raises(UsageError, match="-: a table of numbers has no texts"):
            list(read_expressions(source, layer="numbers"))


def test_a_key_doc_makes_no_table() -> None:
    (one,) = read_expressions(file({"doc": "x", **record(NUMBERS)}), layer="numbers")
    assert one.meta == {"doc": "x"}
