"""Which columns the inputs of a corpus have, and whether those asked for are among them."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from qnmine.corpus.archives.limits import DamagedError
from qnmine.corpus.formats import BINARY, METADATA, TABLES
from qnmine.corpus.naming import shown
from qnmine.corpus.readers.delimited import header_of
from qnmine.corpus.readers.jsonl import keys_of_lines
from qnmine.corpus.rows import BY_NUMBER, DEFAULT_ID, Columns, has_instead, tidy
from qnmine.corpus.sources import STDIN, Source, find_sources
from qnmine.corpus.streams import HEAD, read_head, rejoin
from qnmine.corpus.walking import Skipped
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from qnmine.corpus.corpus import Reading

DEFAULT_TEXT = ("text",)
"""The text columns of a table when none are named."""

_JSON = frozenset({"json", "jsonl"})


def columns_asked(text: tuple[str, ...], id_column: str | None, keep: tuple[str, ...]) -> Columns:
    """Return the columns asked for, each once; raises `UsageError` for an empty name."""
    for option, names in (("--text-column", text), ("--keep", keep), ("--id-column", (id_column,))):
        if "" in names or (option == "--text-column" and not names):
            raise UsageError(f"{option}: name a column")
    return Columns(tuple(dict.fromkeys(text)), id_column, tuple(dict.fromkeys(keep)))


def check_text(columns: Columns, format: str | None, asked_by: Mapping[str, str]) -> None:  # noqa: A002
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


def check_columns(
    sources: Sequence[Source],
    reading: Reading,
    count: Callable[[int], object],
    asked_by: Mapping[str, str],
    joined: Sequence[str] = (),
) -> None:
    """Raise `UsageError` if a column asked for is in no table; headers are read until all are found.

    `joined` are the columns that documents get from elsewhere, for messages.
    """
    tables = [source for source in sources if source.format in TABLES]
    columns = reading.columns
    if any(source.archive for source in sources):
        return  # what the members are is seen when they are read
    known = _told_by_files(sources, reading, count)
    if not tables:
        _need_no_columns(columns, known, asked_by, joined)
        return
    missing = {tidy(column): column for column in columns.required if column not in known}
    seen: list[tuple[str, list[str]]] = []
    for table in tables:
        if table.format in BINARY and (table.once or table.compression):
            return  # cannot be looked at without copying it; reading will tell
        if header := header_of_table(table, reading, count):
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
        remedy = has_instead(column, [*seen[0][1], *joined])
        raise UsageError(f"{option} {column}: {name}{others} has no such column; {remedy}")


def _told_by_files(sources: Sequence[Source], reading: Reading, count: Callable[[int], object]) -> set[str]:
    """Return the columns that files tell of themselves; of CoNLL-U as many as were looked for."""
    known = {column for source in sources for column in METADATA.get(source.format, ())}
    for source in sources:
        if source.format == "conllu" and not known.issuperset(reading.columns.keep):
            known.update(_comments_of(source, reading, count))
    return known


def _comments_of(source: Source, reading: Reading, count: Callable[[int], object]) -> list[str]:
    """Return the keys of the comments that a CoNLL-U file begins with; none if it cannot be read."""
    from qnmine.corpus.readers.conllu import metadata_of

    if source.failure:
        return []
    name, encoding = source.name, reading.encoding
    keep = set(reading.columns.keep)

    def enough(head: bytes) -> bool:
        return bool(keep) and keep.issubset(metadata_of(name, head, encoding, whole=False))

    try:
        head, whole = source.head(count, enough)
    except (DamagedError, DocumentError, OSError):
        return []
    return metadata_of(name, head, encoding, whole=whole)


def _need_no_columns(
    columns: Columns, known: Collection[str], asked_by: Mapping[str, str], joined: Sequence[str]
) -> None:
    """Raise `UsageError` if a column was asked for that no input has; `known` is what files tell."""
    text = columns.text if columns.text != DEFAULT_TEXT else ()
    for column in (*text, *([columns.id] if columns.id else []), *columns.keep):
        option = _option_of(column, columns, asked_by)
        if column in known and column in columns.keep:
            continue
        if (known or joined) and column in columns.keep:
            remedy = has_instead(column, [*joined, *sorted(known)])
            told = "no input is a table, and no file tells it" if known else "no input has such a column"
            raise UsageError(f"{option} {column}: {told}; {remedy}")
        remedy = "name its format with --from (csv, tsv, jsonl …)"
        if column in columns.keep:
            remedy += ", or give columns by --metadata or --path-columns"
        raise UsageError(f"{option} {column}: no input is a table; {remedy}")


def _option_of(column: str, columns: Columns, asked_by: Mapping[str, str]) -> str:
    if column in asked_by:
        return asked_by[column]
    if column in columns.text:
        return "--text-column"
    return "--id-column" if column == columns.id else "--keep"


def all_columns(
    sources: Sequence[Source], reading: Reading, count: Callable[[int], object]
) -> tuple[tuple[str, ...], list[str]]:
    """Return the columns that inputs have but their texts and ids, in the order met, and warnings about them.

    JSON is read to its end for them, archives are gone through. Warned is of the first input that cannot be
    looked at, or not whole, before it is read, and of columns that cannot be told by a name.
    """
    found: dict[str, None] = {}
    unseen = ""
    nameless = _Nameless()
    for source in sources:
        for part in _parts(source, reading):
            names, told = ((), part) if isinstance(part, str) else _columns_of(part, reading, count)
            unseen = unseen or told
            if isinstance(part, Source):
                nameless.see(part, names)
            found.update((name, None) for name in names if name)
    warnings = [f"{unseen} before reading; name further columns with --keep"] if unseen else []
    return tuple(found), [*warnings, *nameless.warnings()]


class _Nameless:
    """The columns of tables that have no name, or that of an earlier column, so that they cannot be kept."""

    def __init__(self) -> None:
        self._first = ""
        self._tables = 0

    def see(self, table: Source, names: Sequence[str]) -> None:
        """Note those of a table."""
        empty = sum(not name for name in names)
        repeated = [shown(name) for name, count in Counter(names).items() if name and count > 1]
        told = [f"{empty} {'column has' if empty == 1 else 'columns have'} no name"] if empty else []
        told += [f"several columns are called {' and '.join(map(repr, repeated))}"] if repeated else []
        if told:
            self._tables += 1
            self._first = self._first or f"{shown(table.name)}: {', '.join(told)}"

    def warnings(self) -> list[str]:
        """Return the warning, if there is anything to warn of."""
        if not self._tables:
            return []
        others = self._tables - 1
        more = f" (and so in {others} more table{'s' if others > 1 else ''})" if others else ""
        kept = "none without a name is kept, of a name the first"
        return [f"{self._first}{more}; {kept}; give each column a name of its own"]


def _parts(source: Source, reading: Reading) -> Iterator[Source | str]:
    """Yield a source, or the members of one that is an archive, and in words what is not seen of it."""
    from qnmine.corpus.archives.members import members

    if source.archive is None:
        yield source
    elif source.once:
        yield f"the columns of the members of {shown(source.name)} are not seen"
    elif not source.failure:
        with suppress(DamagedError, DocumentError, OSError), source.open(_uncounted) as stream:
            for member in members(source, stream, reading.format, _uncounted, Skipped("archives")):
                if not isinstance(member, DocumentError):
                    yield member


def _uncounted(_: int) -> None:
    """Count nothing: what is looked at beforehand is no progress."""


def _columns_of(
    source: Source, reading: Reading, count: Callable[[int], object]
) -> tuple[Sequence[str], str]:
    """Return all columns of a source, and in words what is not seen of it."""
    if source.format not in TABLES:
        return METADATA.get(source.format, ()), ""
    if source.format in BINARY and (source.once or source.compression):
        return (), f"the columns of {shown(source.name)} are not seen"
    names: Sequence[str]
    if source.format in _JSON:  # whose keys are looked up as they are
        names, told = _all_keys(source, reading, count)
    else:
        names, told = [tidy(name) for name in header_of_table(source, reading, count) or ()], ""
    not_kept = {tidy(name) for name in (*reading.columns.text, reading.columns.id or DEFAULT_ID)}
    return [name for name in names if tidy(name) not in not_kept], told


def _all_keys(source: Source, reading: Reading, count: Callable[[int], object]) -> tuple[Sequence[str], str]:
    """Return the keys of the objects of a JSON file, or at the beginning of a pipe, and what was not seen."""
    from qnmine.corpus.readers.json_array import is_array, keys_of_json
    from qnmine.corpus.readers.json_text import JsonText

    if source.failure:
        return (), ""
    keys: dict[str, None] = {}
    encoding, name = reading.encoding, source.name
    try:
        if source.once:
            head, whole = source.head(count, lambda _: False)
            told = "" if whole else f"only the columns in the first MiB of {shown(name)} are seen"
            return keys_of_json(name, head, encoding, reading.columns, whole=whole) or (), told
        with source.open(count) as stream:
            head, whole = read_head(stream, HEAD, lambda _: False)
            rest = stream if whole else rejoin(head, stream)
            if whole:
                return keys_of_json(name, head, encoding, reading.columns, whole=True) or (), ""
            if is_array(head, encoding):
                for value in JsonText(name, rest, encoding).elements():
                    keys.update(dict.fromkeys(value) if isinstance(value, dict) else {})
            elif source.format == "json":
                return keys_of_json(name, rest.read(), encoding, reading.columns, whole=True) or (), ""
            else:
                keys.update(keys_of_lines(name, rest, encoding))
    except (DamagedError, OSError, DocumentError):
        pass  # reading will tell
    return tuple(keys), ""


def header_of_table(table: Source, reading: Reading, count: Callable[[int], object]) -> list[str] | None:
    """Return the column names of a table; None if it is empty or cannot be read, which reading will tell."""
    if table.failure:
        return None
    columns, encoding = reading.columns, reading.encoding
    try:
        if table.format in BINARY:
            from qnmine.corpus.readers.columnar import columns_of

            return columns_of(table.path or "", table.format)
        if table.format in _JSON:
            from qnmine.corpus.readers.json_array import enough_keys, keys_of_json

            head, whole = table.head(count, enough_keys(table.name, columns, encoding))
            return keys_of_json(table.name, head, encoding, columns, whole=whole)
        header = partial(
            header_of, table.name, columns=columns, encoding=encoding, tabs=table.format == "tsv"
        )
        head, whole = table.head(count, lambda head: header(head, whole=False) is not None)
        return header(head, whole=whole)
    except (DamagedError, DocumentError, OSError):
        return None


def columns_of_file(path: str, wanted: str) -> list[str]:
    """Return the column names of one table, which is looked for a column; raises `UsageError`."""
    from qnmine.corpus.corpus import Reading

    warnings: list[str] = []
    sources = find_sources([path], None, None, None, warnings.append)
    if sources[0].failure:
        raise UsageError(f"{shown(path)}: {sources[0].failure}")
    reading = Reading(Columns((wanted,), BY_NUMBER, ()), "auto", None, warnings.append)
    return header_of_table(sources[0], reading, lambda _: None) or []
