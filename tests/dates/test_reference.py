"""Any day can be the reference: what the calendar does not have stays unresolved."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qnmine.dates import dates, day_of_document
from qnmine.dates.resolve import resolved
from qnmine.dates.value import TimeValue, bounds_of, value_of
from qnmine.expressions import expressions_of
from qnmine.text.document import Document
from tests.dates.test_corpus import CASES, NEAR_MISSES

FIRST, LAST = datetime.date.min, datetime.date.max
PHRASES = {
    *(case.phrase for _, case in CASES), *(near_miss.phrase for near_miss in NEAR_MISSES),
    "từ 30/12 đến 2/1", "tuần này", "cuối tuần này", "tuần trước", "năm Giáp Thìn", "29/2 năm ngoái",
    "năm 99999 sau Công nguyên", "ngày 31 tháng trước", "từ 29/2 đến ngày 1/3",
}  # fmt: skip
VALUES = {
    value: None
    for phrase in sorted(PHRASES)
    for found in expressions_of(Document("phrase", phrase))
    if isinstance(value := found.node.value, TimeValue) and value.kind != "impossible"
}


@given(st.dates(), st.booleans())
@example(FIRST, True)
@example(LAST, True)
@example(FIRST, False)
@example(LAST, False)
@settings(max_examples=15, deadline=None)
def test_any_day_is_a_reference(reference: datetime.date, infer_year: bool) -> None:
    for value in VALUES:
        found, basis = resolved(value, reference, infer_year)
        begins, ends = bounds_of(found)
        assert begins is None or ends is None or begins <= ends, value
        assert bool(value_of(found)) == bool(basis), value


@pytest.mark.parametrize(
    "text", ["tuần này", "cuối tuần này", "hôm sau nữa là ngày mai", "sang năm", "3 năm tới"]
)
def test_times_after_the_last_year_are_not_resolved(text: str) -> None:
    (*_, date) = dates(text, reference=LAST)
    assert (date.begins, date.ends) == ("", "")


@pytest.mark.parametrize("text", ["tuần trước", "hôm qua", "năm ngoái", "quý trước", "thế kỷ trước"])
def test_times_before_the_first_year_are_not_resolved(text: str) -> None:
    (date,) = dates(text, reference=FIRST)
    assert (date.value, date.begins, date.ends, date.basis) == ("", "", "", "")


def test_an_interval_over_the_last_new_year_is_not_inferred() -> None:
    (date,) = dates("từ 30/12 đến 2/1", reference=LAST, infer_year=True)
    assert (date.value, date.basis) == ("XXXX-12-30/XXXX-01-02", "text")


@given(st.dates(datetime.date(1, 2, 1), datetime.date(9999, 11, 30)), st.integers(1, 20))
def test_so_many_days_are_so_many(reference: datetime.date, count: int) -> None:
    past, future = dates(f"{count} ngày qua và {count} ngày tới", reference=reference)
    days = [datetime.date.fromisoformat(day) for day in (past.begins, past.ends, future.begins, future.ends)]
    assert [(days[1] - days[0]).days, (days[3] - days[2]).days] == [count - 1, count - 1]
    assert (days[1], (days[2] - days[1]).days) == (reference, 1)


def test_the_day_of_a_document() -> None:
    document = Document("a", "hôm qua", {"day": "25/6/2024", "month": "6/2024"})
    assert day_of_document(document, "day") == datetime.date(2024, 6, 25)
    assert [day_of_document(document, column) for column in ("month", "none", None)] == [None, None, None]
