"""One row as a list of its fields."""

from __future__ import annotations

import io
import textwrap

from qnmine.output import Destination, Table
from qnmine.output.fields import write_fields
from tests.output.writing import table, written

NOTES = {"words": "with a letter", "ttr": "types / words"}


def shown(rows: Table, format: str = "table", header: bool = True) -> tuple[int, str]:  # noqa: A002
    stream = io.BytesIO()
    destination = Destination(stream, "memory", live=False)
    count = write_fields(rows, destination, format, header=header, notes=NOTES)
    return count, stream.getvalue().decode()


def test_a_row_is_a_list() -> None:
    count, text = shown(table("words ttr other", (1234567, 0.123456789, None)))
    assert count == 1
    assert text == textwrap.dedent("""\
        measure      value  what it is
        ───────  ─────────  ─────────────
        words    1 234 567  with a letter
        ttr         0.1235  types / words
        other
        """)
    assert shown(table("words", (5,)), header=False) == (1, "words  5  with a letter\n")
    assert shown(table("words"))[0] == 0


def test_other_formats_are_written_as_ever() -> None:
    rows = ((1234567, 0.5),)
    count, text = shown(table("words ttr", *rows), "csv")
    assert (count, text.encode()) == (1, written(table("words ttr", *rows), "csv"))
