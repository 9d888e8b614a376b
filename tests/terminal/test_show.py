"""`qnmine show` on a terminal: what a person sees in its cells, and how the pager is used."""

from __future__ import annotations

import re
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from rich.color import Color

from qnmine.output.display import cell_width
from tests import SEEDS
from tests.terminal.screen import Screen, qnmine_on_screen

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = SEEDS / "003_b1be12870c921d8a.txt"  # the ten events of Quảng Ninh in 2024
TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024, trao 28.000 tỷ đồng. Ông Thể vui."
SGR = re.compile(rb"\x1b\[[0-9;]*m")

needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="needs less")


def hex_of(number: int) -> str:
    """A colour of the palette of 256, as the emulator names it."""
    return "".join(f"{part:02x}" for part in Color.from_ansi(number).get_truecolor())


def show(*arguments: str | Path, columns: int = 80, lines: int = 24, **env: str) -> Screen:
    return qnmine_on_screen("show", *arguments, columns=columns, lines=lines, env=env)


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that notes that it was called, with what environment, and then shows all."""
    path = tmp_path / "pager"
    path.write_text('#!/bin/sh\necho "$LESS" >> "$0.called"\nexec cat\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_the_screen_and_words_stay_whole(columns: int) -> None:
    with show(ARTICLE, "--values", columns=columns, lines=400, PAGER="cat") as screen:
        assert screen.wait() == 0
        written = SGR.sub(b"", screen.raw).decode().replace("\r\n", "\n")
        display = screen.display
    lines = written.split("\n")
    assert all(cell_width(line) <= columns for line in lines)
    assert lines == display[: len(lines)]  # the terminal itself has broken nothing
    text = " ".join(re.sub(" ‹.*?›", "", " ".join(lines)).split())
    article = " ".join(ARTICLE.read_text(encoding="utf-8").split())
    assert article in text
    if columns >= 80:  # and the lines are filled
        assert sum(map(len, lines)) / len([line for line in lines if line]) > 0.75 * columns


def test_each_layer_has_its_colour_and_nothing_else_has_any() -> None:
    with show("--text", TEXT, "--lang", "vi") as screen:
        assert screen.wait() == 0
        person, place, number, date = map(
            screen.cells_of, ("Phạm Văn Thể", "Hạ Long", "28.000 tỷ đồng", "ngày 25/6/2024")
        )
        plain = [*screen.cells_of("Ông "), *screen.cells_of(" thăm "), *screen.cells_of(", trao ")]
        assert screen.display[0] == ("■ người: 2   ■ tổ chức: 0   ■ địa danh: 1   ■ số: 1   ■ thời gian: 1")
        legend = [screen.cells_of(name) for name in ("người", "tổ chức", "địa danh", "số", "thời gian")]
        samples = [screen.cells_of(f"■ {name}")[0] for name in ("người", "tổ chức", "địa danh", "số")]
    assert {(cell.fg, cell.bold) for cell in person} == {(hex_of(163), True)}
    assert {(cell.fg, cell.underscore) for cell in place} == {(hex_of(30), True)}
    assert {(cell.fg, cell.bold) for cell in number} == {(hex_of(63), False)}
    assert {(cell.fg, cell.italics) for cell in date} == {(hex_of(28), True)}
    assert {(cell.fg, cell.bold, cell.underscore, cell.italics) for cell in plain} == {
        ("default", False, False, False)
    }
    colors = [hex_of(number) for number in (163, 130, 30, 63, 28)]
    assert [{cell.fg for cell in cells} for cells in legend] == [{color} for color in colors]
    assert [cell.fg for cell in samples] == colors[:4]


def test_a_mark_goes_on_in_the_next_line_and_not_beyond_the_text() -> None:
    with show("--text", TEXT, "--no-legend", columns=16) as screen:
        assert screen.wait() == 0
        assert screen.display[:2] == ["Ông Phạm Văn Thể", "thăm Hạ Long"]
    with show("--text", TEXT, "--no-legend", columns=14) as screen:
        assert screen.wait() == 0
        assert screen.display[:2] == ["Ông Phạm Văn", "Thể thăm Hạ"]
        assert {cell.fg for cell in screen.cells_of("Phạm Văn")} == {hex_of(163)}
        assert {cell.fg for cell in screen.cells_of("Thể ")[:3]} == {hex_of(163)}
        assert {(cell.fg, cell.underscore) for cell in screen.cells() if cell.data == " "} == {
            ("default", False),
            (hex_of(163), False),  # inside the name
            (hex_of(63), False),  # inside the number
        }


def test_a_value_is_grey_beside_its_mark() -> None:
    with show("--text", TEXT, "--values", "--lang", "vi", columns=140) as screen:
        assert screen.wait() == 0
        for value in ("‹2024-06-25›", "‹28.000.000.000.000 VND›", "‹Phạm Văn Thể›"):
            assert {cell.fg for cell in screen.cells_of(value)} == {hex_of(243)}


@pytest.mark.parametrize(
    ("arguments", "env"),
    [((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}), (("--color", "never"), {})],
)
def test_brackets_where_there_is_no_colour(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    with qnmine_on_screen("show", "--text", TEXT, *arguments, columns=100, env=env) as screen:
        assert screen.wait() == 0
        assert b"\x1b" not in screen.raw
        assert "Ông [PER Phạm Văn Thể] thăm [LOC Hạ Long] [date ngày 25/6/2024]" in "\n".join(screen.display)


def test_sixteen_colours() -> None:
    with show("--text", TEXT, TERM="xterm") as screen:
        assert screen.wait() == 0
        assert {cell.fg for cell in screen.cells_of("Phạm Văn Thể")} == {"magenta"}


def test_the_text_cannot_control_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "xấu\x1b[31m.txt"
    path.write_text("\x1b[2J\x1b]0;tên\x07Hạ Long\x9b31m \u202eđảo\n" + "x" * 10_000, encoding="utf-8")
    with show(path, "--no-pager", lines=200) as screen:
        assert screen.wait() == 0
        assert b"\x1b]" not in screen.raw
        assert b"\x1b[2J" not in screen.raw
        assert b"\x1b[31m" not in screen.raw
        assert "xấu␛[31m.txt" in screen.display[0]
        assert screen.cells_of("Hạ Long")[0].fg == hex_of(30)


def test_the_pager_is_called_for_what_is_longer_than_the_screen(pager: Path) -> None:
    called = pager.with_name("pager.called")
    with show("--text", TEXT, QNMINE_PAGER=str(pager)) as screen:
        assert screen.wait() == 0
        assert "Phạm Văn Thể" in "\n".join(screen.display)
    assert not called.exists()
    with show("--no-pager", ARTICLE, QNMINE_PAGER=str(pager)) as screen:
        assert screen.wait() == 0
    assert not called.exists()
    with show(ARTICLE, QNMINE_PAGER=str(pager), PAGER="khong-co") as screen:
        assert screen.wait() == 0
        assert "ông" in "\n".join(screen.display)
    assert called.read_text(encoding="utf-8") == "FRX\n"
    with show(ARTICLE, PAGER=str(pager), LESS="-i") as screen:
        assert screen.wait() == 0
    assert called.read_text(encoding="utf-8") == "FRX\n-i\n"


def test_as_many_lines_as_the_screen_has_are_not_paged(pager: Path) -> None:
    called = pager.with_name("pager.called")
    for lines, text in ((10, "a\n" * 9), (10, "a\n" * 10)):
        with show("--text", text, "--no-legend", lines=lines, PAGER=str(pager)) as screen:
            assert screen.wait() == 0
            assert called.exists() == (text.count("\n") >= lines)


@pytest.mark.parametrize("named", ["khong-co-pager", "", "cat", "less 'x"])
def test_without_a_pager_all_is_written(named: str) -> None:
    with show(ARTICLE, lines=200, LINES="10", PAGER=named) as screen:
        assert screen.wait() == 0
        assert "4 nhiệm kỳ liên tiếp" in " ".join(screen.display)  # the end of the article


@needs_less
def test_leaving_the_pager_before_the_end_is_quiet(tmp_path: Path) -> None:
    for number in range(30):
        text = f"Tin {number}. " + ARTICLE.read_text(encoding="utf-8")
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    with show(tmp_path) as screen:
        screen.wait_for("Tin 0.")
        assert screen.running
        assert screen.cells_of("Quảng Ninh")[0].fg == hex_of(30)
        screen.send("q")
        assert screen.wait() == 0
        assert "Traceback" not in "\n".join(screen.display)
        assert "error" not in "\n".join(screen.display)


@needs_less
def test_all_is_there_and_messages_come_behind_the_pager(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(ARTICLE.read_text(encoding="utf-8"), encoding="utf-8")
    with show(tmp_path) as screen:
        screen.wait_for("b.txt")
        screen.settle()
        assert "a.txt" not in "\n".join(screen.display)
        screen.send("G")  # to the end
        screen.wait_for("4 nhiệm kỳ liên tiếp")
        screen.send("q")
        assert screen.wait() == 3
        shown = "\n".join(screen.display)
        assert "qnmine: a.txt: " in shown
        assert "1 document, 1 failed" in shown


@needs_less
def test_an_interrupt_is_the_pagers_while_it_shows() -> None:
    with show(ARTICLE) as screen:
        screen.wait_for("Quảng Ninh")
        screen.settle()
        screen.send("\x03")
        screen.settle()
        assert screen.running
        screen.send("q")
        assert screen.wait() == 0


@needs_less
def test_a_terminated_run_ends() -> None:
    with show(ARTICLE) as screen:
        screen.wait_for("Quảng Ninh")
        screen.settle()
        screen.signal(signal.SIGTERM)
        assert screen.wait() == 130


def test_a_wrong_path_is_a_line_of_its_own() -> None:
    with show("khong-co.txt") as screen:
        assert screen.wait() == 2
        assert screen.display[0].startswith("qnmine: error: khong-co.txt")


def test_no_path_and_a_person_at_the_keyboard_is_an_error() -> None:
    with show() as screen:
        assert screen.wait() == 2
