"""JSON lines: one object a line; a broken line is that row's error and the others go on."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import Lines, whole_lines
from qnmine.corpus.naming import shown
from qnmine.corpus.readers.json_text import DECODER, NO_OBJECT, TOO_DEEP, TOO_LONG_NUMBER, remedy_of
from qnmine.corpus.rows import BY_NUMBER, DEFAULT_ID, has_instead
from qnmine.corpus.streams import HEAD, read_head, rejoin
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qnmine.corpus.rows import Columns, RowDocuments
    from qnmine.text.document import Document

_BLANK = "\ufeff \t\r\n"


def read_jsonl(
    rows: RowDocuments, stream: io.BufferedReader, columns: Columns, encoding: str
) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each line that is not blank; rows are numbered as lines are.

    A text value that is missing or null makes an empty document, and one warning at the end counts those; a
    value that is neither text nor number is an error. Raises `DocumentError` when none of the first rows
    (1 MiB) has a column asked for. A stream that holds one JSON array instead is read as that.
    """
    from qnmine.corpus.readers.json_array import is_array, read_json

    head, whole = read_head(stream, HEAD, enough_keys(rows.name, columns, encoding))
    if is_array(head, encoding):
        yield from read_json(rows, rejoin(head, stream), columns, encoding)
        return
    check_keys(rows.name, keys_of(rows.name, head, encoding, whole=whole), columns)
    lines = Lines(rows.name, rejoin(head, stream), encoding)
    count = 0
    for number, line in enumerate(lines, 1):
        content = line.strip(_BLANK)
        if not content:
            continue
        rows.origin = lines.origin("jsonl")
        count += 1
        if fault := lines.take_fault(shown(rows.row_name(number))):
            yield fault
            continue
        record = _parse(content)
        yield (
            rows.failed(number, record, remedy_of(record))
            if isinstance(record, str)
            else document_of(record, number, rows, columns)
        )
    rows.tell_absent(count, "line")


def _parse(content: str) -> dict[str, object] | str:
    """Return the object on a line, or the reason why there is none."""
    try:
        value: object = DECODER.decode(content)
    except json.JSONDecodeError as error:
        return f"is not valid JSON ({error.msg} at column {error.colno})"
    except RecursionError:
        return TOO_DEEP
    except ValueError:
        return TOO_LONG_NUMBER
    return value if isinstance(value, dict) else NO_OBJECT


def document_of(
    record: dict[str, object], number: int, rows: RowDocuments, columns: Columns
) -> Document | DocumentError:
    """Return the document of an object, or its error."""
    get = record.get
    return rows.make(
        number,
        [get(name) for name in columns.text],
        None if columns.id == BY_NUMBER else get(columns.id or DEFAULT_ID),
        [get(name) for name in columns.kept],
    )


def keys_of(name: str, head: bytes, encoding: str, *, whole: bool) -> list[str] | None:
    """Return the keys of the objects at the beginning of a stream; None if there is no object to be read.

    `whole` tells that `head` is all there is, so that its last line is complete.
    """
    if not whole:
        head = whole_lines(head, encoding)
    return list(keys_of_lines(name, io.BufferedReader(io.BytesIO(head)), encoding)) or None


def keys_of_lines(name: str, stream: io.BufferedReader, encoding: str) -> dict[str, None]:
    """Return the keys of the objects of a stream."""
    keys: dict[str, None] = {}
    for line in Lines(name, stream, encoding):
        record = _parse(line.strip(_BLANK))
        if isinstance(record, dict):
            keys.update(dict.fromkeys(record))
    return keys


def enough_keys(name: str, columns: Columns, encoding: str) -> Callable[[bytes], bool]:
    """Return a test whether the beginning of a stream shows all columns asked for."""
    required = set(columns.required)

    def enough(head: bytes) -> bool:
        try:
            return required.issubset(keys_of(name, head, encoding, whole=False) or ())
        except DocumentError:  # reading will tell; until then the stream is to be kept
            return False

    return enough


def check_keys(name: str, keys: list[str] | None, columns: Columns) -> None:
    """Raise `DocumentError` if none of the objects looked at has a column asked for."""
    for column in columns.required if keys else ():
        if column not in (keys or ()):
            raise DocumentError(shown(name), f"has no column {column!r}", has_instead(column, keys or ()))
