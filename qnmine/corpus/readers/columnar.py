"""Parquet and XLSX (optional packages): rows streamed to documents."""

from __future__ import annotations

import datetime
import io
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from qnmine.corpus.archives.limits import DamagedError, check_unpacked
from qnmine.corpus.naming import shown
from qnmine.corpus.rows import locate
from qnmine.errors import DocumentError
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.corpus.rows import Columns, Layout, RowDocuments
    from qnmine.text.document import Document


class CountedFile(io.FileIO):
    """A file that can be read from any place and tells how many bytes were read."""

    def __init__(self, path: str, count: Callable[[int], object]) -> None:
        super().__init__(path)
        self._tell = count

    def read(self, size: int | None = -1) -> bytes:
        """Read as a file does."""
        data = super().read(-1 if size is None else size)
        self._tell(len(data))
        return data


_BATCH = 1024
_BATCH_BYTES = 4 << 20
_BUFFER = 1 << 20  # else a row group is read at once
_SPOOL_CHUNK = 1 << 20


def spool(stream: io.BufferedReader) -> BinaryIO:
    """Copy a stream to an unnamed temporary file that can be read from any place."""
    file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 -- closed by the reader
    while chunk := stream.read(_SPOOL_CHUNK):
        file.write(chunk)
    file.seek(0)
    return file


def columns_of(path: str, table_format: str) -> list[str] | None:
    """Return the column names of a Parquet or XLSX file; None if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            if table_format == "parquet":
                import pyarrow.parquet

                return list(pyarrow.parquet.read_schema(file).names)
            return next(_sheet_rows("", cast("BinaryIO", file)), (None, None))[1]
    except (DamagedError, DocumentError, OSError, ValueError):
        return None


def read_parquet(rows: RowDocuments, file: BinaryIO, columns: Columns) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each row of a Parquet file, read batch by batch.

    A text that is null makes an empty document, and one warning at the end counts those.
    """
    import pyarrow
    import pyarrow.parquet

    # ValueError: names or texts that are not UTF-8
    broken = (pyarrow.ArrowException, OSError, ValueError)
    try:
        table = pyarrow.parquet.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER)
    except broken as error:
        reason = f"is no readable Parquet file ({_first_line(error)})"
        raise DocumentError(shown(rows.name), reason, "write it anew") from error
    rows.origin = Origin("parquet")
    header = list(table.schema_arrow.names)
    layout = locate(rows.name, header, columns)
    needed = list(dict.fromkeys(header[place] for place in _places(layout)))
    number = 0
    batches = table.iter_batches(batch_size=_rows_at_once(table.metadata), columns=needed)
    while True:
        try:
            batch = next(batches, None)
            cells = {name: batch.column(name).to_pylist() for name in needed} if batch is not None else {}
        except broken as error:
            reason = f"is a damaged Parquet file ({_first_line(error)})"
            raise DocumentError(shown(rows.name), reason, "write it anew") from error
        if batch is None:
            rows.tell_absent(number, "row")
            return
        for index in range(batch.num_rows):
            number += 1
            record = {place: cells[header[place]][index] for place in _places(layout)}
            yield _document(record, number, rows, layout)


def _rows_at_once(metadata: Any) -> int:
    """Return how many rows of a Parquet file to read at once: fewer where they are long."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    longest = max((group.total_byte_size // max(group.num_rows, 1) for group in groups), default=0)
    return max(1, min(_BATCH, _BATCH_BYTES // max(longest, 1)))


def read_xlsx(rows: RowDocuments, file: BinaryIO, columns: Columns) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each row of the first sheet; blank rows count but yield nothing."""
    records = _sheet_rows(rows.name, file)
    header = next(records, None)
    if header is None:
        return
    rows.origin = Origin("xlsx")
    first, names = header
    layout = locate(rows.name, names, columns)
    for row, record in records:
        cells = dict(enumerate(record))
        yield _document({place: cells.get(place) for place in _places(layout)}, row - first, rows, layout)


def _sheet_rows(name: str, file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row of the first sheet that is not blank, the first one's as text."""
    import zipfile
    import zlib

    import openpyxl

    check_unpacked(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles that it does not know
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            if not book.worksheets:
                return
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write wrong ones
            header = True
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(value is not None for value in values):
                    yield number, ["" if v is None else str(v) for v in values] if header else list(values)
                    header = False
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        AttributeError,
        LookupError,
        RuntimeError,  # an encrypted or otherwise unsupported member
        SyntaxError,  # broken XML
        TypeError,
        ValueError,
    ) as error:
        reason = f"is no readable XLSX file ({_first_line(error)})"
        remedy = "save it again in a spreadsheet program, or as CSV"
        raise DocumentError(shown(name), reason, remedy) from error


def _places(layout: Layout) -> Sequence[int]:
    places = (*layout.text, layout.id, *layout.kept)
    return [place for place in places if place is not None]


def _document(
    record: dict[int, object], number: int, rows: RowDocuments, layout: Layout
) -> Document | DocumentError:
    try:
        cells = {place: plain(cell) for place, cell in record.items()}
    except UnicodeDecodeError:
        return rows.failed(number, "holds bytes that are not UTF-8 text")
    row_id = None if layout.id is None else cells[layout.id]
    kept = [None if place is None else cells[place] for place in layout.kept]
    return rows.make(number, [cells[place] for place in layout.text], row_id, kept)


def plain(cell: object) -> object:
    """Return dates in ISO form, bytes (UTF-8) and other values that JSON lacks as text."""
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time() and cell.tzinfo is None
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.decode("utf-8")
    if isinstance(cell, list):
        return [plain(item) for item in cell]
    known = cell is None or isinstance(cell, str | bool | int | float | dict)
    return cell if known else str(cell)


def _first_line(error: Exception) -> str:
    """Return what a library says, without the path of a file, which differs from run to run."""
    return shown(str(error).partition("\n")[0].partition(" from /")[0].removesuffix("."), 200)
