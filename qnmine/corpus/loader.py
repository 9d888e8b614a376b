"""Opening a corpus: every check that can be made before anything is read or written."""

from __future__ import annotations

import os
import warnings
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from qnmine.corpus.corpus import Corpus, Reading
from qnmine.corpus.decoding import check_encoding
from qnmine.corpus.formats import BINARY, METADATA, TABLES, check_format
from qnmine.corpus.naming import shown
from qnmine.corpus.readers.delimited import header_of
from qnmine.corpus.readers.jsonl import enough_keys, keys_of
from qnmine.corpus.rows import BY_NUMBER, Columns, has_instead, tidy
from qnmine.corpus.sources import STDIN, find_sources
from qnmine.corpus.streams import DamagedError
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from qnmine.corpus.sources import Source
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document

DEFAULT_TEXT = ("text",)
"""The text columns of a table when none are named."""


def open_corpus(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    text: str | None = None,
    files_from: str | None = None,
    format: str | None = None,  # noqa: A002 -- the name of the option
    text_columns: Sequence[str] = DEFAULT_TEXT,
    id_column: str | None = None,
    keep: Sequence[str] = (),
    asked_by: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    stdin: BinaryIO | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Corpus:
    """Open files, folders, glob patterns, standard input (``-``, or no path), or one `text`, as a corpus.

    `files_from` is a file (or ``-``) that lists paths, one a line or separated by NUL. `format` is one of
    text, lines, csv, tsv, jsonl, parquet, xlsx; by default each file's extension decides, and ``text`` holds
    for standard input. `text_columns`, `id_column` and `keep` name columns of tables; the kept ones are the
    `meta` of each document; `asked_by` tells by which option of a program a column of them was asked for
    (default: ``--keep``), for messages. `encoding` is the name of a codec, or ``auto`` (by byte-order mark,
    else UTF-8). `stdin` is the binary standard input, None where there is none or it is a terminal. One
    `text` has no columns to keep and no format but text; the other options, which change nothing about it,
    are ignored.

    Raises `UsageError` for everything that is wrong with the request itself. A document or file that fails
    while reading goes to `on_error`, or is raised as `DocumentError` when that is None. Warnings go to
    `on_warning`, or to Python's `warnings` when that is None.
    """
    check_format(format)
    reading = Reading(
        _columns(_several(text_columns), id_column, _several(keep)),
        check_encoding(encoding),
        on_error,
        on_warning or _warn,
        format,
    )
    if text is not None:
        if _names(paths) or files_from is not None:
            raise UsageError("--text is analysed alone; leave out the paths, or --text")
        _check_text(reading.columns, format, asked_by or {})
        return Corpus((), reading, text)
    return _open(paths, files_from, stdin, format, reading, asked_by or {})


def open_rows(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    text_column: str,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    asked_by: Mapping[str, str] | None = None,
    files_from: str | None = None,
    format: str | None = None,  # noqa: A002 -- the name of the option
    encoding: str = "utf-8",
    stdin: BinaryIO | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Corpus:
    """Open tables whose rows are no documents but records; the other options are those of `open_corpus`.

    Each row comes as a document called by its place (``path:N``), whose text is the cell in `text_column` and
    whose `meta` holds `columns`, which every table must have, and the `optional` ones, None where a table
    lacks them.
    """
    check_format(format)
    asked = Columns((text_column,), BY_NUMBER, tuple(dict.fromkeys(columns)), tuple(dict.fromkeys(optional)))
    reading = Reading(asked, check_encoding(encoding), on_error, on_warning or _warn, format)
    return _open(paths, files_from, stdin, format, reading, asked_by or {})


def _open(
    paths: Sequence[str | os.PathLike[str]],
    files_from: str | None,
    stdin: BinaryIO | None,
    format: str | None,  # noqa: A002
    reading: Reading,
    asked_by: Mapping[str, str],
) -> Corpus:
    sources = find_sources(_names(paths), files_from, stdin, format, reading.warn)
    corpus = Corpus(sources, reading)
    _check_columns(sources, reading, corpus.count, asked_by)
    return corpus


def _names(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    """Return the paths as text; a lone one counts as one, not as its letters."""
    return [os.fsdecode(path) for path in ((paths,) if isinstance(paths, str | os.PathLike) else paths)]


def read(
    *paths: str | os.PathLike[str],
    files_from: str | None = None,
    format: str | None = None,  # noqa: A002 -- the name of the option
    text_columns: Sequence[str] = DEFAULT_TEXT,
    id_column: str | None = None,
    keep: Sequence[str] = (),
    encoding: str = "utf-8",
    stdin: BinaryIO | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """Stream the documents of files, folders and glob patterns; the options are those of `open_corpus`.

    >>> for document in read("seeds/"):
    ...     print(document.id, len(document.text))  # doctest: +SKIP
    """
    return iter(
        open_corpus(
            paths,
            files_from=files_from,
            format=format,
            text_columns=text_columns,
            id_column=id_column,
            keep=keep,
            encoding=encoding,
            stdin=stdin,
            on_error=on_error,
            on_warning=on_warning,
        )
    )


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=4)


def _several(values: Sequence[str]) -> tuple[str, ...]:
    """Return the names as a tuple; a lone string counts as one, not as its letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def _check_text(columns: Columns, format: str | None, asked_by: Mapping[str, str]) -> None:  # noqa: A002
    """Raise `UsageError` for options that would change how a string is read, or would be lost on it.

    The names of text and id columns are let pass: they change nothing, and a settings file may give them.
    """
    if columns.keep:
        option = _option_of(columns.keep[0], columns, asked_by)
        names = [shown(name) for name in columns.keep if _option_of(name, columns, asked_by) == option]
        raise UsageError(f"{option} {','.join(names)}: a string (--text) has no columns; leave out {option}")
    if format not in {None, "text"}:
        raise UsageError(
            f"--from {format}: a string (--text) is one plain text; "
            f"leave out --from, or pipe the string in instead of --text"
        )


def _columns(text: tuple[str, ...], id_column: str | None, keep: tuple[str, ...]) -> Columns:
    for option, names in (("--text-column", text), ("--keep", keep), ("--id-column", (id_column,))):
        if "" in names or (option == "--text-column" and not names):
            raise UsageError(f"{option}: name a column")
    return Columns(tuple(dict.fromkeys(text)), id_column, tuple(dict.fromkeys(keep)))


def _check_columns(
    sources: Sequence[Source], reading: Reading, count: Callable[[int], object], asked_by: Mapping[str, str]
) -> None:
    """Raise `UsageError` if a column asked for is in no table; headers are read until all are found."""
    tables = [source for source in sources if source.format in TABLES]
    columns = reading.columns
    if any(source.archive for source in sources):
        return  # what the members are is seen when they are read
    known = {column for source in sources for column in METADATA.get(source.format, ())}
    if not tables:
        _need_no_columns(columns, known, asked_by)
        return
    missing = {tidy(column): column for column in columns.required if column not in known}
    seen: list[tuple[str, list[str]]] = []
    for table in tables:
        if table.format in BINARY and (table.once or table.compression):
            return  # cannot be looked at without copying it; reading will tell
        if header := _header(table, reading, count):
            seen.append((table.name, header))
            for column in header:
                missing.pop(tidy(column), None)
            if not missing:
                return
    if columns.text == DEFAULT_TEXT and len(tables) < len(sources):
        missing.pop(DEFAULT_TEXT[0], None)  # a table beside texts, perhaps about them: an error of its own
    if seen and missing:
        column = next(iter(missing.values()))
        option = _option_of(column, columns, asked_by)
        name = "standard input" if seen[0][0] == STDIN else shown(seen[0][0])
        others = f" (and {len(seen) - 1} more)" if len(seen) > 1 else ""
        remedy = has_instead(column, seen[0][1])
        raise UsageError(f"{option} {column}: {name}{others} has no such column; {remedy}")


def _need_no_columns(columns: Columns, known: Collection[str], asked_by: Mapping[str, str]) -> None:
    """Raise `UsageError` if a column was asked for that no input has; `known` is what files tell."""
    text = columns.text if columns.text != DEFAULT_TEXT else ()
    for column in (*text, *([columns.id] if columns.id else []), *columns.keep):
        option = _option_of(column, columns, asked_by)
        if column in known and column in columns.keep:
            continue
        if known:
            remedy = has_instead(column, sorted(known))
            raise UsageError(f"{option} {column}: no input is a table, and no file tells it; {remedy}")
        raise UsageError(
            f"{option} {column}: no input is a table; name its format with --from (csv, tsv, jsonl …)"
        )


def _option_of(column: str, columns: Columns, asked_by: Mapping[str, str]) -> str:
    if column in asked_by:
        return asked_by[column]
    if column in columns.text:
        return "--text-column"
    return "--id-column" if column == columns.id else "--keep"


def _header(table: Source, reading: Reading, count: Callable[[int], object]) -> list[str] | None:
    """Return the column names of a table; None if it is empty or cannot be read, which reading will tell."""
    if table.failure:
        return None
    columns, encoding = reading.columns, reading.encoding
    try:
        if table.format in BINARY:
            from qnmine.corpus.readers.columnar import columns_of

            return columns_of(table.path or "", table.format)
        if table.format == "jsonl":
            head, whole = table.head(count, enough_keys(table.name, columns, encoding))
            return keys_of(table.name, head, encoding, whole=whole)
        header = partial(
            header_of, table.name, columns=columns, encoding=encoding, tabs=table.format == "tsv"
        )
        head, whole = table.head(count, lambda head: header(head, whole=False) is not None)
        return header(head, whole=whole)
    except (DamagedError, OSError):
        return None
