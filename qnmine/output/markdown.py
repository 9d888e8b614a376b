"""Markdown tables (GitHub flavour) for notes and issues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Table

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# What Markdown would read as markup: everything shows as it is written. An underscore inside a word is safe.
_MARKUP = re.compile(r"([\\`*\[\]<>|~&$]|(?<![^\W_])_|_(?![^\W_]))")


def write_markdown(table: Table, destination: Destination, *, header: bool = True) -> int:
    """Write the rows as a Markdown table and return how many there were.

    Markup characters are escaped, line ends become ``<br>``; without `header` only the rows are
    written, to be put under a table that exists.
    """
    count = 0
    numeric = tuple(kind in (int, float) for kind in table.types or (None,) * len(table.columns))
    if header:
        destination.write(_line(map(_escaped, table.columns)))
        destination.write(_line("---:" if number else "---" for number in numeric))
    for row in table.rows:
        destination.write(_line(_escaped(cell_text(cell)) for cell in row))
        count += 1
    return count


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _escaped(text: str) -> str:
    return _LINE_ENDS.sub("<br>", _MARKUP.sub(r"\\\1", text))
