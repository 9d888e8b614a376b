"""JSON: an object a row, as lines or as one array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.output.destination import in_blocks
from qnmine.output.values import json_text

if TYPE_CHECKING:
    from qnmine.output.destination import Destination
    from qnmine.output.tables import Table


def write_json_lines(table: Table, destination: Destination) -> int:
    """Write each row as a JSON object on its own line and return how many there were."""
    columns, count = table.columns, 0
    for block in in_blocks(table.rows, destination):
        destination.write("".join(json_text(dict(zip(columns, row, strict=True))) + "\n" for row in block))
        count += len(block)
    return count


def write_json_array(table: Table, destination: Destination) -> int:
    """Write the rows as one JSON array, a row on a line, and return how many there were."""
    columns, count = table.columns, 0
    destination.write("[")
    for row in table.rows:
        destination.write((",\n" if count else "\n") + json_text(dict(zip(columns, row, strict=True))))
        count += 1
    destination.write("\n]\n" if count else "]\n")
    return count
