from __future__ import annotations

import pytest

from qnmine.data.tables import read_table
from qnmine.dates.value import CODES, day_exists
from qnmine.text.normalize import comparable

COLUMNS = {
    "months": ("name", "month", "calendar"),
    "weekdays": ("name", "weekday"),
    "day_parts": ("name", "part"),
    "time_units": ("name", "unit", "factor"),
    "period_nouns": ("name",),
    "relative_times": ("phrase", "kind", "grain", "offset", "part"),
    "vague_times": ("phrase", "reference"),
    "holidays": ("name", "calendar", "month", "day"),
    "date_modifiers": ("words", "modifier", "class"),
}
VALUES = {
    "calendar": {"vi", "lunar", "en", "solar"},
    "part": {"MO", "MI", "AF", "EV", "NI", ""},
    "unit": set(CODES),
    "kind": {"date", "time", "interval", "month", "quarter", "year", "decade", "century"},
    "grain": {"day", "week", "month", "quarter", "year", "decade", "century", "text"},
    "reference": {"PAST_REF", "PRESENT_REF", "FUTURE_REF"},
    "class": {"edge", "preposition", "approximator"},
}
RANGES = {"month": range(1, 13), "weekday": range(1, 8), "factor": range(1, 1001), "offset": range(-3, 4)}


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_its_columns_and_no_phrase_twice(table: str) -> None:
    rows = list(read_table(f"dates/{table}.tsv"))
    assert {tuple(row) for row in rows} == {COLUMNS[table]}
    names = [row[COLUMNS[table][0]] for row in rows]
    assert [name for name in names if names.count(name) > 1] == []
    assert [name for name in names if name != comparable(name) or not name] == []


@pytest.mark.parametrize("table", COLUMNS)
def test_cells_have_known_values(table: str) -> None:
    for row in read_table(f"dates/{table}.tsv"):
        for column, cell in row.items():
            assert column not in VALUES or cell in VALUES[column], row
            assert column not in RANGES or int(cell) in RANGES[column], row


def test_holidays_are_days() -> None:
    for row in read_table("dates/holidays.tsv"):
        month, day = int(row["month"]), int(row["day"])
        assert (1 <= day <= 30) if row["calendar"] == "lunar" else day_exists(None, month, day), row
