"""Tables of frequencies that stand in for a reference corpus."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.statistics.reference import Reference
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

TERMS = ("term", "word", "token", "feature", "type", "ngram")
COUNTS = ("count", "freq", "frequency", "gf", "n")
"""Names of columns, whatever their case: of qnmine, AntConc, quanteda, xan; the first that is there holds."""

_SHARE, _OF_GROUPS = "per_million", "group_words"
_LONGEST_HEADER = 1 << 16
_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def frequency_table(path: str, text_columns: Collection[str]) -> Reference | None:
    """Return the frequencies in a table; None for what is no such table, as one with a column of texts.

    The number of words is that which the column per_million tells of, or else the sum of the counts. Raises
    UsageError for a table with a row without a count.
    """
    delimiter = _DELIMITERS.get(Path(path).suffix.lower())
    if delimiter is None or not Path(path).is_file():
        return None
    try:
        columns = _header(path, delimiter)
        term, count = (_first(names, columns) for names in (TERMS, COUNTS))
        if term is None or count is None or not set(text_columns).isdisjoint(columns):
            return None
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=delimiter)
            next(rows)
            return Reference(path, *_counts(rows, columns, term, count))
    except (OSError, UsageError, csv.Error, UnicodeDecodeError) as error:
        reason = "is not valid UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise UsageError(f"--reference {path}: {getattr(error, 'strerror', None) or reason}") from None


def _header(path: str, delimiter: str) -> list[str]:
    """Return the names of the columns in lower case; none for what is no text."""
    with Path(path).open("rb") as file:
        line = file.readline(_LONGEST_HEADER)
    try:
        names = next(csv.reader([line.decode("utf-8-sig")], delimiter=delimiter), [])
    except (csv.Error, UnicodeDecodeError):
        return []
    return [name.strip().lower() for name in names]


def _first(names: Sequence[str], columns: list[str]) -> int | None:
    return next((columns.index(name) for name in names if name in columns), None)


def _counts(
    rows: Iterator[Sequence[str]], columns: list[str], term: int, count: int
) -> tuple[int, dict[str, int]]:
    """Return the number of words and the count of each term; `term` and `count` are places of columns."""
    if _OF_GROUPS in columns:
        raise UsageError("holds the terms of groups; write it without --by")
    share = columns.index(_SHARE) if _SHARE in columns else None
    counts: dict[str, int] = {}
    words = most = 0
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        try:
            key, found = comparable(row[term].replace("_", " ")).lower(), int(row[count])
            part = float(row[share] or 0) if share is not None else 0.0
        except (IndexError, ValueError):
            raise UsageError(f"line {number} has no count") from None
        if found < 0 or found * 1_000_000 < part:
            raise UsageError(f"line {number} has an impossible count, {found}")
        counts[key] = counts.get(key, 0) + found
        if part > 0 and found > most:  # the rounding of the share matters least where the count is high
            words, most = round(found * 1_000_000 / part), found
    words = words or sum(counts.values())
    if not words:
        raise UsageError("has no counts")
    return words, counts
