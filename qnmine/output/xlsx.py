"""Excel workbooks through openpyxl, in its streaming mode: text stays text, nothing is a formula."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qnmine.errors import QnmineError
from qnmine.output.values import cell_text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from qnmine.output.destination import Destination
    from qnmine.output.tables import Row, Table

MAX_ROWS = 1_048_576
MAX_CELL = 32_767  # UTF-16 units, the limit of Excel
_LARGEST_EXACT_INTEGER = 2**53  # spreadsheet numbers are doubles with 15 to 17 digits
_PEEKED_ROWS = 200
_WIDEST_COLUMN = 60

# XML cannot hold these, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ inside text as the character A; its own escape for the underscore prevents it.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CARRIAGE_RETURNS = re.compile(r"\r\n?")
_TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_xlsx(table: Table, destination: Destination, *, header: bool = True) -> int:
    """Write the rows as a workbook of one sheet and return how many there were.

    Text, ids and dates (as ISO text) are text cells, never formulas; numbers are numbers, except whole
    numbers beyond 2^53, which a spreadsheet would round. Control characters become U+FFFD,
    line ends newlines.
    Raises QnmineError for more rows or a longer cell than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("qnmine")
    try:
        count = _fill(sheet, table, destination, header)
        stream = cast("BinaryIO", _Onward(destination.binary)) if destination.is_live else destination.binary
        with _naming_faults(destination), _UndatedZip(stream, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(workbook, archive).write_data()
    except BaseException:
        _abandon(sheet)
        raise
    return count


def _fill(sheet: Any, table: Table, destination: Destination, header: bool) -> int:
    rows = iter(table.rows)
    peeked = list(islice(rows, _PEEKED_ROWS))
    _set_widths(sheet, table.columns, peeked)
    if header:
        sheet.freeze_panes = "A2"
        with _naming_faults(destination):
            sheet.append([_header_cell(sheet, name) for name in table.columns])
    count, room = 0, MAX_ROWS - header
    for count, row in enumerate(chain(peeked, rows), 1):
        if count > room:
            raise QnmineError(
                f"a sheet holds {MAX_ROWS:,} rows and there are more; write CSV or Parquet, or use --limit"
            )
        cells = [_cell(sheet, cell, name, count) for name, cell in zip(table.columns, row, strict=True)]
        with _naming_faults(destination):  # openpyxl writes to a temporary file
            sheet.append(cells)
    if header:
        sheet.auto_filter.ref = f"A1:{_column_letter(len(table.columns))}{count + 1}"
    return count


@contextmanager
def _naming_faults(destination: Destination) -> Iterator[None]:
    """Turn an error of the system into one that names the destination; lxml tells it in its own way."""
    with destination.naming_faults():
        try:
            yield
        except Exception as error:
            if type(error).__name__ != "SerialisationError":
                raise
            code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(code, os.strerror(code)) from error


def _abandon(sheet: Any) -> None:
    """Close a sheet that will not be saved: openpyxl would complain on exit and keep its temporary file."""
    with suppress(Exception):
        sheet.close()
    with suppress(Exception):
        sheet._writer.cleanup()


class _Onward:
    """A stream that is only written on and on, as a pipe is.

    A zip file would go back in a regular file to mend what it wrote, which damages one that is appended to
    (`>>`) and one that is hashed as it is written.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.write, self.flush = stream.write, stream.flush


class _UndatedZip(ZipFile):
    """A zip file without the time of writing, so that the same rows give the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        if isinstance(data, str):
            data = data.encode()
        if zinfo_or_arcname == "docProps/core.xml":
            data = _TIMESTAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
        super().writestr(_undated(zinfo_or_arcname), data)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        with open(filename, "rb") as source, self.open(_undated(arcname), "w", force_zip64=True) as entry:  # noqa: PTH123
            while block := source.read(1 << 20):
                entry.write(block)


def _undated(name: str) -> ZipInfo:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    return info


def _cell(sheet: Any, cell: object, column: str, row: int) -> object:
    if cell is None or isinstance(cell, bool):
        return cell
    if isinstance(cell, int) and abs(cell) <= _LARGEST_EXACT_INTEGER:
        return int(cell)
    if isinstance(cell, float):
        return float(cell) if number_text(cell) else None
    text = _sheet_text(cell_text(cell))
    if exceeds_cell(text):
        raise QnmineError(
            f"row {row}: {column!r} is longer than the {MAX_CELL:,} characters of a spreadsheet cell; "
            "write CSV or Parquet, or leave the column out with --columns"
        )
    # Only text with these beginnings would be taken for a formula or an error value.
    return _text_cell(sheet, text) if text.startswith(("=", "#")) else text


def exceeds_cell(text: str) -> bool:
    """Tell whether a text is longer than a cell may be."""
    # a character has one unit of UTF-16 or two: most texts need not be encoded to be sure
    return len(text) * 2 > MAX_CELL and len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_CELL


def _sheet_text(text: str) -> str:
    """The text as XML and Excel can hold it; XML knows no carriage return, so every line end is a newline."""
    text = _ILLEGAL.sub("\ufffd", _CARRIAGE_RETURNS.sub("\n", text))
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def _text_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _header_cell(sheet: Any, name: str) -> Any:
    from openpyxl.styles import Font

    cell = _text_cell(sheet, _sheet_text(name))
    cell.font = Font(bold=True)
    return cell


def _set_widths(sheet: Any, columns: tuple[str, ...], rows: list[Row]) -> None:
    for index, name in enumerate(columns):
        longest = max((len(cell_text(row[index])) for row in rows), default=0)
        sheet.column_dimensions[_column_letter(index + 1)].width = min(
            max(longest, len(name)) + 3, _WIDEST_COLUMN
        )


def _column_letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
