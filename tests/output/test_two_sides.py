"""Two sides of a table beside each other."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import pytest

from qnmine.output import Destination
from qnmine.output.two_sides import write_two_sides
from tests.output.writing import table, written

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = "side term count score"
ROWS = (("A", "biển", 12, 3.5), ("A", "núi\x1b", 3, 1), ("B", "kinh tế", 1, -2.25), (None, "và", 5, 0))
CHOSEN = {"term": "term", "score": "G²"}


def shown(
    *rows: tuple[object, ...],
    format: str = "table",  # noqa: A002
    columns: Mapping[str, str] = CHOSEN,
    b: str = "new/ (2 words)",
) -> tuple[int, str]:
    stream = io.BytesIO()
    count = write_two_sides(
        table(COLUMNS, *rows),
        Destination(stream, "memory", live=False),
        format,
        sides={"A": "old/ (3 words)", "B": b},
        columns=columns,
    )
    return count, stream.getvalue().decode()


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def test_the_sides_stand_beside_each_other() -> None:
    assert shown(*ROWS) == (
        3,
        textwrap.dedent("""\
            A: old/ (3 words)
            B: new/ (2 words)

            more in A   G²  more in B     G²
            ─────────  ───  ─────────  ─────
            biển       3.5  kinh tế    -2.25
            núi␛         1
            """),
    )


def test_one_side_alone_and_none() -> None:
    assert shown(ROWS[2])[1].splitlines()[-1] == "               kinh tế    -2.25"
    assert shown(ROWS[3])[0] == 0
    assert shown()[1].splitlines()[3] == "more in A  G²  more in B  G²"


def test_long_names_of_sides_wrap() -> None:
    lines = shown(*ROWS, b="báo cáo\x07 " * 6 + "hết")[1].splitlines()
    assert lines[1:3] == ["B: báo cáo␇ báo cáo␇ báo cáo␇ báo cáo␇", "   báo cáo␇ báo cáo␇ hết"]
    assert lines[3] == ""


def test_chosen_columns_stay_one_table_under_the_names() -> None:
    count, text = shown(*ROWS, columns={})
    assert count == 4
    heading, _, rest = text.partition("\n\n")
    assert heading == "A: old/ (3 words)\nB: new/ (2 words)"
    assert rest.encode() == written(table(COLUMNS, *ROWS), "table")


def test_other_formats_are_written_as_ever() -> None:
    count, text = shown(*ROWS, format="csv")
    assert (count, text.encode()) == (4, written(table(COLUMNS, *ROWS), "csv"))
