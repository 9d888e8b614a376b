"""A concordance for a person at a terminal: what was found in the middle, one line each, all aligned."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from qnmine.output.display import Painter, cell_width, visible
from qnmine.output.tables import Table
from qnmine.output.values import cell_text
from qnmine.output.writers import write_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qnmine.output.destination import Destination

LEFT, FOUND, RIGHT = "left", "text", "right"
_FOUND_STYLE = "bold color(163)"  # legible on black and on white, as the colours of entity types
_MEASURED_ROWS = 500
_GAP = "  "
_MORE = "…"
_NARROWEST_SIDE = 10  # cells; below this there is no context to speak of
_NARROWEST_OTHER = 8


def write_kwic(
    table: Table,
    destination: Destination,
    format: str,  # noqa: A002 - as in write_table
    *,
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
    color: str = "auto",
    hidden: Collection[str] = (),
) -> int:
    """Write a concordance as aligned lines of the destination's width and return the number of rows.

    The columns `left`, `text` and `right` share what the others leave: left stands at the right of its
    column, and all three are cut to one line, at spaces where possible; other columns are cut in their
    middle. `hidden` columns are left out. Widths come from the first 500 rows. Any other format than `table`,
    a table without those three columns and a terminal too narrow for them are left to `write_table`.
    """
    if format != "table" or not {LEFT, FOUND, RIGHT} <= set(table.columns):
        return write_table(table, destination, format, header=header, bom=bom, safe=safe, color=color)
    places = [place for place, name in enumerate(table.columns) if name not in hidden]
    names = [visible(table.columns[place]) for place in places]
    rows = ([visible(cell_text(row[place])) for place in places] for row in table.rows)
    measured = list(islice(rows, _MEASURED_ROWS))
    natural = [
        _widest(column) for column in zip(names if header else [""] * len(names), *measured, strict=True)
    ]
    widths = _widths(names, natural, destination.width)
    texts = chain(measured, rows)
    if widths is None:
        return write_table(
            Table(tuple(names), map(tuple, texts)), destination, format, header=header, color=color
        )
    paint = Painter.for_destination(destination, color)
    if header:
        destination.write(_line(names, names, widths, paint, ["bold"] * len(names)))
        destination.write(_GAP.join("─" * width for width in widths) + "\n")
    styles = [_FOUND_STYLE if name == FOUND else "" for name in names]
    count = 0
    for count, cells in enumerate(texts, 1):  # noqa: B007 - the count outlives the loop
        destination.write(_line(cells, names, widths, paint, styles))
    return count


def _widest(column: Sequence[str]) -> int:
    return max(1, *(cell_width(text.strip(" ")) for text in column))


def _widths(names: Sequence[str], natural: Sequence[int], room: int) -> list[int] | None:
    """Return the cells of each column, or None where the sides would get too few.

    What was found gets a third of the line at most, any other column a fifth; the sides share the rest, and
    what the one does not need goes to the other.
    """
    most = {FOUND: max(room // 3, _NARROWEST_SIDE), LEFT: 0, RIGHT: 0}
    other = max(room // 5, _NARROWEST_OTHER)
    widths = [min(width, most.get(name, other)) for name, width in zip(names, natural, strict=True)]
    rest = room - sum(widths) - len(_GAP) * (len(names) - 1)
    if rest < 2 * _NARROWEST_SIDE:
        return None
    left, right = (natural[names.index(side)] for side in (LEFT, RIGHT))
    widths[names.index(LEFT)] = min(left, max(rest // 2, rest - right))
    widths[names.index(RIGHT)] = min(right, max(rest - rest // 2, rest - left))
    return widths


def _line(
    cells: Sequence[str], names: Sequence[str], widths: Sequence[int], paint: Painter, styles: Sequence[str]
) -> str:
    parts = []
    for text, name, width, style in zip(cells, names, widths, styles, strict=True):
        fitted = _fitted(text.strip(" "), name, width)
        padding = " " * (width - cell_width(fitted))
        painted = paint(fitted, style)
        parts.append(padding + painted if name == LEFT else painted + padding)
    return _GAP.join(parts).rstrip(" ") + "\n"


def _fitted(text: str, name: str, width: int) -> str:
    """Return what fits into so many cells: of the sides what is near the middle, of others both ends."""
    if cell_width(text) <= width:
        return text
    if name == LEFT:
        return last_cells(text, width, whole_words=True)
    if name == RIGHT:
        return first_cells(text, width, whole_words=True)
    half = (width - 1) // 2
    return first_cells(text, width - 1 - half) + _MORE + last_cells(text, half)


def first_cells(text: str, room: int, *, whole_words: bool = False) -> str:
    """Return the longest beginning of a text that fits into so many cells.

    With `whole_words` it ends where a word does, if that leaves it half of the room.
    """
    end = _count_that_fits(text, room)
    space = text.rfind(" ", 0, end + 1)
    if whole_words and end < len(text) and space > 0 and cell_width(text[:space]) >= room // 2:
        end = space
    return text[:end].rstrip(" ")


def last_cells(text: str, room: int, *, whole_words: bool = False) -> str:
    """Return the longest end of a text that fits into so many cells, as `first_cells` does.

    It does not begin with a mark that belongs to the character before it.
    """
    start = len(text) - _count_that_fits(reversed(text), room)
    space = text.find(" ", max(start - 1, 0))
    if whole_words and start and space >= 0 and cell_width(text[space + 1 :]) >= room // 2:
        start = space + 1
    while 0 < start < len(text) and not cell_width(text[start]):
        start += 1
    return text[start:].lstrip(" ")


def _count_that_fits(characters: Iterable[str], room: int) -> int:
    """Return how many of the characters fit into so many cells."""
    count = 0
    for character in characters:
        room -= cell_width(character)
        if room < 0:
            break
        count += 1
    return count
