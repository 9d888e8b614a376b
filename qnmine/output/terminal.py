"""The table for a person at a terminal: aligned, wrapped, coloured, and safe to look at."""

from __future__ import annotations

from itertools import chain, islice
from math import isfinite
from typing import TYPE_CHECKING

from qnmine.output.display import Painter, cell_width, visible, wrap
from qnmine.output.values import cell_text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row, Table

MEASURED_ROWS = 500
"""The widths of columns come from so many rows."""

GAP = "  "
"""What stands between columns."""

_NARROWEST_TEXT = 10  # cells; below this a wrapped column is harder to read than a list of fields
_SLACK = 2  # digits that later, unmeasured rows may need


def write_terminal_table(
    table: Table,
    destination: Destination,
    *,
    header: bool = True,
    color: str = "auto",
    title: str | None = None,
    footer: str | None = None,
) -> int:
    """Write an aligned table of the destination's width and return the number of rows.

    Column widths come from the first 500 rows; then rows are written as they come. Numbers are on the
    right, with long tails of decimals rounded, long text wraps, nothing is cut. Control and formatting
    characters are shown as symbols. When the columns cannot share the width sensibly, each row becomes
    a list of its fields that are not empty.
    """
    rows = iter(table.rows)
    measured = list(islice(rows, MEASURED_ROWS))
    numeric = _numeric_columns(table, measured)
    names = [visible(name) for name in table.columns]
    shown = [[_shown(cell) for cell in row] for row in measured]
    natural = _measured_widths(names if header else [""] * len(names), shown, numeric)
    widths = _fit(natural, numeric, destination.width - len(GAP) * (len(names) - 1))
    paint = Painter.for_destination(destination, color)
    if title is not None:
        destination.write(paint(visible(title), "bold") + "\n\n")
    texts = chain(shown, ([_shown(cell) for cell in row] for row in rows))
    if widths is None:
        count = _write_records(names, texts, destination, paint)
    else:
        if header:
            _write_header(names, widths, numeric, destination, paint)
        count = 0
        for cells in texts:
            destination.write(_row_lines(cells, names, widths, numeric, paint))
            count += 1
    if footer is not None:
        destination.write("\n" + visible(footer) + "\n")
    return count


def rest_of_line(table: Table, width: int, *, header: bool = True) -> int:
    """Return how many of `width` cells a table of up to 500 rows leaves free; below 0 if they are too few."""
    rows = list(table.rows)
    shown = [[_shown(cell) for cell in row] for row in rows]
    names = [visible(name) if header else "" for name in table.columns]
    widths = _measured_widths(names, shown, _numeric_columns(table, rows))
    return width - sum(widths) - len(GAP) * (len(names) - 1)


def _shown(cell: object) -> str:
    if isinstance(cell, float) and isfinite(cell):
        return number_text(_rounded(cell))
    return visible(cell_text(cell))


def _rounded(number: float) -> float:
    """A number with a long tail, such as 19643.318731, as an eye takes it in: 19643.3."""
    if round(number, 4) == number:
        return number
    if abs(number) < 0.1:
        return float(f"{number:.4g}")
    return round(number, max(1, 5 - len(str(int(abs(number))))))


def _numeric_columns(table: Table, rows: Sequence[Row]) -> list[bool]:
    known = table.types or (None,) * len(table.columns)
    return [
        kind in (int, float) if kind is not None else _all_numbers(row[index] for row in rows)
        for index, kind in enumerate(known)
    ]


def _all_numbers(cells: Iterable[object]) -> bool:
    present = [cell for cell in cells if cell is not None]
    return bool(present) and all(
        isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in present
    )


def _natural_widths(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    widths = [max(cell_width(name), 1) for name in names]
    for row in rows:
        for index, text in enumerate(row):
            if len(text) > widths[index] or not text.isascii():
                widths[index] = max(widths[index], cell_width(text))
    return widths


def _measured_widths(
    names: Sequence[str], shown: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> list[int]:
    """The widths that columns would like, judged by their first rows."""
    widths = _natural_widths(names, shown)
    return _with_slack(widths, numeric) if len(shown) == MEASURED_ROWS else widths


def _with_slack(natural: Sequence[int], numeric: Sequence[bool]) -> list[int]:
    """Room for the longer numbers and texts of rows that are not measured."""
    return [
        width + _SLACK if number else max(width, _NARROWEST_TEXT)
        for width, number in zip(natural, numeric, strict=True)
    ]


def _fit(natural: Sequence[int], numeric: Sequence[bool], room: int) -> list[int] | None:
    """Share the room: numbers keep their width, the widest text columns give way first.

    None if the text columns would become too narrow to read.
    """
    floor = [
        width if number else min(width, _NARROWEST_TEXT)
        for width, number in zip(natural, numeric, strict=True)
    ]
    if sum(floor) > room and len(natural) > 1:
        return None
    cap = max(room, 1)
    widths = _capped(natural, floor, cap)
    while sum(widths) > room and cap > 1:
        cap -= 1
        widths = _capped(natural, floor, cap)
    for index in range(len(widths)):  # what rounding left over
        if sum(widths) < room and widths[index] == cap and natural[index] > cap:
            widths[index] += 1
    return widths


def _capped(natural: Sequence[int], floor: Sequence[int], cap: int) -> list[int]:
    return [max(least, min(width, cap)) for width, least in zip(natural, floor, strict=True)]


def _write_header(
    names: Sequence[str],
    widths: Sequence[int],
    numeric: Sequence[bool],
    destination: Destination,
    paint: Painter,
) -> None:
    styles = ["bold"] * len(names)
    destination.write(_aligned(names, widths, numeric, styles, paint))
    destination.write(GAP.join("─" * width for width in widths) + "\n")


def _row_lines(
    cells: Sequence[str], names: Sequence[str], widths: Sequence[int], numeric: Sequence[bool], paint: Painter
) -> str:
    styles = [paint.style_of(name, text) for name, text in zip(names, cells, strict=True)]
    return _aligned(cells, widths, numeric, styles, paint)


def _aligned(
    cells: Sequence[str],
    widths: Sequence[int],
    numeric: Sequence[bool],
    styles: Sequence[str],
    paint: Painter,
) -> str:
    """The lines of one row, each cell wrapped in its column."""
    columns = [wrap(text, width) for text, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, columns), default=0)):
        parts = []
        for column, width, right, style in zip(columns, widths, numeric, styles, strict=True):
            text = column[number] if number < len(column) else ""
            padding = " " * (width - cell_width(text))
            painted = paint(text, style)
            parts.append(padding + painted if right else painted + padding)
        lines.append(GAP.join(parts).rstrip(" ") + "\n")
    return "".join(lines)


def _write_records(
    names: Sequence[str], rows: Iterable[Sequence[str]], destination: Destination, paint: Painter
) -> int:
    """Write each row as a list of its fields, for tables that are wider than the terminal."""
    label = max(map(cell_width, names))
    room = max(destination.width - label - len(GAP), _NARROWEST_TEXT)
    count = 0
    for count, cells in enumerate(rows, 1):
        rule = f"── {count} "
        destination.write(paint(rule + "─" * max(destination.width - len(rule), 0), "bold") + "\n")
        for name, text in zip(names, cells, strict=True):
            if not text:
                continue
            destination.write("".join(_field_lines(name, text, label, room, paint)))
    return count


def _field_lines(name: str, text: str, label: int, room: int, paint: Painter) -> Iterator[str]:
    style = paint.style_of(name, text)
    heading = paint(name, "bold") + " " * (label - cell_width(name))
    for line in wrap(text, room):
        yield (heading + GAP + paint(line, style)).rstrip(" ") + "\n"
        heading = " " * label
