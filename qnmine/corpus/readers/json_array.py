"""JSON that is not of lines: an array of objects, one object, or an object that holds a list of them."""

from __future__ import annotations

import io
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import settle
from qnmine.corpus.naming import shown
from qnmine.corpus.readers.json_text import NO_OBJECT, Broken, JsonText, Undecoded, remedy_of
from qnmine.corpus.readers.jsonl import check_keys, document_of, keys_of, read_jsonl
from qnmine.corpus.streams import HEAD, read_head, rejoin
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qnmine.corpus.rows import Columns, RowDocuments
    from qnmine.text.document import Document

_LOOKED_AT = 1000
"""How many rows are looked at before it is said that a column is missing."""

_BLANK = "\ufeff \t\r\n"


def read_json(
    rows: RowDocuments, stream: io.BufferedReader, columns: Columns, encoding: str
) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each object of an array; they are numbered from 1.

    One object is one document; where it lacks a column asked for and holds one list of objects
    (``{"articles": [...]}``), also within other objects, these are the rows. Objects that follow one another
    are rows too, and JSON lines are read as such. An array is read piece by piece, an object whole. A broken
    element is an error of its own if it can be seen where it ends; else the error says that the rest is lost.
    """
    head, whole = read_head(stream, HEAD, lambda head: _begins(head, encoding, whole=False) is not None)
    stream = rejoin(head, stream)
    if _begins(head, encoding, whole=whole) == "lines":
        yield from read_jsonl(rows, stream, columns, encoding)
        return
    text = JsonText(shown(rows.name), stream, encoding)
    rows.origin = text.codec.origin("json")
    first = text.peek()
    if first == "[":
        yield from _documents(rows, text, text.elements(), columns)
        if not text.lost and text.peek():
            yield DocumentError(
                shown(rows.name), "goes on after the end of its array; that is lost", "mend it there"
            )
    elif first == "{":
        yield from _of_objects(rows, text, columns)
    elif first:
        raise text.no_json()


def keys_of_json(name: str, head: bytes, encoding: str, columns: Columns, *, whole: bool) -> list[str] | None:
    """Return the keys of the objects at the beginning of a stream; None if there is no object to be read."""
    begins = _begins(head, encoding, whole=whole)
    if begins is None or begins == "lines":
        return keys_of(name, head, encoding, whole=whole)
    text = JsonText(name, io.BufferedReader(io.BytesIO(head)), encoding)
    if text.peek() == "[":
        values: Iterable[object] = text.elements()
    else:
        first = text.value()
        lists = _lists_in(first) if isinstance(first, dict) and not _has(first, columns) else []
        values = lists[0][1] if len(lists) == 1 else () if lists else [first]
    keys: dict[str, None] = {}
    for value in values:
        if isinstance(value, dict):
            keys.update(dict.fromkeys(value))
    return list(keys) or None


def enough_keys(name: str, columns: Columns, encoding: str) -> Callable[[bytes], bool]:
    """Return a test whether the beginning of a stream shows all columns asked for."""
    required = set(columns.required)

    def enough(head: bytes) -> bool:
        try:
            return required.issubset(keys_of_json(name, head, encoding, columns, whole=False) or ())
        except DocumentError:  # reading will tell; until then the stream is to be kept
            return False

    return enough


def is_array(head: bytes, encoding: str) -> bool:
    """Tell whether a stream that begins so holds a JSON array."""
    return _begins(head, encoding, whole=True) == "array"


def _begins(head: bytes, encoding: str, *, whole: bool) -> str | None:
    """Tell what a stream that begins so is: `array`, `lines`, `object`, `other`; None: it is too early."""
    codec = settle(encoding, head)
    text = head[codec.mark :].decode(codec.name, "replace").lstrip(_BLANK)
    if not text or text[0] != "{":
        return ("array" if text[0] == "[" else "other") if text else "other" if whole else None
    rest = text.partition("\n")[2].lstrip(_BLANK)
    if not rest and not whole:
        return None
    return "lines" if rest[:1] == "{" else "object"


def _of_objects(rows: RowDocuments, text: JsonText, columns: Columns) -> Iterator[Document | DocumentError]:
    """Yield what one object is, or several that follow one another."""
    first = text.value()
    if text.peek() or not isinstance(first, dict) or _has(first, columns):
        yield from _documents(rows, text, chain([first], text.values()), columns)
        return
    lists = _lists_in(first)
    if len(lists) > 1:
        path = lists[0][0]
        raise DocumentError(
            shown(rows.name),
            f"holds {len(lists)} lists of objects ({', '.join(shown(path) for path, _ in lists[:5])})",
            f"take one: jq -c '.{shown(path)}[]' FILE | … --from jsonl",
        )
    yield from _documents(rows, text, lists[0][1] if lists else [first], columns)


def _has(record: dict[str, object], columns: Columns) -> bool:
    return all(column in record for column in columns.required)


def _lists_in(record: dict[str, object]) -> list[tuple[str, list[object]]]:
    """Return the lists of objects in an object and the objects in it, each with the keys that lead to it."""
    found: list[tuple[str, list[object]]] = []
    pending: deque[tuple[str, object]] = deque([("", record)])
    while pending:
        path, value = pending.popleft()
        if isinstance(value, dict):
            pending += [(f"{path}.{key}" if path else key, inner) for key, inner in value.items()]
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            found.append((path, value))
    return found


def _documents(
    rows: RowDocuments, text: JsonText, values: Iterable[object], columns: Columns
) -> Iterator[Document | DocumentError]:
    """Yield the documents of values; raises `DocumentError` when none of the first has a column asked for."""
    required = set(columns.required)
    keys: dict[str, None] = {}
    waiting: list[Document | DocumentError] | None = []
    number = 0
    for number, value in enumerate(values, 1):
        item = _document(rows, text, number, value, columns)
        if waiting is None:
            yield item
            continue
        waiting.append(item)
        keys.update(dict.fromkeys(value) if isinstance(value, dict) else {})
        if required.issubset(keys) or number == _LOOKED_AT:
            check_keys(rows.name, list(keys), columns)
            yield from waiting
            waiting = None
    if waiting:
        check_keys(rows.name, list(keys), columns)
        yield from waiting
    rows.tell_absent(number, "row")


def _document(
    rows: RowDocuments, text: JsonText, number: int, value: object, columns: Columns
) -> Document | DocumentError:
    if isinstance(value, dict):
        return document_of(value, number, rows, columns)
    if isinstance(value, Undecoded):
        return text.fault(shown(rows.row_name(number)), value)
    if isinstance(value, Broken):
        lost = "; this row and all after it are lost" if value.rest else ""
        return rows.failed(number, value.reason + lost, "mend it there" if lost else remedy_of(value.reason))
    return rows.failed(number, NO_OBJECT, remedy_of(NO_OBJECT))
