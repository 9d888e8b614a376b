"""Tables that fit the line: a drawn column, columns that give way, other formats as they are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from qnmine.output import Destination, Table
from qnmine.output.display import cell_width
from qnmine.output.drawn import write_drawn
from tests.output.writing import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = (("biển", 12, 0.5, 12), ("chuyển đổi số", 3, 0.25, 3), ("núi", 0, None, 0))
TYPES = (str, int, float, str)


def draw(value: int, width: int) -> str:
    return "#" * (value * width // 12)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    def write(
        width: int, *, chosen: str = "table", table: Table | None = None, **options: object
    ) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        table = table or Table(("term", "count", "dp", "plot"), iter(ROWS), TYPES)
        stream = Terminal() if chosen == "table" else io.BytesIO()
        destination = Destination(stream, "memory", live=chosen == "table")
        settings = {"plot": "plot", "draw": draw, "spare": ("dp",), "color": "never", **options}
        write_drawn(table, destination, chosen, **settings)  # type: ignore[arg-type]
        return stream.getvalue().decode().splitlines()

    return write


def test_the_plot_takes_what_is_left_of_the_line(lines: Callable[..., list[str]]) -> None:
    head, rule, first, second, third = lines(60)
    assert head.split() == ["term", "count", "dp", "plot"]
    assert cell_width(rule) == 60
    width = 60 - 13 - 5 - 4 - 6
    assert first.endswith("  " + "#" * width)
    assert second.endswith("  " + "#" * (width // 4))
    assert third == "núi                0"


def test_what_can_be_spared_gives_way_to_the_plot(lines: Callable[..., list[str]]) -> None:
    assert lines(52)[0].split() == ["term", "count", "dp", "plot"]  # 24 cells are left to it
    assert lines(51)[0].split() == ["term", "count", "plot"]
    assert lines(51, spare=())[0].split() == ["term", "count", "dp", "plot"]
    assert max(map(cell_width, lines(51))) == 51


def test_without_a_plot_columns_give_way_where_the_line_is_too_short(lines: Callable[..., list[str]]) -> None:
    def plain() -> Table:
        return Table(("term", "count", "dp"), (row[:3] for row in ROWS), TYPES[:3])

    assert lines(26, table=plain())[0].split() == ["term", "count", "dp"]
    assert lines(25, table=plain())[0].split() == ["term", "count"]


def test_a_plot_alone_has_the_line(lines: Callable[..., list[str]]) -> None:
    table = Table(("plot",), ((row[3],) for row in ROWS), (str,))
    assert lines(30, table=table)[2:] == ["#" * 30, "#" * 7, ""]


def test_many_rows_stream(lines: Callable[..., list[str]]) -> None:
    many = ((f"từ {number}", number, 0.5, number % 13) for number in range(1200))
    shown = lines(60, table=Table(("term", "count", "dp", "plot"), many, TYPES))
    assert len(shown) == 1202
    assert max(map(cell_width, shown)) <= 60


def test_no_rows(lines: Callable[..., list[str]]) -> None:
    assert lines(60, table=Table(("term", "plot"), (), (str, str)))[0].split() == ["term", "plot"]


def test_a_title(lines: Callable[..., list[str]]) -> None:
    assert lines(60, title="2023 to 2024")[:2] == ["2023 to 2024", ""]


def test_other_formats_have_all_columns_as_they_are(lines: Callable[..., list[str]]) -> None:
    assert lines(20, chosen="csv", title="x")[:2] == ["term,count,dp,plot", "biển,12,0.5,12"]
