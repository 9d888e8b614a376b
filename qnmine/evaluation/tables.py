"""Saved tables (CSV, TSV, JSON lines) as rows of named cells, each with its place for messages."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from qnmine.evaluation.lines import NumberedLines

    Row = Mapping[str, object]
    # Raises UsageError, naming the place, unless a table with these columns is of the wanted kind.
    Check = Callable[[Iterable[str], str], None]

TABLE_FORMATS = ("csv", "tsv", "jsonl")
_NO_ARRAY = "write one object a line, not an array (jq -c '.[]' splits one)"


def table_rows(lines: NumberedLines, found: str, name: str, check: Check) -> Iterator[tuple[str, Row]]:
    """Yield (place, row) of a table in one of TABLE_FORMATS; cells of CSV and TSV are text.

    `check` is called with the columns of the table and its place: once for CSV and TSV, whose delimiter is
    that of the header, for each line of JSON. Raises DocumentError for a damaged line.
    """
    return _json_rows(lines, name, check) if found == "jsonl" else _cell_rows(lines, name, check)


def json_object(line: str, place: str) -> dict[str, object]:
    """Parse one line that must hold a JSON object."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        remedy = _NO_ARRAY if line.lstrip().startswith("[") else "write one complete JSON object on each line"
        raise DocumentError(place, f"is not valid JSON ({error.msg}, column {error.colno})", remedy) from None
    except (ValueError, RecursionError):
        raise DocumentError(place, "is JSON too deep or with too long a number", "mend the line") from None
    if not isinstance(value, dict):
        raise DocumentError(place, "is not a JSON object", _NO_ARRAY)
    return value


def _json_rows(lines: NumberedLines, name: str, check: Check) -> Iterator[tuple[str, Row]]:
    for number, line in lines:
        if line.strip():
            row = json_object(line, f"{name}:{number}")
            check(row, f"{name}:{number}")
            yield f"{name}:{number}", row


def _cell_rows(lines: NumberedLines, name: str, check: Check) -> Iterator[tuple[str, Row]]:
    above, header_line = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    delimiter = max("\t;,", key=header_line.count)
    reader = csv.reader((line for _, line in lines), delimiter=delimiter, strict=True)
    try:
        header = [
            cell.strip() for cell in next(csv.reader([header_line], delimiter=delimiter, strict=True), [])
        ]
        check(header, f"{name}:{above}")
        for cells in reader:
            place = f"{name}:{above + reader.line_num}"
            if not cells:
                continue
            if len(cells) != len(header):
                raise DocumentError(
                    place, f"has {len(cells)} cells for {len(header)} columns", "mend or remove the row"
                )
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise DocumentError(
            f"{name}:{above + reader.line_num}", f"is not valid CSV ({error})", "mend the line"
        ) from None
