"""Opening a corpus: every check that can be made before anything is read or written."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from qnmine.corpus.columns import (
    DEFAULT_TEXT,
    all_columns,
    check_columns,
    check_text,
    columns_asked,
)
from qnmine.corpus.corpus import Corpus, Reading
from qnmine.corpus.decoding import check_encoding
from qnmine.corpus.formats import check_format
from qnmine.corpus.rows import BY_NUMBER, Columns
from qnmine.corpus.sources import find_sources
from qnmine.corpus.stages.distinct import Distinct, check_deduplicate
from qnmine.corpus.stages.joining import DEFAULT_KEY, Joined, Levels, MetadataFile
from qnmine.corpus.stages.noticing import Noticing
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.corpus.sources import Source
    from qnmine.corpus.stages.stage import Stage
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document

__all__ = ["DEFAULT_TEXT", "open_corpus", "open_rows", "read"]


def open_corpus(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    text: str | None = None,
    files_from: str | None = None,
    format: str | None = None,  # noqa: A002 -- the name of the option
    text_columns: Sequence[str] = DEFAULT_TEXT,
    id_column: str | None = None,
    keep: Sequence[str] = (),
    keep_all: bool = False,
    optional: Sequence[str] = (),
    metadata: str | os.PathLike[str] | None = None,
    metadata_key: str = DEFAULT_KEY,
    path_columns: str | Sequence[str] = (),
    deduplicate: str | None = None,
    asked_by: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    stdin: BinaryIO | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Corpus:
    """Open files, folders, glob patterns, standard input (``-``, or no path), or one `text`, as a corpus.

    `files_from` is a file (or ``-``) that lists paths, one a line or separated by NUL. `format` is one of
    `qnmine.corpus.formats.FORMATS`; by default each file's extension decides, and ``text`` holds
    for standard input. `text_columns`, `id_column` and `keep` name columns of tables; the kept ones are the
    `meta` of each document; `asked_by` tells by which option of a program a column of them was asked for
    (default: ``--keep``), for messages. `encoding` is the name of a codec, or ``auto``. `stdin` is the binary
    standard input, None where there is none or it is a terminal. One `text` has no columns to keep and no
    format but text; the other options, which change nothing about it, are ignored.

    `metadata` is a table with further columns for `keep`, whose rows belong to the documents that its column
    `metadata_key` names; `path_columns` names levels of folders (``newspaper/year``, or a list; ``_`` or an
    empty name skips one) as columns. The table wins over the folders, these over what the files themselves
    have. `keep_all` keeps all columns that there are (see `Corpus.columns`) if `keep` names none; `optional`
    ones are kept as None where there are none. `deduplicate` (``exact`` or ``near``) leaves out documents
    that repeat an earlier one (see `qnmine.corpus.stages.distinct`).

    Raises `UsageError` for everything that is wrong with the request itself. A document or file that fails
    while reading goes to `on_error`, or is raised as `DocumentError` when that is None. Warnings go to
    `on_warning`, or to Python's `warnings` when that is None.
    """
    check_format(format)
    check_deduplicate(deduplicate)
    reading = Reading(
        columns_asked(_several(text_columns), id_column, _several(keep)),
        check_encoding(encoding),
        on_error,
        on_warning or _warn,
        format,
    )
    levels = Levels.of(path_columns)
    if text is not None:
        if _names(paths) or files_from is not None:
            raise UsageError("--text is analysed alone; leave out the paths, or --text")
        check_text(reading.columns, format, asked_by or {})
        return Corpus((), _with_stages(reading, [], None), text)
    table = None if metadata is None else MetadataFile.open(os.fsdecode(metadata), metadata_key)
    joined = Joined(table, levels)
    sources = joined.others(find_sources(_names(paths), files_from, stdin, format, reading.warn))
    if joined.columns or keep_all or optional:
        return _with_columns(sources, reading, joined, keep_all, optional, asked_by or {}, deduplicate)
    return _checked(sources, _with_stages(reading, [], deduplicate), asked_by or {})


def _with_columns(
    sources: Sequence[Source],
    reading: Reading,
    joined: Joined,
    keep_all: bool,
    optional: Sequence[str],
    asked_by: Mapping[str, str],
    deduplicate: str | None,
) -> Corpus:
    """Return a corpus whose documents have columns from elsewhere, or all columns that there are."""
    asked = reading.columns
    further: tuple[str, ...] = _several(optional)
    if keep_all and not asked.keep:
        own, told = all_columns(sources, reading, lambda _: None)
        further = (*own, *joined.columns, *further)
        for warning in told:
            reading.warn(warning)
    of_joined = joined.own(asked.keep)
    required = tuple(name for name in asked.keep if name not in of_joined)
    others = tuple(dict.fromkeys(name for name in (*of_joined, *further) if name not in required))
    columns = replace(asked, keep=required, optional=others)
    order = tuple(dict.fromkeys((*asked.keep, *others)))
    stage = joined.stage(order, [source.name for source in sources], reading.warn)
    files = (*reading.files, *joined.files)
    reading = replace(reading, columns=columns, files=files)
    reading = _with_stages(reading, [stage] if stage is not None else [], deduplicate)
    return _checked(sources, reading, asked_by, joined.columns, order)


def _with_stages(
    reading: Reading, further: Sequence[Callable[[], Stage]], deduplicate: str | None
) -> Reading:
    """Return how to read with the stages: texts as they were meant, what is joined, which are left out."""
    auto = reading.encoding == "auto"
    makers: list[Callable[[], Stage]] = [partial(Noticing, auto=auto, warn=reading.warn), *further]
    if deduplicate is not None:
        makers.append(partial(Distinct, deduplicate, reading.warn))
    return replace(reading, stages=partial(_made, tuple(makers)))


def _made(makers: Sequence[Callable[[], Stage]]) -> list[Stage]:
    return [make() for make in makers]


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
    sources = find_sources(_names(paths), files_from, stdin, format, reading.warn)
    return _checked(sources, reading, asked_by or {})


def _checked(
    sources: Sequence[Source],
    reading: Reading,
    asked_by: Mapping[str, str],
    joined: Sequence[str] = (),
    columns: Sequence[str] | None = None,
) -> Corpus:
    corpus = Corpus(sources, reading, columns=columns)
    check_columns(sources, reading, corpus.count, asked_by, joined)
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
    metadata: str | os.PathLike[str] | None = None,
    metadata_key: str = DEFAULT_KEY,
    path_columns: str | Sequence[str] = (),
    deduplicate: str | None = None,
    encoding: str = "utf-8",
    stdin: BinaryIO | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """Stream the documents of files, folders and glob patterns; the options are those of `open_corpus`.

    >>> [len(document.text) for document in read("seeds/")]
    [2211, 7221, 8405, 5003, 4935]
    """
    return iter(
        open_corpus(
            paths,
            files_from=files_from,
            format=format,
            text_columns=text_columns,
            id_column=id_column,
            keep=keep,
            metadata=metadata,
            metadata_key=metadata_key,
            path_columns=path_columns,
            deduplicate=deduplicate,
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
