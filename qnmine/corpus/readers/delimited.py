"""CSV and TSV: rows streamed to documents, with a clear error for each row that is broken."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import Lines, whole_lines
from qnmine.corpus.naming import shown
from qnmine.corpus.rows import Layout, RowDocuments, locate, tidy
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.corpus.rows import Columns
    from qnmine.text.document import Document

# Longer than any article; a quote that is never closed must not take the memory of the machine.
LONGEST_CELL = 1 << 27

_DELIMITERS = (",", ";", "\t")  # Excel writes `;` where the comma is the decimal sign, as in Vietnam
_SEPARATOR_LINE = re.compile(r"sep=([,;:|~^\t])\r?\n?")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_delimited(
    rows: RowDocuments, stream: io.BufferedReader, columns: Columns, encoding: str, *, tabs: bool
) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each row of a CSV or TSV stream; blank lines are no rows.

    The delimiter of CSV (comma, semicolon or tab) is found in the header. A record with missing cells has
    empty ones, a record with too many is an error, as are quotes that are not doubled. Raises `DocumentError`
    when the header cannot be used.
    """
    lines = Lines(rows.name, stream, encoding)
    reader = _open(lines, columns.required, tabs=tabs)
    header = _header(reader, lines)
    if header is None:
        return
    layout = locate(rows.name, header, columns)
    yield from _records(reader, lines, rows, layout, len(header), "tsv" if tabs else "csv")


def header_of(
    name: str, head: bytes, columns: Columns, encoding: str, *, tabs: bool, whole: bool
) -> list[str] | None:
    """Return the column names at the beginning of a table; None if there are none to be read.

    `whole` tells that `head` is all there is, so that its last line is complete.
    """
    if not whole:
        head = whole_lines(head, encoding)
    lines = Lines(name, io.BufferedReader(io.BytesIO(head)), encoding)
    try:
        return _header(_open(lines, columns.required, tabs=tabs), lines)
    except DocumentError:
        return None


def _open(lines: Lines, wanted: Sequence[str], *, tabs: bool) -> Iterator[list[str]]:
    """Return a reader of records whose delimiter fits the header."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    physical = _physical_lines(lines)
    first = next((line for line in physical if line.strip("\r\n")), "")
    if tabs:
        delimiter = "\t"
    elif separator := _SEPARATOR_LINE.fullmatch(first):
        delimiter, first = separator[1], ""
    else:
        delimiter = _delimiter(first, wanted)
    return csv.reader(chain((first,) if first else (), physical), delimiter=delimiter, strict=True)


def _physical_lines(lines: Lines) -> Iterator[str]:
    """Yield lines that end as the csv module wants them: after CR LF, LF or a lone CR."""
    for line in lines:
        if "\r" in line.removesuffix("\n")[:-1]:
            if fault := lines.take_fault(shown(lines.name)):  # it cannot be told which of them is spoilt
                raise fault
            yield from _LINE.findall(line)
        else:
            yield line


def _delimiter(header: str, wanted: Sequence[str]) -> str:
    """Return the delimiter under which the header has the wanted columns, else the one with most cells."""
    names = {tidy(column) for column in wanted}
    cells = {mark: _cells(header, mark) for mark in _DELIMITERS}
    fitting = [mark for mark in _DELIMITERS if names.issubset(cells[mark])]
    return fitting[0] if fitting else max(_DELIMITERS, key=lambda mark: len(cells[mark]))


def _cells(header: str, delimiter: str) -> list[str]:
    try:
        return [tidy(cell) for cell in next(csv.reader([header], delimiter=delimiter))]
    except csv.Error:
        return []


def _header(reader: Iterator[list[str]], lines: Lines) -> list[str] | None:
    """Return the first record that is not blank; raises `DocumentError` if it cannot be read."""
    try:
        header = next((record for record in reader if record), None)
    except csv.Error as error:
        raise DocumentError(shown(lines.name), *_broken(error, "header")) from error
    if fault := lines.take_fault(shown(lines.name)):
        raise fault
    return header


def _records(
    reader: Iterator[list[str]],
    lines: Lines,
    rows: RowDocuments,
    layout: Layout,
    width: int,
    format: str,  # noqa: A002 -- the name of the option
) -> Iterator[Document | DocumentError]:
    number = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield lines.take_fault(shown(rows.row_name(number))) or rows.failed(
                number, *_broken(error, "row")
            )
            continue
        if not record:
            continue
        number += 1
        rows.origin = lines.origin(format)
        yield lines.take_fault(shown(rows.row_name(number))) or _document(record, number, rows, layout, width)


def _document(
    record: list[str], number: int, rows: RowDocuments, layout: Layout, width: int
) -> Document | DocumentError:
    if len(record) < width:
        record.extend([""] * (width - len(record)))
    elif len(record) > width and any(record[width:]):
        return rows.failed(
            number, f"has {len(record)} cells, the header {width}", "quote cells with a delimiter"
        )
    row_id = None if layout.id is None else record[layout.id]
    texts = [record[place] for place in layout.text]
    kept = [None if place is None else record[place] for place in layout.kept]
    return rows.make(number, texts, row_id, kept)


def _broken(error: csv.Error, where: str) -> tuple[str, str]:
    """Return reason and remedy for a failure of the csv module, in words that a user can act on."""
    text = str(error)
    if "unexpected end of data" in text:
        return (
            f"opens a quote in this {where} that is never closed, so the rest is lost",
            "close or double the quote",
        )
    if "expected after" in text:
        return f"has a lone quote inside a quoted cell of this {where}", "double the quotes inside cells"
    if "field larger" in text:
        return f"has a cell of over {LONGEST_CELL} characters in this {where}", "look for a quote not closed"
    return f"cannot be read in this {where} ({text})", "check its quotes"
