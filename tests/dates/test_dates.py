from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine
import qnmine.dates
from qnmine.dates import Date, dates, dates_of
from qnmine.text.document import Document

DAY = datetime.date(2024, 6, 25)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FORMATS = [
    "{0.day:02}/{0.month:02}/{0.year}",
    "{0.day}/{0.month}/{0.year}",
    "{0.day}-{0.month}-{0.year}",
    "{0.day:02}.{0.month:02}.{0.year}",
    "ngày {0.day}/{0.month}/{0.year}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0.day} tháng {0.month} năm {0.year}",
    "ngày {0.day} tháng {0.month}, {0.year}",
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}/{0.month:02}/{0.day:02}",
    "{0.year}.{0.month:02}.{0.day:02}",
    "{0.day} {month} {0.year}",
    "{month} {0.day}, {0.year}",
]
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


def only(text: str, **options: object) -> Date:
    (date,) = dates(text, **options)  # type: ignore[arg-type]
    return date


@given(DAYS, st.sampled_from(FORMATS))
def test_a_date_in_any_format_is_itself(day: datetime.date, written: str) -> None:
    text = written.format(day, month=MONTHS[day.month - 1])
    date = only(f"Hội nghị họp ({text}).")
    assert (date.text, date.kind, date.value, date.begins, date.ends, date.basis) == (
        text, "date", day.isoformat(), day.isoformat(), day.isoformat(), "text",
    )  # fmt: skip


@given(DAYS, DAYS, st.sampled_from(FORMATS[:7]), st.sampled_from(["từ {} đến {}", "{} - {}"]))
def test_an_interval_of_two_dates(
    one: datetime.date, other: datetime.date, written: str, between: str
) -> None:
    first, last = sorted((one, other))
    text = between.format(written.format(first), written.format(last))
    if first == last:
        return
    date = only(text)
    assert (date.text, date.kind, date.value) == (text, "interval", f"{first}/{last}")
    assert (date.begins, date.ends) == (first.isoformat(), last.isoformat())


CLOCKS = ["{0.hour:02}:{0.minute:02}", "{0.hour}h{0.minute:02}", "lúc {0.hour} giờ {0.minute} phút"]


@given(st.times(), st.sampled_from([*CLOCKS, "{0.hour}g{0.minute:02}"]))
def test_a_clock_time_is_itself(time: datetime.time, written: str) -> None:
    assert only(written.format(time)).value == f"T{time:%H:%M}"


@given(DAYS, st.sampled_from(FORMATS[5:7]), st.sampled_from(["NFC", "NFD"]), st.text("aăệộ \n,", max_size=9))
def test_offsets_are_those_of_the_text_as_decoded(
    day: datetime.date, written: str, form: str, before: str
) -> None:
    expected = unicodedata.normalize(form, written.format(day))  # type: ignore[arg-type]
    text = unicodedata.normalize(form, before + "\n") + expected + "."  # type: ignore[arg-type]
    date = only(text)
    assert text[date.start : date.end] == date.text == expected


def test_the_package_is_the_call() -> None:
    assert [date.value for date in qnmine.dates("năm 2024")] == ["2024"]


def test_rows_of_several_documents() -> None:
    found = dates_of([Document("a", "Năm 2024. Năm 2025."), Document("b", "không"), Document("c", "5 năm")])
    assert [[(date.doc, date.sentence, date.value) for date in rows] for rows in found] == [
        [("a", 1, "2024"), ("a", 2, "2025")], [], [("c", 1, "P5Y")],
    ]  # fmt: skip


def test_vague_times_only_when_asked_for() -> None:
    text = "Những năm qua và năm 2024"
    assert [date.text for date in dates(text)] == ["năm 2024"]
    assert [date.value for date in dates(text, vague=True)] == ["PAST_REF", "2024"]


def test_without_a_reference_relative_times_have_a_kind_and_no_value() -> None:
    found = dates("hôm qua, tháng tới, năm ngoái, đêm qua, tuần này, 70 năm qua")
    assert [(date.kind, date.value, date.basis) for date in found] == [
        ("date", "", ""), ("month", "", ""), ("year", "", ""), ("time", "", ""), ("interval", "", ""),
        ("duration", "P70Y", "text"),
    ]  # fmt: skip


def test_basis_tells_where_the_day_came_from() -> None:
    document = Document("a", "hôm qua", {"day": "2024-06-25"})
    assert only("hôm qua", reference=DAY).basis == "reference"
    (date,) = dates(document, date_column="day")
    assert (date.value, date.basis) == ("2024-06-24", "document")


@pytest.mark.parametrize("cell", ["2024", "6/2024", "", None, "hôm nay"])
def test_a_column_without_a_day_is_no_reference(cell: object) -> None:
    (date,) = dates(Document("a", "hôm qua", {"day": cell}), date_column="day")
    assert (date.value, date.basis) == ("", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 23/12", "2024-12-23"),
        ("ngày 1/2", "2024-02-01"),
        ("tháng 11", "2024-11"),
        ("quý IV", "2024-Q4"),
        ("thứ Tư", "2024-06-26"),
        ("thứ Năm, ngày 25/6", "2026-06-25"),
        ("năm Giáp Thìn", "2024"),
        ("mùng 3 Tết", "2024-02-12"),
        ("ngày 29/2", "2024-02-29"),
        ("từ 28/12 đến 3/1", "2023-12-28/2024-01-03"),
        ("sáng 2/9", "2024-09-02TMO"),
        ("ngày 30", "2024-06-30"),
    ],
)
def test_the_nearest_year_is_inferred_only_when_asked_for(text: str, value: str) -> None:
    assert only(text, reference=DAY).value != value
    date = only(text, reference=DAY, infer_year=True)
    assert (date.value, date.basis) == (value, "inferred")


def test_without_a_reference_the_year_is_that_named_nearest() -> None:
    text = "Năm 1954, vào ngày 7/5, trận đánh kết thúc. Ngày 30/4 sau đó là của năm 1975."
    assert [(date.value, date.basis) for date in dates(text, infer_year=True)] == [
        ("1954", "text"), ("1954-05-07", "inferred"), ("1975-04-30", "inferred"), ("1975", "text"),
    ]  # fmt: skip


def test_no_number_lies_in_a_date() -> None:
    from qnmine.numbers import numbers

    text = "Từ ngày 1 đến ngày 5/6/2024 có 15 xã, 31/2/2024 không có."
    assert [number.text for number in numbers(text, identifiers=True)] == ["15"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngay 25 thang 6 nam 2024", "2024-06-25"),
        ("tu nam 1945 den nam 1954", "1945/1954"),
        ("the ky XIX", "18XX"),
        ("hom qua", "2024-06-24"),
        ("hai muoi nam qua", "P20Y"),
        ("8 gio ruoi toi", "T20:30"),
        ("thang Gieng", ""),
        ("moi thu Hai", "XXXX-WXX-1"),
    ],
)
def test_text_without_diacritics(text: str, value: str) -> None:
    date = only(text, reference=DAY, diacritics=False)
    assert (date.text, date.value) == (text, value)


@pytest.mark.parametrize("text", ["ba nam", "hai nam sinh", "tu", "Ba Nam o Ha Nam", "sau nam ngon"])
def test_words_that_are_ambiguous_without_diacritics_are_not_read(text: str) -> None:
    assert list(dates(text, diacritics=False)) == []
