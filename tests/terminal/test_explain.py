"""`qnmine explain` on a terminal: nothing is cut, names are in their colours."""

from __future__ import annotations

import re

import pytest

from qnmine.output.display import cell_width
from tests.terminal.screen import qnmine_on_screen

SGR = re.compile(rb"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit_the_screen(columns: int) -> None:
    text = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024 với hơn 28 nghìn tỷ đồng."
    with qnmine_on_screen("explain", text, "--lang", "vi", columns=columns, lines=200) as screen:
        assert screen.wait() == 0
        lines = SGR.sub(b"", screen.raw).decode().replace("\r\n", "\n").split("\n")
        display, name, before = (
            screen.display,
            screen.cells_of("Phạm Văn Thể  PER"),
            screen.cells_of("hợp với"),
        )
    assert all(cell_width(line) <= columns for line in lines)
    assert lines[: len(lines) - 1] == display[: len(lines) - 1]  # the terminal itself has broken nothing
    assert {cell.fg for cell in name if cell.data != " "} == {"d700af"}  # the colour of people
    assert all(cell.fg == "default" for cell in before)
