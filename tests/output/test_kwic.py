"""The aligned view of a concordance."""

from __future__ import annotations

import io
import re
import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output import Destination, write_table
from qnmine.output.display import cell_width, visible
from qnmine.output.kwic import first_cells, last_cells, write_kwic
from tests.output.writing import Terminal, table
from tests.strategies import any_text

if TYPE_CHECKING:
    from qnmine.output import Table

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
COLUMNS = "doc sentence start end left text right"
OFFSETS = ("sentence", "start", "end")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(rows: Table, format: str = "table", *, terminal: bool = False, **options: Any) -> str:  # noqa: A002
    stream = Terminal() if terminal else io.BytesIO()
    count = write_kwic(rows, Destination(stream, "memory", live=terminal), format, **options)
    assert isinstance(count, int)
    return stream.getvalue().decode()


def lines(*sides: tuple[str, str, str]) -> Table:
    return table(COLUMNS, *(("a.txt", 1, 0, 2, *side) for side in sides))


def test_left_is_at_the_right_and_line_ends_are_shown() -> None:
    rows = lines(("một hai\n", "kinh tế", " ba bốn"), ("năm ", "xã hội số", ", sáu\nbảy"), ("", "số", ""))
    assert shown(rows, hidden=OFFSETS) == textwrap.dedent("""\
        doc        left  text       right
        ─────  ────────  ─────────  ────────
        a.txt  một hai↵  kinh tế    ba bốn
        a.txt       năm  xã hội số  , sáu↵bảy
        a.txt            số
        """).replace("────────\na", "─────────\na")


def test_a_long_line_is_cut_at_words_near_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    rows = lines(("một hai ba bốn năm sáu bảy ", "kinh tế", " tám chín mười mười một mười hai"))
    assert shown(rows, header=False, hidden=OFFSETS) == ("a.txt   bốn năm sáu bảy  kinh tế  tám chín mười\n")
    monkeypatch.setenv("COLUMNS", "60")
    (line,) = shown(rows, header=False, hidden=OFFSETS).splitlines()
    assert line == "a.txt     ba bốn năm sáu bảy  kinh tế  tám chín mười mười"


def test_what_one_side_does_not_need_goes_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    rows = lines(("một hai ba bốn năm sáu bảy ", "kinh tế", " tám"))
    assert shown(rows, header=False, hidden=OFFSETS) == "a.txt  một hai ba bốn năm sáu bảy  kinh tế  tám\n"


def test_long_documents_and_matches_are_cut_in_their_middle() -> None:
    rows = table(COLUMNS, ("2024/06/25/bai-so-mot.txt", 1, 0, 2, "a " * 40, "số " * 20, " b" * 40))
    (line,) = shown(rows, header=False, hidden=OFFSETS).splitlines()
    assert line.startswith("2024/06/…mot.txt  ")
    assert "  số số số số s…số số số số  " in line
    assert len(line) <= 80


def test_other_columns_are_kept_and_the_offsets_shown_if_asked_for() -> None:
    rows = table(COLUMNS + " date", ("a.txt", 1, 0, 2, "x ", "số", " y", "2024-06-25"))
    assert shown(rows, hidden=OFFSETS).splitlines()[0].split() == ["doc", "left", "text", "right", "date"]
    assert shown(rows).splitlines()[0].split() == [*COLUMNS.split(), "date"]
    assert shown(rows, header=False, hidden=OFFSETS) == "a.txt  x  số  y  2024-06-25\n"


def test_the_match_is_in_colour_where_colour_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = lines(("một ", "kinh tế", " hai"))
    plain = shown(rows, terminal=True, color="never")
    coloured = shown(rows, terminal=True)
    assert "\x1b" not in plain
    assert ESCAPES.sub("", coloured) == plain
    (match,) = re.findall(r"\x1b\[([0-9;]*)mkinh tế\x1b\[0m", coloured)
    assert "1" in match.split(";")
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown(rows, terminal=True) == plain


def test_other_formats_and_other_columns_are_plain_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = lines(("một ", "kinh tế", " hai\nba"))
    assert shown(rows, "csv").splitlines()[1:] == ['a.txt,1,0,2,một ,kinh tế," hai', 'ba"']
    few = table("doc text", ("a.txt", "số"))
    stream = io.BytesIO()
    write_table(few, Destination(stream, "memory", live=False), "table")
    assert shown(few) == stream.getvalue().decode()
    monkeypatch.setenv("COLUMNS", "30")
    long = lines(("một " * 9, "kinh tế", " hai" * 9))
    assert shown(long, hidden=OFFSETS).startswith("── 1 ──")


def test_an_empty_concordance_is_its_header() -> None:
    assert shown(lines(), hidden=OFFSETS) == "doc  left  text  right\n───  ────  ────  ─────\n"
    assert shown(lines(), hidden=OFFSETS, header=False) == ""


def test_rows_after_the_measured_ones_keep_to_the_columns() -> None:
    rows = lines(*[("a ", "số", " b")] * 600, ("một " * 30, "kinh tế " * 9, " hai" * 30))
    widths = {cell_width(line) for line in shown(rows, hidden=OFFSETS).splitlines()}
    assert max(widths) <= 80


@given(
    st.lists(st.tuples(any_text(), any_text(6), any_text()), min_size=1, max_size=4),
    st.integers(60, 130),
)
def test_whatever_the_text_lines_are_aligned_and_fit(rows: list[tuple[str, str, str]], width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        output = shown(lines(*rows), hidden=OFFSETS)
    header, rule, *found = output.split("\n")[:-1]
    assert len(found) == len(rows)
    _, left, text, _ = (len(part) for part in rule.split("  "))
    begin = header.index("text")
    assert begin == len("a.txt") + 2 + left + 2
    for line, (_, match, _) in zip(found, rows, strict=True):
        assert cell_width(line) <= width
        cell = visible(match).strip(" ")
        if cell and cell_width(cell) <= text:
            before = [n for n in range(len(line) + 1) if cell_width(line[:n]) == begin]
            assert any(line[n:].startswith(cell) for n in before)


def test_a_joiner_that_joins_nothing_takes_no_cell() -> None:
    plain, joiner = (
        shown(lines(("", "0", "")), hidden=OFFSETS),
        shown(lines(("\u200d", "0", "")), hidden=OFFSETS),
    )
    assert joiner.splitlines()[-1].replace("\u200d", "") == plain.splitlines()[-1]


@given(any_text(), st.integers(0, 30))
def test_cuts_are_parts_of_the_text_that_fit(text: str, room: int) -> None:
    text = visible(text)
    for whole_words in (False, True):
        first, last = (cut(text, room, whole_words=whole_words) for cut in (first_cells, last_cells))
        assert text.startswith(first)
        assert text.endswith(last)
        assert max(cell_width(first), cell_width(last)) <= room


@pytest.mark.parametrize(
    ("text", "room", "first", "last"),
    [
        ("một hai ba", 10, "một hai ba", "một hai ba"),
        ("một hai ba", 9, "một hai", "hai ba"),
        ("một hai ba", 6, "một", "hai ba"),
        ("một hai ba", 7, "một hai", "hai ba"),
        ("nghiêng", 4, "nghi", "iêng"),
        ("世界世界", 5, "世界", "世界"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301", "e\u0301e\u0301"),
    ],
)
def test_cuts(text: str, room: int, first: str, last: str) -> None:
    assert first_cells(text, room, whole_words=True) == first
    assert last_cells(text, room, whole_words=True) == last
