"""Reading the tables that ship with qnmine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of `qnmine/data`: a header line, tabs between columns, `#` for comments."""
    from importlib.resources import files  # slow to import, and not every run reads a table

    lines = files("qnmine.data").joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    header, *cells = rows
    for row in cells:
        yield dict(zip(header, row, strict=True))


def read_entries(name: str) -> list[str]:
    """Return the entries of a list of `qnmine/data`: one a line, `#` for comments."""
    from importlib.resources import files

    from qnmine.data.lexicons import parse_entries

    return parse_entries(files("qnmine.data").joinpath(name).read_text(encoding="utf-8"))
