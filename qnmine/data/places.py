"""The shipped tables of administrative units and countries; the README beside tells what they hold."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(table: str) -> Iterator[list[str]]:
    """Yield the rows of a table (`before`, `since`, `countries`, `spellings`) without its header.

    Units come the largest first: provinces, districts, communes.
    """
    text = files("qnmine.data").joinpath("places", f"{table}.csv").read_text(encoding="utf-8")
    cells = csv.reader(text.split("\n")[:-1])
    next(cells)
    return cells
