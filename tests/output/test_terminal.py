from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.output import Table
from qnmine.output.display import cell_width, visible, wrap
from tests.output.writing import table, texts, written

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
MENTION = "doc sentence start end text type name"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(rows: Table, **options: object) -> str:
    return written(rows, "table", **options).decode()  # type: ignore[arg-type]


def test_a_small_table() -> None:
    rows = table(
        "name type mentions", ("Quảng Ninh", "LOC", 12), ("Phạm Văn Thể", "PER", 7), ("", "ORG", None)
    )
    assert shown(rows) == textwrap.dedent("""\
        name          type  mentions
        ────────────  ────  ────────
        Quảng Ninh    LOC         12
        Phạm Văn Thể  PER          7
                      ORG
        """)


def test_an_empty_table_is_its_header() -> None:
    assert shown(table("name mentions")) == "name  mentions\n────  ────────\n"
    assert shown(table("name mentions"), header=False) == ""


def test_title_and_footer() -> None:
    assert shown(table("n", (1,)), header=False, title="A\x1bB", footer="1 row") == "A␛B\n\n1\n\n1 row\n"


def test_decomposed_and_wide_text_is_aligned() -> None:
    name = "Phạm Văn Thể"
    rows = table("a b", (unicodedata.normalize("NFD", name), 1), (name, 2), ("東京", 3))
    lines = shown(rows).splitlines()[2:]
    assert lines == [unicodedata.normalize("NFD", name) + "  1", name + "  2", "東京          3"]


def test_long_text_wraps_at_spaces_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = "Trung tâm Truyền thông tỉnh Quảng Ninh và các đơn vị " * 4 + "x" * 100
    lines = shown(table("doc n text", ("a.txt", 7, text))).splitlines()
    assert all(len(line) <= 60 for line in lines)
    body = [line[10:] for line in lines[2:]]
    assert "".join(body).replace(" ", "") == text.replace(" ", "")
    assert body[0] == "Trung tâm Truyền thông tỉnh Quảng Ninh và các đơn"


def test_numbers_keep_their_column_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = shown(table("value text", (28000000000000, "hơn 28.000 tỷ đồng " * 3), (97.15, "x"))).splitlines()
    assert lines[2].startswith("28000000000000  hơn")
    assert lines[-1].startswith("         97.15  x")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.8723404255319149, "0.8723"),
        (12.0, "12"),
        (0.000012345678, "0.00001235"),
        (19643.318731, "19643.3"),
        (12.3456789, "12.346"),
        (-1452.25, "-1452.25"),
        (99999.99999, "100000"),
        (1e15, "1" + "0" * 15),
    ],
)
def test_numbers_are_short_for_the_eye(number: float, text: str) -> None:
    assert shown(table("n", (number,)), header=False) == f"{text}\n"


def test_a_table_wider_than_the_terminal_becomes_lists_of_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = "doc sentence start end text kind value numerator denominator unit"
    row = ("a.txt", 1, 100, 118, "hơn 28.000 tỷ đồng ở tỉnh Quảng Ninh", "money", 28, None, None, "VND")
    assert shown(table(columns, row)) == textwrap.dedent("""\
        ── 1 ───────────────────────────────────
        doc          a.txt
        sentence     1
        start        100
        end          118
        text         hơn 28.000 tỷ đồng ở tỉnh
                     Quảng Ninh
        kind         money
        value        28
        unit         VND
        """)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("a\nb\tc\rd\x00\x1b[31m\x7f", "a↵b→c␍d␀␛[31m␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb\u2066c\u200f", "a<U+202E>b<U+2066>c<U+200F>"),
        ("Việt\u200bNam\ufeff\u00ad", "Việt<U+200B>Nam<U+FEFF><U+00AD>"),
        ("\ud800\u2028\U000e0041", "<U+D800><U+2028><U+E0041>"),
        ("👩\u200d👩", "👩\u200d👩"),
        ("[red]đỏ[/red] :smile:", "[red]đỏ[/red] :smile:"),
    ],
)
def test_text_cannot_move_the_cursor_or_hide(text: str, symbols: str) -> None:
    assert visible(text) == symbols
    assert shown(texts("t", [(text,)]), header=False, color="never") == symbols + "\n"


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=40), st.integers(10, 40))
def test_any_text_is_inert_and_fits(text: str, width: int) -> None:
    lines = wrap(visible(text), width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for line in lines for char in line)


def test_colours_of_types() -> None:
    rows = table("type name", ("PER", "PER"), ("ORG", "a"), ("LOC", "b"), ("MISC", "c"))
    painted = shown(rows, terminal=True)
    lines = painted.splitlines()
    assert lines[0] == "\x1b[1mtype\x1b[0m  \x1b[1mname\x1b[0m"
    assert lines[2] == "\x1b[38;5;163mPER\x1b[0m   PER"
    assert len({ESCAPES.findall(line)[0] for line in lines[2:5]}) == 3
    assert lines[5] == "MISC  c"
    assert ESCAPES.sub("", painted) == shown(rows)


@pytest.mark.parametrize(
    ("terminal", "color", "environment", "coloured"),
    [
        (True, "auto", {}, True),
        (True, "auto", {"NO_COLOR": "1"}, False),
        (True, "auto", {"NO_COLOR": ""}, True),
        (True, "auto", {"TERM": "dumb"}, False),
        (True, "never", {}, False),
        (True, "always", {"NO_COLOR": "1"}, True),
        (False, "auto", {}, False),
        (False, "always", {}, True),
        (False, "always", {"TERM": "dumb"}, True),
    ],
)
def test_when_there_is_colour(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, color: str, environment: dict[str, str], coloured: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in shown(table("type", ("PER",)), terminal=terminal, color=color)) == coloured


def test_rows_stream_after_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from qnmine.output import Destination, write_table

    stream = io.BytesIO()

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(700):
            if number == 650:
                assert b"\n  649  " in stream.getvalue(), "rows are held back"
            yield (number, "x" * (number % 7))

    assert write_table(Table(("n", "t"), rows()), Destination(stream, "memory", live=False), "table") == 700


def test_wider_rows_after_the_measured_ones_wrap() -> None:
    rows = [(number, "a") for number in range(500)] + [(500, "một hai ba bốn")]
    lines = shown(Table(("n", "t"), rows)).splitlines()
    assert lines[502:] == ["  500  một hai ba", "       bốn"]


@pytest.mark.parametrize(
    "text", ["Hạ Long " * 25_000, "ậ" * 200_000, "\u0301\u0323" * 100_000, "=" * 200_000, "\n" * 200_000]
)
def test_huge_cells_take_linear_time(text: str) -> None:
    began = time.perf_counter()
    shown(texts("doc text", [("a", text)]))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("width", ["1", "2", "10"])
@pytest.mark.parametrize("columns", ["t", MENTION])
def test_tiny_terminals(monkeypatch: pytest.MonkeyPatch, width: str, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    rows = [("東京 Hạ Long",) * len(columns.split())]
    assert "東" in shown(texts(columns, rows))


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("width", [80, 120])
def test_on_a_real_terminal(width: int) -> None:
    import fcntl
    import pty
    import struct
    import termios

    code = """
        from qnmine.output import Table, open_destination, write_table
        text = "Trung tâm Truyền thông tỉnh Quảng Ninh " * 6
        with open_destination(None) as destination:
            write_table(Table(("doc", "type", "text"), [("a.txt", "ORG", text)]), destination, "table")
        """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=theirs) as process:
        os.close(theirs)
        output = b""
        try:
            while block := os.read(ours, 65536):
                output += block
        except OSError:  # Linux says so when the other side is closed
            pass
        os.close(ours)
        assert process.wait(20) == 0
    lines = ESCAPES.sub("", output.decode()).splitlines()
    assert "\x1b[38;5;" in output.decode()
    assert max(map(len, lines)) in range(width - 12, width + 1)
